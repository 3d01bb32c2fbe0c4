"""Every string that a person reads in a template goes through the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

TEMPLATES = Path(__file__).parents[2] / "provportal" / "templates"
PRINTED_ELSEWHERE = "remittance"
"""The PDF's words are made by `words/`."""

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
BARE_ATTRIBUTES = re.compile(r'required|aria-[a-z]+="[^"]*"')
"""A macro may give attributes alone."""

READ_ATTRIBUTES = ("aria-label", "title", "alt", "placeholder")


def bare_words(template: str) -> list[str]:
    """Text with letters that no Jinja expression made."""
    soup = BeautifulSoup(JINJA.sub("", template), "html.parser")
    texts = [BARE_ATTRIBUTES.sub("", str(text)) for text in soup.find_all(string=True)]
    texts += [str(tag.get(name, "")) for tag in soup.find_all(True) for name in READ_ATTRIBUTES]
    return [text for text in texts if re.search(r"[^\W\d_]{2}", text) and "DOCTYPE" not in text]


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(TEMPLATES.rglob("*.html")) if PRINTED_ELSEWHERE not in path.parts],
    ids=lambda path: path.relative_to(TEMPLATES).as_posix(),
)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    assert [text for text in bare_words(path.read_text("utf-8")) if text != "html"] == []


@pytest.mark.parametrize(
    "planted", ["<p>Hello there</p>", '<nav aria-label="Main"></nav>', "{{ x }} days"]
)
def test_words_outside_the_catalogue_are_found(planted: str) -> None:
    assert bare_words(planted)
