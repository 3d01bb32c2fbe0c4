"""Fourteen months of bills: child care of families and visits of patients, all invented."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from tests.domain.duplicates.labelled.row import Row

_GIVEN = """
    Ana Mateo Sofía Robert William Isabella Jayden Kayden Elizabeth José Francisco Guadalupe Mía
    Noah Liam Olivia Emma Lucas Daniel Samuel Michael Katherine Alexander Ximena Ángel Renée Zoë
    Nguyen-Anh Mei Omar Fatima Aaliyah Tyrone Priya Arjun Hana Santiago Valentina Thomas
"""
_SURNAMES = """
    López García Hernández Martínez Smith Johnson Nguyen Tran Lee Kim Patel Peña-Ruiz O'Brien
    Washington Müller Castillo Ramírez Jackson Petrosyan Sarkisian Reyes Flores Ortiz Cohen
"""
GIVEN, SURNAMES = _GIVEN.split(), _SURNAMES.split()
TWINS = [("Jayden", "Kayden"), ("Mia", "Mya"), ("Ana", "Ann"), ("Elena", "Elana"), ("Leo", "Lea")]
MONTHS = [date(2025 + at // 12, at % 12 + 1, 1) for at in range(6, 20)]
"""July 2025 to August 2026."""

STYLES = ("sequential", "yearly", "monthly", "none")
PROCEDURES = ("73560-LT", "73560-RT", "97110", "97110-59", "99213", "90837")


def end_of(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


@dataclass
class Payee:
    """One tax number with two provider ids, and its way to number invoices."""

    tin: str
    style: str
    health: bool
    people: list[Person] = field(default_factory=list)
    issued: int = 40
    year: int = 2025

    @property
    def providers(self) -> tuple[str, str]:
        return f"P-{self.tin}-1", f"P-{self.tin}-2"

    def number(self, month: date) -> str:
        """The next invoice number; a yearly one begins anew in January."""
        if self.style == "none":
            return ""
        if self.style == "monthly":
            return month.strftime("%b-%y").upper()
        if self.style == "yearly" and month.year > self.year:
            self.year, self.issued = month.year, 0
        self.issued += 1
        return f"INV-{self.issued:04}" if self.style == "sequential" else f"{self.issued:03}"


@dataclass
class Person:
    """A child or patient of one payee, and how they are billed."""

    id: str
    given: str
    surname: str
    payee: Payee
    cents: int
    habit: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"


class World:
    """All payees and people, and the bills of each month."""

    def __init__(self, seed: int, payees: int = 130) -> None:
        self.random = random.Random(seed)
        self.requests = 0
        self.ids = 0
        self.payees = [self._payee(at) for at in range(payees)]

    def _payee(self, at: int) -> Payee:
        payee = Payee(f"T{at:04}", STYLES[at % len(STYLES)], health=at % 3 == 2)
        for _ in range(self.random.randint(4, 9)):
            surname = self.random.choice(SURNAMES)
            givens = self.random.sample(GIVEN, self.random.choice([1, 1, 2, 3]))
            if self.random.random() < 0.15:
                givens = list(self.random.choice(TWINS))
            cents = self.random.randint(30000, 140000)
            for given in givens:
                payee.people.append(self.person(given, surname, payee, cents))
        return payee

    def person(self, given: str, surname: str, payee: Payee, cents: int) -> Person:
        """A new person; siblings have one rate."""
        self.ids += 1
        habits = ["visits", "visits", "series"] if payee.health else ["month", "month", "weeks"]
        habit = self.random.choice([*habits, "visits" if payee.health else "halves"])
        return Person(f"C{self.ids * 7919:08}", given, surname, payee, cents, habit)

    def request(self) -> str:
        self.requests += 1
        return f"R{self.requests:06}"

    def row(self, person: Person, first: date, last: date, line_type: str = "care") -> Row:
        """One bill, sent at the third of the next month or some days after a visit."""
        payee = person.payee
        sent = datetime.combine(end_of(last) + timedelta(days=3), datetime.min.time(), UTC)
        return Row(
            request_no=self.request(),
            program="health_invoice" if payee.health else "calworks",
            provider_id=payee.providers[0],
            tin=payee.tin,
            person_id=person.id,
            name=person.name,
            first=first,
            last=last,
            line_type=line_type,
            number=payee.number(first),
            cents=person.cents,
            submitted=sent + timedelta(seconds=self.requests % 80000),
        )

    def bills(self, person: Person, month: date) -> Iterator[Row]:
        """What is billed for a person for a month, each request for itself but the weeks'."""
        if person.habit == "month":
            yield self.row(person, month, end_of(month))
        elif person.habit == "halves":
            yield self.row(person, month, month.replace(day=15))
            yield self.row(person, month.replace(day=16), end_of(month))
        elif person.habit == "weeks":
            yield from self._weeks(person, month)
        else:
            yield from self._visits(person, month)

    def _weeks(self, person: Person, month: date) -> Iterator[Row]:
        rows = [
            self.row(person, month + timedelta(days=at), month + timedelta(days=at + 6))
            for at in (0, 7, 14, 21)
        ]
        for row in rows:
            yield row.but(request_no=rows[0].request_no, submitted=rows[0].submitted)

    def _visits(self, person: Person, month: date) -> Iterator[Row]:
        procedure = PROCEDURES[int(person.id[1:]) % len(PROCEDURES)]
        days = [self.random.randint(4, 24)]
        if person.habit == "series":
            days = [3, 5, 8, 10, 12, 15]
        for day in days:
            yield self.row(person, month.replace(day=day), month.replace(day=day), procedure)
