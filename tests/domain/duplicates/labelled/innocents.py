"""What only looks like a duplicate: each kind yields rows that no check should stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from tests.domain.duplicates.labelled.row import Row
from tests.domain.duplicates.labelled.world import World, end_of

NEW_MONTH = date(2026, 9, 1)


def next_month(world: World, row: Row) -> Iterator[Row]:
    """The person's own bills of the new month come from the world; here another program's."""
    yield row.but(request_no=world.request(), program=f"{row.program}_stage_2")


def other_tax_number(world: World, row: Row) -> Iterator[Row]:
    tin = f"{row.tin}9"
    yield row.but(request_no=world.request(), tin=tin, provider_id=f"P-{tin}-1")


def fee_next_to_care(world: World, row: Row) -> Iterator[Row]:
    for fee in ("registration_fee", "cost_of_care_plus"):
        yield row.but(request_no=world.request(), line_type=fee)


def make_up_days(world: World, row: Row) -> Iterator[Row]:
    for at in range(2):
        day = row.first + timedelta(days=at)
        again = row.but(request_no=world.request(), first=day, last=day, line_type="make_up_day")
        yield again.but(number=f"M{world.requests}", cents=4200)


def corrections(world: World, row: Row) -> Iterator[Row]:
    for kind in ("correction", "correction", "supplement", "reversal"):
        cents = world.random.randint(100, 90000)
        cents = -cents if kind == "reversal" else cents
        yield row.but(request_no=world.request(), line_type=kind, cents=cents)


def second_service(world: World, row: Row) -> Iterator[Row]:
    for modifier in ("50", "TC"):
        line_type = f"{row.line_type}-{modifier}"
        yield row.but(request_no=world.request(), line_type=line_type)


def new_sibling(world: World, row: Row) -> Iterator[Row]:
    surname = row.name.partition(" ")[2]
    world.ids += 1
    name = f"{world.random.choice(['Wenceslao', 'Brunhilde'])} {surname}"
    person = f"N{world.ids * 7919:08}"
    yield row.but(request_no=world.request(), person_id=person, name=name)


def unknown_people(world: World, row: Row) -> Iterator[Row]:
    stranger = "".join(world.random.choices("bdfgklmnprst", k=8))
    for name in ("", f"Wolfgang {stranger}"):
        yield row.but(request_no=world.request(), person_id="", name=name)


def years_before(world: World, row: Row) -> Iterator[Row]:
    """The same number, amount and nearly the same days, long ago."""
    yield row.moved(-2 * 365).but(request_no=world.request())


def right_after(world: World, row: Row) -> Iterator[Row]:
    """Weeks one behind the other, with one number and no number."""
    first = row.moved(-3 * 365).but(request_no=world.request(), person_id=f"F{world.requests}")
    yield first.but(last=first.first + timedelta(days=6))
    second = first.moved(7).but(last=first.first + timedelta(days=13))
    yield second.but(request_no=world.request())
    yield second.moved(7).but(request_no=world.request(), number="")


Innocent = Callable[[World, Row], Iterator[Row]]

INNOCENTS: tuple[Innocent, ...] = (
    next_month,
    other_tax_number,
    fee_next_to_care,
    make_up_days,
    corrections,
    second_service,
    new_sibling,
    unknown_people,
    years_before,
    right_after,
)


def own_bills(world: World) -> Iterator[tuple[str, list[Row]]]:
    """The new month of everybody: consecutive, half and weekly bills, siblings, twins, series."""
    for payee in world.payees:
        for person in payee.people:
            yield f"new month, {person.habit}", list(world.bills(person, NEW_MONTH))


def moves(world: World) -> Iterator[tuple[str, list[Row]]]:
    """A new child moves in mid-month, within the payee and to another."""
    care = [payee for payee in world.payees if not payee.health]
    for old, new in pairwise(care):
        child = world.person("Ludmila", "Zvonareva", old, 80000)
        first = world.row(child, NEW_MONTH, NEW_MONTH.replace(day=12))
        within = world.row(child, NEW_MONTH.replace(day=13), NEW_MONTH.replace(day=20))
        away = world.row(child, NEW_MONTH.replace(day=20), end_of(NEW_MONTH))
        away = away.but(tin=new.tin, provider_id=new.providers[0])
        yield "moves", [first, within.but(provider_id=old.providers[1]), away]
