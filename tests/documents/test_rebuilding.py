"""What is drawn anew keeps its look and nothing else; what is not whole or too much is refused."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageFile
from pypdf import PdfReader

from provportal.documents.rebuilding import (
    MAX_PAGES,
    PAGE_PIXELS,
    PHOTO_PIXELS,
    CannotRebuild,
    rebuild,
)
from tests.documents import given_files as files

KINDS = {"image/jpeg": files.jpeg, "image/png": files.png, "image/heic": files.heic}
PDF = "application/pdf"


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", KINDS)
def test_a_photo_becomes_a_plain_jpeg(kind: str) -> None:
    made = rebuild(KINDS[kind](), kind)
    assert (made.media_type, opened(made.data).format) == ("image/jpeg", "JPEG")


@pytest.mark.parametrize("saved_as", [("JPEG", "image/jpeg"), ("HEIF", "image/heic")])
def test_place_and_camera_of_a_photo_are_gone(saved_as: tuple[str, str]) -> None:
    sent = files.saved(files.picture(), saved_as[0], files.exif_of_a_phone())
    assert files.CAMERA.encode() in sent
    made = rebuild(sent, saved_as[1])
    assert all(files.CAMERA.encode() not in data for data in (made.data, *made.pages))
    assert dict(opened(made.data).getexif()) == {}


def test_a_photo_that_lies_on_its_side_is_set_upright() -> None:
    sent = files.saved(files.picture(64, 48), "JPEG", files.exif_of_a_phone())
    assert opened(rebuild(sent, "image/jpeg").data).size == (48, 64)


def test_what_hangs_behind_a_picture_is_gone() -> None:
    made = rebuild(files.jpeg() + b"<script>alert(1)</script>", "image/jpeg")
    assert b"<script>" not in made.data


def test_transparent_is_white() -> None:
    clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    made = rebuild(files.saved(clear, "PNG"), "image/png")
    assert opened(made.data).getpixel((4, 4)) == (255, 255, 255)


def test_a_large_photo_is_made_smaller_and_its_page_smaller_still() -> None:
    made = rebuild(files.saved(files.picture(5_000, 100), "JPEG"), "image/jpeg")
    sizes = [max(opened(data).size) for data in (made.data, *made.pages)]
    assert sizes == [PHOTO_PIXELS, PAGE_PIXELS]


def test_a_small_photo_is_its_own_page() -> None:
    assert rebuild(files.jpeg(), "image/jpeg").pages == ()


def test_each_page_of_a_pdf_is_a_picture() -> None:
    made = rebuild(files.pdf(pages=3), PDF)
    assert (len(made.pages), opened(made.pages[0]).format) == (3, "JPEG")


def test_a_pdf_keeps_its_pages_and_their_size() -> None:
    pages = PdfReader(io.BytesIO(rebuild(files.pdf(pages=2), PDF).data)).pages
    assert [(page.mediabox.width, page.mediabox.height) for page in pages] == [(300, 200)] * 2


HARM = (
    b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/Filespec", b"/AA", b"/OpenAction",
    b"/Names", b"/Annots", b"/AF", b"/Author", b"secret",
)  # fmt: skip


@pytest.mark.parametrize("sign", HARM, ids=bytes.decode)
def test_nothing_of_a_pdf_but_its_look_is_left(sign: bytes) -> None:
    assert sign not in rebuild(files.a_pdf_with_everything(), PDF).data


def test_the_planted_harm_is_there() -> None:
    sent = files.a_pdf_with_everything()
    planted = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"secret-trailer")
    assert [sign in sent for sign in planted] == [True] * 4


REFUSED = {
    "half a JPEG": (files.jpeg()[:300], "image/jpeg", "file_broken"),
    "half a PNG": (files.png()[:60], "image/png", "file_broken"),
    "half a HEIC": (files.heic()[:200], "image/heic", "file_broken"),
    "a PNG called JPEG": (files.png(), "image/jpeg", "file_broken"),
    "no PDF": (b"%PDF-1.7 a signed sheet", PDF, "file_broken"),
    "a PDF with a password": (files.a_locked_pdf(), PDF, "file_locked"),
    "too many pages": (files.pdf(MAX_PAGES + 1), PDF, "file_many_pages"),
    "41 million pixels": (files.a_bomb(8_000, 5_200), "image/png", "file_many_pixels"),
    "100 million pixels": (files.a_bomb(10_000, 10_000), "image/png", "file_many_pixels"),
    "400 million pixels": (files.a_bomb(20_000, 20_000), "image/png", "file_many_pixels"),
}


@pytest.mark.parametrize(("data", "kind", "code"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_opened_has_a_code(data: bytes, kind: str, code: str) -> None:
    with pytest.raises(CannotRebuild) as refused:
        rebuild(data, kind)
    assert refused.value.code == code


def test_half_a_photo_is_refused_beside_a_library_that_draws_halves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A worker that made a PDF of a remittance has told Pillow to go on where bytes are missing."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(CannotRebuild, match="file_broken"):
        rebuild(files.png()[:60], "image/png")
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_bomb_is_small() -> None:
    assert len(files.a_bomb(20_000, 20_000)) < 10_000


def test_a_strip_of_paper_is_not_drawn() -> None:
    """A page of two points by a mile would be drawn as two million lines of nothing."""
    sent = files.pdf().replace(b"300", b"3  ").replace(b"200", b"900")
    with pytest.raises(CannotRebuild, match="file_many_pixels"):
        rebuild(sent, PDF)
