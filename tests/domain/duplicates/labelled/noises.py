"""How one bill comes twice: each noise turns an original into rows that repeat it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

from tests.domain.duplicates.labelled.row import Row

NICKNAMES = {
    "Robert": "Bob",
    "William": "Bill",
    "Elizabeth": "Liz",
    "José": "Pepe",
    "Francisco": "Paco",
    "Guadalupe": "Lupita",
    "Daniel": "Danny",
    "Samuel": "Sam",
    "Michael": "Mike",
    "Katherine": "Kate",
    "Alexander": "Alex",
    "Thomas": "Tommy",
    "Isabella": "Bella",
    "Santiago": "Santi",
}
PLAIN = str.maketrans("áéíóúñüëÁ", "aeiounueA")
Noise = Callable[[Row, Random], list[Row] | None]
"""Rows that repeat the original, or None where this noise cannot befall it."""


def new_id(row: Row, random: Random) -> Row:
    """The id typed wrongly into one that nobody has."""
    at = random.randrange(1, 9)
    return row.but(person_id=f"{row.person_id[:at]}X{row.person_id[at + 1 :]}")


def unchanged(row: Row, _: Random) -> list[Row]:
    return [row]


def retyped(row: Row, random: Random) -> list[Row] | None:
    if not any(sign.isdigit() for sign in row.number):
        return None
    letters = row.number.replace("0", random.choice("0Oo")).lower()
    bare = random.choice([letters.replace("-", ""), letters.replace("-", " # ")])
    return [row.but(number=bare, cents=row.cents + random.randint(-500, 500))]


def renumbered(row: Row, random: Random) -> list[Row]:
    return [row.but(number=f"Z{random.randint(100000, 999999)}")]


def other_amount(row: Row, random: Random) -> list[Row]:
    return [row.but(cents=row.cents + random.choice([-1, 1, 250, -9000]))]


def number_gone(row: Row, _: Random) -> list[Row] | None:
    return [row.but(number="")] if row.number else None


def amount_in_two(row: Row, _: Random) -> list[Row]:
    return [row.but(cents=row.cents // 2), row.but(cents=row.cents - row.cents // 2)]


def other_provider(row: Row, _: Random) -> list[Row]:
    return [row.but(provider_id=f"P-{row.tin}-2")]


def name_at_will(row: Row, _: Random) -> list[Row]:
    return [row.but(name="Somebody Else")]


def accents_and_case(row: Row, random: Random) -> list[Row]:
    return [new_id(row.but(name=row.name.translate(PLAIN).upper()), random)]


def hyphen(row: Row, random: Random) -> list[Row] | None:
    if "-" not in row.name:
        return None
    return [new_id(row.but(name=row.name.replace("-", random.choice([" ", ""]))), random)]


def order(row: Row, random: Random) -> list[Row]:
    given, _, surname = row.name.partition(" ")
    swapped = random.choice([f"{surname}, {given}", f"{surname} {given}"])
    return [new_id(row.but(name=swapped), random)]


def typing_error(row: Row, random: Random) -> list[Row]:
    at = random.choice([i for i, sign in enumerate(row.name) if sign.isalpha()])
    wrong = random.choice(["", row.name[at] * 2, random.choice("aeionrst")])
    return [new_id(row.but(name=row.name[:at] + wrong + row.name[at + 1 :]), random)]


def nickname(row: Row, random: Random) -> list[Row] | None:
    given, _, surname = row.name.partition(" ")
    if given not in NICKNAMES:
        return None
    return [new_id(row.but(name=f"{NICKNAMES[given]} {surname}"), random)]


def other_surname(row: Row, random: Random) -> list[Row] | None:
    if not _one_of_many(row):
        return None
    return [new_id(row.but(name=f"{row.name.partition(' ')[0]} Zimmermann"), random)]


def id_gone(row: Row, _: Random) -> list[Row]:
    return [row.but(person_id="")]


def id_gone_typing_error(row: Row, random: Random) -> list[Row]:
    return [again.but(person_id="") for again in typing_error(row, random)]


def moved(row: Row, random: Random) -> list[Row] | None:
    if row.first == row.last:
        return None
    return [row.moved(random.choice([-3, -2, -1, 1, 2, 3]))]


def one_end_moved(row: Row, random: Random) -> list[Row] | None:
    if row.first == row.last:
        return None
    return [row.but(last=row.last + timedelta(days=random.choice([-3, -2, -1, 1, 2, 3])))]


def in_parts(row: Row, random: Random) -> list[Row] | None:
    if (row.last - row.first).days < 7:
        return None
    cut = row.first + timedelta(days=random.randint(2, 5))
    parts = row.but(last=cut, cents=row.cents // 3), row.but(first=cut + timedelta(days=1))
    return [part.but(number="") for part in parts]


def _one_of_many(row: Row) -> bool:
    """Whether the number is the person's own, not the month's."""
    return row.number[:3] == "INV" or row.number.isdigit()


def visit_moved_same_number(row: Row, random: Random) -> list[Row] | None:
    if row.first != row.last or not _one_of_many(row):
        return None
    return [row.moved(random.choice([-1, 1])).but(cents=row.cents + 100)]


def visit_moved_same_amount(row: Row, random: Random) -> list[Row] | None:
    if row.first != row.last or row.first.day not in ALONE:
        return None
    return [row.moved(random.choice([-3, -2, -1, 1, 2, 3])).but(number="")]


ALONE = frozenset({11, 13, 14, 16, 17})
"""Days on which the world has no visit of a series, nor one of the months before and after near."""
EXACT, NEAR, EITHER = frozenset({"exact"}), frozenset({"near"}), frozenset({"exact", "near"})

NOISES: dict[Noise, frozenset[str]] = {
    unchanged: EXACT,
    retyped: EITHER,
    renumbered: EITHER,
    other_amount: EITHER,
    number_gone: EXACT,
    amount_in_two: EITHER,
    other_provider: EITHER,
    name_at_will: EXACT,
    accents_and_case: NEAR,
    hyphen: NEAR,
    order: NEAR,
    typing_error: NEAR,
    nickname: NEAR,
    other_surname: NEAR,
    id_gone: EITHER,
    id_gone_typing_error: EITHER,
    moved: NEAR,
    one_end_moved: NEAR,
    in_parts: NEAR,
    visit_moved_same_number: NEAR,
    visit_moved_same_amount: NEAR,
}


def letters_swapped(row: Row, random: Random) -> list[Row] | None:
    """The noise left out of all tuning: two neighbours swapped, the number retyped, dates moved."""
    at = random.randrange(len(row.name) - 1)
    if row.name[at] == row.name[at + 1] or not row.name[at : at + 2].isalpha():
        return None
    name = row.name[:at] + row.name[at + 1] + row.name[at] + row.name[at + 2 :]
    again = (retyped(row, random) or [row])[0]
    again = (one_end_moved(again, random) or [again])[0]
    return [new_id(again.but(name=name), random)]
