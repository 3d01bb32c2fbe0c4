"""What a provider's pages ask, on both databases, and only in the organisation's scope."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from provportal.domain.calendar import PaymentCalendar
from provportal.domain.money import Money
from provportal.domain.request import Place, State
from provportal.domain.standing import Case, case_of
from provportal.store.money_facts import Known, Promising, known
from provportal.store.provider_pages import (
    adjustments_of,
    bank_accounts_of,
    documents_of,
    one_remittance,
    one_request,
    open_requests,
    record_of,
    remittances,
    request_page,
    requests_paid,
    shown_in_bank_as,
)
from provportal.store.reads import NotFound
from provportal.store.session import reading
from tests.given import NOW, World, a_provider, a_world
from tests.given_requests import a_draft, a_request

PROMISING = Promising(PaymentCalendar(), NOW)


def standing_of(world: World, request_id: str) -> Known:
    with reading(world.engine) as session:
        row = one_request(session, world.provider.id, request_id)
        return known(session, [row], PROMISING)[0]


@pytest.mark.parametrize(
    ("at", "case"),
    [
        (Place.DRAFT, Case.DRAFT),
        (Place.IN_REVIEW, Case.UNDECIDED),
        (Place.APPROVED, Case.APPROVED),
        (Place.PAYOUT_SCHEDULED, Case.SCHEDULED),
        (Place.PAID, Case.PAID),
    ],
)
def test_a_request_stands_as_it_walked(engine: Engine, at: Place, case: Case) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=at)
    assert case_of(standing_of(world, request_id).standing) is case


def test_amounts_are_the_decisions_own(engine: Engine) -> None:
    world = a_world(engine)
    one = standing_of(world, a_request(world, at=Place.PAID, amount={"total": "1000.00"}))
    assert (one.standing.asked, one.standing.approved) == (Money(100000), Money(95000))
    assert one.approval is not None
    with reading(engine) as session:
        _rules, reasons = adjustments_of(session, one.approval.id)
    assert [reason.amount for reason in reasons] == [Money(5000)]


def test_the_list_goes_on_where_it_stopped(engine: Engine) -> None:
    world = a_world(engine)
    made = [a_draft(world) for _ in range(3)]
    with reading(engine) as session:
        page = request_page(session, world.provider.id, State.DRAFT, made[1])
        assert [row[0].id for row in page.rows] == [made[0]]
        assert page.after == ""
        assert len(open_requests(session, world.provider.id)) == 3


def test_a_payment_is_found_from_its_request_and_back(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.PAID)
    with reading(engine) as session:
        record = record_of(session, request_id)
        assert record is not None
        paid = record.remittance
        assert list(requests_paid(session, paid.id).values()) == [request_id]
        assert [row.id for row in remittances(session, world.provider.id, None)] == [paid.id]
        assert remittances(session, world.provider.id, paid.id) == []
        assert one_remittance(session, world.provider.id, paid.id).number == paid.number
        assert documents_of(session, paid.id) == []
        assert shown_in_bank_as(session, world.agency.id) == "ALDER COUNTY"


def test_accounts_are_listed_by_agency(engine: Engine) -> None:
    world = a_world(engine)
    with reading(engine) as session:
        found = bank_accounts_of(session, world.provider.id)
    assert [(each.agency, [row.last4 for row in each.accounts]) for each in found] == [
        ("Alder County", ["6789"])
    ]


def test_another_organisation_finds_nothing(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, at=Place.PAID)
    other = a_provider(engine, world.agency)
    with reading(engine) as session:
        assert request_page(session, other.id, None, None).rows == []
        assert open_requests(session, other.id) == []
        assert remittances(session, other.id, None) == []
        with pytest.raises(NotFound):
            one_request(session, other.id, request_id)


def test_nothing_is_asked_about_nothing(engine: Engine) -> None:
    with reading(engine) as session:
        assert known(session, [], PROMISING) == []


def test_a_request_without_a_payment_has_no_record(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_draft(world)
    with reading(engine) as session:
        assert record_of(session, request_id) is None
