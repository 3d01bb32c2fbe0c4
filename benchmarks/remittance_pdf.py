"""CPU of one remittance PDF against the same page and look through a plain HTML().write_pdf()."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

from weasyprint import HTML

from provportal.documents.remittance_pdf import FONTS, TEMPLATES, html, render, warm
from provportal.domain.remittance import Remittance
from tests.documents.given import a_remittance

GOAL = 0.70
ROUNDS = {12: 9, 150: 3}
"""Lines to how often each side is measured; the sides take turns, so both meet the same load."""

UNTUNED = {
    'url("font:': f'url("{FONTS.as_uri()}/',
    "table-layout: fixed;": "",
    "border-collapse: separate;": "border-collapse: collapse;",
    "white-space: nowrap;": "",
    "overflow-wrap: anywhere;": "",
}
"""What turns our sheet into the one written without measuring. The yardstick makes no tags, no
archive ids and no attachment, all of which ours has to make."""


def main() -> None:
    warm()
    for lines, rounds in ROUNDS.items():
        remittance = a_remittance(lines)
        ours = partial(render, remittance)
        naive = partial(_naive, _untuned_page(remittance))
        pairs = [(_cpu_ms(ours), _cpu_ms(naive)) for _ in range(rounds)]
        _report(lines, *map(statistics.median, zip(*pairs, strict=True)))


def _naive(page: str) -> None:
    HTML(string=page).write_pdf()


def _untuned_page(remittance: Remittance) -> str:
    sheet = (TEMPLATES / "advice.css").read_text(encoding="utf-8")
    for tuned, plain in UNTUNED.items():
        sheet = sheet.replace(tuned, plain)
    return html(remittance, "en").replace("</head>", f"<style>{sheet}</style></head>")


def _cpu_ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _report(lines: int, ours: float, naive: float) -> None:
    print(
        f"remittance PDF, {lines} lines: ours {ours:.0f} ms CPU, naive {naive:.0f}, "
        f"ratio {ours / naive:.2f} (goal <= {GOAL:.2f})"
    )


if __name__ == "__main__":
    main()
