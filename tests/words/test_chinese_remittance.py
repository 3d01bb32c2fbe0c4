"""The record of a payment in Traditional Chinese: our own fonts have every character of it."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types
from pypdf import PdfReader

from provportal.documents.remittance_pdf import FONTS, html, render
from scripts import words
from tests.documents.given import a_remittance

CHINESE = "zh-Hant"


@cache
def drawable() -> frozenset[int]:
    """Every character that a font of the documents has."""
    return frozenset(sign for path in FONTS.glob("*.ttf") for sign in TTFont(path).getBestCmap())


def missing_from_fonts(text: str) -> set[str]:
    return {sign for sign in text if sign.isprintable() and ord(sign) not in drawable()}


def test_every_label_and_figure_of_the_record_can_be_drawn() -> None:
    page = BeautifulSoup(html(a_remittance(6), CHINESE), "html.parser")
    assert missing_from_fonts(page.get_text()) == set()


def test_every_chinese_sentence_can_be_drawn() -> None:
    said = "".join("".join(words.forms(each.string)) for each in words.translation("zh_Hant"))
    assert missing_from_fonts(said) == set()


@pytest.mark.parametrize("sign", ["🌙", "\N{COMBINING OLD PERMIC LETTER AN}"])
def test_a_missing_sign_is_found(sign: str) -> None:
    assert missing_from_fonts(f"明月{sign}") == {sign}


def test_the_record_is_light_and_drawn_with_our_fonts() -> None:
    file = render(a_remittance(6, provider="明月幼兒園"), CHINESE)
    fonts = {str(font) for page in PdfReader(BytesIO(file)).pages for font in page_fonts(page)}
    assert len(file) <= 80_000
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {"Record"}
    assert any("CJK" in name for name in fonts)


def page_fonts(page: Any) -> list[str]:
    return [str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()]
