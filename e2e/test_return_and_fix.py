"""A payment comes back; its provider fixes the account, and it is paid again: all processes run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from e2e.duties import People
from e2e.office import Office, eventually, office
from e2e.pages import CodePage
from e2e.pages_bank import BankChanges, BankForm, BankPage
from e2e.pages_reads import HomePage, RequestPage
from e2e.pages_staff import DeskPage, RunPage
from e2e.server import ROOT
from provportal.domain.request import Place
from provportal.sample.accounts import UNKNOWN_ENDING
from provportal.store.payout import Entry
from provportal.store.session import reading
from tests.given import NOW, ROUTING, RUN_DAY, SETTLEMENT
from tests.given_requests import a_batch, a_request, look, released

pytestmark = pytest.mark.slow

RETURNED = datetime(2026, 11, 13, 17, 0, tzinfo=UTC)
"""Friday 13 November: the second banking day after the settlement; Wednesday was a holiday."""
VERIFIED = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
"""Wednesday 18 November: the third banking day after the approval."""
NEXT_RUN = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
PAID_AGAIN = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
NEW_ACCOUNT = "000987654321"


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Office]:
    """The provider's account is one that the bank does not know."""
    with office(tmp_path, NOW, (), f"00012345{UNKNOWN_ENDING}") as made:
        yield made


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_returned_payment_is_fixed_and_paid_again(
    whole: Office, browser: Browser, script: bool
) -> None:
    people = People(browser, whole.address, script)
    request_id = sent_back(whole)
    fix(people["admin"], request_id)
    approve(people["officer"])
    waits(people["admin"], request_id)
    whole.on(VERIFIED)
    is_approved_by_itself(people["admin"], request_id)
    whole.on(NEXT_RUN)
    pay(people["officer"], people["other_officer"])
    whole.bank_answers()
    whole.on(PAID_AGAIN)
    proof = proof_of(people["admin"])
    first_is_marked_returned(people["admin"])
    people.leave()
    assert proof.startswith(b"%PDF-")
    first, second = traces(whole)
    assert first < second
    assert look(whole.world, request_id).place is Place.PAID
    assert integrity(whole)["ok"]


def sent_back(whole: Office) -> str:
    """A request that was paid to an account that the bank does not know; returns its id."""
    request_id = a_request(whole.world, at=Place.APPROVED)
    batch_id = a_batch(whole.world)
    released(whole.world, batch_id)
    whole.on(RUN_DAY)
    whole.bank_answers()
    whole.on(SETTLEMENT)
    assert look(whole.world, request_id).place is Place.PAID
    whole.on(RETURNED)
    eventually(lambda: look(whole.world, request_id).place is Place.RETURNED)
    return request_id


def fix(page: Page, request_id: str) -> None:
    """The admin reads what the bank said, and is led to the account number."""
    home = HomePage(page).open()
    assert "1 request needs you" in home.needs_you()
    page.goto(f"/requests/{request_id}")
    request = RequestPage(page)
    assert (
        request.money() == "Your bank sent back $950.00 on Fri 13 Nov. We still owe you this money."
    )
    page.get_by_role("link", name="Fix the account number").click()
    CodePage(page).give()
    expect(page.locator("h1")).to_have_text("Where should Alder County pay you?")
    form = BankForm(page)
    assert form.focused() == "account_number"
    form.enter(ROUTING, NEW_ACCOUNT, "000987654322")
    assert form.errors() == ["The two account numbers do not match"]
    form.enter(ROUTING, NEW_ACCOUNT)
    expect(page.locator(".money")).to_have_text(
        "Payments wait until the account ending 4321 is checked."
    )
    BankPage(page).says("We told a•••@example.org.")


def approve(page: Page) -> None:
    change = BankChanges(page).open().first()
    expect(page.get_by_text("R03, No Account/Unable to Locate Account")).to_be_visible()
    change.approve()


def waits(page: Page, request_id: str) -> None:
    page.goto(f"/requests/{request_id}")
    expect(page.locator("#standing")).to_contain_text("They check the new account until")
    expect(page.locator("h1 .tag")).to_have_text("On hold with us")


def is_approved_by_itself(page: Page, request_id: str) -> None:
    page.goto(f"/requests/{request_id}")
    expect(page.locator("h1 .tag")).to_have_text("Approved")
    assert RequestPage(page).money() == "$950.00 by Tue 24 Nov, to bank ending 4321."


def pay(builder: Page, releaser: Page) -> None:
    DeskPage(builder).open().build()
    releaser.goto(builder.url)
    RunPage(releaser).release("950.00")
    expect(releaser.locator("h1")).not_to_contain_text("Needs a second person")


def proof_of(page: Page) -> bytes:
    request = HomePage(page).open().requests().first()
    assert request.money() == "We sent $950.00 to bank ending 4321 on Tue 24 Nov."
    name, data = request.payment().download("Download PDF")
    assert name.endswith(".pdf")
    return data


def first_is_marked_returned(page: Page) -> None:
    page.goto("/payments")
    page.locator("main .rows a").last.click()
    expect(page.locator("h1 .tag")).to_have_text("Sent back")


def traces(whole: Office) -> list[str]:
    with reading(whole.world.engine) as session:
        return list(session.scalars(sa.select(Entry.trace).order_by(Entry.trace)))


def integrity(whole: Office) -> dict[str, object]:
    """What `provportal integrity --json` says."""
    environment = os.environ | whole.settings.as_environment() | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "provportal", "integrity", "--json"]
    said = subprocess.run(  # noqa: S603 - our own command
        command, env=environment, cwd=ROOT, capture_output=True, check=False
    )
    found: dict[str, object] = json.loads(said.stdout)
    return found
