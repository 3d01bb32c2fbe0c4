"""Takes a bank's line as 94 characters where that can be done without guessing."""

from __future__ import annotations

from provportal.domain.ach.findings import Finding, whole_line
from provportal.domain.ach.layout import LENGTH, RECORDS
from provportal.domain.ach.sections import RECORD_OF

NEEDED = {
    kind: max(f.end for f in RECORDS[record].values() if f.requirement in {"M", "R"})
    for kind, record in RECORD_OF.items()
}
"""First character -> where the last mandatory field ends: a shorter record is cut off."""

NOTHING = b" \t\r\n\x00\x1a"
"""What a line without a record may hold: blanks, NUL, Ctrl-Z."""


def is_blank(line: bytes) -> bool:
    """Whether there is no record on this line."""
    return not line.strip(NOTHING)


def without_end_marks(lines: list[bytes]) -> tuple[list[bytes], list[Finding]]:
    """The lines without blank ones and Ctrl-Z at the end; one warning when there were any."""
    count = len(lines)
    while is_blank(lines[count - 1]):
        count -= 1
    kept = lines[:count]
    kept[-1] = kept[-1].rstrip(b"\x1a\x00")
    if kept == lines:
        return kept, []
    return kept, [whole_line(min(count + 1, len(lines)), None, "blank_line").as_warning()]


def as_record(number: int, line: bytes) -> tuple[str, list[Finding]]:
    """The record's 94 characters and what is odd about them; '' when it cannot be understood."""
    text, findings = _decoded(line), list[Finding]()
    record = RECORD_OF.get(text[:1])
    if not (text.isascii() and text.isprintable()):
        findings.append(whole_line(number, record, "not_ascii").as_warning())
    if len(text) == LENGTH:
        return text, findings
    findings.append(_length_finding(number, record, text))
    if findings[-1].code == "length":
        return "", findings
    return text[:LENGTH].ljust(LENGTH), findings


def _decoded(line: bytes) -> str:
    """UTF-8 where that makes the record 94 characters long, else a character for each byte."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    return text if len(text) == LENGTH else line.decode("latin-1")


def _length_finding(number: int, record: str | None, text: str) -> Finding:
    found = len(text)
    if text[LENGTH:].strip():
        return whole_line(number, record, "length", found=found)
    if found < NEEDED.get(text[:1], 0):
        return whole_line(number, record, "cut")
    return whole_line(number, record, "trailing_blanks", found=found).as_warning()
