"""How a person wants to be told, and what was sent to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types
from werkzeug.wrappers import Response

from provportal.actions.notice_preferences import Wanted, choose
from provportal.actions.phone_confirmation import ask_for_code
from provportal.domain.delivery import QuietHours, Result
from provportal.domain.notice import Channel, Ways
from provportal.domain.phone import normal_phone, shown_phone
from provportal.domain.roles import PROVIDER_ROLES
from provportal.forms.fields import options
from provportal.forms.notices import NoticesForm
from provportal.store.notice import Notice, NoticeDelivery, NoticePreference
from provportal.store.notice_page import attempts_for, chosen_by
from provportal.web.access import allow
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context, current_identity
from provportal.web.language import current
from provportal.words import dates
from provportal.words.notices import Told, subject_of

blueprint = Blueprint("notices", __name__, url_prefix="/account/notices")

RESULTS = {
    Result.DELIVERED: _l("Sent"),
    Result.REFUSED: _l("Came back: this address does not take it"),
    Result.TRY_LATER: _l("Not sent yet. We try again"),
    Result.PERHAPS_SENT: _l("Perhaps sent: we were interrupted"),
    Result.NOT_WANTED: _l("Not sent"),
}
WAITING = _l("On its way")
CHANNELS = {Channel.EMAIL: _l("Email"), Channel.TEXT: _l("Text message")}


@dataclass(frozen=True, slots=True)
class Line:
    """One attempt, as its reader sees it. `to` is masked, '' before it was sent."""

    at: datetime
    subject: str
    channel: str
    to: str
    became: str


@blueprint.get("")
@allow(*PROVIDER_ROLES)
def show() -> str:
    """The choices as they are, and the last notices."""
    with reading() as session:
        chosen = chosen_by(session, current_identity().person_id)
    return _page(_form(chosen), chosen)


@blueprint.post("")
@allow(*PROVIDER_ROLES)
def save() -> Response | tuple[str, int]:
    """Remember the choices."""
    form = _form(None)
    if not form.validate():
        return _page(form, None), form.status
    wanted = _wanted(form)
    if wanted.lacks_phone:
        form.refuse("phone", str(_l("Enter the phone number for text messages")))
        return _page(form, None), form.status
    with transaction() as session:
        if choose(session, current_context(), wanted):
            is_sent = ask_for_code(session, current_context())
            return redirect(url_for("notices.ask_code", sent=None if is_sent else "no"), 303)
    return redirect(url_for("notices.show", saved="yes"), 303)


def _form(chosen: NoticePreference | None) -> NoticesForm:
    """What was typed, else what was chosen, else email."""
    form = NoticesForm(
        requests=chosen.requests if chosen else Ways.EMAIL,
        payments=chosen.payments if chosen else Ways.EMAIL,
        phone=shown_phone(chosen.phone) if chosen and chosen.phone else "",
        quiet_from=str(chosen.quiet_from if chosen else QuietHours().begins),
        quiet_to=str(chosen.quiet_to if chosen else QuietHours().ends),
    )
    hours = [(str(hour), dates.clock(current(), time(hour))) for hour in range(24)]
    form.quiet_from.choices = form.quiet_to.choices = options(hours)
    return form


def _wanted(form: NoticesForm) -> Wanted:
    return Wanted(
        phone=normal_phone(form.phone.data or "") or "",
        requests=Ways(form.requests.data),
        payments=Ways(form.payments.data),
        quiet=QuietHours(int(form.quiet_from.data), int(form.quiet_to.data)),
    )


def _page(form: NoticesForm, chosen: NoticePreference | None) -> str:
    person = current_identity()
    with reading() as session:
        attempts = attempts_for(
            session, person.person_id, str(current_context().actor.organisation_id)
        )
    return render_template(
        "notices/show.html",
        form=form,
        lines=[_line(delivery, notice) for delivery, notice in attempts],
        is_saved="saved" in request.args,
        is_confirmed="confirmed" in request.args,
        waits_for_code=chosen is not None and chosen.waits_for_code,
        is_phone_refused=chosen is not None and chosen.phone_bounced_at is not None,
        is_email_refused=chosen is not None and chosen.email_bounced_at is not None,
    )


def _line(delivery: NoticeDelivery, notice: Notice) -> Line:
    told = Told(notice.event, notice.params, "", "")
    return Line(
        at=delivery.finished_at or delivery.due_at,
        subject=subject_of(current(), told),
        channel=str(CHANNELS[delivery.channel]),
        to=delivery.sent_to or "",
        became=str(RESULTS[delivery.result] if delivery.result else WAITING),
    )
