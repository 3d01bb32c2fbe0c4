"""The report: every invariant in order, each in one short read, its rows streamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from provportal.integrity.amounts import AMOUNTS
from provportal.integrity.decisions import DECISIONS
from provportal.integrity.files import bank_files
from provportal.integrity.invariant import Breach, Columns, Found, Invariant, NotChecked
from provportal.integrity.ledger import LEDGER
from provportal.integrity.moves import MOVES
from provportal.integrity.notices import NOTICES
from provportal.integrity.payouts import PAYOUTS
from provportal.integrity.people import PEOPLE
from provportal.integrity.scopes import SCOPES
from provportal.integrity.snapshots import SNAPSHOTS
from provportal.integrity.states import STATES
from provportal.integrity.vocabulary import WORDS

ROWS_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """One invariant with what was found against it, and what could not be judged."""

    invariant: Invariant
    breaches: tuple[Breach, ...]
    not_checked: tuple[NotChecked, ...]

    @property
    def holds(self) -> bool:
        return not self.breaches

    def as_json(self) -> dict[str, object]:
        return {
            "invariant": self.invariant.name,
            "sentence": self.invariant.sentence,
            "breaches": [{"row": found.row, "what": found.what} for found in self.breaches],
            "not_checked": [{"row": found.row, "why": found.why} for found in self.not_checked],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What a look at the whole database found."""

    checked: tuple[Checked, ...]

    @property
    def ok(self) -> bool:
        return all(one.holds for one in self.checked)

    @property
    def broken(self) -> tuple[Checked, ...]:
        return tuple(one for one in self.checked if not one.holds)

    def as_json(self) -> dict[str, object]:
        return {"ok": self.ok, "checked": [one.as_json() for one in self.checked]}


def invariants(outgoing: Path | None) -> tuple[Invariant, ...]:
    """All of them, read top to bottom. Bank files are read in the outgoing folder."""
    return (
        *STATES,
        *PAYOUTS,
        *AMOUNTS,
        *LEDGER,
        *DECISIONS,
        *PEOPLE,
        *NOTICES,
        *SCOPES,
        *SNAPSHOTS,
        *MOVES,
        *bank_files(outgoing),
    )


def check(engine: sa.Engine, outgoing: Path | None = None) -> Report:
    """Ask everything. Without an outgoing folder the report says of each file: not checked.

    Raises sqlalchemy.exc.SQLAlchemyError when the database cannot be read.
    """
    return Report(tuple(check_one(engine, invariant) for invariant in invariants(outgoing)))


def check_one(engine: sa.Engine, invariant: Invariant) -> Checked:
    """Ask one invariant. Raises sqlalchemy.exc.SQLAlchemyError when it cannot be read."""
    found = tuple(_found(engine, invariant))
    return Checked(
        invariant,
        tuple(item for item in found if isinstance(item, Breach)),
        tuple(item for item in found if isinstance(item, NotChecked)),
    )


def _found(engine: sa.Engine, invariant: Invariant) -> Iterator[Found]:
    # One statement is one consistent look, whatever is written meanwhile.
    with engine.connect().execution_options(yield_per=ROWS_AT_A_TIME) as connection:
        for row in connection.execute(sa.text(WORDS + invariant.sql)):
            yield from _judged(invariant, row)


def _judged(invariant: Invariant, row: Columns) -> Iterator[Found]:
    """A row that the judge cannot even read is a breach too, not the end of the review."""
    try:
        yield from invariant.judge(row)
    except (ValueError, TypeError, LookupError) as fault:
        yield Breach(str(row[0]), f"it cannot be read ({type(fault).__name__})")
