"""Builders for the duplicate tests: one care line of August, changed where a test needs it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from provportal.domain.duplicates import Line
from provportal.domain.money import Money

AUGUST = Line(
    request_no="R1",
    program="calworks",
    provider_id="P1",
    provider_tin_token="T1",
    person_id="C1",
    person_name="Ana Lopez",
    service_from=date(2026, 8, 1),
    service_to=date(2026, 8, 31),
    line_type="care",
    invoice_no="INV-0042",
    amount=Money(95000),
    submitted_at=datetime(2026, 9, 3, 14, 5, tzinfo=UTC),
)

VISIT = replace(
    AUGUST,
    program="health_invoice",
    service_from=date(2026, 8, 10),
    service_to=date(2026, 8, 10),
    line_type="73560-LT",
    amount=Money(8850),
)


def earlier(**changed: Any) -> Line:
    """The care line of August, request R1."""
    return replace(AUGUST, **changed)


def later(**changed: Any) -> Line:
    """The same a day later as request R2."""
    again = replace(AUGUST, request_no="R2", submitted_at=AUGUST.submitted_at + timedelta(days=1))
    return replace(again, **changed)


def visit(day: int, request_no: str, **changed: Any) -> Line:
    """A visit on a day of August, submitted that day."""
    date_ = VISIT.service_from.replace(day=day)
    at = VISIT.submitted_at.replace(month=8, day=day)
    dated = replace(VISIT, request_no=request_no, service_from=date_, service_to=date_)
    return replace(dated, **({"submitted_at": at} | changed))
