"""The signed sheet of an invented family: a small PDF of one page, another for every request."""

from __future__ import annotations


def signed_sheet(number: str) -> bytes:
    """A PDF of one page that names the request (plain ASCII), so that no two are the same file."""
    drawn = f"BT /F 14 Tf 20 150 Td (Attendance sheet {number}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    return _with_table(objects)


def _with_table(objects: tuple[bytes, ...]) -> bytes:
    """The file with the table of where each object begins."""
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return written + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n" % (
        count, table, count,
    ) + b"startxref\n%d\n%%%%EOF\n" % len(written)  # fmt: skip
