"""Readers of what a rule book says about pages: `documents` and `prompts`, faults by their path."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from provportal.domain.fields import (
    Field,
    Reader,
    Wrong,
    boolean,
    listing,
    record,
    table,
    text,
    wrong,
)
from provportal.domain.prompts import AskedDocument, Pages, Prompt
from provportal.domain.question import Kind
from provportal.domain.submission import SIGNED_ON
from provportal.domain.texts import Texts

_KEY = re.compile(r"[a-z][a-z0-9_]{1,29}")

read_texts: Reader[Texts] = record(
    Texts,
    Field("en", text, "en"),
    Field("es", text, "es"),
    Field("zh-Hant", text, "zh_hant"),
)
"""One sentence in each language; none may be left out."""


def documents_of(pages: Pages) -> Reader[tuple[AskedDocument, ...]]:
    """Reads the section `documents`: of steps that may have some, each under a key of its own."""
    rows = listing(
        record(
            AskedDocument,
            Field("step", _one_of(sorted(pages.document_steps)), "step"),
            Field("key", _key, "key"),
            Field("label", read_texts, "label"),
            Field("hint", read_texts, "hint", optional=True),
            Field("missing", read_texts, "missing", optional=True),
            Field("required", boolean, "required", optional=True),
            Field("when", _one_of(list(pages.conditions)), "when", optional=True),
        )
    )

    def read(value: object) -> tuple[AskedDocument, ...]:
        found = rows(value)
        faults = list(_taken(pages, found))
        if faults:
            raise Wrong(*faults)
        return found

    return read


def _taken(pages: Pages, found: tuple[AskedDocument, ...]) -> Iterator[tuple[str, str]]:
    """Keys that the program has already, that mean a signature, or that stand twice."""
    places = [f"{document.step}.{document.key}" for document in found]
    counted = Counter(places)
    for index, place in enumerate(places):
        if place in pages.fields or place.endswith(SIGNED_ON):
            yield f"[{index}].key", f"{place} is a question of the program"
        elif counted[place] > 1:
            yield f"[{index}].key", f"{place} stands {counted[place]} times"


def prompts_of(pages: Pages) -> Reader[Mapping[str, Prompt]]:
    """Reads the section `prompts`: words beside fields of the program.

    What a person declares is the law's wording, so that the label of an agreement stays.
    """
    fields = pages.fields
    words = table(_one_of(list(fields)), _prompt)

    def read(value: object) -> Mapping[str, Prompt]:
        found: dict[str, Prompt] = words(value)
        faults = [
            (f"{field}.label", "what a person declares is the law's wording and stays")
            for field, prompt in found.items()
            if prompt.label and fields[field].kind is Kind.AGREEMENT
        ]
        if faults:
            raise Wrong(*faults)
        return found

    return read


_prompt = record(
    Prompt,
    Field("label", read_texts, "label", optional=True),
    Field("hint", read_texts, "hint", optional=True),
    Field("missing", read_texts, "missing", optional=True),
)


def _key(value: object) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise wrong("write 2 to 30 small letters, digits and _, like proof_of_enrolment")
    return value


def _one_of(words: list[str]) -> Reader[str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise wrong(f"write one of {', '.join(words)}")
        return value

    return read
