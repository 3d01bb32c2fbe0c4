"""Submitting: the checks, then the version with its lines and keys, then the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.bills import Bill, check_bill, claim_keys, keys_of, make_bill
from provportal.actions.drafts import draft_for_update
from provportal.actions.moving import move_request, where_to
from provportal.actions.notices import tell_sender
from provportal.actions.promised_dates import open_dates
from provportal.actions.promises import Job, promise
from provportal.actions.uploads import refused_files
from provportal.domain.checks import Finding, Severity, Verdict, verdict
from provportal.domain.duplicates import invoice_key, service
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.notice import NoticeEvent
from provportal.domain.program import Unreadable
from provportal.domain.promised_date import PromiseKind
from provportal.domain.request import Action
from provportal.domain.roles import Context
from provportal.domain.submission import FILES, IN_BACKGROUND
from provportal.store.decision import CheckResult
from provportal.store.provider import Certificate, Organisation
from provportal.store.reads import request_for_update
from provportal.store.request import Request, RequestLine, RequestVersion
from provportal.store.row import new_id

CHECK_PATIENCE = timedelta(minutes=5)
"""After this a background check that has not reported is marked as not run."""

Findings = Mapping[str, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a submit: received, or refused with the findings; never half of it."""

    request: Request
    accepted: bool
    findings: Findings


@dataclass(frozen=True, slots=True)
class Sending:
    """What is being sent, by which move, under which idempotency key."""

    answers: dict[str, Any]
    action: Action
    idempotency_key: str


def submit(session: Session, context: Context, request_id: str, idempotency_key: str) -> Receipt:
    """Send a draft. The same key again returns the first receipt.

    A refused submit leaves the draft as it was and is recorded. Raises NotFound, NotAllowed.
    """
    request = request_for_update(session, context.actor, request_id)
    if already_sent(session, request, idempotency_key):
        return Receipt(request, accepted=True, findings={})
    refuse_unless_signer(context)
    where_to(context, request, Action.SUBMIT)
    draft = draft_for_update(session, request)
    sending = Sending(draft.answers, Action.SUBMIT, idempotency_key)
    return send_version(session, context, request, sending)


def refuse_unless_signer(context: Context) -> None:
    """Only a person who may sign sends. Raises NotAllowed."""
    if not context.actor.may_sign:
        raise NotAllowed("request", Action.SUBMIT, "-", "may not sign")


def already_sent(session: Session, request: Request, idempotency_key: str) -> bool:
    """Whether this very form was sent before (a retry after a lost reply, a double click).

    Raises NotAllowed when the key was made for another request's form.
    """
    sent = session.scalar(
        sa.select(RequestVersion.request_id).where(
            RequestVersion.idempotency_key == idempotency_key
        )
    )
    if sent is not None and sent != request.id:
        raise _of_another_form(request)
    return sent is not None


def _of_another_form(request: Request) -> NotAllowed:
    return NotAllowed("request", Action.SUBMIT, request.place, "another request's form")


def send_version(session: Session, context: Context, request: Request, sending: Sending) -> Receipt:
    """Check the answers and, when nothing blocks, make them the next version of the request."""
    try:
        bill = make_bill(session, context, request, sending.answers)
    except Unreadable as unreadable:
        return _refuse(session, context, request, {"format": unreadable.findings})
    findings = check_bill(session, context, request, bill)
    unopened = refused_files(session, request, bill.answers)
    findings = {**findings, "documents": (*findings["documents"], *unopened)}
    if not _blocked(findings):
        lost = claim_keys(session, request, bill)
        findings = {**findings, "duplicate_exact": lost or findings["duplicate_exact"]}
    if _blocked(findings):
        return _refuse(session, context, request, findings)
    version = _write_version(session, context, request, (bill, sending))
    _write_checks(session, context, version, findings)
    request.complete_on = bill.assessment.complete_on
    request.submitted_at = request.submitted_at or context.now
    request.submitted_by_id = context.actor.person_id
    move_request(session, context, request, sending.action, version=version.number)
    _tell(session, context, request)
    return Receipt(request, accepted=True, findings=findings)


def _tell(session: Session, context: Context, request: Request) -> None:
    """We have it; and until when it is decided."""
    decide_by = open_dates(session, request.id)[PromiseKind.DECIDE_BY].day
    received = NoticeEvent.REQUEST_RECEIVED
    tell_sender(session, context, request, received, decide_by=decide_by.isoformat())


def _blocked(findings: Findings) -> bool:
    return any(verdict(found) is Verdict.BLOCKED for found in findings.values())


def _refuse(session: Session, context: Context, request: Request, findings: Findings) -> Receipt:
    codes = sorted(
        finding.code
        for found in findings.values()
        for finding in found
        if finding.severity is Severity.BLOCK
    )
    subject = Subject("request", request.id, request.agency_id)
    change = Change(after={"blocked_by": codes})
    audit.record(session, context, "request.submit_refused", subject, change)
    return Receipt(request, accepted=False, findings=findings)


def _write_version(
    session: Session, context: Context, request: Request, what: tuple[Bill, Sending]
) -> RequestVersion:
    bill, sending = what
    request.current_version += 1
    version = RequestVersion(
        id=new_id(),
        request_id=request.id,
        number=request.current_version,
        answers=bill.answers,
        answers_schema=bill.program.answers_schema,
        submitted_at=context.now,
        submitted_by_id=context.actor.person_id,
        idempotency_key=sending.idempotency_key,
    )
    try:
        with session.begin_nested():
            session.add(version)
    except IntegrityError as taken:
        # The request is locked: only a key that another one has just used can be in the way.
        raise _of_another_form(request) from taken
    session.add_all(_lines(session, request, version, bill))
    return version


def _lines(
    session: Session, request: Request, version: RequestVersion, bill: Bill
) -> list[RequestLine]:
    child_id = session.scalars(
        sa.select(Certificate.child_id).where(Certificate.id == request.certificate_id)
    ).one()
    token = session.scalars(
        sa.select(Organisation.tin_token).where(Organisation.id == request.organisation_id)
    ).one()
    keys = keys_of(request, bill)
    return [
        RequestLine(
            version_id=version.id,
            request_id=request.id,
            number=line.number,
            person_id=child_id,
            tin_token=token,
            service_from=line.service_from,
            service_to=line.service_to,
            line_type=line.line_type,
            units=line.units,
            asked=line.asked,
            fund=line.fund,
            invoice_number=line.invoice_number,
            bill_key=keys[line.number],
            service=service(line.line_type),
            invoice_key=invoice_key(line.invoice_number or ""),
        )
        for line in bill.lines
    ]


def _write_checks(
    session: Session, context: Context, version: RequestVersion, findings: Findings
) -> None:
    for code, found in findings.items():
        session.add(
            CheckResult(
                request_id=version.request_id,
                version_id=version.id,
                check_code=code,
                verdict=verdict(found),
                findings=[finding.as_json() for finding in found],
                asked_at=context.now,
                reported_at=context.now,
            )
        )
    for code in IN_BACKGROUND:
        running = CheckResult(
            id=new_id(),
            request_id=version.request_id,
            version_id=version.id,
            check_code=code,
            verdict=Verdict.RUNNING,
            findings=[],
            asked_at=context.now,
        )
        session.add(running)
        promise(session, context, Job.RUN_CHECK, running.id)
        if code != FILES:
            promise(session, context, Job.EXPIRE_CHECK, running.id, context.now + CHECK_PATIENCE)
    session.flush()
