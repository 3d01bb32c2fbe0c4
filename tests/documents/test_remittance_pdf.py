"""The PDF says what the snapshot says, in the same bytes each time, and fetches nothing."""

from __future__ import annotations

import gc
import hashlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from weasyprint import HTML

from provportal.documents.remittance_csv import remittance_csv
from provportal.documents.remittance_pdf import OwnFontsOnly, render, warm
from provportal.domain.money import Money
from provportal.domain.remittance import Reason, Remittance, RemittanceLine
from provportal.words import amounts
from tests.documents.given import a_line, a_remittance

ROOT = Path(__file__).parents[2]


@cache
def rendered(remittance_lines: int) -> bytes:
    return render(a_remittance(remittance_lines))


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def identifier(pdf: bytes) -> object:
    trailer: Any = read(pdf).trailer
    return trailer["/ID"][0]


def words_of(pdf: bytes) -> str:
    """The text of all pages with single spaces."""
    text = " ".join(page.extract_text() for page in read(pdf).pages)
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@cache
def typical() -> str:
    return words_of(rendered(6))


def test_the_money_sentence_comes_first() -> None:
    expected = "We sent $6,341.53 to bank ending 6789 on Tue 10 Nov 2026."
    assert typical().startswith(expected)


@pytest.mark.parametrize(
    "said",
    [
        "Payment record RA-45-0188",
        "Alder County, CalWORKs child care",
        "Paid to Luciérnaga Family Child Care",
        "Provider number 004512388",
        "Bank trace number 122999990004512",
        "Payment run 2026-45",
        "Released Fri 6 Nov 2026",
        "For 6 requests, Oct 2026",
        "call 555-0100",
        "Total 6 requests 5,826.00 −224.47 840.00 −100.00 $6,341.53",
        "Page 1 of 2",
    ],
)
def test_the_payment_is_named(said: str) -> None:
    assert said in typical()


@pytest.mark.parametrize("line", a_remittance().lines, ids=lambda line: line.person)
def test_a_line_ties_to_the_snapshot(line: RemittanceLine) -> None:
    figures = [line.asked, -line.reduced, line.added, -line.offset, line.paid]
    row = [line.person, line.request_number, "Oct 2026", *map(amounts.figure, figures)]
    assert " ".join(row) in typical()


@pytest.mark.parametrize("line", a_remittance().lines, ids=lambda line: line.person)
def test_a_line_shows_its_keys_and_each_reason(line: RemittanceLine) -> None:
    start = typical().index(f"Line 1, care, authorization {line.authorisation}.")
    after = typical()[start : start + 400]
    for reason in line.reasons:
        assert f"{amounts.dollars(Money(abs(reason.amount.cents)))} ({reason.rule}): " in after


def test_a_net_of_zero_says_that_nothing_was_sent() -> None:
    line = a_line(500, (Reason("OFFSET", Money(500), "", {}),))
    text = words_of(render(a_remittance(lines=(line,), trace="", account_last4="")))
    assert text.startswith("$0.00 was left to pay on Tue 10 Nov 2026, so nothing was sent")
    assert "Bank trace number None, nothing was sent" in text


def test_the_attached_csv_is_the_csv() -> None:
    [attached] = read(rendered(6)).attachments["RA-45-0188.csv"]
    assert attached == remittance_csv(a_remittance())


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert render(a_remittance()) == rendered(6)


