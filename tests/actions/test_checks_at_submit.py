"""The checks of the submit: for each one sample that it catches, and what it lets pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from provportal.actions.records_provider import ContractRecord, keep_contract
from provportal.actions.submitting import submit
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.store.provider import Contract
from provportal.store.session import transaction
from tests.actions.seen import child_of, rows, sent_codes
from tests.given import World, a_certificate, a_world, another_provider
from tests.given_requests import (
    a_draft,
    a_request,
    denied,
    look,
    recalled,
    sent,
    withdrawn,
)

SIGNED = {"signed_on": "2026-10-31", "agreed": True}
SHEET = {"signed_on": "2026-10-31", "sheet": "a-document"}

CAUGHT: list[tuple[str, str, dict[str, Any]]] = [
    ("format", "money_format", {"amount": {"total": "950.123"}}),
    ("format", "cannot_read", {"amount": {"total": "-950.00"}}),
    ("format", "money_format", {"amount": {"total": "99999999.99"}}),
    ("format", "cannot_read", {"days": {"different": {"2026-10-99": {"status": "absent"}}}}),
    ("format", "empty", {"parent": {"sheet": "a-document"}}),
    ("amount", "amount_zero", {"amount": {"total": "0.00"}}),
    ("documents", "document_missing", {"parent": {"signed_on": "2026-10-31"}}),
    ("signatures", "not_agreed", {"sign": SIGNED | {"agreed": False}}),
    ("signatures", "INCOMP", {"sign": SIGNED | {"signed_on": "2026-10-01"}}),
    ("signatures", "INCOMP", {"parent": SHEET | {"signed_on": "2026-10-01"}}),
]


@pytest.mark.parametrize(("check", "code", "steps"), CAUGHT)
def test_a_check_catches(sqlite: Engine, check: str, code: str, steps: dict[str, Any]) -> None:
    world = a_world(sqlite)
    assert code in sent_codes(world, a_draft(world, **steps))[check]


def test_a_plain_month_passes_every_check(engine: Engine) -> None:
    world = a_world(engine)
    assert sent_codes(world, a_draft(world)) == {}


@pytest.mark.parametrize(("check", "code", "steps"), CAUGHT)
def test_what_blocks_stays_a_draft(
    sqlite: Engine, check: str, code: str, steps: dict[str, Any]
) -> None:
    world = a_world(sqlite)
    request_id = a_draft(world, **steps)
    sent(world, request_id)
    assert look(world, request_id).place is Place.DRAFT


def contract_dates(world: World, starts_on: date, ends_on: date | None) -> None:
    """The agency changes the dates of the provider's contract."""
    [contract] = rows(world, Contract, Contract.id == world.provider.contract_id)
    record = ContractRecord(
        contract.agency_id,
        contract.organisation_id,
        contract.program,
        contract.number,
        starts_on,
        ends_on,
        contract.terms,
    )
    with transaction(world.engine) as session:
        keep_contract(session, world.doing(SYSTEM), record)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "found"),
    [
        (date(2026, 10, 2), None, {"provider": ["contract_not_started"]}),
        (date(2026, 10, 1), None, {}),
        (date(2025, 1, 1), date(2026, 9, 30), {"provider": ["contract_ended"]}),
        (date(2025, 1, 1), date(2026, 10, 30), {"provider": ["contract_ended"]}),
        (date(2025, 1, 1), date(2026, 10, 31), {}),
    ],
)
def test_the_contract_covers_the_whole_month(
    sqlite: Engine, starts_on: date, ends_on: date | None, found: dict[str, list[str]]
) -> None:
    world = a_world(sqlite)
    contract_dates(world, starts_on, ends_on)
    assert sent_codes(world, a_draft(world)) == found


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "code"),
    [
        (date(2026, 11, 1), date(2027, 12, 31), "outside_certificate"),
        (date(2026, 1, 1), date(2026, 9, 30), "outside_certificate"),
        (date(2026, 10, 12), date(2027, 12, 31), "partly_outside_certificate"),
        (date(2026, 1, 1), date(2026, 10, 16), "partly_outside_certificate"),
    ],
)
def test_a_month_outside_its_certificate_is_caught(
    sqlite: Engine, starts_on: date, ends_on: date, code: str
) -> None:
    world = a_world(sqlite)
    certificate_id = a_certificate(world, starts_on=starts_on, ends_on=ends_on)
    assert sent_codes(world, a_draft(world, certificate_id))["certificate"] == [code]


