"""A right world, made by real actions alone, breaks nothing."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from provportal.integrity import check
from tests.integrity.conftest import Loose
from tests.integrity.world import a_right_world


def test_a_right_world_breaks_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    a_right_world(engine, tmp_path / "outgoing")
    report = check(engine, tmp_path / "outgoing")
    assert [found for one in report.broken for found in one.breaches] == []


def test_every_bank_file_of_a_right_world_is_checked(loose: Loose) -> None:
    report = check(loose.engine, loose.outgoing)
    assert [found for one in report.checked for found in one.not_checked] == []
