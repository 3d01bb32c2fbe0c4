"""The receipt: number, what was checked, what still runs, and what happens next."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from provportal.actions.previewing import CALENDAR
from provportal.blueprints.wizard.estimate import NO_CLOSED_DAYS
from provportal.blueprints.wizard.journey import blueprint, is_asked
from provportal.domain.checks import Verdict
from provportal.domain.programs import person_shown
from provportal.domain.roles import PROVIDER_ROLES
from provportal.store.decision import CheckResult
from provportal.store.person import Person
from provportal.store.reads import (
    NotFound,
    check_results,
    current_version,
    facts_of,
    scoped_requests,
)
from provportal.store.request import Request
from provportal.web.access import allow
from provportal.web.equipment import reading
from provportal.web.identity import current_context
from provportal.web.language import current
from provportal.words import findings


@blueprint.get("/<uuid:request_id>/sent")
@allow(*PROVIDER_ROLES)
def sent(request_id: UUID) -> str | Response:
    """The receipt of the version that counts; it stays what it was, however often it is opened."""
    actor = current_context().actor
    with reading() as session:
        request = session.scalar(scoped_requests(actor).where(Request.id == str(request_id)))
        if request is None:
            raise NotFound("request")
        if is_asked(request):
            return redirect(url_for("wizard.fix", request_id=request.id), 303)
        version = current_version(session, request)
        checks = check_results(session, version.id)
        facts = facts_of(session, request)
        sender = session.get(Person, version.submitted_by_id) if version.submitted_by_id else None
    complete_on = request.complete_on or version.submitted_at.date()
    return render_template(
        "wizard/sent.html",
        request_row=request,
        version=version,
        served=person_shown(request.program, facts.person.name),
        month=facts.service_from,
        sender=sender.name if sender else "",
        checks=[_said(check) for check in sorted(checks, key=_order)],
        running=sum(check.verdict is Verdict.RUNNING for check in checks),
        paid_by=CALENDAR.promised_settlement(complete_on, NO_CLOSED_DAYS),
        decided_by=CALENDAR.decide_by(complete_on, NO_CLOSED_DAYS),
        shown_at=_page_of(request),
    )


def _order(check: CheckResult) -> int:
    """Where a check stands on the receipt."""
    known = list(findings.CHECKS)
    return known.index(check.check_code) if check.check_code in known else len(known)


def _said(check: CheckResult) -> tuple[str, Verdict, list[str]]:
    """What a check looks at, its verdict, and what it found."""
    language = current()
    found = [
        findings.sentence(language, finding["code"], finding["params"])
        for finding in check.findings
    ]
    return findings.check_name(language, check.check_code), check.verdict, found


def _page_of(request: Request) -> str:
    """Where the request is followed, when that page exists."""
    if "requests.show" not in current_app.view_functions:
        return ""
    return url_for("requests.show", request_id=request.id)
