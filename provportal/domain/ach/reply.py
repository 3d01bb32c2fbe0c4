"""Writes the files that banks send back: returns (addenda 99) and corrections (addenda 98)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from provportal.domain.ach import layout
from provportal.domain.ach.codes import CHANGE_CODES, TRANSACTION_CODES
from provportal.domain.ach.compose import lay_out
from provportal.domain.ach.controls import (
    batch_control_values,
    file_control_values,
    repeated_from,
)
from provportal.domain.ach.entries import ReadEntry
from provportal.domain.ach.headers import six_digits
from provportal.domain.ach.layout import BLOCK, FILL_RECORD
from provportal.domain.ach.routing import check_digit
from provportal.domain.ach.tally import Tally

CORRECTION_SEC = "COR"
DATA_LENGTH = 29


@dataclass(frozen=True, slots=True)
class Reply:
    """What a bank says to one of our entries, in a return (R..) or correction (C..) code.

    `text` is the addenda information of a return or the corrected data of a correction;
    `settled` is the day on which the original entry settled.
    """

    entry: ReadEntry
    code: str
    settled: date
    text: str = ""

    @property
    def is_correction(self) -> bool:
        return self.code.startswith("C")

    @property
    def rdfi(self) -> str:
        return self.entry.routing_number[:8]

    @property
    def odfi(self) -> str:
        """Our bank: the first eight digits of the original trace number."""
        return self.entry.trace[:8]

    @property
    def batch_key(self) -> tuple[bool, str, str, str, str]:
        entry = self.entry
        return (
            self.is_correction,
            self.rdfi,
            entry.company_id,
            entry.sec_code,
            entry.effective_entry_date,
        )


def corrected_text(code: str, parts: Mapping[str, str]) -> str:
    """The 29 characters of corrected data with each part at its position (Nacha Appendix 5)."""
    text = " " * DATA_LENGTH
    for name, start, end in CHANGE_CODES[code].parts:
        part = parts.get(name, "").ljust(end - start + 1)
        text = text[: start - 1] + part + text[end:]
    return text


def reply_file(replies: Iterable[Reply], sender: str, receiver: str, on: date) -> bytes:
    """A Nacha file of replies, batched by bank and original batch; LF between records.

    `sender` and `receiver` are the immediate origin and destination, ten characters each.
    """
    records = [_file_header(sender, receiver, on)]
    whole, count = Tally(), 0
    ordered = sorted(replies, key=lambda reply: reply.batch_key)
    for number, (_, group) in enumerate(groupby(ordered, lambda reply: reply.batch_key), 1):
        batch, tally = _batch((number, whole.entries), list(group), on)
        records += batch
        whole, count = whole + tally, number
    control = file_control_values(whole, count, -(-(len(records) + 1) // BLOCK))
    records.append(lay_out(layout.FILE_CONTROL, control))
    records += [FILL_RECORD] * (-len(records) % BLOCK)
    return ("\n".join(records) + "\n").encode("ascii")


def _file_header(sender: str, receiver: str, on: date) -> str:
    texts = {
        "Priority Code": "01",
        "Immediate Destination": receiver,
        "Immediate Origin": sender,
        "File Creation Date": six_digits(on),
        "File Creation Time": "0600",
        "File ID Modifier": "A",
        "Record Size": "094",
        "Blocking Factor": "10",
        "Format Code": "1",
        "Immediate Destination Name": "ORIGINATOR",
        "Immediate Origin Name": "BANK SIMULATOR",
    }
    return lay_out(layout.FILE_HEADER, texts)


def _batch(place: tuple[int, int], replies: list[Reply], on: date) -> tuple[list[str], Tally]:
    """One batch; `place` is its number and how many entries stand before it in the file."""
    number, before = place
    header = _batch_header(number, replies[0], on)
    tally, body = Tally(), list[str]()
    for sequence, reply in enumerate(replies, start=before + 1):
        trace = f"{reply.rdfi}{sequence:07}"
        body += [_entry(reply, trace), _addenda(reply, trace)]
        amount = 0 if reply.is_correction else reply.entry.amount or 0
        is_debit = TRANSACTION_CODES[_answer_code(reply.entry)].is_debit
        tally += Tally(
            entries=1,
            addenda=1,
            debit=amount if is_debit else 0,
            credit=0 if is_debit else amount,
            routing_sum=int(reply.odfi),
        )
    control = lay_out(layout.BATCH_CONTROL, batch_control_values(tally) | repeated_from(header))
    return [header, *body, control], tally


def _batch_header(number: int, reply: Reply, on: date) -> str:
    entry = reply.entry
    texts = {
        "Service Class Code": "200",
        "Company Name": entry.company_name,
        "Company Identification": entry.company_id,
        "SEC Code": CORRECTION_SEC if reply.is_correction else entry.sec_code,
        "Company Entry Description": entry.description,
        "Effective Entry Date": entry.effective_entry_date,
        "Settlement Date (Julian)": f"{on:%j}",
        "Originator Status Code": "1",
        "ODFI Identification": reply.rdfi,
        "Batch Number": f"{number:07}",
    }
    return lay_out(layout.BATCH_HEADER, texts)


def _answer_code(entry: ReadEntry) -> str:
    """The transaction code of an answer: 22, 23 and 24 come back as 21."""
    return TRANSACTION_CODES[entry.transaction_code].return_code


def _entry(reply: Reply, trace: str) -> str:
    """The answer's entry: its receiving bank is ours, its account the payee's."""
    entry = reply.entry
    amount = 0 if reply.is_correction else entry.amount or 0
    texts = {
        "Transaction Code": _answer_code(entry),
        "Receiving DFI Identification": reply.odfi,
        "Check Digit": check_digit(reply.odfi),
        "DFI Account Number": entry.account_number,
        "Amount": f"{amount:010}",
        "Individual ID / Identification Number": entry.identification,
        "Individual/Receiving Company Name": entry.name,
        "Addenda Record Indicator": "1",
        "Trace Number": trace,
    }
    return lay_out(layout.ENTRY, texts)


def _addenda(reply: Reply, trace: str) -> str:
    record = layout.CORRECTION if reply.is_correction else layout.RETURN
    texts = {
        "Addenda Type": "98" if reply.is_correction else "99",
        "Change Code" if reply.is_correction else "Return Reason Code": reply.code,
        "Original Entry Trace Number": reply.entry.trace,
        "Original RDFI Identification": reply.rdfi,
        "Corrected Data" if reply.is_correction else "Addenda Information": reply.text,
        "Trace Number": trace,
    }
    return lay_out(record, texts)
