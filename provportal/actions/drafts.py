"""Drafts: starting a request, saving a step, taking a request back."""

from __future__ import annotations

import calendar
import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.moving import move_request
from provportal.domain.identifiers import request_number
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import Action, Channel, Place
from provportal.domain.roles import PROVIDER_ROLES, Actor, Context
from provportal.store.provider import Certificate, Contract
from provportal.store.reads import NotFound, current_version, request_for_update
from provportal.store.request import BillKey, Draft, Request, Withdrawal
from provportal.store.row import new_id
from provportal.store.sequence import next_number


class ChangedMeanwhile(Exception):
    """The step was saved again after its page was opened; carries what is saved and since when."""

    def __init__(self, saved: Mapping[str, object], saved_at: datetime) -> None:
        super().__init__("step")
        self.saved, self.saved_at = saved, saved_at


def revision_of(given: Mapping[str, object]) -> str:
    """Names the saved answers of one step, so that a page can say which it was made from.

    By content: a save of another step, or of the same answers again, is no conflict.
    """
    written = json.dumps(given, sort_keys=True).encode()
    return hashlib.sha256(written).hexdigest()[:16]


def start(session: Session, context: Context, certificate_id: str, month: date) -> Request:
    """Start a draft for a certificate and a month (any day of it names it).

    Raises NotFound for another organisation's certificate, NotAllowed for a role that may not.
    """
    if context.actor.role not in PROVIDER_ROLES:
        raise NotAllowed("request", "start", "-", "role")
    contract, certificate = _certificate_of(session, context.actor, certificate_id)
    request = Request(
        id=new_id(),
        number=request_number(next_number(session, "request")),
        agency_id=contract.agency_id,
        organisation_id=contract.organisation_id,
        contract_id=contract.id,
        certificate_id=certificate.id,
        program=contract.program,
        channel=Channel.PORTAL,
        service_from=month.replace(day=1),
        service_to=last_day(month),
        created_at=context.now,
        created_by_id=context.actor.person_id,
    )
    answers = {"care": {"certificate": certificate.number, "month": f"{month:%Y-%m}"}}
    session.add(request)
    session.flush()
    session.add(Draft(request_id=request.id, answers=answers, saved_at=context.now))
    _record_start(session, context, request, answers)
    return request


def last_day(month: date) -> date:
    """The last day of the month that a day lies in."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def _record_start(
    session: Session, context: Context, request: Request, answers: Mapping[str, object]
) -> None:
    subject = Subject("request", request.id, request.agency_id)
    audit.record(session, context, "request.start", subject, Change(after=dict(answers)))
    session.flush()


def _certificate_of(
    session: Session, actor: Actor, certificate_id: str
) -> tuple[Contract, Certificate]:
    found = session.execute(
        sa.select(Contract, Certificate)
        .join(Certificate, Certificate.contract_id == Contract.id)
        .where(Certificate.id == certificate_id, Contract.organisation_id == actor.organisation_id)
    ).one_or_none()
    if found is None:
        raise NotFound("certificate")
    contract, certificate = found
    return contract, certificate


def draft_for_update(session: Session, request: Request) -> Draft:
    """The typed answers of a request. Raises NotFound when nothing is being typed."""
    draft = session.get(Draft, request.id, with_for_update=True)
    if draft is None:
        raise NotFound("draft")
    return draft


def save_step(
    session: Session,
    context: Context,
    request_id: str,
    slug: str,
    given: Mapping[str, object],
    seen: str | None = None,
) -> Draft:
    """Save the answers of one step of a draft; `seen` is the revision that its page was made from.

    Raises NotFound, NotAllowed, and ChangedMeanwhile when other answers were saved since.
    """
    request = request_for_update(session, context.actor, request_id)
    if request.place is not Place.DRAFT or request.withdrawn_at is not None:
        raise NotAllowed("request", "save", request.place, "state")
    if context.actor.role not in PROVIDER_ROLES:
        raise NotAllowed("request", "save", request.place, "role")
    draft = draft_for_update(session, request)
    before = draft.answers.get(slug, {})
    if seen not in (None, revision_of(before)) and before != given:
        raise ChangedMeanwhile(before, draft.saved_at)
    draft.answers = {**draft.answers, slug: dict(given)}
    draft.saved_at = context.now
    changed = sorted(key for key in given if before.get(key) != given[key])
    subject = Subject("request", request.id, request.agency_id)
    audit.record(
        session, context, "request.save", subject, Change(after={"step": slug, "changed": changed})
    )
    session.flush()
    return draft


def recall(session: Session, context: Context, request_id: str) -> Request:
    """Take a sent request back to draft before its review; the next send is a new version.

    What was sent last is the draft again. Frees its bill keys. Raises NotFound, NotAllowed.
    """
    request = request_for_update(session, context.actor, request_id)
    move_request(session, context, request, Action.RECALL)
    # An answered Exception changed the version, not the draft that was typed before it.
    draft_for_update(session, request).answers = current_version(session, request).answers
    free_keys(session, request)
    return request


def withdraw(session: Session, context: Context, request_id: str, reason: str) -> Request:
    """Take a request back for good, a draft, a sent one or one that asks for a fix.

    Nothing will be paid. Raises NotFound, NotAllowed.
    """
    request = request_for_update(session, context.actor, request_id)
    move_request(session, context, request, Action.WITHDRAW, reason=reason)
    request.withdrawn_at = context.now
    session.add(Withdrawal(request_id=request.id, reason=reason, at=context.now))
    free_keys(session, request)
    session.flush()
    return request


def free_keys(session: Session, request: Request) -> None:
    """Let another request claim the same bill."""
    session.execute(sa.delete(BillKey).where(BillKey.request_id == request.id))
