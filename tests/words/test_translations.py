"""The translations are in step with the code: nothing missing, nothing left over, no lost value."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.catalog import Catalog, Message

from provportal.web.language import COMPLETE
from scripts import words

PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")


@pytest.fixture(scope="module")
def found() -> Catalog:
    return words.catalogue()


def said_by(catalogue: Catalog) -> set[object]:
    return {(each.context, each.id) for each in catalogue if each.id}


def places_of(text: str) -> list[str]:
    return sorted(PLACES.findall(text))


def strays(message: Message) -> list[str]:
    """Translations whose places are not their message's; the last form is the one for many."""
    *one, many = words.forms(message.id)
    *few, last = words.forms(message.string)
    pairs = [*zip(one, few, strict=False), (many, last)]
    return [text for source, text in pairs if places_of(text) != places_of(source)]


def test_each_language_that_is_offered_is_kept_in_step() -> None:
    assert {tag.replace("-", "_") for tag in COMPLETE} <= {"en", *words.LANGUAGES}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_that_providers_read_is_missing(found: Catalog, language: str) -> None:
    """`make words` takes new messages in and lists them."""
    lacking = words.missing(found, words.translation(language))
    assert [message.id for message in lacking] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_is_translated_that_no_code_says(found: Catalog, language: str) -> None:
    assert said_by(words.translation(language)) - said_by(found) == set()


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_translation_loses_or_invents_a_value(language: str) -> None:
    written = [message for message in words.translation(language) if message.id]
    assert [stray for message in written for stray in strays(message)] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_translation_ends_as_its_message_does(language: str) -> None:
    """A sentence stays a sentence: lines are joined by ends that the code knows."""
    for message in words.translation(language):
        for source, text in zip(words.forms(message.id), words.forms(message.string), strict=False):
            assert text.endswith((".", "。")) == source.endswith("."), text


@pytest.mark.parametrize("translated", ["Falta {number}.", "Falta {nombre}.", "Falta."])
def test_a_lost_value_is_found(translated: str) -> None:
    kept = places_of(translated) == ["{number}"]
    assert bool(strays(Message("Lacks {number}.", translated))) is not kept


@pytest.mark.parametrize(
    ("source", "sentences"),
    [
        ('TAGS = {"draft": "Draft", "Key with words": "Paid today"}', ["Draft", "Paid today"]),
        ('say(language, "not yet" if late else "done")', ["not yet"]),
        ('"""The module."""\nCODES = ("OFFSET", "you", ", ")', []),
        ('class Mark(StrEnum):\n    NOW_YOU = "now you"', []),
        ('f"{one} and {two}"', []),
    ],
)
def test_a_module_of_sentences_is_read(source: str, sentences: list[str]) -> None:
    read = words.literals(io.BytesIO(source.encode()), options={})
    assert [message for _, _, message, _ in read] == sentences


def test_staff_only_words_are_those_of_their_pages_alone(found: Catalog) -> None:
    everything = {str(message.id) for message in words.everything()}
    read = {str(message.id) for message in found}
    assert "Private note, staff only" in everything - read
    assert {"Draft", "Which days were different?", "Sign in"} <= read


def test_a_doubtful_translation_is_missing() -> None:
    asked, written = Catalog(), Catalog(locale="es")
    asked.add("Paid", None, [("a.py", 1)])
    written.add("Paid", "Pagada", flags=("fuzzy",))
    assert [message.id for message in words.missing(asked, written)] == ["Paid"]
