"""A world with a request at every place, and long names: every page has data."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sqlalchemy as sa

from provportal.actions.notice_preferences import Wanted, choose
from provportal.documents.remittances import render_remittances
from provportal.documents.storage import Shelf
from provportal.domain.delivery import QuietHours
from provportal.domain.notice import Ways
from provportal.domain.programs.declared.program import book_of_text
from provportal.domain.request import Place
from provportal.domain.roles import Actor, Role
from provportal.store.agency import Agency
from provportal.store.bank_account import BankAccount
from provportal.store.person import Membership, Person
from provportal.store.provider import Child, Organisation
from provportal.store.remittance import Document, Remittance
from provportal.store.session import reading, transaction
from tests import given
from tests.given import World
from tests.given_programs import PROGRAM, a_text, with_program
from tests.given_requests import a_draft, a_request, recommended, sent
from tests.given_rules import PROOF, a_book, a_payload, drafted, proposed, published
from tests.web.given_declared import to_sign_declared
from tests.web.given_wizard import SIGNATURE, Desk, a_date, a_file, begun, to_sign

VIETNAMESE = "Nguyễn Thị Hoàng Phương Thảo Vy và các con, Nhà trẻ Ánh Dương"
CHINESE = "歐陽上官司馬諸葛東方皇甫尉遲公羊澹臺公冶" * 3
"""Names of 60 characters; the second has no space at which a line could break."""

ON_THE_WAY = (
    Place.PAID,
    Place.PAYOUT_SCHEDULED,
    Place.APPROVED,
    Place.IN_REVIEW,
    Place.SUBMITTED,
    Place.ASKED,
    Place.SET_ASIDE,
    Place.DENIED,
)
"""Later places first: a payment run takes along whatever is approved."""

ODD_DAYS = ["2026-10-06", "2026-10-07", "2026-10-16"]


@dataclass(frozen=True)
class Filled:
    """What a test may want to name."""

    requests: dict[Place, str]
    half_done: str
    """A draft with odd days and an uploaded sheet, at its last page."""
    declared: str
    """A draft of a program that is a file, at its last page."""
    to_decide: str
    """A request that is recommended and waits for an approver."""
    unlucky: World
    """A second provider, whose bank sent a payment back."""
    rules: dict[str, str]
    """Ids of rules that begin later: 'version', 'proposed', 'written', 'declared'."""
    membership: str
    """The biller's, whose role an admin may change."""
    account: str
    """The unlucky provider's, which its bank refused."""
    sheet: str
    """The address of a signed sheet's first page, as its reviewer turns it."""


def fill(desk: Desk) -> Filled:
    """A request at each place, a draft, one whose checks still run, and records made of what was
    paid; then everybody gets a long name."""
    unlucky = given.another_provider(desk.world)
    given.an_active_account(unlucky, "000987654321")
    requests = {Place.RETURNED: a_request(unlucky, at=Place.RETURNED)}
    requests |= {place: a_request(desk.world, at=place) for place in ON_THE_WAY}
    a_draft(desk.world)
    assert sent(desk.world, a_draft(desk.world)).accepted
    render(Shelf(desk.world.engine, desk.portal.equipment.storage))
    recommended(desk.world, to_decide := a_request(desk.world, at=Place.IN_REVIEW))
    sheet = _sent_with_a_sheet(desk)
    draft = _half_done(replace(desk, certificate_id=given.a_certificate(desk.world)))
    declared = _declared(desk)
    rules = _rules(desk.world)
    _unconfirmed_phone(desk)
    _tax_numbers(desk)
    _name(desk)
    membership, account = _to_change(desk, unlucky)
    return Filled(requests, draft, declared, to_decide, unlucky, rules, membership, account, sheet)


def _to_change(desk: Desk, unlucky: World) -> tuple[str, str]:
    """Ids of a membership and of an account."""
    biller = desk.world.provider.biller
    owned = BankAccount.organisation_id == unlucky.provider.id
    with reading(desk.world.engine) as session:
        member = sa.select(Membership.id).where(Membership.person_id == biller.person_id)
        account = sa.select(BankAccount.id).where(owned)
        return session.scalars(member).one(), session.scalars(account).one()


def _tax_numbers(desk: Desk) -> None:
    """Sealed as real ones are, so that an officer can see one."""
    keyring = desk.portal.equipment.keyring
    with transaction(desk.world.engine) as session:
        for owner in session.scalars(sa.select(Organisation)):
            owner.tin_sealed = keyring.seal("912345678", "organisation", owner.id, "tin")


