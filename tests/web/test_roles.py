"""Roles over HTTP: given by an admin with a fresh code, in force at the next request."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.domain.money import Money
from provportal.domain.roles import Actor
from provportal.store.agency import Agency
from provportal.store.person import Membership
from provportal.store.session import reading
from tests.web.given import MovableClock
from tests.web.given_staff import Office, an_office, send, text
from tests.web.reading import MAX_STATEMENTS, statements_on


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    return an_office(sqlite, tmp_path)


def membership_id(office: Office, actor: Actor) -> str:
    with reading(office.engine) as session:
        asked = sa.select(Membership.id).where(Membership.person_id == actor.person_id)
        return session.scalars(asked).one()


def staff_page(office: Office, actor: Actor) -> str:
    return f"/people/memberships/{membership_id(office, actor)}/role"


def team_page(office: Office, actor: Actor) -> str:
    return f"/account/people/{membership_id(office, actor)}/role"


def six_minutes_later(office: Office) -> None:
    clock = office.equipment.machine_clock
    assert isinstance(clock, MovableClock)
    clock.advance(timedelta(minutes=6))


def test_a_new_role_holds_at_the_next_request(office: Office) -> None:
    reviewer, admin = office.world.agency.reviewer, office.world.agency.program_admin
    theirs, browser = office.as_(reviewer), office.as_(admin)
    assert theirs.get("/payouts").status_code == 403
    page = staff_page(office, reviewer)
    assert send(browser, page, page, role="payment_officer").status_code == 303
    assert theirs.get("/payouts").status_code == 200
    assert theirs.get("/review").status_code == 403
    assert office.audited("membership.role") == [admin.person_id]


def test_a_provider_admin_makes_another_one(office: Office) -> None:
    provider = office.world.provider
    theirs, browser = office.as_(provider.biller), office.as_(provider.admin)
    page = team_page(office, provider.biller)
    assert send(browser, page, page, role="provider_admin", may_sign="y").status_code == 303
    assert "Saved." in text(browser.get("/account/people?saved=yes"))
    assert theirs.get("/account/people").status_code == 200


def test_the_list_of_a_provider_leads_to_all_but_oneself(office: Office) -> None:
    provider = office.world.provider
    browser = office.as_(provider.admin)
    assert "/account/people" in browser.get("/account").text
    with statements_on(office.engine) as said:
        shown = browser.get("/account/people").text
    assert team_page(office, provider.biller) in shown
    assert team_page(office, provider.admin) not in shown
    assert len(said) <= MAX_STATEMENTS


def test_a_biller_has_no_such_page(office: Office) -> None:
    browser = office.as_(office.world.provider.biller)
    assert browser.get("/account/people").status_code == 403
    assert "/account/people" not in browser.get("/account").text


def test_the_last_admin_stays_and_the_reason_stands_at_the_field(office: Office) -> None:
    page = staff_page(office, office.world.provider.admin)
    browser = office.as_(office.world.agency.program_admin)
    refused = send(browser, page, page, role="biller")
    assert refused.status_code == 422
    assert "This is the last admin here." in text(refused)
    assert 'value="biller" checked' in refused.text


def test_ones_own_role_is_not_offered_nor_given(office: Office) -> None:
    for actor, page, role in (
        (office.world.agency.program_admin, staff_page, "auditor"),
        (office.world.provider.admin, team_page, "biller"),
    ):
        browser, own = office.as_(actor), page(office, actor)
        assert "This is you." in text(browser.get(own))
        assert send(browser, own, own, role=role).status_code == 403
    assert office.audited("membership.role") == []


def test_a_role_of_the_other_side_is_no_choice(office: Office) -> None:
    page = staff_page(office, office.world.agency.reviewer)
    browser = office.as_(office.world.agency.program_admin)
    assert send(browser, page, page, role="biller").status_code == 422


def test_it_needs_a_fresh_code(office: Office) -> None:
    page = staff_page(office, office.world.agency.reviewer)
    browser = office.as_(office.world.agency.program_admin)
    six_minutes_later(office)
    assert send(browser, page, page, role="auditor").status_code == 401
    assert office.audited("membership.role") == []


TIER = "/people/large-approvals"


def tier_of(office: Office) -> Money:
    with reading(office.engine) as session:
        return session.get_one(Agency, office.world.agency.id).factor_above


def test_the_tier_is_set_and_told_to_the_audit_log_once(office: Office) -> None:
    admin = office.world.agency.program_admin
    browser = office.as_(admin)
    assert 'value="1,500.00"' in browser.get(TIER).text
    for _ in range(2):
        assert send(browser, TIER, TIER, above="400").status_code == 303
    assert tier_of(office) == Money(40_000)
    assert office.audited("agency.tier") == [admin.person_id]


@pytest.mark.parametrize("typed", ["", "-1", "many"])
def test_what_is_no_amount_is_refused_and_kept(office: Office, typed: str) -> None:
    browser = office.as_(office.world.agency.program_admin)
    refused = send(browser, TIER, TIER, above=typed)
    assert refused.status_code == 422
    assert f'value="{typed}"' in refused.text
    assert tier_of(office) == Money(150_000)


def test_the_tier_needs_a_fresh_code(office: Office) -> None:
    browser = office.as_(office.world.agency.program_admin)
    assert TIER in browser.get("/people").text
    six_minutes_later(office)
    assert send(browser, TIER, TIER, above="400").status_code == 401
    assert tier_of(office) == Money(150_000)


def test_another_role_does_not_set_it(office: Office) -> None:
    browser = office.as_(office.world.agency.approver)
    assert send(browser, "/account", TIER, above="400").status_code == 403
