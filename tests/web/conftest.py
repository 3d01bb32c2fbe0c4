"""The one fixture of the web tests: a fresh portal with a biller in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.given import Portal, biller, portal


@pytest.fixture
def made(tmp_path: Path) -> Portal:
    """A portal in which Rosa (rosa@example.org) is a biller."""
    made = portal(tmp_path)
    biller(made)
    return made