def _unconfirmed_phone(desk: Desk) -> None:
    """So that the biller has a page that asks for its code."""
    wanted = Wanted("+15555550100", Ways.EMAIL, Ways.EMAIL, QuietHours())
    with transaction(desk.world.engine) as session:
        choose(session, desk.world.doing(desk.world.provider.biller), wanted)


def _rules(world: World) -> dict[str, str]:
    """A version that is coming, a draft for its second person, and one that reaches back."""
    ceilings = a_payload()["ceilings"]
    ceilings[0]["amounts"]["home"]["2-5"]["monthly_full_time"] = "900.00"
    coming = a_book("2027-01-01-1", "2027-01-01", documents=[PROOF], ceilings=ceilings)
    changed = a_text(version='"special-request-2"', effective_from="2027-01-01")
    waiting = a_book("2027-07-01-1", "2027-07-01", limits={"most_asked": "2000.00"})
    reaching = a_book("2026-10-01-1", "2026-10-01", ceilings=ceilings)
    return {
        "version": published(world, coming).id,
        "proposed": proposed(world, waiting).id,
        "written": drafted(world, reaching).id,
        "declared": drafted(world, book_of_text(changed), PROGRAM).id,
    }


def _sent_with_a_sheet(desk: Desk) -> str:
    """The address of the sheet's first page."""
    visitor = desk.browser()
    request_id = to_sign(desk, visitor)
    assert visitor.post(SIGNATURE).status_code == 200
    desk.look_into_files()
    with reading(desk.world.engine) as session:
        sheet = sa.select(Document.id).where(Document.kind == "parent.sheet")
        document_id = session.scalars(sheet).one()
    return f"/review/{request_id}/documents/{document_id}/pages/1"


def _half_done(desk: Desk) -> str:
    visitor = desk.browser()
    request_id = begun(desk, visitor)
    visitor.post({"different": ODD_DAYS})
    visitor.post({
        "run": [" ".join(ODD_DAYS[:2]), ODD_DAYS[2]],
        f"what-{ODD_DAYS[0]}": "absent", f"reason-{ODD_DAYS[0]}": "child_ill",
        f"what-{ODD_DAYS[2]}": "times", f"came-{ODD_DAYS[2]}": "08:00",
        f"left-{ODD_DAYS[2]}": "1:30 pm",
    })  # fmt: skip
    visitor.post({"total": "950"})
    visitor.post({"calendar": a_file(name="calendar.pdf")})
    # One file is clean, and the other one waits.
    desk.look_into_files()
    visitor.post({**a_date("signed_on"), "sheet": a_file()})
    assert visitor.step() == "sign", visitor.words()
    return request_id


def _declared(desk: Desk) -> str:
    world = with_program(desk.world)
    certificate_id = given.a_certificate(world)
    visitor = desk.browser()
    request_id = to_sign_declared(
        replace(desk, world=world, certificate_id=certificate_id), visitor
    )
    assert visitor.step() == "sign", visitor.words()
    return request_id


def newcomer(desk: Desk) -> Actor:
    """A biller of a provider who has nothing yet."""
    return given.a_provider(desk.world.engine, desk.world.agency).biller


def of_two_places(desk: Desk) -> Actor:
    """The reviewer of a second agency, where nothing waits, who is its approver as well."""
    agency = given.an_agency(desk.world.engine)
    reviewer = agency.staff["reviewer"]
    with transaction(desk.world.engine) as session:
        second = Membership(
            person_id=reviewer.person_id, agency_id=agency.id, role=Role.APPROVER, may_sign=False
        )
        session.add(second)
    return reviewer


def render(shelf: Shelf) -> None:
    """Make the records of everything that was paid."""
    with reading(shelf.engine) as session:
        batches = session.scalars(sa.select(Remittance.batch_id).distinct()).all()
    for batch_id in batches:
        render_remittances(shelf, given.SETTLEMENT, batch_id, (0, 25))


def _name(desk: Desk) -> None:
    with transaction(desk.world.engine) as session:
        session.execute(sa.update(Organisation).values(name=VIETNAMESE))
        session.execute(sa.update(Person).values(name=VIETNAMESE))
        session.execute(sa.update(Child).values(name=CHINESE))
        session.execute(sa.update(Agency).values(name=VIETNAMESE))
