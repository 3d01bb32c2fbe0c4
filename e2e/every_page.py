"""Every page of the portal in one table: who opens it, where it is, and what makes it refuse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.pages import CodePage, SignInPage
from e2e.server import running, settings_of
from provportal.actions import second_factor
from provportal.clock import FileClock, SystemClock
from provportal.domain.request import Place
from provportal.domain.roles import Actor
from provportal.notices.file import FileSender
from provportal.store.keyring import Keyring
from provportal.store.second_factor import SecondFactor
from provportal.store.session import transaction
from provportal.web.equipment import from_settings
from tests import given
from tests.databases import a_database
from tests.given import World
from tests.given_requests import batch_of
from tests.web.applications import application
from tests.web.every_place import Filled, fill, newcomer, of_two_places
from tests.web.given import PASSWORD, MovableClock, Portal
from tests.web.given_wizard import Desk
from tests.web.test_notices import EMAIL, TEXT

TODAY = datetime(2026, 11, 9, 17, 0, tzinfo=UTC)
"""Monday 9 November 2026: October can be asked for."""

STATUS, STEP, FIRST_VISIT = 5_000, 6_000, 9_000
"""Bytes on the wire. The style sheet of 4,500 comes with the first visit, of 13,500 together."""


@dataclass(frozen=True)
class Shown:
    """One page, or what it answers when a button is pressed with nothing filled in."""

    who: str
    name: str
    address: str
    limit: int = FIRST_VISIT
    press: str = ""

    def open(self, page: Page) -> int:
        """Go there, and press the button if there is one; gives the bytes that came for the page.

        Fails when there is no such page, or the button is not refused.
        """
        answer = page.goto(self.address)
        assert answer is not None
        assert (answer.status == 404) == (self.name == "nothing"), f"{self}: {answer.status}"
        if self.press:
            page.get_by_role("button", name=self.press).first.click()
            expect(page.locator(".error-summary")).to_be_visible()
        return answer.request.sizes()["responseBodySize"]


PEOPLE = (
    "nobody",
    "biller",
    "admin",
    "newcomer",
    "unlucky",
    "two places",
    "reviewer",
    "approver",
    "officer",
    "auditor",
    "program_admin",
    "other_program_admin",
)
"""Who opens pages; each in a window of one's own."""


