"""A file is a table or it is refused with one sentence."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.imports.table import LARGEST_BYTES, Unreadable, read_table


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
def test_utf8_with_and_without_a_mark(mark: str) -> None:
    table = read_table(f"{mark}name\n王\n".encode())
    assert (table.header.values, table.lines[0].values) == (("name",), ("王",))


def test_lines_count_as_an_editor_counts_them() -> None:
    table = read_table(b'name\r\n\r\n"two\nlines"\r\nlast\r\n')
    assert [cells.line for cells in table.lines] == [3, 5]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty; its first line names the columns."),
        (b"\n\n", "The file is empty; its first line names the columns."),
        (b"name\nJos\xe9\n", "Line 2 is not UTF-8 text; save the file as 'CSV UTF-8'."),
        (
            b'name\nfine\n"open\n',
            "The value that begins in line 3 has a quotation mark that never closes or stands in "
            "the wrong place.",
        ),
        (b"a;b\n1;2\n", "The columns are separated by semicolons; save the file with commas."),
        (b"x" * (LARGEST_BYTES + 1), "The file is larger than 20 MB; split it."),
    ],
    ids=["empty", "blank", "encoding", "quotes", "semicolons", "size"],
)
def test_refused_with_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_table(data)
    assert str(refused.value) == sentence


@given(st.binary(max_size=300))
def test_no_bytes_end_otherwise(data: bytes) -> None:
    with suppress(Unreadable):
        read_table(data)
