"""Builders of remittance snapshots; the figures of the first lines tie to $6,341.53."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from provportal.domain.money import Money, total
from provportal.domain.remittance import Reason, Remittance, RemittanceLine

OCTOBER = {"service_from": date(2026, 10, 1), "service_to": date(2026, 10, 31)}

PEOPLE: tuple[tuple[str, int, tuple[Reason, ...]], ...] = (
    (
        "Mateo R.",
        110000,
        (
            Reason("CEIL", Money(9380), "R09", {"limit": "1006.20"}),
            Reason("PLUS", Money(-14000), "R34", {}),
            Reason("OFFSET", Money(10000), "R18", {"balance": "72.73"}),
        ),
    ),
    (
        "Isla T.",
        95000,
        (
            Reason("CLOSE", Money(8636), "R13", {"limit": "10", "days": "2026-10-29 2026-10-30"}),
            Reason("PLUS", Money(-14000), "R34", {}),
        ),
    ),
    (
        "Noah B.",
        60000,
        (
            Reason("CEIL", Money(4431), "R09", {"days": ""}),
            Reason("PLUS", Money(-14000), "R34", {}),
        ),
    ),
    ("Yuki S.", 105600, (Reason("PLUS", Money(-14000), "R34", {}),)),
    ("Amara O.", 114000, (Reason("PLUS", Money(-14000), "R34", {}),)),
    ("Leo W.", 98000, (Reason("PLUS", Money(-14000), "R34", {}),)),
)


def a_line(asked: int, reasons: tuple[Reason, ...] = (), **values: Any) -> RemittanceLine:
    """A line whose columns follow from its reasons; `asked` in cents."""
    offset = total(r.amount for r in reasons if r.code == "OFFSET")
    reduced = total(r.amount for r in reasons if r.code != "OFFSET" and r.amount.cents > 0)
    added = -total(r.amount for r in reasons if r.amount.cents < 0)
    line: dict[str, Any] = {
        "request_number": "PR-7F3K-20",
        "version": 1,
        "line_number": 1,
        "program": "CalWORKs child care",
        "person": "Mateo R.",
        "authorisation": "0019-44",
        "line_type": "care",
        "units": "1",
        **OCTOBER,
        **values,
    }
    return RemittanceLine(
        **line,
        asked=Money(asked),
        reduced=reduced,
        added=added,
        offset=offset,
        paid=Money(asked) - reduced + added - offset,
        reasons=reasons,
    )


def a_remittance(count: int = 6, **values: Any) -> Remittance:
    """A payment of so many lines, one request each."""
    remittance = Remittance(
        number="RA-45-0188",
        agency="Alder County",
        agency_phone="555-0100",
        provider="Luciérnaga Family Child Care",
        provider_number="004512388",
        batch_number="2026-45",
        trace="122999990004512",
        account_last4="6789",
        released_on=date(2026, 11, 6),
        effective_on=date(2026, 11, 10),
        lines=tuple(_nth_line(index) for index in range(count)),
    )
    return dataclasses.replace(remittance, **values)


def _nth_line(index: int) -> RemittanceLine:
    person, asked, reasons = PEOPLE[index % len(PEOPLE)]
    return a_line(
        asked,
        reasons,
        person=person,
        request_number=f"PR-7F3K-{20 + index}",
        authorisation=f"0019-{4400 + index}",
    )