@dataclass(frozen=True)
class Everything:
    """A running portal in which every page has data."""

    address: str
    filled: Filled
    emails: dict[str, str]
    run: str
    """The payment run that waits for its release."""

    def sign_in(self, page: Page, who: str) -> None:
        page.goto("/sign-in")
        SignInPage(page).arrive(self.emails[who], PASSWORD)
        if who == "admin":
            # A provider's people are protected like its bank account.
            page.goto("/account/people")
            CodePage(page).give_if_asked()

    def pages_of(self, who: str) -> list[Shown]:
        """The pages that this person opens, in the order of the table."""
        parts = (self._nobody, self._provider, self._wizard, self._others, self._staff)
        return [shown for part in parts for shown in part() if shown.who == who]

    def _nobody(self) -> Iterator[Shown]:
        yield Shown("nobody", "sign in", "/sign-in")
        yield Shown("nobody", "sign in, refused", "/sign-in", press="Sign in")
        yield Shown("nobody", "signed out", "/sign-in?ended=idle")
        yield Shown("nobody", "components", "/components")
        yield Shown("nobody", "mailbox of the demo", "/mailbox")
        yield Shown("biller", "nothing", "/nothing-here")

    def _provider(self) -> Iterator[Shown]:
        places = self.filled.requests.items()
        for name in (
            "home",
            "requests",
            "payments",
            "account",
            "account/place",
            "account/notices",
            "account/notices/phone",
            "account/sessions",
        ):
            yield Shown("biller", name, f"/{name}")
        confirm = "/account/notices/phone"
        yield Shown("biller", "a phone's code, refused", confirm, press="Confirm the phone")
        yield Shown("admin", "people of a provider", "/account/people")
        yield Shown("admin", "a role", f"/account/people/{self.filled.membership}/role")
        for place, request_id in places:
            who = "unlucky" if place is Place.RETURNED else "biller"
            yield Shown(who, f"request {place}", f"/requests/{request_id}", STATUS)
        sent, asked = (self.filled.requests[at] for at in (Place.SUBMITTED, Place.ASKED))
        yield Shown("biller", "receipt", f"/requests/{sent}/sent", STATUS)
        yield Shown("biller", "fix", f"/requests/{asked}/fix", STEP)
        yield Shown("biller", "recall", f"/requests/{sent}/recall", STEP)
        yield Shown("biller", "withdraw", f"/requests/{sent}/withdraw", STEP)

    def _wizard(self) -> Iterator[Shown]:
        yield Shown("biller", "start", "/requests/new", STEP)
        yield Shown("biller", "start, refused", "/requests/new", STEP, press="Continue")
        step = f"/requests/{self.filled.half_done}/steps"
        for name in ("care", "days", "days/different", "amount", "documents", "parent", "sign"):
            yield Shown("biller", name, f"{step}/{name}", STEP)
        yield Shown("biller", "sign, refused", f"{step}/sign", STEP, press="Send request")
        step = f"/requests/{self.filled.declared}/steps"
        for name in ("care", "purpose", "reason", "period", "amount", "proof", "sign"):
            yield Shown("biller", f"{name} of a declared program", f"{step}/{name}", STEP)

    def _others(self) -> Iterator[Shown]:
        for who in ("newcomer", "unlucky"):
            for name in ("home", "requests", "payments", "account"):
                yield Shown(who, f"{name} of the {who}", f"/{name}")
        yield Shown("newcomer", "codes from your phone", "/account/second-factor")
        yield Shown("newcomer", "the code to scan", "/account/second-factor/set-up")
        scan = "/account/second-factor/set-up"
        yield Shown("newcomer", "the code to scan, refused", scan, press="Confirm the app")
        yield Shown("biller", "the code", "/code")
        yield Shown("biller", "the code, refused", "/code", press="Continue")
        yield Shown("two places", "which place", "/account/place")
        yield Shown("two places", "which place, refused", "/account/place", press="Continue")

    def _staff(self) -> Iterator[Shown]:
        yield Shown("reviewer", "queue", "/review")
        yield Shown("reviewer", "queue, mine", "/review?mine=yes")
        yield Shown("reviewer", "the app is set up", "/account/second-factor")
        for place, request_id in self.filled.requests.items():
            yield Shown("reviewer", f"review {place}", f"/review/{request_id}")
        mine = f"/review/{self.filled.requests[Place.IN_REVIEW]}"
        yield Shown("reviewer", "review, refused", mine, press="Save decision")
        yield Shown("reviewer", "a page of a signed sheet", self.filled.sheet)
        decide = f"/review/{self.filled.to_decide}"
        yield Shown("approver", "queue of the approver", "/review")
        yield Shown("approver", "decide", decide)
        yield Shown("approver", "decide, refused", decide, press="Save decision")
        yield Shown("officer", "runs", "/payouts")
        yield Shown("officer", "run", self.run)
        yield Shown("officer", "run, refused", self.run, press="Cancel this run")
        yield Shown("officer", "held payments", "/payouts/held")
        held = f"/payouts/held/{self.filled.requests[Place.APPROVED]}"
        yield Shown("officer", "a payment to hold", held)
        yield Shown("officer", "bank changes", "/bank-changes")
        reveal = f"/bank-changes/{self.filled.account}/reveal"
        yield Shown("officer", "a whole number", reveal)
        yield Shown("officer", "a whole number, refused", reveal, press="Show it once")
        yield Shown("auditor", "queue of the auditor", "/review")
        yield Shown("auditor", "run of the auditor", self.run)
        yield Shown("auditor", "audit log of the auditor", "/audit")
        yield Shown("program_admin", "audit log", "/audit")
        yield Shown("program_admin", "account of the admin", "/account")
        unlucky = self.filled.unlucky.provider.biller
        yield Shown("program_admin", "people", "/people")
        yield Shown("program_admin", "a person", f"/people/{unlucky.person_id}")
        role = f"/people/memberships/{self.filled.membership}/role"
        yield Shown("program_admin", "the role of a person", role)
        yield Shown("program_admin", "large approvals", "/people/large-approvals")
        yield from self._rules()

    def _rules(self) -> Iterator[Shown]:
        rules, drafts = self.filled.rules, "/rules/drafts"
        yield Shown("program_admin", "rules", "/rules")
        yield Shown("program_admin", "new rules", "/rules/new")
        yield Shown("program_admin", "new rules, refused", "/rules/new", press="Save the draft")
        yield Shown("program_admin", "a draft that reaches back", f"{drafts}/{rules['written']}")
        yield Shown("program_admin", "change a draft", f"{drafts}/{rules['written']}/change")
        yield Shown("program_admin", "discard a draft", f"{drafts}/{rules['written']}/discard")
        yield Shown("other_program_admin", "a proposed draft", f"{drafts}/{rules['proposed']}")
        declared = f"{drafts}/{rules['declared']}/pages"
        yield Shown("program_admin", "pages of a declared program", declared)
        yield Shown("program_admin", "its pages in Chinese", f"{declared}?language=zh-Hant")
        fields = f"/rules/versions/{rules['version']}/fields"
        yield Shown("program_admin", "fields of a version", fields)
        publish = f"{drafts}/{rules['proposed']}/publish"
        yield Shown("other_program_admin", "publish a draft", publish)
        yield Shown("reviewer", "a version of rules", f"/rules/versions/{rules['version']}")


