"""Deciding: the amounts with their reasons, what a decision keeps, and who may not decide."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from provportal.actions import asking, deciding, reviewing
from provportal.actions.asking import NothingAsked
from provportal.actions.moving import SamePerson
from provportal.actions.records_care import CertificateRecord, keep_certificate
from provportal.actions.reviewing import Reasoned
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.programs.calworks.case import read_case
from provportal.domain.programs.calworks.price import price
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM, Role
from provportal.store.agency import RuleVersion
from provportal.store.decision import Adjustment, Decision, DecisionKind, DecisionLine
from provportal.store.provider import Certificate
from provportal.store.reads import book_of
from provportal.store.request import AskedItem, BillKey
from provportal.store.row import new_id
from provportal.store.session import reading, transaction
from tests.actions.deeds import also
from tests.actions.seen import rows, versions
from tests.given import NOW, WHY, World, a_certificate, a_world, another_provider
from tests.given_requests import (
    a_request,
    answered,
    approved,
    asked,
    checked,
    denied,
    look,
    recommended,
    taken,
)


def decided(world: World, certificate_id: str | None = None, total: str = "950.00") -> Any:
    """The payable amount and the (code, amount) of each reason of an approved month."""
    amount = {"total": total}
    a_request(world, Place.APPROVED, certificate_id=certificate_id, amount=amount)
    [line] = rows(world, DecisionLine)
    reasons = [(row.code, str(row.amount)) for row in rows(world, Adjustment)]
    return str(line.payable), reasons


def test_a_plain_month_is_paid_as_asked(engine: Engine) -> None:
    assert decided(a_world(engine)) == ("950.00", [])


def test_the_ceiling_cuts_what_is_above_it(engine: Engine) -> None:
    dear = another_provider(a_world(engine), rate="1100.00")
    assert decided(dear, total="1100.00") == ("1006.20", [("CEIL", "93.80")])


def test_a_grandmother_is_paid_the_ceiling_of_exempt_care(engine: Engine) -> None:
    grandmother = another_provider(
        a_world(engine), kind="exempt_relative", licence=None, relationship="grandparent"
    )
    assert decided(grandmother, total="900.00") == ("704.34", [("CEIL", "195.66")])


def test_days_before_the_certificate_are_not_paid(engine: Engine) -> None:
    world = a_world(engine)
    from_monday_12 = a_certificate(world, starts_on=date(2026, 10, 12))
    assert decided(world, from_monday_12) == ("647.73", [("NOAUTH", "302.27")])


def approval(world: World) -> Decision:
    [found] = rows(world, Decision, Decision.kind == DecisionKind.APPROVE)
    return found


def test_an_approval_keeps_who_when_and_why(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.APPROVED)
    kept = approval(world)
    assert (kept.decided_by_id, kept.decided_at, kept.reason_code, kept.note) == (
        world.agency.approver.person_id,
        NOW,
        WHY.reason_code,
        WHY.note,
    )


def test_an_approval_names_the_rules_in_force(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.APPROVED)
    [published] = rows(world, RuleVersion)
    assert approval(world).rule_version_id == published.id


def test_a_decision_replayed_gives_the_same_answer(engine: Engine) -> None:
    world = a_world(engine)
    certificate_id = a_certificate(world, starts_on=date(2026, 10, 12))
    a_request(world, Place.APPROVED, certificate_id=certificate_id)
    kept = approval(world)
    with reading(engine) as session:
        rules = session.get_one(RuleVersion, kept.rule_version_id)
    again = price(read_case(kept.inputs), book_of(rules))
    assert again.as_json() == kept.result


def test_a_decision_names_its_formulas(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, Place.APPROVED)
    assert all("@1 los-angeles" in formula for formula in approval(world).formulas)


@pytest.mark.parametrize(("code", "note"), [("", "Words."), ("complete", ""), ("complete", "  ")])
def test_every_decision_needs_a_code_and_words(code: str, note: str) -> None:
    with pytest.raises(ValueError, match="reason code and words"):
        Reasoned(code, note)


def test_nothing_is_approved_without_a_recommendation(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.IN_REVIEW)
    with pytest.raises(NotAllowed, match="no recommendation"):
        approved(world, request_id)


def test_the_recommendation_of_an_earlier_version_does_not_count(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.IN_REVIEW)
    recommended(world, request_id)
    asked(world, request_id)
    answered(world, request_id)
    checked(world, request_id)
    taken(world, request_id)
    with pytest.raises(NotAllowed, match="no recommendation"):
        approved(world, request_id)


def test_a_certificate_that_ended_since_stops_the_approval(engine: Engine) -> None:
    world = a_world(engine)
    certificate_id = a_certificate(world)
    request_id = a_request(world, Place.IN_REVIEW, certificate_id=certificate_id)
    recommended(world, request_id)
    [found] = rows(world, Certificate, Certificate.id == certificate_id)
    ended = CertificateRecord(
        found.agency_id,
        found.contract_id,
        found.child_id,
        found.number,
        found.starts_on,
        date(2026, 9, 30),
        found.terms,
    )
    with transaction(engine) as session:
        keep_certificate(session, world.doing(SYSTEM), ended)
    with pytest.raises(NotAllowed, match="a check blocks by now"):
        approved(world, request_id)


def test_a_denial_frees_the_bill(engine: Engine) -> None:
    world = a_world(engine)
    denied(world, a_request(world, Place.IN_REVIEW))
    assert rows(world, BillKey) == []


def test_a_denial_says_why(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.DENIED)
    assert look(world, request_id).exception_reason == WHY.reason_code


def test_an_approval_that_is_not_there_is_not_found(engine: Engine) -> None:
    world = a_world(engine)
    [version] = versions(world, a_request(world, Place.IN_REVIEW))
    with pytest.raises(LookupError, match="no approval"), reading(engine) as session:
        deciding.approval_of(session, version.id)


def test_the_approval_of_a_version_is_found(engine: Engine) -> None:
    world = a_world(engine)
    [version] = versions(world, a_request(world, Place.APPROVED))
    with reading(engine) as session:
        assert deciding.approval_of(session, version.id).id == approval(world).id


def test_who_sent_does_not_review(engine: Engine) -> None:
    """By person: the biller is a reviewer of the agency as well."""
    world = a_world(engine)
    request_id = a_request(world, Place.SUBMITTED)
    reviewer = also(world.provider.biller, Role.REVIEWER, world)
    with pytest.raises(SamePerson), transaction(engine) as session:
        reviewing.take(session, world.doing(reviewer), request_id)


@pytest.mark.parametrize("deed", [reviewing.recommend, reviewing.set_aside])
def test_who_sent_does_not_judge(engine: Engine, deed: Any) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.IN_REVIEW)
    reviewer = also(world.provider.biller, Role.REVIEWER, world)
    with pytest.raises(SamePerson), transaction(engine) as session:
        deed(session, world.doing(reviewer), request_id, WHY)


@pytest.mark.parametrize("deed", [deciding.approve, deciding.deny])
def test_who_sent_does_not_decide(engine: Engine, deed: Any) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.IN_REVIEW)
    recommended(world, request_id)
    approver = also(world.provider.biller, Role.APPROVER, world)
    with pytest.raises(SamePerson), transaction(engine) as session:
        deed(session, world.doing(approver), request_id, WHY)


def test_who_sent_an_earlier_version_does_not_decide(engine: Engine) -> None:
    """The biller sent the first version, the admin answered the exception."""
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    with transaction(engine) as session:
        admin = world.doing(world.provider.admin)
        asking.answer(session, admin, request_id, {"amount.total": "940.00"}, "admin-key")
    checked(world, request_id)
    taken(world, request_id)
    recommended(world, request_id)
    approver = also(world.provider.biller, Role.APPROVER, world)
    with pytest.raises(SamePerson), transaction(engine) as session:
        deciding.approve(session, world.doing(approver), request_id, WHY)


def test_who_reviewed_does_not_approve(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.IN_REVIEW)
    recommended(world, request_id)
    approver = also(world.agency.reviewer, Role.APPROVER, world)
    with pytest.raises(SamePerson), transaction(engine) as session:
        deciding.approve(session, world.doing(approver), request_id, WHY)


def test_who_set_it_aside_does_not_approve(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.SET_ASIDE)
    with transaction(engine) as session:
        reviewing.resume(session, world.doing(world.agency.reviewer), request_id, "Settled.")
        reviewing.recommend(session, world.doing(world.agency.other_reviewer), request_id, WHY)
    approver = also(world.agency.reviewer, Role.APPROVER, world)
    with pytest.raises(SamePerson), transaction(engine) as session:
        deciding.approve(session, world.doing(approver), request_id, WHY)


def test_what_is_asked_is_named(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.IN_REVIEW)
    asked(world, request_id)
    assert [(item.field, item.note) for item in rows(world, AskedItem)] == [
        ("amount.total", "Please check the amount.")
    ]


def test_the_provider_has_ten_business_days(engine: Engine) -> None:
    """From 3 November, past Veterans Day on the 11th."""
    world = a_world(engine)
    assert look(world, a_request(world, Place.ASKED)).due_on == date(2026, 11, 18)


def test_staff_have_five_business_days(engine: Engine) -> None:
    world = a_world(engine)
    assert look(world, a_request(world, Place.SET_ASIDE)).due_on == date(2026, 11, 10)


def test_an_exception_asks_for_something(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.IN_REVIEW)
    with pytest.raises(NothingAsked), transaction(engine) as session:
        reviewing.send_back(session, world.doing(world.agency.reviewer), request_id, {}, WHY)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"sign.signed_on": "2026-11-01"},
        {"amount.total": "940.00", "sign.signed_on": "2026-11-01"},
    ],
    ids=["none", "another", "one_more"],
)
def test_only_what_was_asked_is_answered_and_all_of_it(
    engine: Engine, changes: dict[str, str]
) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    with pytest.raises(NotAllowed, match="asked fields only"), transaction(engine) as session:
        asking.answer(session, world.doing(world.provider.biller), request_id, changes, new_id())


def test_an_answer_changes_the_asked_field_alone(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    answered(world, request_id, total="940.00")
    first, second = versions(world, request_id)
    assert second.answers == first.answers | {"amount": {"total": "940.00"}}


def test_an_answered_item_is_closed(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    answered(world, request_id)
    with reading(engine) as session:
        assert asking.open_items(session, look(world, request_id)) == []


def test_an_answer_that_blocks_stays_an_exception(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.ASKED)
    assert not answered(world, request_id, total="0.00").accepted
    with reading(engine) as session:
        items = asking.open_items(session, look(world, request_id))
    assert (look(world, request_id).place, len(items)) == (Place.ASKED, 1)


def test_only_the_owner_resumes(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.SET_ASIDE)
    other = world.doing(world.agency.other_reviewer)
    with pytest.raises(NotAllowed, match="not its owner"), transaction(engine) as session:
        reviewing.resume(session, other, request_id, "It is settled.")


def test_a_resumed_request_keeps_its_owner(engine: Engine) -> None:
    world = a_world(engine)
    request_id = a_request(world, Place.SET_ASIDE)
    with transaction(engine) as session:
        reviewing.resume(session, world.doing(world.agency.reviewer), request_id, "Settled.")
    request = look(world, request_id)
    assert (request.place, request.owner_id) == (
        Place.IN_REVIEW,
        world.agency.reviewer.person_id,
    )
