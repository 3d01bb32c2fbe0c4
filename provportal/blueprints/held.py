"""Held money: the list of holds, holding an approved payment, and ending a hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from provportal.actions import holding
from provportal.actions.holding import StillHeld
from provportal.actions.reviewing import Reasoned
from provportal.blueprints.payouts import READERS
from provportal.blueprints.payouts import blueprint as blueprint
from provportal.blueprints.review_words import DECISIONS, STATES
from provportal.domain.calendar import pacific_date
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.money import total
from provportal.domain.payout import BatchState
from provportal.domain.request import LIFECYCLE, Action, Place
from provportal.domain.roles import Role
from provportal.forms.held import REASON_WORDS, EndForm, HoldForm, WayOut
from provportal.store import held_page
from provportal.store.decision import Decision, DecisionKind
from provportal.store.held_page import Holdable
from provportal.web.access import allow
from provportal.web.equipment import equipment, reading, transaction
from provportal.web.identity import current_context
from provportal.web.language import current
from provportal.words.findings import check_name

Answer = Response | tuple[str, int] | str

IN_THE_WAY = {
    "no_bank_account": _l("There is no active bank account."),
    "ids_differ": _l("The tax number is not the one that was approved."),
    "changed": _l("It changed while you were looking at it. See how it stands now."),
}
"""Why nothing was done, beside the checks that block."""


CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be done, and what is said instead of a form."""

    may_hold: bool = False
    may_end: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that is held or may be, with what was decided about holding it, newest first."""

    one: Holdable
    holds: list[tuple[Decision, str]]

    @property
    def is_released(self) -> bool:
        return self.one.batch is not None and self.one.batch.state is not BatchState.BUILT

    def last_was(self, *kinds: DecisionKind) -> bool:
        """Whether the actor made one of these decisions last: a double click."""
        made = self.holds[0][0] if self.holds else None
        me = current_context().actor.person_id
        return made is not None and made.kind in kinds and made.decided_by_id == me


@blueprint.get("/held")
@allow(*READERS)
def held() -> str:
    """All that is held, the longest held first."""
    context = current_context()
    with reading() as session:
        rows = held_page.held(session, context.actor)
    today = pacific_date(context.now)
    return render_template(
        "held/index.html",
        rows=[(one, hold, (today - pacific_date(hold.decided_at)).days) for one, hold in rows],
        total=total(one.amount for one, _ in rows),
        reason_words=REASON_WORDS,
        me=context.actor.person_id,
    )


@blueprint.get("/held/<uuid:request_id>")
@allow(*READERS)
def show_held(request_id: UUID) -> str:
    """One payment: hold it, or see why it is held and end the hold."""
    return _page(_look(request_id), HoldForm(None), EndForm(None))


@blueprint.post("/held/<uuid:request_id>/hold")
@allow(Role.PAYMENT_OFFICER)
def hold(request_id: UUID) -> Answer:
    """Hold it; it leaves its run. Pressed twice, it is held once."""
    form = HoldForm()
    if not form.validate():
        return _page(_look(request_id), form, EndForm(None)), form.status
    try:
        with transaction() as session:
            holding.hold(session, current_context(), str(request_id), _reasoned(form))
    except (NotAllowed, StaleDataError):
        seen = _look(request_id)
        if not seen.last_was(DecisionKind.HOLD):
            return _page(seen, form, EndForm(None), (CHANGED,)), 409
    return _to_held(request_id)


@blueprint.post("/held/<uuid:request_id>/end")
@allow(Role.PAYMENT_OFFICER)
def end_hold(request_id: UUID) -> Answer:
    """End the hold by one of the two ways; a new decision is asked once more."""
    form = EndForm()
    if not form.judge():
        return _page(_look(request_id), HoldForm(None), form), form.status
    if form.way.data == WayOut.REDECIDE and request.form.get("confirmed") != "yes":
        words = {"reason_words": REASON_WORDS}
        return render_template("held/confirm.html", seen=_look(request_id), form=form, **words)
    try:
        with transaction() as session:
            WAYS[WayOut(form.way.data)](session, str(request_id), _reasoned(form))
    except StillHeld as refusal:
        return _page(_look(request_id), HoldForm(None), form, refusal.why), 409
    except (NotAllowed, StaleDataError):
        seen = _look(request_id)
        if not seen.last_was(DecisionKind.END_HOLD, DecisionKind.REDECIDE):
            return _page(seen, HoldForm(None), form, (CHANGED,)), 409
    return _to_held(request_id)


def _end(session: Session, request_id: str, reasoned: Reasoned) -> object:
    keyring = equipment().keyring
    return holding.end_hold(session, current_context(), request_id, reasoned, keyring)


def _redecide(session: Session, request_id: str, reasoned: Reasoned) -> object:
    return holding.redecide(session, current_context(), request_id, reasoned)


WAYS: dict[WayOut, Callable[[Session, str, Reasoned], object]] = {
    WayOut.END: _end,
    WayOut.REDECIDE: _redecide,
}


def _reasoned(form: HoldForm | EndForm) -> Reasoned:
    return Reasoned(form.reason.data, form.note.data or "", form.private_note.data or "")


def _look(request_id: UUID) -> Seen:
    with reading() as session:
        one = held_page.one_holdable(session, current_context().actor, str(request_id))
        return Seen(one, held_page.holds_of(session, str(request_id)))


def _to_held(request_id: UUID) -> Response:
    return redirect(url_for("payouts.show_held", request_id=request_id), 303)


def _page(
    seen: Seen, holding_form: HoldForm, ending_form: EndForm, in_the_way: Sequence[str] = ()
) -> str:
    """`in_the_way`: why it was refused, codes of IN_THE_WAY or of checks."""
    return render_template(
        "held/show.html",
        seen=seen,
        holding=holding_form,
        ending=ending_form,
        form=ending_form if ending_form.errors else holding_form,
        in_the_way=[_why(code) for code in in_the_way],
        offer=_offer(seen),
        state=STATES[seen.one.request.place],
        decisions=DECISIONS,
        reason_words=REASON_WORDS,
    )


def _why(code: str) -> str:
    """Why nothing was done, in words; a code that has none is that of a check."""
    blocks = _("This check blocks by now: %(check)s.", check=check_name(current(), code))
    return str(IN_THE_WAY.get(code) or blocks)


def _offer(seen: Seen) -> Offer:
    """What this person may do with it now, or the sentence that says why nothing."""
    actor, found = current_context().actor, seen.one.request
    if actor.role is not Role.PAYMENT_OFFICER:
        return Offer(why_not=str(_("You can read this and change nothing.")))
    if found.place is Place.HELD and found.owner_id != actor.person_id:
        return Offer(
            why_not=str(_("%(name)s holds it and ends the hold.", name=seen.one.owner or ""))
        )
    if found.place is Place.HELD:
        return Offer(may_end=True)
    if seen.is_released:
        return Offer(why_not=str(_("It was released to the bank. Nothing can be held any more.")))
    if LIFECYCLE.may(Action.HOLD, found.place, actor.role):
        return Offer(may_hold=True)
    return Offer(why_not=str(_("It is not approved, so there is nothing to hold.")))
