"""The preview of a payment run: who may look, what is left out, and that looking stays cheap."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.actions import batching
from provportal.actions.previewing import preview
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import Place
from provportal.store.session import reading, transaction
from tests import given
from tests.given import RUN_DAY, a_world
from tests.given_requests import a_request


def statements(engine: Engine) -> list[str]:
    """Every statement that the engine is sent from now on."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    return seen


def test_the_number_of_lines_does_not_change_the_number_of_statements(engine: Engine) -> None:
    world = a_world(engine)
    for _ in range(4):
        a_request(world, at=Place.APPROVED)
    seen = statements(engine)
    with reading(engine) as session:
        found = preview(session, world.doing(world.agency.officer, RUN_DAY))
    assert len(found.lines) == 4
    assert len([text for text in seen if text.startswith("SELECT")]) == 3


def test_an_auditor_sees_the_preview(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, at=Place.APPROVED)
    with reading(engine) as session:
        found = preview(session, world.doing(world.agency.auditor, RUN_DAY))
    assert str(found.total) == "950.00"


def test_a_reviewer_does_not(engine: Engine) -> None:
    world = a_world(engine)
    with reading(engine) as session, pytest.raises(NotAllowed):
        preview(session, world.doing(world.agency.reviewer, RUN_DAY))


def test_an_auditor_builds_nothing(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, at=Place.APPROVED)
    with transaction(engine) as session, pytest.raises(NotAllowed):
        batching.build(session, world.doing(world.agency.auditor, RUN_DAY))


def test_what_was_approved_after_the_cutoff_waits(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, at=Place.APPROVED)
    late = world.doing(world.agency.officer, given.NOW.replace(month=10, day=30))
    with reading(engine) as session:
        found = preview(session, late)
    assert [reason for _, reason in found.left_out] == ["after_cutoff"]
