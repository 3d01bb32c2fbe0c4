"""A person with several memberships: one at a time, and a new id at each switch."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from provportal.actions.sessions import ABSOLUTE, choose_membership
from provportal.domain.roles import SYSTEM, Context, Role
from provportal.store.person import Membership, Person
from provportal.store.row import new_id
from provportal.store.session import reading, transaction
from provportal.store.sign_in import SignInSession
from tests.web.given import (
    START,
    Portal,
    agency,
    copy_of,
    give_code,
    is_in,
    member,
    organisation,
    person,
    sign_in,
    signed_in,
    token_in,
)


def with_two_places(made: Portal) -> tuple[str, str]:
    """A person with two memberships; their ids."""
    both = person(made, "both@example.org")
    return (
        member(made, both, Role.PROVIDER_ADMIN, organisation_id=organisation(made, "Little Oak")),
        member(made, both, Role.REVIEWER, agency_id=agency(made, "Other County")),
    )


def choose(browser: FlaskClient, membership_id: str) -> TestResponse:
    token = token_in(browser.get("/account/place"))
    form = {"csrf_token": token, "membership": membership_id}
    return browser.post("/account/place", data=form)


def test_a_person_with_two_places_chooses_and_gets_a_new_id(made: Portal) -> None:
    """At the switch of organisation the old id is dead."""
    oak, county = with_two_places(made)
    browser = made.browser()
    assert sign_in(browser, "both@example.org").headers["Location"] == "/account/place"
    give_code(browser)
    for membership_id, name in ((oak, "Little Oak"), (county, "Other County")):
        before = copy_of(browser, made)
        assert choose(browser, membership_id).status_code == 303
        assert name in browser.get("/account").get_data(as_text=True)
        assert before.get("/account/place").status_code == 303
    assert [action for action, _ in made.audited()][-2:] == ["sign_in.membership"] * 2


def test_after_the_choice_the_page_asked_for_first_is_reached(made: Portal) -> None:
    oak, _ = with_two_places(made)
    browser = made.browser()
    sent_to = sign_in(browser, "both@example.org", path="/sign-in?next=/account").headers[
        "Location"
    ]
    assert sent_to == "/account/place?next=/account"
    form = {"csrf_token": token_in(browser.get(sent_to)), "membership": oak}
    assert browser.post(sent_to, data=form).headers["Location"] == "/account"


@pytest.mark.parametrize("chosen", ["", "nonsense", "of-somebody-else"])
def test_only_ones_own_place_can_be_chosen(made: Portal, chosen: str) -> None:
    """Another's membership answers like one that does not exist."""
    with_two_places(made)
    with reading(made.equipment.engine) as session:
        rosas = session.scalars(
            sa.select(Membership.id).join(Person).where(Person.email == "rosa@example.org")
        ).one()
    browser = made.browser()
    sign_in(browser, "both@example.org")
    answer = choose(browser, rosas if chosen == "of-somebody-else" else chosen)
    assert answer.status_code == 422
    assert browser.get("/account").status_code == 303


def test_a_switch_of_place_does_not_start_the_twelve_hours_anew(made: Portal) -> None:
    oak, _ = with_two_places(made)
    browser = made.browser()
    sign_in(browser, "both@example.org")
    for _ in range(int(ABSOLUTE / timedelta(minutes=10)) - 1):
        made.machine.advance(timedelta(minutes=10))
        assert choose(browser, oak).status_code == 303
    made.machine.advance(timedelta(minutes=10))
    assert not is_in(browser)


def test_signing_out_before_choosing_a_place(made: Portal) -> None:
    with_two_places(made)
    browser = made.browser()
    sign_in(browser, "both@example.org")
    answer = browser.post("/sign-out", data={"csrf_token": token_in(browser.get("/account/place"))})
    assert answer.status_code == 303
    assert browser.get("/account/place").status_code == 303


def test_the_action_refuses_anothers_membership_by_itself(made: Portal) -> None:
    """Not the form alone keeps it."""
    _, county = with_two_places(made)
    signed_in(made)
    with transaction(made.equipment.engine) as session:
        live = session.scalars(sa.select(SignInSession)).one()
        context = Context(SYSTEM, START)
        assert choose_membership(session, context, live.id, county, START) is None
        assert choose_membership(session, context, live.id, new_id(), START) is None
        assert live.ended_at is None
