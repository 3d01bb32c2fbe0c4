"""The standing of requests: every fact about their money, for one or for many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.bank_account import BEING_CHECKED, AccountState
from provportal.domain.calendar import PaymentCalendar, pacific_date
from provportal.domain.checks import Verdict
from provportal.domain.money import total
from provportal.domain.programs import person_shown
from provportal.domain.promised_date import PromiseKind
from provportal.domain.request import Action, Place
from provportal.domain.standing import (
    IN_A_PAYMENT,
    Checks,
    Payment,
    Promise,
    Standing,
    until_decided,
    when_approved,
)
from provportal.store.decision import CheckResult, Decision
from provportal.store.payout import Batch, Entry
from provportal.store.person import Person
from provportal.store.provider import Certificate, Child
from provportal.store.request import AskedItem, Draft, Request, RequestLine
from provportal.store.request_facts import Facts, Paid, Scope, facts_of

READY = (Action.APPROVE, Action.END_HOLD, Action.UNSCHEDULE, Action.PAY_AGAIN)
"""The moves after which a request waits for the next payment run."""
UNDECIDED = frozenset({Place.DRAFT, Place.SUBMITTED, Place.IN_REVIEW, Place.ASKED, Place.SET_ASIDE})


@dataclass(frozen=True, slots=True)
class Known:
    """One request with everything that its pages say about it."""

    request: Request
    standing: Standing
    lines: Sequence[RequestLine]
    """Of the version that counts; none before the first send."""
    approval: Decision | None
    decisions: Sequence[Decision]
    """Oldest first; the newest note is the one to read."""
    checks: Sequence[CheckResult]
    asked: Sequence[AskedItem]
    """What is still open."""
    entry: Entry | None
    batch: Batch | None


@dataclass(frozen=True, slots=True)
class Promising:
    """What promised dates stand on: the payment calendar, and the moment of asking."""

    calendar: PaymentCalendar
    now: datetime


Asked = tuple[Request, str, datetime | None, str | None]
"""A request, the name of the person served, when its draft was saved, and who sent it."""


def requests_of(organisation_id: str) -> sa.Select[Request, str, datetime | None, str | None]:
    """The requests of an organisation: every page of a provider starts from this scope."""
    return (
        sa.select(Request, Child.name, Draft.saved_at, Person.name)
        .join(Certificate, Certificate.id == Request.certificate_id)
        .join(Child, Child.id == Certificate.child_id)
        .outerjoin(Draft, Draft.request_id == Request.id)
        .outerjoin(Person, Person.id == Request.submitted_by_id)
        .where(Request.organisation_id == organisation_id)
    )


def known(session: Session, rows: Sequence[Asked], promising: Promising) -> list[Known]:
    """The standing of each request, in the order given. Eight statements, however many."""
    if not rows:
        return []
    facts = facts_of(session, [row[0] for row in rows])
    return [_known(row, facts, promising) for row in rows]


def _known(row: Asked, facts: Facts, promising: Promising) -> Known:
    scope = facts.narrowed(row[0])
    payment = scope.payments[-1] if scope.payments else None
    return Known(
        request=row[0],
        standing=_standing(row, scope, promising),
        lines=scope.lines,
        approval=scope.approval,
        decisions=[decision for decision, _ in scope.decisions],
        checks=scope.checks,
        asked=scope.asked,
        entry=payment[2] if payment else None,
        batch=payment[1] if payment else None,
    )


def _standing(row: Asked, scope: Scope, promising: Promising) -> Standing:
    request, child, saved_at, sender = row
    promise = _promise(request, scope, promising)
    return Standing(
        number=request.number,
        place=request.place,
        person=person_shown(request.program, child),
        service_from=request.service_from,
        service_to=request.service_to,
        saved_at=saved_at,
        withdrawn_on=pacific_date(request.withdrawn_at) if request.withdrawn_at else None,
        sent_at=request.submitted_at,
        sent_by=sender or "",
        taken_at=scope.last_move(Action.TAKE),
        approved_at=scope.last_move(Action.APPROVE),
        moved_at=scope.moves[-1].at if scope.moves else request.created_at,
        checks=_checks(scope),
        asked=total(line.asked for line in scope.lines) if scope.lines else None,
        approved=scope.approved,
        due_on=request.due_on,
        asked_items=len(scope.asked),
        account_last4=_last4(scope, AccountState.ACTIVE),
        new_account_last4=_last4(scope, *BEING_CHECKED),
        new_account_from=_starts_on(scope),
        promise=promise,
        is_late=_is_late(request, promise, promising),
        payment=_payment(request.place, scope.payments),
    )


def _promise(request: Request, scope: Scope, promising: Promising) -> Promise | None:
    """Until Approved what the ledger of promised dates says, for a draft as if it were sent now.

    What was sent before there was a ledger is reckoned from the day it was complete.
    """
    if request.place is Place.APPROVED:
        ready_at = scope.last_move(*READY) or promising.now
        return when_approved(promising.calendar, ready_at, promising.now)
    if request.place not in UNDECIDED:
        return None
    if PromiseKind.PAY_BY in scope.promised:
        arrives_on = scope.promised[PromiseKind.PAY_BY]
        return Promise(arrives_on, decide_by=scope.promised.get(PromiseKind.DECIDE_BY))
    complete_on = pacific_date(promising.now)
    if request.place is not Place.DRAFT and request.submitted_at is not None:
        complete_on = request.complete_on or pacific_date(request.submitted_at)
    return until_decided(promising.calendar, complete_on, scope.closed)


def _is_late(request: Request, promise: Promise | None, promising: Promising) -> bool:
    if promise is None or request.place not in (Place.SUBMITTED, Place.IN_REVIEW):
        return False
    return promise.arrives_on < pacific_date(promising.now)


def _checks(scope: Scope) -> Checks:
    moments = [check.reported_at for check in scope.checks if check.reported_at is not None]
    running = sum(check.verdict is Verdict.RUNNING for check in scope.checks)
    return Checks(len(scope.checks) - running, len(scope.checks), max(moments) if moments else None)


def _last4(scope: Scope, *states: AccountState) -> str:
    found = [account.last4 for account in scope.accounts if account.state in states]
    return found[-1] if found else ""


def _starts_on(scope: Scope) -> date | None:
    waiting = [one.verify_on for one in scope.accounts if one.state in BEING_CHECKED]
    return waiting[-1] if waiting else None


def _payment(place: Place, payments: Sequence[Paid]) -> Payment | None:
    """The newest payment; outside these places there is none that counts."""
    if not payments or place not in IN_A_PAYMENT:
        return None
    _, batch, entry, last4 = payments[-1]
    return Payment(
        amount=total(line.amount for line, run, *_ in payments if run.id == batch.id),
        last4=last4 or "",
        trace=entry.trace if entry else "",
        run_on=batch.run_on,
        effective_on=batch.effective_on,
        return_code=(entry.return_code or "") if entry else "",
        returned_on=entry.returned_on if entry else None,
    )
