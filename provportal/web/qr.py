"""QR codes as one SVG path, drawn on the server: no script and no other site sees a seed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

BORDER = 4
"""Modules of white around it (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A square of so many modules; `path` fills the dark ones."""

    size: int
    path: str


def drawn(text: str) -> Drawing:
    """The QR code of a text, one horizontal bar for each run of dark modules."""
    rows = [list(row) for row in segno.make_qr(text, error="m").matrix_iter(border=BORDER)]
    bars = (bar for y, row in enumerate(rows) for bar in _bars(row, y))
    return Drawing(len(rows), "".join(bars))


def _bars(row: list[int], y: int) -> list[str]:
    bars, x = [], 0
    for is_dark, run in groupby(row, key=bool):
        length = len(list(run))
        if is_dark:
            bars.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return bars
