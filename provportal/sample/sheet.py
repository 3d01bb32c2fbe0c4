"""The signed sheet of an invented family: a small photo, another one for every request."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

SIZE = (360, 240)
"""Pixels: enough to read the words, and hundreds of them are made for one county."""


def signed_sheet(words: str) -> bytes:
    """A JPEG that says which request it was signed for, so that no two are the same file."""
    photo = Image.new("L", SIZE, "white")
    pen = ImageDraw.Draw(photo)
    pen.text((20, 30), f"Attendance sheet\n{words}")
    pen.line([(20, 180), (160, 180)])
    pen.text((20, 186), "Parent")
    written = io.BytesIO()
    photo.save(written, "JPEG")
    return written.getvalue()
