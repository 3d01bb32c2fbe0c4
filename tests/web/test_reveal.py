"""A whole number: for payment officers, with a fresh code and a reason, shown once and audited."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from provportal.actions.revealing import Revealed, Secret, reveal
from provportal.domain.lifecycle import NotAllowed
from provportal.store.audit import AuditEvent
from provportal.store.bank_account import BankAccount
from provportal.store.provider import Organisation
from provportal.store.session import reading, transaction
from tests.given import ROUTING
from tests.web.given import MovableClock
from tests.web.given_staff import Office, an_office, send
from tests.web.reading import MAX_STATEMENTS, statements_on

TAX = "912345678"
WHY = "The bank asks about a returned payment"


@pytest.fixture
def office(sqlite: Engine, tmp_path: Path) -> Office:
    made = an_office(sqlite, tmp_path)
    with transaction(sqlite) as session:
        owner = session.get_one(Organisation, made.world.provider.id)
        owner.tin_sealed = made.equipment.keyring.seal(TAX, "organisation", owner.id, "tin")
    return made


def account(office: Office) -> tuple[str, str]:
    """The id of the provider's account, and its whole number."""
    with reading(office.engine) as session:
        row = session.scalars(sa.select(BankAccount)).one()
    opened = office.equipment.keyring.open_(row.account_sealed, "bank_account", row.id, "account")
    return row.id, opened


def ask(office: Office, **typed: str) -> TestResponse:
    page = f"/bank-changes/{account(office)[0]}/reveal"
    browser = office.as_(office.world.agency.officer)
    return send(browser, page, page, **({"what": "account", "reason": WHY} | typed))


def test_the_account_is_shown_with_nothing_else(office: Office) -> None:
    shown = ask(office)
    assert shown.status_code == 200
    assert account(office)[1] in shown.text
    assert ROUTING in shown.text
    assert TAX not in shown.text
    assert shown.headers["Cache-Control"] == "no-store"


def test_the_taxpayers_number_is_shown_with_nothing_else(office: Office) -> None:
    shown = ask(office, what="tax")
    assert TAX in shown.text
    assert account(office)[1] not in shown.text


def test_who_looked_and_why_is_told_without_the_number(office: Office) -> None:
    ask(office)
    with reading(office.engine) as session:
        asked = sa.select(AuditEvent).where(AuditEvent.action == "bank_account.reveal")
        row = session.scalars(asked).one()
    assert row.actor_id == office.world.agency.officer.person_id
    assert row.after == {"shown": "account", "reason": WHY}


def test_it_is_gone_when_the_page_is_opened_again(office: Office) -> None:
    ask(office)
    key, number = account(office)
    browser = office.as_(office.world.agency.officer)
    with statements_on(office.engine) as said:
        again = browser.get(f"/bank-changes/{key}/reveal")
    assert number not in again.text
    assert len(said) <= MAX_STATEMENTS


@pytest.mark.parametrize(
    "typed", [{"reason": ""}, {"reason": " "}, {"what": ""}, {"reason": "of 123 456"}]
)
def test_without_a_reason_nothing_is_shown(office: Office, typed: dict[str, str]) -> None:
    refused = ask(office, **typed)
    assert refused.status_code == 422
    assert account(office)[1] not in refused.text
    assert office.audited("bank_account.reveal") == []


def test_the_log_has_no_number(office: Office, log: io.StringIO) -> None:
    ask(office)
    assert account(office)[1] not in log.getvalue()


@pytest.mark.parametrize("role", ["reviewer", "approver", "program_admin", "auditor"])
def test_nobody_else_sees_a_number(office: Office, role: str) -> None:
    actor, key = office.world.agency.staff[role], account(office)[0]
    browser = office.as_(actor)
    asked = {"what": "account", "reason": WHY}
    assert send(browser, "/account", f"/bank-changes/{key}/reveal", **asked).status_code == 403
    with transaction(office.engine) as session, pytest.raises(NotAllowed):
        reveal(session, office.world.doing(actor), key, (Secret.TAX, WHY), office.world.keyring)


def test_it_needs_a_fresh_code(office: Office) -> None:
    key, number = account(office)
    page = f"/bank-changes/{key}/reveal"
    browser = office.as_(office.world.agency.officer)
    clock = office.equipment.machine_clock
    assert isinstance(clock, MovableClock)
    clock.advance(timedelta(minutes=6))
    asked = send(browser, page, page, what="account", reason=WHY)
    assert asked.status_code == 401
    assert WHY in asked.text, "what was typed goes along"
    assert number not in asked.text


def test_a_printout_hides_the_numbers() -> None:
    assert "912345678" not in repr(Revealed(ROUTING, "000123", TAX))
