"""A program that is a TOML file alone goes from draft to paid by the actions of every program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from provportal.actions import drafts, replaying, snapshots
from provportal.actions.submitting import Receipt, submit
from provportal.domain.programs.declared.program import book_of_text
from provportal.domain.request import Place
from provportal.integrity import check
from provportal.store.remittance import Remittance
from provportal.store.request import BillKey, Request, RequestLine
from provportal.store.session import reading, transaction
from provportal.words.remittance import difference, line_key
from tests.actions.seen import rows
from tests.given import MONTH, RUN_DAY, World, a_certificate, a_world
from tests.given_programs import ANSWERS, PROGRAM, a_text, with_program
from tests.given_requests import (
    a_batch,
    acknowledged,
    approved,
    checked,
    look,
    recommended,
    released,
    settled,
    taken,
    was_sent,
)
from tests.given_rules import published


@pytest.fixture
def world(engine: Engine) -> World:
    return with_program(a_world(engine))


def sent(world: World, certificate: str = "", **steps: Any) -> tuple[str, Receipt]:
    """A special request for October, sent; some of its steps may be answered otherwise."""
    biller = world.doing(world.provider.biller)
    with transaction(world.engine) as session:
        request = drafts.start(session, biller, certificate or a_certificate(world), MONTH)
        for slug, answers in (ANSWERS | steps).items():
            drafts.save_step(session, biller, request.id, slug, answers)
        return request.id, submit(session, biller, request.id, f"key-{request.id}")


def decided(world: World) -> str:
    request_id, receipt = sent(world)
    assert receipt.accepted, receipt.findings
    checked(world, request_id)
    for step in (taken, recommended, approved):
        step(world, request_id)
    return request_id


def paid(world: World) -> str:
    request_id = decided(world)
    batch_id = a_batch(world)
    for step in (released, was_sent, acknowledged, settled):
        step(world, batch_id)
    return request_id


def blocked_by(receipt: Receipt) -> set[tuple[str, str]]:
    return {
        (finding.code, finding.field)
        for found in receipt.findings.values()
        for finding in found
        if finding.severity == "block"
    }


def test_it_runs_from_draft_to_paid(world: World) -> None:
    request_id = paid(world)
    [remittance] = rows(world, Remittance)
    assert (look(world, request_id).place, str(remittance.paid)) == (Place.PAID, "250.00")


def test_no_python_file_names_it() -> None:
    """What the program is stands in its file: the code knows neither it nor its questions."""
    names = [PROGRAM, "purpose", "what_for", "extra_day", "supplies"]
    quoted = [f'"{name}"' for name in names]
    files = (file for folder in ("provportal", "workers") for file in Path(folder).rglob("*.py"))
    assert [file for file in files if any(name in file.read_text() for name in quoted)] == []


def test_nothing_breaks_an_invariant(world: World) -> None:
    paid(world)
    assert [found for one in check(world.engine).broken for found in one.breaches] == []


def test_the_line_is_what_the_bill_table_names(world: World) -> None:
    request_id, _ = sent(world)
    [line] = rows(world, RequestLine, RequestLine.request_id == request_id)
    days = (line.service_from.isoformat(), line.service_to.isoformat())
    assert (line.line_type, *days) == ("supplies", "2026-10-05", "2026-10-09")


def test_the_same_bill_twice_is_refused(world: World) -> None:
    certificate = a_certificate(world)
    sent(world, certificate)
    _, receipt = sent(world, certificate)
    assert blocked_by(receipt) == {("already_asked", "care.month")}


def test_other_days_are_another_bill(world: World) -> None:
    certificate = a_certificate(world)
    sent(world, certificate)
    sent(world, certificate, period={"first_day": "2026-10-19", "last_day": "2026-10-20"})
    assert len(rows(world, BillKey)) == 2


def test_a_check_of_the_file_blocks_at_its_question(world: World) -> None:
    days = {"first_day": "2026-10-09", "last_day": "2026-10-05"}
    _, receipt = sent(world, period=days)
    assert ("cannot_read", "period.last_day") in blocked_by(receipt)


def test_a_day_outside_the_month_is_told_by_the_files_own_words(world: World) -> None:
    days = {"first_day": "2026-09-30", "last_day": "2026-10-05"}
    _, receipt = sent(world, period=days)
    assert blocked_by(receipt) == {("declared", "period.first_day")}


def test_the_limit_of_the_file_blocks(world: World) -> None:
    _, receipt = sent(world, amount={"total": "1500.01"})
    assert ("amount_over_limit", "amount.total") in blocked_by(receipt)


def test_a_document_of_the_file_is_required(world: World) -> None:
    _, receipt = sent(world, proof={})
    assert blocked_by(receipt) == {("document_missing", "proof.receipt")}


def test_a_question_with_a_condition_is_required_when_it_applies(world: World) -> None:
    _, receipt = sent(world, purpose={"what_for": "other"})
    assert blocked_by(receipt) == {("empty", "reason.named")}


def test_a_remittance_calls_the_line_as_the_file_does(world: World) -> None:
    paid(world)
    [remittance] = rows(world, Remittance)
    [line] = snapshots.from_json(remittance.snapshot).lines
    assert "Materiales que el niño necesita" in line_key("es", line)


def test_a_remittance_says_why_the_table_pays_less(world: World) -> None:
    paid(world)
    [remittance] = rows(world, Remittance)
    [line] = snapshots.from_json(remittance.snapshot).lines
    said = difference("en", line.reasons[0])
    assert said == "Reduced $50.00 (price.table): the program pays $250.00 at most for this."


def test_a_decision_replays_on_the_file_that_it_stands_on(world: World) -> None:
    request_id = decided(world)
    later = a_text(version='"special-request-2"', effective_from="2026-11-01", supplies='"275.00"')
    published(world, book_of_text(later), PROGRAM, RUN_DAY)
    with reading(world.engine) as session:
        request = session.get_one(Request, request_id)
        replayed = replaying.replay(session, request, RUN_DAY.date())
    assert all(one.is_same for one in replayed)
    assert {one.today.version for one in replayed} == {"special-request-2"}
    assert [str(found.after) for found in replayed[0].instead if "payable" in found.path] == [
        "275.00"
    ]
