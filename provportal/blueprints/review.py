"""The work list of an agency's staff: what waits, how old it is, and who has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from provportal.actions import reviewing
from provportal.actions.moving import SamePerson
from provportal.blueprints.review_words import STATES, check_name, finding_words
from provportal.domain.calendar import PAY_WITHIN, PaymentCalendar, pacific_date
from provportal.domain.checks import Severity, Verdict
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.money import Money
from provportal.domain.program import Program
from provportal.domain.programs import person_shown
from provportal.domain.request import Place, State
from provportal.domain.roles import Role
from provportal.forms.review import QueueFilters, SelectChoice
from provportal.store import queue
from provportal.store.decision import CheckResult
from provportal.store.programs import programs_at
from provportal.store.queue import Waiting
from provportal.store.queue_parts import Part, Wanted
from provportal.store.request import Request
from provportal.store.review_page import closed_days
from provportal.web.access import allow
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context
from provportal.web.language import current, time_of_day
from provportal.words import dates

blueprint = Blueprint("review", __name__, url_prefix="/review")

CALENDAR = PaymentCalendar()
TRIES = 5
"""So many requests are tried for "take next": others may take the oldest meanwhile."""

FILTERS = ("part", "program", "mine", "number")
READERS = (Role.REVIEWER, Role.APPROVER, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Age:
    """How much of its 21 days a request has used, and until when it is decided."""

    day: int
    decide_by: date
    is_late: bool

    ALLOWED = PAY_WITHIN.days


def age_of(found: Request, today: date, closed: frozenset[date]) -> Age:
    """Counted from the day on which the request was complete (California's calendar)."""
    received: datetime = found.submitted_at or found.created_at
    since = found.complete_on or pacific_date(received)
    decide_by = CALENDAR.decide_by(since, closed)
    return Age((today - since).days, decide_by, today > decide_by)


@dataclass(frozen=True, slots=True)
class Card:
    """One row of the list in words."""

    request_id: str
    number: str
    provider: str
    about: str
    asked: Money
    state: str
    turn: str
    is_mine: bool
    looks: list[str]
    age: Age | None
    due_on: date | None
    """Until when the provider can answer or appeal."""
    is_overdue: bool


@blueprint.get("")
@allow(*READERS)
def index() -> str:
    """The list, oldest first, by the filters in the address."""
    actor = current_context().actor
    after = queue.Place.read(request.args.get("after", ""))
    with reading() as session:
        filters = _filters(programs_at(session, str(actor.agency_id)))
        wanted = _wanted(filters)
        rows = queue.waiting(session, actor, wanted, after)
        shown = rows[: queue.PAGE]
        findings = queue.open_findings(session, shown)
        counts = queue.counts(session, actor)
        closed = closed_days(session, str(actor.agency_id))
    return render_template(
        "review/index.html",
        filters=filters,
        wanted=wanted,
        cards=[_card(row, findings[row.version_id], closed) for row in shown],
        counts=counts,
        following=_following(shown, len(rows) > queue.PAGE),
        is_first=after is None,
        may_take=actor.role is Role.REVIEWER,
        nothing_to_take="none" in request.args,
    )


@blueprint.post("/next")
@allow(Role.REVIEWER)
def take_next() -> Response:
    """Take the oldest request that can be taken; one that somebody else takes is passed over."""
    context = current_context()
    with reading() as session:
        waiting = queue.oldest_submitted(session, context.actor, TRIES)
    for request_id in waiting:
        try:
            with transaction() as session:
                reviewing.take(session, context, request_id)
        except (NotAllowed, SamePerson):
            continue
        return redirect(url_for("review.show", request_id=request_id), 303)
    return redirect(url_for("review.index", none=1), 303)


def _filters(programs: Mapping[str, Program]) -> QueueFilters:
    form = QueueFilters(request.args)
    every = SelectChoice("", _("Every program"))
    known = [SelectChoice(code, program.name) for code, program in programs.items()]
    form.program.choices = [every, *known]
    return form


def _wanted(form: QueueFilters) -> Wanted:
    """What the filters ask for; a value that is not offered asks for nothing."""
    parts = {part.value for part in Part}
    programs = {value for value, *_rest in form.program.iter_choices()}
    return Wanted(
        part=Part(form.part.data) if form.part.data in parts else Part.ALL,
        program=form.program.data if form.program.data in programs else "",
        is_mine=form.mine.data == "yes",
        number=(form.number.data or "").upper(),
    )


def _following(shown: list[Waiting], has_more: bool) -> str | None:
    """The address of the next page."""
    if not has_more:
        return None
    kept = [(name, text) for name, text in request.args.items() if name in FILTERS]
    asked = urlencode([*kept, ("after", str(shown[-1].place))])
    return f"{url_for('review.index')}?{asked}"


def _card(row: Waiting, results: list[CheckResult], closed: frozenset[date]) -> Card:
    found = row.request
    context = current_context()
    today = pacific_date(context.now)
    period = dates.period(current(), found.service_from, found.service_to)
    is_open = found.state in (State.SUBMITTED, State.IN_REVIEW) or found.place is Place.SET_ASIDE
    return Card(
        request_id=found.id,
        number=found.number,
        provider=row.organisation,
        about=f"{person_shown(found.program, row.person)}, {period}",
        asked=row.asked,
        state=str(STATES[found.place]),
        turn=turn_of(found, row.owner, row.is_recommended),
        is_mine=found.owner_id == context.actor.person_id and not row.is_recommended,
        looks=[words for result in results for words in looks_of(result)],
        age=age_of(found, today, closed) if is_open else None,
        due_on=found.due_on if found.place in (Place.ASKED, Place.DENIED) else None,
        is_overdue=found.place is Place.ASKED and (found.due_on or today) < today,
    )


def turn_of(found: Request, owner: str | None, is_recommended: bool) -> str:
    """Whose turn it is, for staff."""
    if found.withdrawn_at is not None:
        return str(_("Nobody"))
    if found.place is Place.SUBMITTED:
        return str(_("Nobody yet"))
    if found.place is Place.IN_REVIEW and is_recommended:
        return str(_("An approver"))
    if found.owner_id is not None and found.owner_id == current_context().actor.person_id:
        return str(_("You"))
    return owner or str(TURNS.get(found.place, ""))


TURNS = {
    Place.IN_REVIEW: _l("A reviewer"),
    Place.ASKED: _l("The provider"),
    Place.DENIED: _l("Nobody"),
    Place.APPROVED: _l("A payment officer"),
    Place.PAYOUT_SCHEDULED: _l("Our bank"),
    Place.PAID: _l("Nobody"),
    Place.RETURNED: _l("The provider"),
    Place.HELD: _l("A payment officer"),
}


def looks_of(result: CheckResult) -> list[str]:
    """What one check asks a person to look at."""
    if result.verdict in (Verdict.RUNNING, Verdict.NOT_RUN):
        return [str(_("%(check)s: not known yet", check=check_name(result.check_code)))]
    return [
        finding_words(finding["code"], finding["params"])
        for finding in result.findings
        if finding["severity"] != Severity.NOTE
    ]


@blueprint.app_template_filter("day")
def day_in_words(when: date) -> str:
    """'Tue 10 Nov 2026', kept on one line."""
    return dates.day(current(), when).replace(" ", "\N{NO-BREAK SPACE}")


@blueprint.app_template_filter("moment")
def moment_in_words(at: datetime) -> str:
    """'Tue 10 Nov 2026, 2:14 pm' in California."""
    return f"{day_in_words(pacific_date(at))}, {time_of_day(at)}"


@blueprint.app_template_filter("period")
def period_in_words(first: date, last: date) -> str:
    """'Oct 2026' for a whole month."""
    return dates.period(current(), first, last)


@blueprint.app_template_filter("bytes")
def size_in_words(size: int) -> str:
    """'33 kB'."""
    return f"{max(1, round(size / 1000))}\N{NO-BREAK SPACE}kB"
