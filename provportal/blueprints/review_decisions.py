"""What reviewers and approvers decide: each form of the review page, done once or refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from provportal.actions import appealing, deciding, reviewing, signing_in
from provportal.actions.moving import SamePerson
from provportal.actions.reviewing import Reasoned
from provportal.blueprints.review import blueprint as blueprint
from provportal.blueprints.review_offers import offer_to
from provportal.blueprints.review_request import (
    Refusal,
    form_of,
    in_words,
    last_act,
    look_at,
    page_of,
)
from provportal.blueprints.review_seen import Seen
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import Context, Role
from provportal.forms.review import Choice, DecisionForm, ResumeForm
from provportal.store.agency import Agency
from provportal.store.reads import request_for_update
from provportal.web.access import allow
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context
from provportal.web.step_up import require_fresh

Answer = AnyResponse | tuple[str, int] | str

DONE = {
    "take": "request.take",
    "resume": "request.resume",
    Choice.RECOMMEND: "request.recommend",
    Choice.SEND_BACK: "request.ask",
    Choice.SET_ASIDE: "request.set_aside",
    Choice.APPROVE: "request.approve",
    Choice.DENY: "request.deny",
    Choice.LAPSE: "request.lapse",
    Choice.UPHOLD: "request.uphold_appeal",
}
"""The audit row that says that it was done."""

FINAL = (Choice.APPROVE, Choice.DENY, Choice.LAPSE, Choice.UPHOLD)
"""What is asked once more before it is done."""


@blueprint.post("/<uuid:request_id>/take")
@allow(Role.REVIEWER)
def take(request_id: UUID) -> Answer:
    """Take a request from the list."""
    return _try(request_id, "take", reviewing.take)


@blueprint.post("/<uuid:request_id>/resume")
@allow(Role.REVIEWER, Role.APPROVER)
def resume(request_id: UUID) -> Answer:
    """Take a request up again that one set aside."""
    form = ResumeForm()
    if not form.validate():
        seen = look_at(request_id)
        offer = offer_to(current_context().actor, seen)
        return page_of(seen, offer, form_of(seen, offer), form), form.status
    return _try(
        request_id,
        "resume",
        lambda session, context, found: reviewing.resume(
            session, context, found, str(form.settled.data)
        ),
    )


@blueprint.post("/<uuid:request_id>/decide")
@allow(Role.REVIEWER, Role.APPROVER)
def decide(request_id: UUID) -> Answer:
    """One of the choices of the page; what closes, reopens or pays is asked once more."""
    seen = look_at(request_id)
    offer = offer_to(current_context().actor, seen)
    form = form_of(seen, offer)
    if form.revision.data != str(seen.request.revision):
        return _refused(request_id, form.choice.data or "", NotAllowed("request", "decide", "", ""))
    if not form.judge():
        return page_of(seen, offer, form), form.status
    choice = Choice(form.choice.data)
    if choice in FINAL and request.form.get("confirmed") != "yes":
        return render_template("review/confirm.html", seen=seen, form=form, **in_words(seen))
    if choice is Choice.APPROVE and _is_large(seen):
        require_fresh()
    move = MOVES[choice]
    return _try(
        request_id, choice, lambda session, context, found: move(session, context, found, form)
    )


def _is_large(seen: Seen) -> bool:
    """Whether an approval would pay more than the agency lets pass without the second factor."""
    with reading() as session:
        limit = session.get_one(Agency, seen.request.agency_id).factor_above
    return seen.price is not None and seen.price.payable > limit


def _reasoned(form: DecisionForm) -> Reasoned:
    return Reasoned(form.reason.data, form.note.data or "", form.private_note.data or "")


def _recommend(session: Session, context: Context, request_id: str, form: DecisionForm) -> object:
    return reviewing.recommend(session, context, request_id, _reasoned(form))


def _send_back(session: Session, context: Context, request_id: str, form: DecisionForm) -> object:
    items = form.questions.data
    return reviewing.send_back(session, context, request_id, items, _reasoned(form))


def _set_aside(session: Session, context: Context, request_id: str, form: DecisionForm) -> object:
    return reviewing.set_aside(session, context, request_id, _reasoned(form))


def _approve(session: Session, context: Context, request_id: str, form: DecisionForm) -> object:
    return deciding.approve(session, context, request_id, _reasoned(form))


def _deny(session: Session, context: Context, request_id: str, form: DecisionForm) -> object:
    return deciding.deny(session, context, request_id, _reasoned(form))


def _lapse(session: Session, context: Context, request_id: str, form: DecisionForm) -> object:
    return appealing.lapse(session, context, request_id, _reasoned(form))


def _uphold(session: Session, context: Context, request_id: str, form: DecisionForm) -> object:
    return appealing.uphold_appeal(session, context, request_id, _reasoned(form))


MOVES: Mapping[Choice, Callable[[Session, Context, str, DecisionForm], object]] = {
    Choice.RECOMMEND: _recommend,
    Choice.SEND_BACK: _send_back,
    Choice.SET_ASIDE: _set_aside,
    Choice.APPROVE: _approve,
    Choice.DENY: _deny,
    Choice.LAPSE: _lapse,
    Choice.UPHOLD: _uphold,
}


def _try(request_id: UUID, deed: str, move: Callable[[Session, Context, str], object]) -> Answer:
    """Do it on the revision that was seen; a refusal shows again all that was typed."""
    context = current_context()
    try:
        with transaction() as session:
            found = request_for_update(session, context.actor, str(request_id))
            if request.form.get("revision", "") != str(found.revision):
                raise NotAllowed("request", deed, found.place, "changed meanwhile")
            move(session, context, found.id)
    except (NotAllowed, SamePerson, StaleDataError) as refusal:
        return _refused(request_id, deed, refusal)
    return redirect(url_for("review.show", request_id=request_id), 303)


def _refused(request_id: UUID, deed: str, refusal: Exception) -> Answer:
    seen = look_at(request_id)
    if _is_done_already(seen, deed):
        return redirect(url_for("review.show", request_id=request_id), 303)
    status = 403 if isinstance(refusal, SamePerson) else 409
    if status == 403:
        with transaction() as session:
            signing_in.deny(session, current_context(), str(request.endpoint), status)
    offer = offer_to(current_context().actor, seen)
    taken_by = refusal.number if isinstance(refusal, appealing.KeyTaken) else ""
    form = form_of(seen, offer)
    return page_of(seen, offer, form, refusal=Refusal(status, taken_by)), status


def _is_done_already(seen: Seen, deed: str) -> bool:
    """Whether the last thing done here was this, by this very person: a double click."""
    last, me = last_act(seen), current_context().actor.person_id
    return last is not None and (last.event.action, last.event.actor_id) == (DONE.get(deed), me)
