"""The record of a payment in Spanish: every label, and the same figures."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from provportal.documents.remittance_pdf import html
from provportal.domain.programs import PROGRAMS
from provportal.words import remittance
from tests.documents.given import a_remittance


def texts(language: str) -> list[str]:
    page = BeautifulSoup(html(a_remittance(6), language), "html.parser")
    return [" ".join(text.split()) for text in page.stripped_strings]


def test_no_label_is_left_in_english() -> None:
    """What stands on both pages is a name, a number or a sign, and one word that is the same."""
    record = a_remittance(6)
    names = {record.provider, "Total"}
    alike = {text for text in set(texts("es")) & set(texts("en")) if re.search("[a-z]{2}", text)}
    assert alike - names - {line.person for line in record.lines} == set()


def test_the_page_says_its_language() -> None:
    assert '<html lang="es">' in html(a_remittance(1), "es")


def test_the_figures_are_the_same() -> None:
    figures = {
        language: [text for text in texts(language) if re.fullmatch(r"[−+$]?[\d,]+\.\d\d", text)]
        for language in ("en", "es")
    }
    assert figures["es"] == figures["en"] != []


@pytest.mark.parametrize(
    ("code", "word"),
    [("care", "cuidado"), ("registration_fee", "cuota de inscripción"), ("new_kind", "new kind")],
)
def test_what_a_line_pays_for_is_said(code: str, word: str) -> None:
    label = PROGRAMS["calworks"].line_words(code)
    line = replace(a_remittance(1).lines[0], line_type=code, label=label)
    assert remittance.line_key("es", line).startswith(f"Línea 1, {word}, autorización ")
