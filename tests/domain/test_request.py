"""Every move of a request, written out by hand; each other state x action x role is refused."""

from __future__ import annotations

import pytest

from provportal.domain.request import LIFECYCLE, Action, Channel, ExceptionKind, Place, State
from tests.domain.lifecycles import done, written

ALLOWED = """
draft submit -> submitted: biller provider_admin reviewer
draft parent_attests -> submitted: system
draft withdraw -> draft: biller provider_admin
submitted recall -> draft: biller provider_admin
submitted withdraw -> submitted: biller provider_admin
submitted take -> in_review: reviewer
submitted ask -> exception.provider: reviewer system
submitted set_aside -> exception.staff: reviewer system
in_review ask -> exception.provider: reviewer system
in_review set_aside -> exception.staff: reviewer system
in_review approve -> approved: approver
in_review deny -> exception.denied: approver
exception.provider withdraw -> exception.provider: biller provider_admin
exception.provider answer -> submitted: biller provider_admin
exception.provider lapse -> exception.denied: approver system
exception.staff ask -> exception.provider: reviewer system
exception.staff resubmit -> submitted: reviewer approver
exception.staff resume -> in_review: reviewer approver
exception.denied uphold_appeal -> in_review: approver
approved schedule -> payout_scheduled: payment_officer
approved hold -> exception.held: payment_officer system
payout_scheduled hold -> exception.held: payment_officer system
exception.held end_hold -> approved: payment_officer
exception.held redecide -> in_review: payment_officer
payout_scheduled unschedule -> approved: payment_officer system
payout_scheduled pay -> paid: system
payout_scheduled return -> exception.returned: system
paid return -> exception.returned: system
exception.returned pay_again -> approved: system
paid correct -> paid: biller provider_admin reviewer
"""


def test_these_moves_and_no_others() -> None:
    assert done(LIFECYCLE, Place, Action) == written(ALLOWED)


def test_a_request_starts_as_a_draft() -> None:
    assert LIFECYCLE.start == Place.DRAFT


def test_there_are_seven_states() -> None:
    assert [state.value for state in State] == [
        "draft",
        "submitted",
        "in_review",
        "approved",
        "payout_scheduled",
        "paid",
        "exception",
    ]


def test_each_exception_has_its_kind_and_no_other_place_has_one() -> None:
    kinds = {place: place.kind for place in Place if place.kind}
    assert kinds == {
        Place.ASKED: ExceptionKind.PROVIDER,
        Place.SET_ASIDE: ExceptionKind.STAFF,
        Place.HELD: ExceptionKind.HELD,
        Place.RETURNED: ExceptionKind.RETURNED,
        Place.DENIED: ExceptionKind.DENIED,
    }


@pytest.mark.parametrize("place", Place)
def test_a_place_with_a_kind_is_an_exception(place: Place) -> None:
    assert (place.state == State.EXCEPTION) is (place.kind is not None)


def test_each_state_has_a_place() -> None:
    assert {place.state for place in Place} == set(State)


def test_every_place_can_be_reached() -> None:
    assert {place for pair in LIFECYCLE.pairs() for place in pair} == set(Place)


def test_the_channels() -> None:
    assert set(Channel) == {"portal", "staff", "api", "file"}
