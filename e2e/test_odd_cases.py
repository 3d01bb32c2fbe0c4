"""The odd cases in a real browser, with and without script: taken back, held, appealed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.accessibility import faults, looking
from e2e.pages_odd import HeldPage, OwnRequestPage
from e2e.pages_staff import QueuePage, RequestPage
from e2e.small_office import SmallOffice, small_office
from e2e.windows import windows
from provportal.domain.request import Place
from tests.actions.repeated import a_repeated_bill
from tests.given_requests import a_batch, a_request, batch_of, held, look, withdrawn

FRIDAY = datetime(2026, 11, 6, 18, 0, tzinfo=UTC)
"""The day of a payment run, ten in the morning in California."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallOffice]:
    with small_office(tmp_path_factory.mktemp("odd"), FRIDAY) as made:
        yield made


@pytest.fixture(params=["with script", "without script"])
def people(browser: Browser, request: pytest.FixtureRequest) -> Iterator[list[Page]]:
    """Two people."""
    with windows(browser, 2, script=request.param == "with script") as pages:
        yield pages


def test_taken_back_to_change_it(office: SmallOffice, people: list[Page]) -> None:
    page, _ = people
    request_id = a_request(office.world, Place.SUBMITTED, amount={"total": "910.00"})
    office.sign_in(page, "biller")
    page.goto(f"{office.address}/requests/{request_id}")
    OwnRequestPage(page).take_back_to_change()
    expect(page.locator("h1")).to_have_text("Check your answers, then send")
    expect(page.get_by_text("$910.00").first).to_be_visible()
    assert look(office.world, request_id).place is Place.DRAFT


def test_taken_back_for_good_and_copied(office: SmallOffice, people: list[Page]) -> None:
    page, _ = people
    request_id = a_request(office.world, Place.SUBMITTED, amount={"total": "905.00"})
    office.sign_in(page, "biller")
    page.goto(f"{office.address}/requests/{request_id}")
    mine = OwnRequestPage(page)
    mine.take_back_for_good("")
    assert mine.errors() == ["Write why you take it back"]
    page.get_by_label("Why do you take it back?").fill("Wrong month.")
    page.get_by_role("button", name="Take it back for good").click()
    mine.has_state("Withdrawn")
    mine.copy()
    expect(page.locator("h1")).to_have_text("The parent's signature")
    assert look(office.world, request_id).withdrawn_at is not None


def test_held_out_of_a_run_and_freed(office: SmallOffice, people: list[Page]) -> None:
    officer, biller = people
    request_id = a_request(office.world, Place.PAYOUT_SCHEDULED)
    number = look(office.world, request_id).number
    office.sign_in(officer, "officer")
    officer.goto(f"{office.address}/payouts/{batch_of(office.world, request_id)}")
    officer.get_by_role("link", name=f"Hold {number}").click()
    payment = HeldPage(officer)
    payment.hold("The bank account must be checked", "We ask your bank first.")
    payment.has_state("Held")
    office.sign_in(biller, "biller")
    biller.goto(f"{office.address}/requests/{request_id}")
    expect(biller.get_by_text("We ask your bank first.")).to_be_visible()
    payment.end("Pay it", "What we waited for is settled", "Your bank answered.")
    payment.has_state("Approved")
    assert look(office.world, request_id).place is Place.APPROVED


def test_denied_and_the_appeal_upheld(office: SmallOffice, people: list[Page]) -> None:
    approver, biller = people
    request_id = a_request(office.world, Place.DENIED)
    office.sign_in(biller, "biller")
    biller.goto(f"{office.address}/requests/{request_id}")
    expect(biller.get_by_text("If you do not agree, appeal by")).to_be_visible()
    office.sign_in(approver, "other_approver")
    approver.goto(f"{office.address}/review?part=not_paid")
    page = QueuePage(approver).open_request(look(office.world, request_id).number)
    page.decide("Uphold the appeal", "New proof came with the appeal", "Your letter shows it.")
    page.confirm("Uphold the appeal")
    page.has_state("In review")
    assert look(office.world, request_id).place is Place.IN_REVIEW


PROVIDER_PAGES = {
    "sent": "/requests/{sent}",
    "recall": "/requests/{sent}/recall",
    "withdraw": "/requests/{sent}/withdraw",
    "withdrawn": "/requests/{withdrawn}",
    "denied": "/requests/{denied}",
    "repeated": "/requests/{repeated}/fix",
    "held": "/requests/{held}",
}
STAFF_PAGES = {
    "officer": {
        "desk": "/payouts",
        "held money": "/payouts/held",
        "its hold": "/payouts/held/{held}",
        "to hold": "/payouts/held/{approved}",
        "run": "/payouts/{run}",
    },
    "other_approver": {"denied": "/review/{denied}", "not paid": "/review?part=not_paid"},
}


def odd_requests(office: SmallOffice) -> dict[str, str]:
    world = office.world
    ids = {
        "sent": a_request(world, Place.SUBMITTED),
        "withdrawn": a_request(world, Place.SUBMITTED),
        "denied": a_request(world, Place.DENIED),
        "repeated": a_repeated_bill(world),
        "held": a_request(world, Place.APPROVED),
        "staying": a_request(world, Place.APPROVED),
    }
    ids["run"] = a_batch(world)
    withdrawn(world, ids["withdrawn"])
    held(world, ids["held"])
    return ids | {"approved": a_request(world, Place.APPROVED)}


def looked_at(page: Page, office: SmallOffice, address: str) -> list[str]:
    page.goto(f"{office.address}{address}")
    return faults(page)


def test_axe_finds_nothing(office: SmallOffice, browser: Browser) -> None:
    """Every page of the odd cases with a long name, and an error showing where one can."""
    ids = odd_requests(office)
    found: dict[str, list[str]] = {}
    everyone = {"biller": PROVIDER_PAGES, **STAFF_PAGES}
    for duty, pages in everyone.items():
        with looking(browser, office.address) as page:
            office.sign_in(page, duty)
            for name, address in pages.items():
                found[f"{duty}, {name}"] = looked_at(page, office, address.format(**ids))
    with looking(browser, office.address) as page:
        office.sign_in(page, "officer")
        page.goto(f"{office.address}/payouts/held/{ids['held']}")
        page.get_by_role("button", name="End the hold").click()
        RequestPage(page).errors()
        found["officer, refused"] = faults(page)
    assert found == {name: [] for name in found}
