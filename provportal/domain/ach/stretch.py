"""Recognises a faultless stretch of PPD or CCD entries at once, and adds it up.

The whole stretch must be matched end to end by one pattern made from the layout table. What is not
recognised here is explained entry by entry (`explain`), and there may turn out to be right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise, starmap
from operator import lt

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
    """What rules look at in a stretch: a column per field, an item per entry, and what is counted.

    Banks and shapes repeat from entry to entry, so that each distinct one is looked at once.
    """

    codes: Sequence[str]
    amounts: Sequence[str]
    traces: Sequence[str]
    information: Sequence[str]
    banks: Mapping[str, int]
    """Entries by routing number."""
    shapes: Mapping[Shape, int]
    """Entries by shape."""

    def tally(self) -> Tally:
        amounts = list(map(int, self.amounts))
        debits = sum(n for shape, n in self.shapes.items() if shape.transaction_code in DEBITS)
        debit = sum(compress(amounts, map(DEBITS.__contains__, self.codes))) if debits else 0
        return Tally(
            entries=len(amounts),
            addenda=sum(n for shape, n in self.shapes.items() if shape.has_addenda),
            debit=debit,
            credit=sum(amounts) - debit,
            routing_sum=sum(int(bank[:-1]) * n for bank, n in self.banks.items()),
            debit_entries=debits,
        )


def recognise(stretch: str, terms: Terms, previous_trace: str) -> tuple[Tally, str] | None:
    """The tally and the last trace number of a faultless stretch, else None.

    `stretch` holds whole records without line ends; `previous_trace` is the last one of the batch
    before it, '' at its start.
    """
    rows = _PATTERN.findall(stretch) if _is_printable_ascii(stretch) else []
    if not rows:
        return None
    columns = _columns(rows)
    tally = columns.tally()
    # Matches without a gap have the stretch's own length; a gap means an unrecognised record.
    if tally.records * LENGTH != len(stretch) or not _is_faultless(columns, terms, previous_trace):
        return None
    return tally, columns.traces[-1]


def _columns(rows: Sequence[tuple[str, ...]]) -> Columns:
    codes, rdfis, check_digits, amounts, indicators, traces, _, information = zip(
        *rows, strict=True
    )
    shapes = Counter(
        zip(codes, map(ZERO.__eq__, amounts), indicators, map(bool, information), strict=True)
    )
    return Columns(
        codes=codes,
        amounts=amounts,
        traces=traces,
        information=information,
        banks=Counter(map(str.__add__, rdfis, check_digits)),
        shapes={Shape(*shape): entries for shape, entries in shapes.items()},
    )


def _is_printable_ascii(text: str) -> bool:
    return text.isascii() and not text.encode("ascii").translate(None, _PRINTABLE)


def _is_faultless(columns: Columns, terms: Terms, previous_trace: str) -> bool:
    return (
        _traces_ascend(columns.traces, terms.odfi, previous_trace)
        and all(map(receives_payments, columns.banks))
        and not any(map(terms.fault, columns.shapes))
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
