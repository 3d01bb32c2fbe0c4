"""One topic a page: shown prefilled, saved at every step, left for the next one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from provportal.actions import drafts
from provportal.actions.drafts import ChangedMeanwhile
from provportal.blueprints.wizard import signing, uploads
from provportal.blueprints.wizard.conflict import conflict_page
from provportal.blueprints.wizard.journey import (
    Journey,
    blueprint,
    documents_asked,
    is_draft,
    load,
    to_receipt,
    to_step,
)
from provportal.domain.attendance import marked
from provportal.domain.question import Kind, Question, Step
from provportal.domain.roles import PROVIDER_ROLES
from provportal.domain.upload import document_ids
from provportal.forms.answers import said
from provportal.forms.attendance import marks_in, weeks
from provportal.forms.base import Form
from provportal.forms.wizard_form import field_of, form_of, typed
from provportal.web.access import allow, takes_files
from provportal.web.equipment import transaction
from provportal.web.identity import current_context

Answer = Response | str | tuple[str, int]


@blueprint.get("/<uuid:request_id>/continue")
@allow(*PROVIDER_ROLES)
def resume(request_id: UUID) -> Response:
    """Where the person goes on: the first step that lacks an answer."""
    journey = load(request_id)
    return to_step(journey, journey.unanswered) if is_draft(journey) else to_receipt(journey)


@blueprint.get("/<uuid:request_id>/steps/<slug>")
@allow(*PROVIDER_ROLES)
def step(request_id: UUID, slug: str) -> Answer:
    """The page of one step; one that may not be visited yet leads to where the person is."""
    journey = load(request_id)
    if not is_draft(journey):
        return to_receipt(journey)
    here = journey.step(slug)
    if not journey.wizard.may_visit(slug, journey.answers):
        return to_step(journey, journey.unanswered)
    if here.signs:
        return signing.page(journey, here)
    given = {**journey.given(here), **(_marks(journey, here) if request.form else {})}
    return _page(journey, here, form_of(here.asked(journey.answers), given), given)


@blueprint.post("/<uuid:request_id>/steps/<slug>")
@takes_files
@allow(*PROVIDER_ROLES)
def save(request_id: UUID, slug: str) -> Answer:
    """Save what was answered, and go on."""
    journey = load(request_id)
    here = journey.step(slug)
    if here.signs:
        return signing.send(journey, here)
    asked = here.asked(journey.answers)
    form = form_of(asked, journey.given(here))
    if not uploads.stays():
        form.validate()
    given = {**journey.given(here), **typed(asked, form), **_marks(journey, here)}
    for question in documents_asked(asked):
        saved = given.get(question.key)
        given[question.key] = uploads.received(journey, slug, question, form, saved)
    try:
        if form.faults or uploads.stays():
            return _here_again(journey, here, form, given)
        _save(journey, here, given)
    except ChangedMeanwhile as changed:
        return conflict_page(load(request_id), here, given, changed), 409
    return _onward(journey, here, given)


def _save(journey: Journey, here: Step, given: dict[str, Any]) -> None:
    seen, context = request.form.get("seen", ""), current_context()
    with transaction() as session:
        drafts.save_step(session, context, journey.request.id, here.slug, given, seen)


def _here_again(journey: Journey, here: Step, form: Form, given: dict[str, Any]) -> Answer:
    """The same page with all that is typed: files are saved at once, whatever else is open."""
    keys = {question.key for question in documents_asked(here.asked(journey.answers))}
    files = {key: given[key] for key in keys}
    before = {key: list(document_ids(journey.given(here).get(key))) for key in keys}
    if files == before:
        return _page(load(journey.request.id), here, form, given), form.status
    _save(journey, here, {**journey.given(here), **files})
    saved = load(journey.request.id)
    return _page(saved, here, form, given, saved.revision(here)), form.status


@blueprint.post("/<uuid:request_id>/steps/<slug>/check/<key>")
@allow(*PROVIDER_ROLES)
def check(request_id: UUID, slug: str, key: str) -> str:
    """What is wrong with one answer as it is typed: the content of its message container."""
    journey = load(request_id)
    question = journey.question(journey.step(slug), key)
    form = form_of((question,), {})
    field = field_of(form, question)
    # A date that is being typed, box by box, is not wrong yet.
    typing = question.kind is Kind.DATE and not all(field.parts.values())
    form.validate()
    return render_template("wizard/check.html", errors=[] if typing else field.errors)


def _marks(journey: Journey, here: Step) -> dict[str, object]:
    """The days that were marked, for each question about days."""
    return {
        question.key: marked(
            marks_in(request.form, question.key, journey.approved(question)),
            journey.given(here).get(question.key) or {},
        )
        for question in here.asked(journey.answers)
        if question.kind is Kind.ATTENDANCE
    }


def _onward(journey: Journey, here: Step, given: dict[str, object]) -> Response:
    """To the question about the marked days, back to the check, or to the next step."""
    for question in here.asked(journey.answers):
        if question.kind is Kind.ATTENDANCE and given.get(question.key):
            change = request.args.get("change")
            key, place = question.key, journey.request.id
            onward_to = url_for(
                "wizard.days", request_id=place, slug=here.slug, key=key, change=change
            )
            return redirect(onward_to, 303)
    return onward(journey, here)


def onward(journey: Journey, here: Step) -> Response:
    """To the next step; whoever came from the check goes back there."""
    last = journey.steps[-1]
    return to_step(journey, last if "change" in request.args else journey.after(here))


def _page(
    journey: Journey, here: Step, form: Form, given: dict[str, Any], seen: str | None = None
) -> str:
    asked = here.asked(journey.answers)
    return render_template(
        "wizard/step.html",
        journey=journey,
        step=here,
        form=form,
        asked=asked,
        documents=uploads.shown(journey, documents_asked(asked), given),
        weeks={question.key: _weeks(journey, question, given) for question in asked},
        words={question.key: said(question, given.get(question.key), journey.known)
               for question in asked},
        seen=seen or request.form.get("seen") or journey.revision(here),
    )  # fmt: skip


def _weeks(journey: Journey, question: Question, given: dict[str, Any]) -> object:
    return weeks(list(journey.approved(question)), given.get(question.key) or {})
