"""Builders of files as people send them: small pictures and PDFs, harmless and otherwise."""

from __future__ import annotations

import io
import struct
import zlib

import pillow_heif
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from provportal.documents.scanner import EICAR

pillow_heif.register_heif_opener(thumbnails=False)

GPS = 0x8825
CAMERA = "InventedCamera 7"
SECRET = b"secret-attachment-text"


def picture(width: int = 64, height: int = 48, colour: str = "white") -> Image.Image:
    return Image.new("RGB", (width, height), colour)


def saved(image: Image.Image, kind: str, exif: bytes = b"") -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **({"exif": exif} if exif else {}))
    return written.getvalue()


def exif_of_a_phone() -> bytes:
    """Where it was taken, by what, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0110] = CAMERA
    exif[0x0112] = 6
    exif.get_ifd(GPS)[2] = (34.0, 3.0, 8.0)
    return exif.tobytes()


def jpeg(colour: str = "white") -> bytes:
    return saved(picture(colour=colour), "JPEG")


def png() -> bytes:
    return saved(picture(), "PNG")


def heic() -> bytes:
    return saved(picture(), "HEIF")


def pdf(pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(300, 200)
    return _written(writer)


def a_locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 200)
    writer.encrypt("a password")
    return _written(writer)


def a_pdf_with_everything() -> bytes:
    """JavaScript, a program to launch, an attachment, metadata, and bytes after its end."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 200)
    writer.add_attachment("secret-attachment.txt", SECRET)
    writer.add_metadata({"/Author": "secret-author"})
    launch = DictionaryObject(
        {
            NameObject("/S"): NameObject("/Launch"),
            NameObject("/F"): TextStringObject("secret-program.exe"),
        }
    )
    script = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('secret-script')"),
        }
    )
    actions = {NameObject("/O"): launch, NameObject("/C"): script}
    page[NameObject("/AA")] = DictionaryObject(actions)
    page[NameObject("/Annots")] = ArrayObject()
    return _written(writer) + b"\n<script>secret-trailer</script>"


def _written(writer: PdfWriter) -> bytes:
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def a_bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that claims this many pixels."""
    head = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = b"\0" + bytes(width // 8 + 1)
    packed = zlib.compress(row * min(height, 100))
    chunks = _chunk(b"IHDR", head), _chunk(b"IDAT", packed), _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = struct.pack("!I", zlib.crc32(name + data))
    return struct.pack("!I", len(data)) + name + data + check


def infected() -> bytes:
    """A whole PDF, and the test file of scanners behind its end."""
    return pdf() + b"\n" + EICAR
