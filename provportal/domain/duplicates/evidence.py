"""One new line beside one earlier line: what agrees, and whether it makes a duplicate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from provportal.domain.duplicates.invoice_number import invoice_key, same_invoice
from provportal.domain.duplicates.known import Known
from provportal.domain.duplicates.line import Line, same_payee
from provportal.domain.duplicates.line_types import ADJUSTMENTS, MAKE_UP_DAY, service
from provportal.domain.duplicates.names import alike, name_key, same_first_name, share_a_name
from provportal.domain.duplicates.service_dates import Dates, in_reach, is_series, relation
from provportal.domain.duplicates.verdict import Verdict


class Person(IntEnum):
    """How sure it is that two lines name one person; higher is surer."""

    OTHER = 0
    SHARES_A_NAME = 1
    ALIKE = 2
    NAMESAKE = 3
    SAME = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a new line and an earlier one agree. number_proves: the invoice number agrees and is
    used for nobody else."""

    new: Line
    old: Line
    person: Person
    dates: Dates
    same_amount: bool
    same_number: bool
    number_proves: bool
    in_series: bool = False

    @property
    def verdict(self) -> Verdict:
        """Exact, near or none, by the kind of person, dates and service."""
        if not self._possible():
            return Verdict.NONE
        agrees = self.same_amount or self.same_number
        if self.person is Person.SAME and self.dates is Dates.SAME and agrees:
            return Verdict.EXACT
        return Verdict.NEAR

    def _possible(self) -> bool:
        """Whether what agrees outweighs what differs."""
        if service(self.new.line_type) in ADJUSTMENTS and not self.same_amount:
            return False
        if self.person is Person.SHARES_A_NAME:
            return self.dates is Dates.SAME and self.same_amount and self.number_proves
        if self.dates is Dates.MOVED:
            return self._moved_but_one()
        return self.person is not Person.OTHER and self.dates is not Dates.APART

    def _moved_but_one(self) -> bool:
        """Whether two lines without a common day are one service with a wrong date.

        The number says so, or the amount; but neighbouring days of a series, and make-up days,
        have equal amounts by nature.
        """
        if self.person is Person.OTHER or self.number_proves:
            return self.person is not Person.OTHER
        repeats = self.in_series or service(self.new.line_type) == MAKE_UP_DAY
        return self.same_amount and not repeats


def comparable(new: Line, old: Line) -> bool:
    """Whether the two are of one program, payee and service, with dates in each other's reach."""
    return (
        in_reach(new, old)
        and new.program == old.program != ""
        and service(new.line_type) == service(old.line_type) != ""
        and same_payee(new, old)
    )


def weigh(new: Line, old: Line, known: Known) -> Evidence:
    """The evidence for two comparable lines, the series still left open."""
    ids = known.id_of(new), known.id_of(old)
    same_number = same_invoice(new.invoice_no, old.invoice_no)
    return Evidence(
        new=new,
        old=old,
        person=_person(new, old, known),
        dates=relation(new, old),
        same_amount=new.amount == old.amount,
        same_number=same_number,
        number_proves=same_number and not known.others_use_number(new, ids),
    )


def _person(new: Line, old: Line, known: Known) -> Person:
    """Whether the lines are for one person.

    Two ids that are each known under their own names are two people, however alike; only an id
    never seen before, or a blank one, may hide a person already known.
    """
    one, other = known.id_of(new), known.id_of(old)
    if one and one == other:
        return Person.SAME
    if one and other and (one != new.person_id or known.recognises(one, new.person_name)):
        return Person.OTHER
    if not alike(new.person_name, old.person_name):
        return Person.SHARES_A_NAME if share_enough(new, old) else Person.OTHER
    same_name = name_key(new.person_name) == name_key(old.person_name)
    return Person.NAMESAKE if same_name else Person.ALIKE


def all_but_person_agrees(new: Line, old: Line) -> bool:
    """Whether amount, dates and number of two comparable lines leave only the person in doubt."""
    return (
        new.amount == old.amount
        and relation(new, old) is Dates.SAME
        and same_invoice(new.invoice_no, old.invoice_no)
    )


def share_enough(new: Line, old: Line) -> bool:
    """The same first name; where an id is blank, any shared name."""
    if not new.person_id or not old.person_id:
        return share_a_name(new.person_name, old.person_name)
    return same_first_name(new.person_name, old.person_name)


def visit_days(of: Evidence, among: Iterable[Evidence]) -> Iterable[date]:
    """The days on which this person had this service, as far as the lines at hand tell."""
    return (
        other.old.service_from
        for other in among
        if other.person >= min(of.person, Person.ALIKE) and other.old.one_day
    )


def moved_in_series(of: Evidence, among: Iterable[Evidence]) -> bool:
    """Whether a visit on another day than the earlier one is just the next of a series."""
    moved = of.dates is Dates.MOVED and of.new.one_day and of.old.one_day
    return moved and is_series(of.new.service_from, visit_days(of, among))


def number_unknown(evidence: Evidence) -> bool:
    """Whether either line has no invoice number to compare."""
    return not invoice_key(evidence.new.invoice_no) or not invoice_key(evidence.old.invoice_no)
