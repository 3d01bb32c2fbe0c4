"""Home of a provider: what needs you, what is coming, what arrived, and the next cut-off."""

from __future__ import annotations

from flask import Blueprint, render_template

from provportal.actions.previewing import CALENDAR
from provportal.domain.calendar import pacific_date
from provportal.domain.request import Place
from provportal.domain.roles import PROVIDER_ROLES
from provportal.domain.standing import Case, case_of, until_decided
from provportal.store.money_facts import Known, Promising, known
from provportal.store.notice_page import chosen_by
from provportal.store.provider_pages import open_requests, remittances
from provportal.web.access import allow
from provportal.web.equipment import reading
from provportal.web.identity import current_context
from provportal.web.language import current
from provportal.web.links import link_to, link_to_request
from provportal.words import dates, next_steps
from provportal.words.coming import coming
from provportal.words.request_row import summary
from provportal.words.states import WAITS_FOR_YOU

blueprint = Blueprint("home", __name__, url_prefix="/home")

ARRIVED_SHOWN = 3
WITHOUT_ACCOUNT = frozenset({Case.UNDECIDED_NO_ACCOUNT, Case.APPROVED_NO_ACCOUNT})


@blueprint.get("")
@allow(*PROVIDER_ROLES)
def show() -> str:
    """What needs you, what is coming, what arrived."""
    context, language = current_context(), current()
    organisation_id = str(context.actor.organisation_id)
    with reading() as session:
        found = known(
            session, open_requests(session, organisation_id), Promising(CALENDAR, context.now)
        )
        chosen = chosen_by(session, str(context.actor.person_id))
        arrived = remittances(session, organisation_id, after=None)[:ARRIVED_SHOWN]
    rows = [(one, summary(language, one.standing)) for one in found]
    today = pacific_date(context.now)
    return render_template(
        "home/show.html",
        needs_you=[(one, row, _fix(one)) for one, row in rows if row.tag.kind == WAITS_FOR_YOU],
        needs_account=any(case_of(one.standing) in WITHOUT_ACCOUNT for one in found),
        drafts=[(one, row, _resume(one)) for one, row in rows if _is_draft(one)],
        coming=[(one, row) for one, row in rows if row.tag.kind == "" and not _is_draft(one)],
        sentence=coming(language, [one.standing for one in found]),
        arrived=[(row, dates.day(language, row.settled_on)) for row in arrived],
        cutoff=dates.moment(language, CALENDAR.next_run(context.now).cutoff_at),
        paid_by=dates.short_day(language, until_decided(CALENDAR, today, frozenset()).arrives_on),
        is_email_refused=chosen is not None and chosen.email_bounced_at is not None,
        is_phone_refused=chosen is not None and chosen.phone_bounced_at is not None,
        start=link_to("wizard.start"),
        step_of=lambda one: next_steps.next_step(language, one.standing),
    )


def _is_draft(one: Known) -> bool:
    return one.request.place is Place.DRAFT


def _fix(one: Known) -> str:
    return link_to_request("wizard.fix", one.request.id) if one.asked else ""


def _resume(one: Known) -> str:
    return link_to_request("wizard.resume", one.request.id)