def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import hashlib; from provportal.documents.remittance_pdf import render;"
        "from tests.documents.given import a_remittance;"
        "print(hashlib.sha256(render(a_remittance())).hexdigest())"
    )
    elsewhere = subprocess.run(  # noqa: S603  # our own interpreter and program
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout.strip() == hashlib.sha256(rendered(6)).hexdigest()


def test_another_snapshot_has_another_identifier() -> None:
    other = render(a_remittance(account_last4="6780"))
    assert identifier(other) != identifier(rendered(6))


@pytest.mark.parametrize("lines", [1, 6, 12])
def test_a_typical_record_is_small(lines: int) -> None:
    assert len(rendered(lines)) <= 60_000


def test_a_long_record_repeats_its_header_on_each_page() -> None:
    header = "Person Request Care Asked Reduced Added Offset Paid"
    pages = [" ".join(page.extract_text().split()) for page in read(rendered(150)).pages]
    with_lines = [page for page in pages if "authorization" in page]
    assert len(with_lines) > 3
    assert all(header in page for page in with_lines)


def test_a_long_record_loses_no_line() -> None:
    text = words_of(rendered(150))
    numbers = [line.request_number for line in a_remittance(150).lines]
    assert [number for number in numbers if f"{number} Oct 2026" not in text] == []


NAMES = [
    "Ñandú Żółć Đặng Thị Ngọc Ánh",
    "Αλεξάνδρα Παπαδοπούλου",
    "Екатерина Щербакова",
    "W" * 120,
    "Zo\u0308e O\u2019Brien-Ng\u0303",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_long_or_foreign_name_is_shown_whole(name: str) -> None:
    text = words_of(render(a_remittance(1, provider=name)))
    assert name.replace(" ", "") in text.replace(" ", "")


def test_a_script_without_a_font_of_ours_still_makes_a_record() -> None:
    assert "$1,046.20" in words_of(render(a_remittance(1, provider="明月幼兒園 🌙")))


def test_rendering_leaves_garbage_collection_as_it_was() -> None:
    gc.disable()
    try:
        warm()
        assert not gc.isenabled()
    finally:
        gc.enable()
    warm()
    assert gc.isenabled()


def test_a_correction_and_odd_days_are_named() -> None:
    line = a_line(100, version=2, line_type="registration_fee", service_to=date(2026, 10, 15))
    text = words_of(render(a_remittance(lines=(line,))))
    assert "1 to 15 Oct 2026" in text
    assert "Line 1 of version 2, registration fee, authorization 0019-44." in text


@contextmanager
def a_listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port on loopback and what was asked of it."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    asked.append(connection.recv(1000))

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield server.getsockname()[1], asked
        finally:
            done.set()
            thread.join()


def a_remittance_of(text: str) -> Remittance:
    line = a_line(
        100, person=text, authorisation=text, request_number=text, line_type=text, program=text
    )
    return a_remittance(lines=(line,), agency=text, provider=text, trace=text, agency_phone=text)


def test_hostile_names_fetch_nothing() -> None:
    with a_listener() as (port, asked):
        url = f"http://127.0.0.1:{port}/"
        render(a_remittance_of(f'<img src={url}><link rel=stylesheet href="{url}">'))
        render(a_remittance_of(f"</title><style>@import url({url});</style>"))
        render(a_remittance_of(f"{{{{ 7 * 7 }}}} {{amount}} {{0.__class__}} url({url})"))
    assert asked == []


def test_a_hostile_name_is_only_text() -> None:
    name = "<b>Bo</b> & {amount} {{ 7 * 7 }}"
    assert f"Paid to {name}" in words_of(render(a_remittance_of(name)))


HOSTILE_MARKUP = """<html><head>
<link rel=stylesheet href="{url}a.css"><link rel=attachment href="file:///etc/hostname">
<style>@import url({url}b.css); @font-face {{ font-family: x; src: url({url}x.ttf) }}
p {{ background: url({url}c.png); font-family: x }}</style></head>
<body><p>x<img src="{url}d.png"><object data="{url}e.svg"></object><embed src="{url}f.svg">
<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{url}g.png"/></svg>
<a rel=attachment href="file:///etc/hostname">y</a></body></html>"""


def test_even_hostile_markup_would_fetch_nothing() -> None:
    with a_listener() as (port, asked):
        markup = HOSTILE_MARKUP.format(url=f"http://127.0.0.1:{port}/")
        pdf = HTML(string=markup, url_fetcher=OwnFontsOnly()).write_pdf()
    assert asked == []
    assert not read(pdf).attachments


def test_the_listener_hears_a_fetcher_that_fetches() -> None:
    with a_listener() as (port, asked):
        HTML(string=f'<img src="http://127.0.0.1:{port}/x.png" alt="x">').write_pdf()
    assert asked


@pytest.mark.parametrize(
    "url",
    ["file:///etc/hostname", "data:text/plain,x", "font:../remittance_pdf.py", "font:OFL.txt"],
)
def test_only_our_fonts_are_read(url: str) -> None:
    with pytest.raises(ValueError, match="fetches nothing"):
        OwnFontsOnly().fetch(url)


def test_a_chinese_name_is_drawn_with_our_own_font() -> None:
    named = a_remittance(1)
    named = replace(named, lines=(replace(named.lines[0], person="陳小明"),))
    document = PdfReader(BytesIO(render(named)))
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in document.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert "陳小明" in document.pages[0].extract_text()
    assert any(font.startswith("Record-CJK") for font in fonts), fonts
