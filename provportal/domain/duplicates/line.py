"""A request line as the duplicate check sees it, and the key a request claims for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from provportal.domain.money import Money


@dataclass(frozen=True, slots=True)
class Line:
    """One billed service of one person over the inclusive days service_from..service_to.

    Texts may be "", which means unknown and never equals another unknown. The amount is below zero
    for reversals. submitted_at is in UTC.
    """

    request_no: str
    program: str
    provider_id: str
    provider_tin_token: str
    person_id: str
    person_name: str
    service_from: date
    service_to: date
    line_type: str
    invoice_no: str
    amount: Money
    submitted_at: datetime

    @property
    def payee(self) -> str:
        """Who is paid: all provider ids of one tax number are one payee; "" when unknown."""
        if self.provider_tin_token:
            return f"tin {self.provider_tin_token}"
        return f"provider {self.provider_id}" if self.provider_id else ""

    @property
    def one_day(self) -> bool:
        return self.service_from == self.service_to


def bill_key(
    program: str,
    provider: str,
    person: str,
    service_from: date,
    service_to: date,
    line_type: str,
) -> str:
    """The text a request claims for a line; within an agency one live request may hold it.

    It reads `program/provider/person/2026-08-01/2026-08-31/care`; each part is percent-encoded, so
    that no id can imitate two. Raises ValueError when a part is blank: unknown never equals
    unknown, so it cannot be claimed.
    """
    days = service_from.isoformat(), service_to.isoformat()
    parts = [part.strip() for part in (program, provider, person, *days, line_type.casefold())]
    if not all(parts):
        raise ValueError("a bill key needs every part; a blank one is unknown")
    return "/".join(quote(part, safe=" ") for part in parts)


def same_payee(one: Line, other: Line) -> bool:
    """Whether both are paid to one payee: by tax number, else by provider id.

    The provider id speaks only where a tax number is unknown: a provider id that moved to another
    tax number is another payee.
    """
    if one.provider_tin_token and other.provider_tin_token:
        return one.provider_tin_token == other.provider_tin_token
    return bool(one.provider_id) and one.provider_id == other.provider_id
