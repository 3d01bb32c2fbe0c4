"""A right world, made by real actions alone, breaks nothing; each invariant has a planted fault."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from provportal.integrity import check, invariants
from tests.integrity import (
    test_amounts,
    test_files,
    test_ledger,
    test_notices,
    test_payouts,
    test_people,
    test_scopes,
    test_snapshots,
    test_states,
)
from tests.integrity.conftest import Loose
from tests.integrity.world import a_right_world


def test_a_right_world_breaks_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    a_right_world(engine, tmp_path / "outgoing")
    report = check(engine, tmp_path / "outgoing")
    assert [found for one in report.broken for found in one.breaches] == []


def test_every_bank_file_of_a_right_world_is_checked(loose: Loose) -> None:
    report = check(loose.engine, loose.outgoing)
    assert [found for one in report.checked for found in one.not_checked] == []


def test_each_invariant_has_a_name_of_its_own() -> None:
    names = [one.name for one in invariants(None)]
    assert sorted(set(names)) == sorted(names)


def test_each_invariant_has_a_planted_fault() -> None:
    planted = {
        fault.invariant
        for faults in (
            test_states.FAULTS,
            test_payouts.FAULTS,
            test_amounts.FAULTS,
            test_ledger.FAULTS,
            test_notices.FAULTS,
            test_people.FAULTS,
            test_scopes.FAULTS,
            test_snapshots.SNAPSHOTS,
            test_snapshots.MOVES,
        )
        for fault in faults
    }
    assert {one.name for one in invariants(None)} - planted == {test_files.INVARIANT}
