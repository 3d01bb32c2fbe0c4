"""Account verification (ACCTVERIFY): credits below a dollar, debits never above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provportal.domain.ach.codes import DEBITS
from provportal.domain.ach.entry_rules import Case
from provportal.domain.ach.findings import Finding
from provportal.domain.ach.terms import Terms

ONE_DOLLAR = 100


def verification_findings(records: Sequence[tuple[int, str]], terms: Terms) -> Iterator[Finding]:
    """Micro-entries that ask for too much (Nacha Operating Rules, Micro-Entries, 2022-09-16)."""
    credited = debited = 0
    for entry in records:
        if entry[1][:1] != "6":
            continue
        case = Case.of(entry, terms, "", 0)
        if case.amount is None or case.code is None:
            continue
        if case.code not in DEBITS:
            credited += case.amount
            if case.amount >= ONE_DOLLAR:
                yield case.finding(case.amount_field, "verification_amount")
            continue
        debited += case.amount
        if debited > credited:
            yield case.finding(case.amount_field, "verification_total")
