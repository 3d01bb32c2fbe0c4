"""The remittance: what one payment paid, line by line, so that asked becomes paid with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from provportal.domain.money import Money, total
from provportal.domain.texts import Words


class OutOfBalance(ValueError):
    """asked - reduced + added - offset is not paid."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an amount differs: an internal code (CEIL, NOAUTH ...), its cents, the rule's id.

    Positive amounts reduce, negative ones add. `params` are values for the sentence.
    """

    code: str
    amount: Money
    rule: str
    params: dict[str, str]


@dataclass(frozen=True, slots=True)
class RemittanceLine:
    """One request line in one payment."""

    request_number: str
    version: int
    line_number: int
    program: Words
    """Its name as those who ask read it; one payment may be of several programs."""
    person: str
    """Shown short: first name and initial ('Mateo R.')."""
    authorisation: str
    """Certificate (child care) or authorisation (health) number."""
    service_from: date
    service_to: date
    line_type: str
    units: str
    asked: Money
    reduced: Money
    added: Money
    offset: Money
    paid: Money
    reasons: tuple[Reason, ...]
    label: Words | None = None
    """What the program calls the line; None in what older releases stored."""

    def __post_init__(self) -> None:
        if self.asked - self.reduced + self.added - self.offset != self.paid:
            raise OutOfBalance(f"{self.request_number} line {self.line_number}")


@dataclass(frozen=True, slots=True)
class Remittance:
    """One payment to one provider: the snapshot from which screen, PDF and CSV are made.

    Dates are calendar dates of the bank (Eastern); `trace` is '' when no bank entry was needed
    (a net of $0).
    """

    number: str
    agency: str
    agency_phone: str
    provider: str
    provider_number: str
    batch_number: str
    trace: str
    account_last4: str
    released_on: date
    effective_on: date
    lines: tuple[RemittanceLine, ...]

    @property
    def programs(self) -> tuple[Words, ...]:
        """What was paid for, in the order of the lines."""
        return tuple(dict.fromkeys(line.program for line in self.lines))

    @property
    def asked(self) -> Money:
        return total(line.asked for line in self.lines)

    @property
    def reduced(self) -> Money:
        return total(line.reduced for line in self.lines)

    @property
    def added(self) -> Money:
        return total(line.added for line in self.lines)

    @property
    def offset(self) -> Money:
        return total(line.offset for line in self.lines)

    @property
    def paid(self) -> Money:
        return total(line.paid for line in self.lines)
