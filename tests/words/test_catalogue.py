"""The catalogue: English as it stands, translations from .po files, gaps said in English."""

from __future__ import annotations

from pathlib import Path

import pytest

from provportal.words import catalogue
from provportal.words.catalogue import say, sentences, translated

SPANISH = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "We sent {amount}."
msgstr "Enviamos {amount}."

#, fuzzy
msgid "Paid"
msgstr "Pagado?"

msgid "Asked"
msgstr ""

msgid "1 request"
msgid_plural "{count} requests"
msgstr[0] "1 solicitud"
msgstr[1] "{count} solicitudes"
"""


@pytest.fixture
def spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    file = tmp_path / "es_US" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text(SPANISH, encoding="utf-8")
    monkeypatch.setattr(catalogue, "TRANSLATIONS", tmp_path)
    return "es-US"


def test_english_is_the_source_text() -> None:
    assert say("en", "We sent {amount}.", amount="$1.00") == "We sent $1.00."


def test_a_translation_is_said(spanish: str) -> None:
    assert say(spanish, "We sent {amount}.", amount="$1.00") == "Enviamos $1.00."


@pytest.mark.parametrize("message", ["Paid", "Asked", "Never written down"])
def test_what_has_no_sure_translation_is_said_in_english(spanish: str, message: str) -> None:
    assert translated(spanish, message) == message


def test_values_are_never_read_as_places() -> None:
    assert say("en", "Paid to {name}", name="{amount}") == "Paid to {amount}"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("en", "We sent {amount}.")


def test_a_language_the_project_does_not_have_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sentences(tmp_path / "messages.po")
