"""The one catalogue of sentences: English is the source text, translations are .po files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).parent.parent / "translations"
SOURCE_LANGUAGE = "en"


def say(language: str, message: str, **params: str) -> str:
    """The message in that language with its {places} filled in.

    `language` is a BCP 47 tag ('en', 'es', 'zh-Hant'). What has no translation is said in English.
    Raises KeyError when a place of the message is not among `params`.
    """
    return translated(language, message).format(**params)


def translated(language: str, message: str) -> str:
    """The message in that language, its {places} still open."""
    if language == SOURCE_LANGUAGE:
        return message
    folder = language.replace("-", "_")
    return sentences(TRANSLATIONS / folder / "LC_MESSAGES" / "messages.po").get(message, message)


@cache
def sentences(path: Path) -> dict[str, str]:
    """Source text to translation of one .po file; a doubtful (fuzzy) or empty one is left out.

    Raises FileNotFoundError for a language the project does not have.
    """
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {
        entry.id: entry.string
        for entry in catalogue
        if isinstance(entry.id, str)
        and isinstance(entry.string, str)
        and entry.id
        and entry.string
        and not entry.fuzzy
    }
