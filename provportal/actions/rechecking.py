"""Checking again: what every check of a sent request finds as the records stand now."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.bills import check_bill
from provportal.actions.checking import CHECKS
from provportal.actions.reviewing import as_received, price_version
from provportal.domain.checks import Finding, Verdict, verdict
from provportal.domain.roles import Context
from provportal.store.keyring import Keyring
from provportal.store.reads import check_results, current_version, lines_of
from provportal.store.request import Request

Findings = Mapping[str, tuple[Finding, ...]]


def look_again(session: Session, context: Context, request: Request, keyring: Keyring) -> Findings:
    """The findings of each check, those of the submit and those of the background; keeps nothing.

    Raises Unreadable when the answers cannot be read any more.
    """
    version = current_version(session, request)
    bill = price_version(session, context, request)
    at_submit = check_bill(session, as_received(context, version), request, bill)
    lines = lines_of(session, version.id)
    in_background = {
        code: tuple(found for line in lines for found in check(session, keyring, request, line))
        for code, check in CHECKS.items()
    }
    return {**at_submit, **in_background}


def blocking(findings: Findings) -> list[str]:
    """The codes of the checks that block."""
    return [code for code, found in findings.items() if verdict(found) is Verdict.BLOCKED]


def report_again(session: Session, context: Context, request: Request, findings: Findings) -> None:
    """Write what was found over what the checks of the version that counts found before."""
    version = current_version(session, request)
    for result in check_results(session, version.id):
        found = findings[result.check_code]
        result.verdict = verdict(found)
        result.findings = [finding.as_json() for finding in found]
        result.reported_at = context.now
    verdicts = {code: verdict(found) for code, found in findings.items()}
    subject = Subject("request", request.id, request.agency_id)
    audit.record(session, context, "request.check", subject, Change(after={"again": verdicts}))
    session.flush()
