"""The README shows the states as they are, and names only what is there."""

from __future__ import annotations

import re
from pathlib import Path

from provportal.domain import request

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_picture_is_the_lifecycle() -> None:
    pictures = re.findall(r"```mermaid\n(.*?)```", README, re.DOTALL)
    assert pictures == [request.LIFECYCLE.picture()]


def test_its_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_its_folders_are_there() -> None:
    named = re.findall(r"^\| `(\w+(?:/\w+)?)`", README, re.MULTILINE)
    assert [folder for folder in named if not (ROOT / folder).is_dir()] == []
