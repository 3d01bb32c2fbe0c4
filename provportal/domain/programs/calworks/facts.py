"""The facts of one case: one child, one provider, one month. Plain data, no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from provportal.domain.money import Money
from provportal.domain.programs.calworks.month import Month
from provportal.domain.programs.calworks.values import (
    AgeGroup,
    Category,
    DayStatus,
    Kind,
    Relationship,
    Room,
    School,
    TrustLineStatus,
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Care from `start` to `end`, in minutes on the wall clock since midnight of its first day.

    An end above 1440 lies on the next day. A span belongs wholly to its first day.
    """

    start: int
    end: int

    @property
    def minutes(self) -> int:
        return self.end - self.start

    def later(self, minutes: int) -> Span:
        return Span(self.start + minutes, self.end + minutes)

    def shared_with(self, other: Span) -> int:
        """The minutes that both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


Schedule = tuple[tuple[Span, ...], ...]
"""The spans of each weekday, Monday first: always seven."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A row of the provider's rate sheet."""

    category: Category
    age_group: AgeGroup
    amount: Money
    start: date


@dataclass(frozen=True, slots=True)
class Licence:
    """Active on both dates and between them; no end means still active."""

    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class TrustLine:
    status: TrustLineStatus
    day: date


@dataclass(frozen=True, slots=True)
class Provider:
    number: str
    kind: Kind
    licence: Licence | None
    trustline: TrustLine | None
    relationship: Relationship | None
    closure_days_used: int
    """Paid closure days since 1 July, before this month."""
    closures_paid_by_private_families: bool
    rates: tuple[Rate, ...]
    registration_fee: Money | None
    """What private families pay."""


@dataclass(frozen=True, slots=True)
class ExceptionalNeeds:
    """A higher factor for this child, from a date, and whether its documents are there."""

    factor: Fraction
    documented: bool
    start: date


@dataclass(frozen=True, slots=True)
class Child:
    id: str
    born: date
    school: School | None
    exceptional_needs: ExceptionalNeeds | None
    room: Room | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """The authorisation of this child with this provider, both dates included."""

    number: str
    start: date
    end: date
    variable: bool
    schedule: Schedule
    category: Category | None
    family_fee: Money

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class DayRecord:
    """What the provider wrote for one day."""

    status: DayStatus
    reason: str | None = None
    times: tuple[Span, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Billed:
    """What the provider asks for; a total of None was left empty on the form."""

    total: Money | None
    weeks: tuple[Money, ...] | None
    registration_fee: Money | None


@dataclass(frozen=True, slots=True)
class Silence:
    """The claim that the parent cannot be reached to sign."""

    last_contact: date
    agency_told: date | None
    attempts_recorded: bool


@dataclass(frozen=True, slots=True)
class Signatures:
    provider: date | None
    parent: date | None
    no_parent_signature: Silence | None


@dataclass(frozen=True, slots=True)
class Case:
    """All that one price depends on, beside the rule book."""

    county: str
    month: Month
    stage: int
    provider: Provider
    child: Child
    certificate: Certificate
    days: Mapping[date, DayRecord]
    billed: Billed
    signatures: Signatures
    received: date | None
    """None prices a preview."""