@contextmanager
def everything(folder: Path) -> Iterator[Everything]:
    """The portal on a folder, on TODAY."""
    clock = folder / "clock"
    FileClock(clock).begin(TODAY)
    filled, emails, run = prepare(folder)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CLOCK_FILE", str(clock))
        with running(folder) as address:
            yield Everything(address, filled, emails, run)


def prepare(folder: Path) -> tuple[Filled, dict[str, str], str]:
    """Fill the database of a folder; gives addresses by duty, and the address of a run."""
    settings = settings_of(folder)
    Keyring.create(settings.keys_path)
    a_database(folder).dispose()
    equipment = from_settings(settings)
    agency = given.an_agency(equipment.engine)
    provider = given.a_provider(equipment.engine, agency)
    world = World(equipment.engine, equipment.keyring, agency, provider)
    given.an_active_account(world)
    machine = MovableClock()
    machine.at = SystemClock().now()
    portal = Portal(equipment, application(equipment), machine)
    desk = Desk(portal, world, given.a_certificate(world))
    filled = fill(desk)
    run = batch_of(world, filled.requests[Place.PAYOUT_SCHEDULED])
    people: dict[str, Actor] = {
        "biller": provider.biller,
        "admin": provider.admin,
        "newcomer": newcomer(desk),
        "unlucky": filled.unlucky.provider.biller,
        "two places": of_two_places(desk),
        **agency.staff,
    }
    emails = {who: desk.can_sign_in(actor) for who, actor in people.items()}
    for message in (TEXT, EMAIL):
        FileSender(settings.messages_path).send(message)
    is_setting_up(world, people["newcomer"])
    equipment.engine.dispose()
    return filled, emails, f"/payouts/{run}"


def is_setting_up(world: World, actor: Actor) -> None:
    """A person has no app yet, and is shown the code to scan."""
    person_id = str(actor.person_id)
    with transaction(world.engine) as session:
        session.get_one(SecondFactor, person_id).enrolled_at = None
        second_factor.begin(session, world.doing(actor), world.keyring, person_id)
