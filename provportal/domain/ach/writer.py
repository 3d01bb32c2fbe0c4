"""Writes bank files, record by record, in a stream. It refuses, and never cuts or replaces.

Entries are formatted from the layout table and then recognised by the same pattern the strict
reader uses: what it would not accept is not written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime

from provportal.domain.ach.compose import Refused, compose
from provportal.domain.ach.controls import file_control_values
from provportal.domain.ach.headers import six_digits
from provportal.domain.ach.layout import BLOCK, FILE_CONTROL, FILE_HEADER, FILL_RECORD
from provportal.domain.ach.model import BankProfile, Batch, Entry
from provportal.domain.ach.tally import Tally
from provportal.domain.ach.write_batch import write_batch

__all__ = ["Refused", "offset_entry", "trace_number", "transliterate", "write_file"]

SEQUENCE_MODULUS = 10**7
"""A trace number has seven digits for the sequence; then it begins again."""

MIXED, CREDITS, DEBITS_ONLY = "200", "220", "225"


def trace_number(odfi: str, sequence: int) -> str:
    """The 15 digits of a trace number from a sequence that the caller owns and never resets."""
    return f"{odfi[:8]}{sequence % SEQUENCE_MODULUS:07}"


def transliterate(name: str) -> str:
    """A name in the characters a bank file may hold: José becomes Jose, Łukasz Lukasz.

    What has no Latin form stays as it is, for the writer to refuse: show the result to a person.
    """
    decomposed = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def in_plain_letters(name: str) -> str:
    """What of a name can stand in a bank file; '' for one in another script altogether."""
    kept = (c if c.isascii() and c.isprintable() else " " for c in transliterate(name))
    return " ".join("".join(kept).split())


LETTERS = str.maketrans(
    {
        "ß": "ss", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "Œ": "OE", "œ": "oe",
        "Đ": "D", "đ": "d", "Ł": "L", "ł": "l", "Þ": "Th", "þ": "th", "ı": "i",
        "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-",
    }
)  # fmt: skip
"""Letters and signs that do not come apart into a plain one and an accent."""


def offset_entry(profile: BankProfile, cents: int, trace: str) -> Entry:
    """The debit of our own account that balances a batch; the caller puts it last.

    Raises Refused when the profile names no offset account.
    """
    account = profile.offset_account
    if account is None:
        raise Refused("DFI Account Number", "this bank's profile has no offset account")
    return Entry(
        transaction_code=account.transaction_code,
        routing_number=account.routing_number,
        account_number=account.account_number,
        amount=cents,
        identification="",
        name=account.name,
        trace=trace,
    )


def write_file(
    profile: BankProfile, created_at: datetime, file_id_modifier: str, batches: Iterable[Batch]
) -> Iterator[bytes]:
    """The file's bytes, some records at a time; joined, they are the file.

    `created_at` is Eastern wall-clock time. Batches and entries are read once, in order. Raises
    Refused for anything the strict reader would call an error; what was yielded before is then no
    file.
    """
    end = profile.line_ending.value
    for records in _records(profile, created_at, file_id_modifier, batches):
        yield (records + end).encode("ascii")


def _records(
    profile: BankProfile, created_at: datetime, file_id_modifier: str, batches: Iterable[Batch]
) -> Iterator[str]:
    yield _file_header(profile, created_at, file_id_modifier)
    whole, count, previous_number = Tally(), 0, ""
    for batch in batches:
        header, tally = yield from write_batch(profile, batch, created_at.date(), previous_number)
        whole, count, previous_number = whole + tally, count + 1, header.right("Batch Number")
    if not count:
        raise Refused("Batch Count", "a file has at least one batch")
    records = 2 + 2 * count + whole.records
    yield compose(FILE_CONTROL, file_control_values(whole, count, -(-records // BLOCK)))
    yield from [FILL_RECORD] * (-records % BLOCK)


def _file_header(profile: BankProfile, created_at: datetime, file_id_modifier: str) -> str:
    return compose(
        FILE_HEADER,
        {
            "Priority Code": "01",
            "Immediate Destination": profile.destination.rjust(10),
            "Immediate Origin": profile.origin.rjust(10),
            "File Creation Date": six_digits(created_at.date()),
            "File Creation Time": f"{created_at:%H%M}",
            "File ID Modifier": file_id_modifier,
            "Record Size": "094",
            "Blocking Factor": "10",
            "Format Code": "1",
            "Immediate Destination Name": profile.destination_name,
            "Immediate Origin Name": profile.origin_name,
        },
    )