def test_days_outside_the_certificate_are_sent_all_the_same(engine: Engine) -> None:
    world = a_world(engine)
    certificate_id = a_certificate(world, starts_on=date(2026, 10, 12))
    assert sent(world, a_draft(world, certificate_id)).accepted


def test_a_month_that_has_not_begun_is_caught(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world, month=date(2026, 12, 1))
    assert sent_codes(world, request_id)["certificate"] == ["month_not_started"]


def test_a_provider_without_trustline_has_nothing_to_be_paid(engine: Engine) -> None:
    neighbour = another_provider(a_world(engine), kind="exempt_non_relative", licence=None)
    assert "nothing_payable" in sent_codes(neighbour, a_draft(neighbour))["rules"]


def test_a_grandmother_needs_no_trustline(engine: Engine) -> None:
    grandmother = another_provider(
        a_world(engine), kind="exempt_relative", licence=None, relationship="grandparent"
    )
    assert sent(grandmother, a_draft(grandmother, amount={"total": "704.34"})).accepted


def test_a_missing_bank_account_warns(engine: Engine) -> None:
    newcomer = another_provider(a_world(engine))
    assert sent_codes(newcomer, a_draft(newcomer)) == {"bank_account": ["no_bank_account"]}


@pytest.mark.parametrize("total", ["950.00", "905.00"], ids=["the_same", "retyped"])
def test_the_same_bill_is_caught_and_names_the_other(engine: Engine, total: str) -> None:
    world = a_world(engine)
    certificate_id = a_certificate(world)
    first = look(world, a_request(world, Place.SUBMITTED, certificate_id=certificate_id))
    receipt = sent(world, a_draft(world, certificate_id, amount={"total": total}))
    [finding] = receipt.findings["duplicate_exact"]
    assert (finding.code, finding.params) == ("already_asked", {"number": first.number})


def test_a_paid_bill_is_not_asked_again(engine: Engine) -> None:
    world = a_world(engine)
    certificate_id = a_certificate(world)
    a_request(world, Place.PAID, certificate_id=certificate_id)
    assert sent_codes(world, a_draft(world, certificate_id)) == {
        "duplicate_exact": ["already_asked"]
    }


def test_a_second_certificate_of_the_child_is_the_same_bill(engine: Engine) -> None:
    world = a_world(engine)
    first = a_certificate(world)
    a_request(world, Place.SUBMITTED, certificate_id=first)
    second = a_certificate(world, child_id=child_of(world, first))
    assert sent_codes(world, a_draft(world, second)) == {"duplicate_exact": ["already_asked"]}


def test_two_siblings_with_the_same_amount_pass(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.SUBMITTED)
    assert sent(world, a_draft(world)).accepted


def test_another_month_of_the_child_passes(engine: Engine) -> None:
    world = a_world(engine)
    certificate_id = a_certificate(world)
    a_request(world, Place.SUBMITTED, certificate_id=certificate_id)
    assert sent(world, a_draft(world, certificate_id, month=date(2026, 9, 1))).accepted


FREES: dict[str, tuple[Place, Callable[[World, str], None]]] = {
    "recall": (Place.SUBMITTED, recalled),
    "withdrawal": (Place.SUBMITTED, withdrawn),
    "denial": (Place.IN_REVIEW, denied),
}


@pytest.mark.parametrize("how", FREES)
def test_the_bill_may_be_asked_again_after(engine: Engine, how: str) -> None:
    world = a_world(engine)
    certificate_id = a_certificate(world)
    place, step = FREES[how]
    step(world, a_request(world, place, certificate_id=certificate_id))
    assert sent(world, a_draft(world, certificate_id)).accepted


def test_a_recalled_request_finds_its_bill_taken(engine: Engine) -> None:
    world = a_world(engine)
    certificate_id = a_certificate(world)
    first = a_request(world, Place.SUBMITTED, certificate_id=certificate_id)
    recalled(world, first)
    sent(world, a_draft(world, certificate_id))
    with transaction(engine) as session:
        again = submit(session, world.doing(world.provider.biller), first, "again")
    assert not again.accepted
