"""The audit log: everything that was done at an agency, newest first, for who looks after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for

from provportal.blueprints import audit_words as words
from provportal.domain.calendar import PACIFIC
from provportal.domain.promised_date import kept
from provportal.domain.roles import Role
from provportal.forms.audit import AuditFilters
from provportal.store import audit_log
from provportal.store.audit import AuditEvent
from provportal.store.audit_log import Entered, Wanted
from provportal.store.promised_date import outcomes
from provportal.web.access import allow
from provportal.web.equipment import reading
from provportal.web.identity import current_context
from provportal.web.menu import is_open

blueprint = Blueprint("audit", __name__, url_prefix="/audit")

FILTERS = ("number", "who", "noun", "since", "until")
LONGEST_SEQUENCE = 18
"""Digits of a row's sequence: more would not fit the database's number."""

PAGES = {
    "request": ("review.show", "request_id"),
    "batch": ("payouts.show", "batch_id"),
    "bank_account": ("bank_accounts.show", "account_id"),
}
"""Where one can look at a subject: endpoint and the name of its id."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the log in words. `called` is what people call the subject, '' for nothing."""

    at: datetime
    by: str
    role: str
    done: str
    noun: str
    called: str
    link: str
    changes: list[str]
    code: str


@blueprint.get("")
@allow(Role.AUDITOR, Role.PROGRAM_ADMIN)
def index() -> tuple[str, int]:
    """What was done, by the filters in the address."""
    filters = AuditFilters(request.args)
    since, until = filters.day("since"), filters.day("until")
    wanted = _wanted(filters, since, until)
    with reading() as session:
        actor = current_context().actor
        rows = audit_log.entered(session, actor, wanted)
        promised = kept(outcomes(session, str(actor.agency_id)))
    shown = rows[: audit_log.PAGE]
    page = render_template(
        "audit/index.html",
        form=filters,
        promised=promised,
        lines=[_line(row) for row in shown],
        following=_following(shown[-1].event.sequence) if len(rows) > len(shown) else None,
        is_first=wanted.before is None,
        is_narrowed=any(request.args.get(name) for name in FILTERS),
    )
    return page, filters.status


def _wanted(form: AuditFilters, since: date | None, until: date | None) -> Wanted:
    """What the filters ask for; a word that is not offered asks for everything."""
    nouns = {value for value, *_ in form.noun.iter_choices()}
    before = request.args.get("before", "")
    is_place = before.isascii() and before.isdigit() and len(before) <= LONGEST_SEQUENCE
    return Wanted(
        number=(form.number.data or "").upper(),
        who=form.who.data or "",
        noun=form.noun.data if form.noun.data in nouns else "",
        since=_begins(since) if since else None,
        until=_begins(until + timedelta(days=1)) if until and until < date.max else None,
        before=int(before) if is_place else None,
    )


def _begins(day: date) -> datetime:
    """The moment at which a day begins in California."""
    return datetime.combine(day, time(), PACIFIC)


def _line(row: Entered) -> Line:
    event = row.event
    endpoint, _ = PAGES.get(event.subject, ("", ""))
    may_look = row.can_be_seen and is_open(endpoint, current_context().actor.role)
    return Line(
        at=event.at,
        by=row.by,
        role=str(event.role).replace("_", " "),
        done=words.done(event.action),
        noun=str(words.NOUNS.get(event.subject, event.subject)),
        called=_called(row),
        link=_address(event) if may_look else "",
        changes=list(words.changes(event.before, event.after)),
        code=event.request_id,
    )


def _address(event: AuditEvent) -> str:
    endpoint, name = PAGES[event.subject]
    values: dict[str, Any] = {name: event.subject_id}
    return url_for(endpoint, **values)


def _called(row: Entered) -> str:
    if row.event.subject == "page":
        return row.event.subject_id
    return row.called


def _following(sequence: int) -> str:
    """The address of the next page."""
    kept = [(name, text) for name, text in request.args.items() if name in FILTERS]
    return f"{url_for('audit.index')}?{urlencode([*kept, ('before', sequence)])}"
