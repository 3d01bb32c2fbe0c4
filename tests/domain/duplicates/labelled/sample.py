"""The whole sample: a history, new rows, and a label for each new row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from tests.domain.duplicates.labelled.innocents import INNOCENTS, moves, own_bills
from tests.domain.duplicates.labelled.noises import NOISES, Noise, letters_swapped
from tests.domain.duplicates.labelled.row import Label, Row
from tests.domain.duplicates.labelled.world import MONTHS, World

TUNED = NOISES
HELD_OUT: dict[Noise, frozenset[str]] = {letters_swapped: frozenset({"near"})}


@dataclass
class Sample:
    """Rows in the order of their times, and what should be said of each new one."""

    history: list[Row]
    new: list[tuple[Row, Label]]


def make(seed: int, noises: dict[Noise, frozenset[str]], each: int = 25) -> Sample:
    """A sample: `each` duplicates of every noise and innocents of every kind."""
    world = World(seed)
    history = [
        row
        for month in MONTHS
        for payee in world.payees
        for person in payee.people
        for row in world.bills(person, month)
    ]
    new = [(row, Label(kind)) for kind, rows in (*own_bills(world), *moves(world)) for row in rows]
    originals = [*history, *(row for row, label in new if label.kind != "moves")]
    new.extend(_derived(world, _one_of_each_person(world, originals), noises, each))
    return Sample(
        sorted(history, key=lambda row: row.submitted),
        sorted(new, key=lambda labelled: labelled[0].submitted),
    )


def _one_of_each_person(world: World, originals: list[Row]) -> list[Row]:
    """A bill of each person: with two of one person the rows made of them could meet."""
    world.random.shuffle(originals)
    return list({row.person_id: row for row in originals}.values())


def _derived(
    world: World, originals: list[Row], noises: dict[Noise, frozenset[str]], each: int
) -> Iterator[tuple[Row, Label]]:
    """Innocents and duplicates of bills, all sent after the last of these."""
    sent = max(row.submitted for row in originals) + timedelta(days=20)
    for innocent in INNOCENTS:
        for _ in range(each):
            for row in innocent(world, originals.pop()):
                sent += timedelta(seconds=1)
                yield row.but(submitted=sent), Label(innocent.__name__)
    for noise, verdicts in noises.items():
        for rows, label in islice(_repeats(world, originals, noise, verdicts), each):
            sent += timedelta(seconds=1)
            yield from ((row.but(submitted=sent), label) for row in rows)


def _repeats(
    world: World, originals: list[Row], noise: Noise, verdicts: frozenset[str]
) -> Iterator[tuple[list[Row], Label]]:
    """Duplicates of the originals this noise can befall; each original is used once."""
    for _ in range(len(originals)):
        original = originals.pop()
        if rows := noise(original, world.random):
            label = Label(noise.__name__, verdicts, frozenset({original.request_no}))
            request = world.request()
            yield [row.but(request_no=request) for row in rows], label
        else:
            originals.insert(0, original)
