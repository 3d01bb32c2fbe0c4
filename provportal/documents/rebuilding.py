"""Rebuilding: what was sent is drawn anew, so that nothing but its look is left of it.

A picture loses its metadata and whatever was hung behind it. Of a PDF each page is drawn and the
drawings make a new PDF: scripts, actions, forms, attachments and metadata have no way through.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pillow_heif
import pypdfium2  # type: ignore[import-untyped]  # ships no types
from PIL import Image, ImageFile, ImageOps

MAX_PIXELS = 40_000_000
"""Checked before anything is decoded: ten kilobytes of PNG can hold 81 million pixels."""
MAX_PAGES = 20
PAGE_PIXELS = 1_600
"""The longer side of a page's picture: a letter page at about 145 dots an inch is well read."""
SHARP_PIXELS = 2_200
"""The longer side of a page in the rebuilt PDF: 200 dots an inch on letter paper."""
SHARP_SCALE = 200 / 72
"""Pixels for each point (1/72 inch) at most: a small page has no more to show."""
PHOTO_PIXELS = 4_000
"""The longer side of a rebuilt photo."""
QUALITY = 80

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF"}
"""The one decoder that each kind of picture is given to."""

pillow_heif.register_heif_opener(thumbnails=False)


class CannotRebuild(Exception):
    """The file is no whole document or more than is opened; `code` is that of a finding."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The new file, its kind, and a JPEG of each page: none of a photo that is small as it is."""

    data: bytes
    media_type: str
    pages: tuple[bytes, ...]


def rebuild(data: bytes, media_type: str) -> Rebuilt:
    """Draw a file anew. Raises CannotRebuild."""
    try:
        with _whole_files_only():
            return _pdf(data) if media_type == "application/pdf" else _picture(data, media_type)
    except BOMBS as fault:
        raise CannotRebuild("file_many_pixels") from fault
    except (*DECODER_FAULTS, pypdfium2.PdfiumError) as fault:
        raise CannotRebuild("file_broken") from fault


DECODER_FAULTS = (OSError, SyntaxError, ValueError, IndexError, EOFError, MemoryError)
"""What decoders raise for bytes that are not what they should be."""
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
"""What Pillow says by itself of far too many pixels, before we are asked."""


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """WeasyPrint tells Pillow to draw grey where a picture was cut; half a sheet is no sheet."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _picture(data: bytes, media_type: str) -> Rebuilt:
    with _looked_into(data, media_type) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise CannotRebuild("file_many_pixels")
        upright = _on_white(ImageOps.exif_transpose(opened))
    upright.thumbnail((PHOTO_PIXELS, PHOTO_PIXELS))
    is_its_own_page = max(upright.size) <= PAGE_PIXELS
    return Rebuilt(_jpeg(upright), "image/jpeg", () if is_its_own_page else (_page(upright),))


def _looked_into(data: bytes, media_type: str) -> Image.Image:
    """The picture's head; its pixels are not decoded yet."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(data), formats=[FORMATS[media_type]])


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency: dark writing on nothing would be black on black."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    solid = Image.new("RGBA", picture.size, "white")
    solid.alpha_composite(picture.convert("RGBA"))
    return solid.convert("RGB")


def _pdf(data: bytes) -> Rebuilt:
    with _opened(data) as document:
        if len(document) > MAX_PAGES:
            raise CannotRebuild("file_many_pages")
        drawn = [(_drawn(page), page.get_size()) for page in document]
    pages = tuple(_page(picture) for picture, _ in drawn)
    return Rebuilt(_pdf_of(drawn), "application/pdf", pages)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        is_locked = fault.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise CannotRebuild("file_locked" if is_locked else "file_broken") from fault
    if len(document) == 0:
        document.close()
        raise CannotRebuild("file_broken")
    return document


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    """Scaled to the longer side, whatever size the page claims: a mile of paper stays small."""
    width, height = page.get_size()
    if min(width, height) * 100 < max(width, height) or min(width, height) <= 0:
        raise CannotRebuild("file_many_pixels")
    bitmap = page.render(
        scale=min(SHARP_PIXELS / max(width, height), SHARP_SCALE), may_draw_forms=False
    )
    picture: Image.Image = bitmap.to_pil()
    return picture.convert("RGB")


def _pdf_of(drawn: list[tuple[Image.Image, tuple[float, float]]]) -> bytes:
    written = io.BytesIO()
    with pypdfium2.PdfDocument.new() as made:
        for picture, (width, height) in drawn:
            image = pypdfium2.PdfImage.new(made)
            image.load_jpeg(io.BytesIO(_jpeg(picture)), inline=True, autoclose=True)
            image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
            page = made.new_page(width, height)
            page.insert_obj(image)
            page.gen_content()
        made.save(written)
    return written.getvalue()


def _page(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((PAGE_PIXELS, PAGE_PIXELS))
    return _jpeg(small)


def _jpeg(picture: Image.Image) -> bytes:
    """Only pixels: no EXIF, no colour profile, no comment is handed over."""
    plain = Image.new("RGB", picture.size)
    plain.paste(picture)
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()
