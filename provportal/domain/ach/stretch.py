"""Recognises a faultless stretch of PPD or CCD entries at once, and adds it up.

The whole stretch must be matched end to end by one pattern made from the layout table. What is not
recognised here is explained entry by entry (`explain`), and there may turn out to be right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, pairwise, starmap
from operator import concat, lt

from provportal.domain.ach.codes import DEBITS
from provportal.domain.ach.contents import RIGHT_TRN_LINES, pattern, record_pattern
from provportal.domain.ach.layout import ADDENDA, ENTRY, LENGTH, RECORDS
from provportal.domain.ach.model import Reserved
from provportal.domain.ach.routing import receives_payments
from provportal.domain.ach.tally import Tally
from provportal.domain.ach.terms import Shape, Terms

_CAPTURED = (
    "Transaction Code",
    "Receiving DFI Identification",
    "Check Digit",
    "Amount",
    "Addenda Record Indicator",
)
_TRACE = "([0-9]{8}([0-9]{7}))"
_INFORMATION = pattern(RECORDS[ADDENDA]["Payment Related Information"])
# A stretch is first seen to be printable ASCII as a whole; then text fields may hold any character,
# which the pattern need not look at one by one.
_PATTERN = re.compile(
    (
        record_pattern(ENTRY, _CAPTURED).removesuffix("(?:[0-9]{15})")
        + _TRACE
        # The addenda repeats the last seven digits of its entry's trace number.
        + rf"(?:705({_INFORMATION})0001\7)?"
    ).replace("[ -~]", "."),
    re.DOTALL,
)

_PRINTABLE = bytes(range(0x20, 0x7F))

ZERO = "0" * RECORDS[ENTRY]["Amount"].length


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields of a stretch that rules look at, a column each, an item per entry."""

    codes: Sequence[str]
    rdfis: Sequence[str]
    check_digits: Sequence[str]
    amounts: Sequence[str]
    indicators: Sequence[str]
    traces: Sequence[str]
    information: Sequence[str]

    def tally(self) -> Tally:
        amounts = list(map(int, self.amounts))
        is_debit = list(map(DEBITS.__contains__, self.codes))
        debit = sum(compress(amounts, is_debit))
        return Tally(
            entries=len(amounts),
            addenda=sum(map(bool, self.information)),
            debit=debit,
            credit=sum(amounts) - debit,
            routing_sum=sum(map(int, self.rdfis)),
            debit_entries=sum(is_debit),
        )


def recognise(stretch: str, terms: Terms, previous_trace: str) -> tuple[Tally, str] | None:
    """The tally and the last trace number of a faultless stretch, else None.

    `stretch` holds whole records without line ends; `previous_trace` is the last one of the batch
    before it, '' at its start.
    """
    rows = _PATTERN.findall(stretch) if _is_printable_ascii(stretch) else []
    if not rows:
        return None
    codes, rdfis, check_digits, amounts, indicators, traces, _, information = zip(
        *rows, strict=True
    )
    columns = Columns(codes, rdfis, check_digits, amounts, indicators, traces, information)
    tally = columns.tally()
    # Matches without a gap have the stretch's own length; a gap means an unrecognised record.
    if tally.records * LENGTH != len(stretch) or not _is_faultless(columns, terms, previous_trace):
        return None
    return tally, traces[-1]


def _is_printable_ascii(text: str) -> bool:
    return text.isascii() and not text.encode("ascii").translate(None, _PRINTABLE)


def _is_faultless(columns: Columns, terms: Terms, previous_trace: str) -> bool:
    return (
        _traces_ascend(columns.traces, terms.odfi, previous_trace)
        and all(map(receives_payments, set(map(concat, columns.rdfis, columns.check_digits))))
        and not any(map(terms.fault, _shapes(columns)))
        and (terms.limit is None or int(max(columns.amounts)) <= terms.limit)
        and (
            terms.description != Reserved.HEALTH_CARE_CLAIM
            or RIGHT_TRN_LINES.fullmatch("\n".join([*columns.information, ""])) is not None
        )
    )


def _traces_ascend(traces: Sequence[str], odfi: str, previous: str) -> bool:
    """Ascending digits lie between the first and the last, so only these need the ODFI's prefix."""
    return (
        previous < traces[0]
        and all(starmap(lt, pairwise(traces)))
        and traces[0].startswith(odfi)
        and traces[-1].startswith(odfi)
    )


def _shapes(columns: Columns) -> set[Shape]:
    rows = zip(
        columns.codes,
        map(ZERO.__eq__, columns.amounts),
        columns.indicators,
        map(bool, columns.information),
        strict=True,
    )
    return {Shape(*row) for row in set(rows)}
