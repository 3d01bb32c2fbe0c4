"""What the agencies of the sample do with some requests: send back, set aside, deny, hold."""

from __future__ import annotations

from provportal.actions import appealing, deciding, holding, reviewing
from provportal.actions.reviewing import Reasoned
from provportal.cli.walk import Walker, walked
from provportal.cli.walk_agency import (
    AS_RECOMMENDED,
    COMPLETE,
    approver_of,
    officer_of,
    reviewer_of,
)
from provportal.cli.walk_provider import SHEET_FIELD
from provportal.sample.plan import PlannedRequest
from provportal.store.session import transaction

CUT_OFF = Reasoned("INCOMP", "The photo of the signed sheet is cut off. Take it again.")
WHOLE_SHEET = {SHEET_FIELD: "A photo that shows the whole sheet"}
ASK_PROGRAM = Reasoned(
    "policy", "We ask the program how these days count. You do not need to do anything."
)
ANSWERED = "The program answered: these days count."
NOT_AUTHORISED = Reasoned("not_authorised", "Our record says that the family's case was closed.")
RECORD_WRONG = Reasoned("appeal", "The case was open all month: our record was wrong.")
NO_ANSWER = Reasoned("no_proof", "We asked for a photo of the whole sheet and got no answer.")
ASK_BANK = Reasoned("account", "We ask about your bank account before we pay.")
ACCOUNT_RIGHT = Reasoned("account", "The account is yours. We pay with the next run.")


def send_back(walker: Walker, planned: PlannedRequest) -> None:
    """A reviewer asks for another photo of the signed sheet."""
    sent = walked(walker, planned)
    reviewer = reviewer_of(walker, sent.agency_id)
    with transaction(walker.engine) as session:
        reviewing.send_back(session, reviewer, sent.id, WHOLE_SHEET, CUT_OFF)


def lapse(walker: Walker, planned: PlannedRequest) -> None:
    """The provider did not answer in time: an approver closes it."""
    asked = walked(walker, planned)
    approver = approver_of(walker, asked.agency_id)
    with transaction(walker.engine) as session:
        appealing.lapse(session, approver, asked.id, NO_ANSWER)


def set_aside(walker: Walker, planned: PlannedRequest) -> None:
    """A reviewer takes a request and cannot judge it before a question is answered."""
    sent = walked(walker, planned)
    reviewer = reviewer_of(walker, sent.agency_id)
    with transaction(walker.engine) as session:
        reviewing.take(session, reviewer, sent.id)
        reviewing.set_aside(session, reviewer, sent.id, ASK_PROGRAM)


def resume(walker: Walker, planned: PlannedRequest) -> None:
    """The question is answered; the same reviewer goes on and recommends it."""
    aside = walked(walker, planned)
    reviewer = reviewer_of(walker, aside.agency_id)
    with transaction(walker.engine) as session:
        reviewing.resume(session, reviewer, aside.id, ANSWERED)
        reviewing.recommend(session, reviewer, aside.id, COMPLETE)


def deny(walker: Walker, planned: PlannedRequest) -> None:
    """An approver, who has not reviewed it, denies a request in review."""
    reviewed = walked(walker, planned)
    approver = approver_of(walker, reviewed.agency_id)
    with transaction(walker.engine) as session:
        deciding.deny(session, approver, reviewed.id, NOT_AUTHORISED)


def uphold_appeal(walker: Walker, planned: PlannedRequest) -> None:
    """Another approver finds the denial wrong; it is reviewed anew and approved."""
    denied = walked(walker, planned)
    approver = approver_of(walker, denied.agency_id, 1)
    with transaction(walker.engine) as session:
        appealing.uphold_appeal(session, approver, denied.id, RECORD_WRONG)
    reviewer = reviewer_of(walker, denied.agency_id)
    with transaction(walker.engine) as session:
        reviewing.recommend(session, reviewer, denied.id, COMPLETE)
    with transaction(walker.engine) as session:
        deciding.approve(session, approver, denied.id, AS_RECOMMENDED)


def hold(walker: Walker, planned: PlannedRequest) -> None:
    """A payment officer holds approved money before its run."""
    approved = walked(walker, planned)
    officer = officer_of(walker, approved.agency_id)
    with transaction(walker.engine) as session:
        holding.hold(session, officer, approved.id, ASK_BANK)


def end_hold(walker: Walker, planned: PlannedRequest) -> None:
    """The same officer lets it go again."""
    held = walked(walker, planned)
    officer = officer_of(walker, held.agency_id)
    with transaction(walker.engine) as session:
        holding.end_hold(session, officer, held.id, ACCOUNT_RIGHT, walker.wiring.keyring)
