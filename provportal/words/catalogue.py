"""The one catalogue of sentences: English is the source text, translations are .po files."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from provportal.domain.texts import Texts, Words

TRANSLATIONS = Path(__file__).parent.parent / "translations"
SOURCE_LANGUAGE = "en"


def say(language: str, message: str, **params: str) -> str:
    """The message in that language with its {places} filled in.

    `language` is a BCP 47 tag ('en', 'es', 'zh-Hant'). What has no translation is said in English.
    Raises KeyError when a place of the message is not among `params`.
    """
    return translated(language, message).format(**params)


def in_words(language: str, words: Words) -> str:
    """Words as they stand in that language: texts bring their own, messages are looked up."""
    return words.in_language(language) if isinstance(words, Texts) else translated(language, words)


def translated(language: str, message: str) -> str:
    """The message in that language, its {places} still open."""
    return translations(language).gettext(message) if message else ""


def translations(language: str) -> NullTranslations:
    """All sentences of a language, for pages, jobs and commands alike.

    Raises FileNotFoundError for a language the project does not have.
    """
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    return sentences(file_of(language))


def file_of(language: str) -> Path:
    """Where the translations into a language are written."""
    return TRANSLATIONS / language.replace("-", "_") / "LC_MESSAGES" / "messages.po"


@cache
def sentences(path: Path) -> Translations:
    """One .po file, read without a step that compiles it; what is doubtful (fuzzy) is left out.

    Raises FileNotFoundError.
    """
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3])
    made = BytesIO()
    write_mo(made, catalogue)
    made.seek(0)
    return Translations(made)
