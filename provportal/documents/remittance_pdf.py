"""The remittance as PDF: tagged, archival, the CSV inside, the same bytes from one snapshot."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache, partial
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import CSS, HTML, Attachment
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from provportal.documents.archival import finish
from provportal.documents.remittance_csv import remittance_csv
from provportal.domain.money import ZERO, Money
from provportal.domain.remittance import Remittance, RemittanceLine
from provportal.words import amounts, dates
from provportal.words import remittance as words
from provportal.words.catalogue import say

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = Path(__file__).parent.parent / "templates" / "remittance"
OUTPUT_INTENT = "record-srgb"
"""WeasyPrint's sRGB by our name: by its own it would be opened for each file and never closed."""


def render(remittance: Remittance, language: str = "en") -> bytes:
    """The whole file, unsigned: PDF/A-3a with the PDF/UA identifier, US Letter.

    The same snapshot and language give the same bytes: every date and identifier in the file
    comes from them.
    """
    page = html(remittance, language)
    table = remittance_csv(remittance)
    look = _look()
    with _no_garbage_collection():
        return bytes(
            HTML(string=page, url_fetcher=look.fetcher).write_pdf(
                stylesheets=[look.sheet],
                font_config=look.fonts,
                color_profiles={OUTPUT_INTENT: _colours(look.icc)},
                output_intent=OUTPUT_INTENT,
                pdf_variant="pdf/a-3a",
                pdf_identifier=_identifier(remittance, page.encode(), table),
                attachments=[_attachment(remittance, table)],
                finisher=finish,
            )
        )


def warm() -> None:
    """Render a sample, so that fonts and sheet are read before a worker forks."""
    render(_SAMPLE)


def html(remittance: Remittance, language: str) -> str:
    """The page before layout; every value is escaped."""
    return _TEMPLATE.render(
        _=partial(say, language),
        language=language,
        remittance=remittance,
        made_at=_made_at(remittance).strftime("%Y-%m-%dT%H:%M:%SZ"),
        headline=words.headline(language, remittance, _AMOUNT).partition(_AMOUNT),
        words=words,
        dates=dates,
        dollars=amounts.dollars,
        figure=amounts.figure,
        attachment_name=_attachment_name(remittance),
    )


_AMOUNT = "{amount}"
"""Where the amount stands in the headline, so that the template can draw its line under it."""

_TEMPLATE = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
).get_template("advice.html")


class OwnFontsOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no type hints
    """Answers font:NAME with a font of ours and refuses every other address, files included.

    The refusal is a ValueError, which WeasyPrint logs; its own fatal error is a BaseException and
    would end a worker.
    """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme != "font" or name not in {font.name for font in FONTS.glob("*.ttf")}:
            raise ValueError("a document fetches nothing")
        return URLFetcherResponse(url, (FONTS / name).read_bytes(), {"Content-Type": "font/ttf"})


@dataclass(frozen=True)
class _Look:
    """What all documents share: reading fonts and sheet anew would cost a fifth of each."""

    fetcher: OwnFontsOnly
    fonts: FontConfiguration
    sheet: CSS
    icc: bytes


@cache
def _look() -> _Look:
    fetcher, fonts = OwnFontsOnly(), FontConfiguration()
    css = (TEMPLATES / "advice.css").read_text(encoding="utf-8")
    sheet = CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    icc = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    return _Look(fetcher, fonts, sheet, icc)


def _colours(icc: bytes) -> ColorProfile:
    """A profile for one file: a profile that was written once writes other bytes the next time."""
    return ColorProfile(
        BytesIO(icc), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"])
    )


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Layout makes many small objects that live until the end: walking them finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _identifier(remittance: Remittance, *contents: bytes) -> bytes:
    digest = hashlib.sha256(remittance.number.encode())
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:32].encode()


def _made_at(remittance: Remittance) -> datetime:
    """The payment's own date: the moment of rendering would change the bytes."""
    return datetime.combine(remittance.effective_on, time(), tzinfo=UTC)


def _attachment(remittance: Remittance, table: bytes) -> Attachment:
    made_at = _made_at(remittance)
    return Attachment(
        string=table,
        name=_attachment_name(remittance),
        description="The lines of this payment",
        created=made_at,
        modified=made_at,
        relationship="Data",
    )


def _attachment_name(remittance: Remittance) -> str:
    return f"{remittance.number}.csv"


_DAY = date(2026, 10, 1)

_SAMPLE_LINE = RemittanceLine(
    request_number="PR-0",
    version=1,
    line_number=1,
    program="care",
    person="Ana B.",
    authorisation="0",
    service_from=_DAY,
    service_to=_DAY,
    line_type="care",
    units="1",
    asked=Money(100),
    reduced=ZERO,
    added=ZERO,
    offset=ZERO,
    paid=Money(100),
    reasons=(),
)

_SAMPLE = Remittance(
    number="RA-0",
    agency="Agency",
    agency_phone="555-0100",
    provider="Provider",
    provider_number="0",
    batch_number="0",
    trace="0",
    account_last4="0000",
    released_on=_DAY,
    effective_on=_DAY,
    lines=(_SAMPLE_LINE,),
)
"""What `warm` renders; nobody sees it."""
