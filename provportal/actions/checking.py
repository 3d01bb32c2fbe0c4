"""Background checks: what their jobs do, how they report, and what happens when they do not."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.asking import Asking, open_exception
from provportal.actions.audit import Change, Subject
from provportal.actions.checking_files import files, waits_for_files
from provportal.domain import history as judged
from provportal.domain.checks import Finding, Severity, Verdict, verdict
from provportal.domain.duplicates import Verdict as Likeness
from provportal.domain.duplicates import compare
from provportal.domain.identifiers import routing_number_fault
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import LIFECYCLE, Action
from provportal.domain.roles import SYSTEM, Context, Role
from provportal.domain.severities import as_set
from provportal.domain.submission import FILES, difference_told, repeated_findings
from provportal.store import history
from provportal.store.bank_account import BankAccount
from provportal.store.decision import CheckResult
from provportal.store.keyring import Keyring
from provportal.store.locking import locked
from provportal.store.provider import Contract
from provportal.store.reads import (
    NotFound,
    active_account,
    current_version,
    lines_of,
    request_for_update,
)
from provportal.store.request import Request, RequestLine, RequestVersion
from provportal.store.rules import rules_of

Check = Callable[[Session, Keyring, Request, RequestLine], tuple[Finding, ...]]


def near_duplicates(
    session: Session, keyring: Keyring, request: Request, line: RequestLine
) -> tuple[Finding, ...]:
    """A bill that repeats one sent before it blocks; one that only looks like it warns.

    Both name the other request. Later ones tell of series, but the first of two is never at fault.
    Where the provider told the difference, the repeated one warns too.
    """
    match = compare(*history.candidates(session, request, line))
    if match.verdict is Likeness.NONE or match.matched_request_no is None:
        return ()
    if match.verdict is Likeness.EXACT:
        told = difference_told(session.get_one(RequestVersion, line.version_id).answers)
        return repeated_findings(match.matched_request_no, told)
    params = {"number": match.matched_request_no, "reasons": ", ".join(match.reasons)}
    return (Finding("looks_like_another", Severity.WARNING, "care.month", params),)


def account(
    session: Session, keyring: Keyring, request: Request, line: RequestLine
) -> tuple[Finding, ...]:
    """The account that a payment would go to now."""
    found = active_account(session, request.agency_id, request.organisation_id)
    if found is None:
        return judged.account_findings(False, None, [])
    routing = keyring.open_(found.routing_sealed, "bank_account", found.id, "routing")
    shared = session.scalars(
        sa.select(Contract.number)
        .join(BankAccount, BankAccount.organisation_id == Contract.organisation_id)
        .where(
            BankAccount.fingerprint == found.fingerprint,
            BankAccount.organisation_id != request.organisation_id,
            Contract.agency_id == request.agency_id,
        )
        .distinct()
    ).all()
    return judged.account_findings(True, routing_number_fault(routing), shared)


def billing_history(
    session: Session, keyring: Keyring, request: Request, line: RequestLine
) -> tuple[Finding, ...]:
    """Far more than usual, or care elsewhere on the same days."""
    unusual = judged.amount_findings(line.asked, history.paid_before(session, request, line))
    others = history.care_elsewhere(session, request, line)
    return unusual + judged.overlap_findings(line.service_from, line.service_to, others)


CHECKS: dict[str, Check] = {
    "duplicate_near": near_duplicates,
    "account": account,
    "history": billing_history,
    FILES: files,
}


def run_check(session: Session, context: Context, check_id: str, keyring: Keyring) -> None:
    """Run one background check and report. Harmless when it has reported already.

    That of the files waits, without a report, for the last of them: its own decision asks again.
    """
    result, request = _open_check(session, context, check_id)
    if result.verdict not in (Verdict.RUNNING, Verdict.NOT_RUN):
        return
    if result.check_code == FILES and waits_for_files(session, request, result.version_id):
        return
    check = CHECKS[result.check_code]
    found = tuple(
        finding
        for line in lines_of(session, result.version_id)
        for finding in check(session, keyring, request, line)
    )
    findings = as_set(found, rules_of(session, request).severities)
    _report(session, context, (request, result), findings)
    if verdict(findings) is Verdict.BLOCKED and _may_ask(session, context, request, result):
        blocking = {f.field: f.code for f in findings if f.severity is Severity.BLOCK}
        open_exception(session, context, request, Asking(result.check_code, blocking, ""))


def expire_check(session: Session, context: Context, check_id: str) -> None:
    """Mark a check that has not reported as not run: it then blocks approval until it runs."""
    result, request = _open_check(session, context, check_id)
    if result.verdict is not Verdict.RUNNING:
        return
    result.verdict = Verdict.NOT_RUN
    _record(session, context, (request, result))


def _may_ask(session: Session, context: Context, request: Request, result: CheckResult) -> bool:
    """Whether a block opens an Exception: not for an old version, nor for what was withdrawn."""
    counts = current_version(session, request).id == result.version_id
    may = LIFECYCLE.may(Action.ASK, request.place, context.actor.role)
    return counts and may and request.withdrawn_at is None


def _open_check(session: Session, context: Context, check_id: str) -> tuple[CheckResult, Request]:
    if context.actor.role is not Role.SYSTEM:
        raise NotAllowed("check", "report", "-", "role")
    result = session.scalar(locked(sa.select(CheckResult).where(CheckResult.id == check_id)))
    if result is None:
        raise NotFound("check")
    return result, request_for_update(session, SYSTEM, result.request_id)


def _report(
    session: Session,
    context: Context,
    what: tuple[Request, CheckResult],
    findings: tuple[Finding, ...],
) -> None:
    _, result = what
    result.verdict = verdict(findings)
    result.findings = [finding.as_json() for finding in findings]
    result.reported_at = context.now
    _record(session, context, what)


def _record(session: Session, context: Context, what: tuple[Request, CheckResult]) -> None:
    request, result = what
    change = Change(after={"check": result.check_code, "verdict": result.verdict})
    subject = Subject("request", request.id, request.agency_id)
    audit.record(session, context, "request.check", subject, change)
    session.flush()
