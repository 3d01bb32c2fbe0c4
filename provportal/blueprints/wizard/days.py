"""What happened on the marked days: one question for each run of them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from provportal.actions import drafts
from provportal.actions.drafts import ChangedMeanwhile
from provportal.blueprints.wizard.conflict import conflict_page
from provportal.blueprints.wizard.journey import (
    Journey,
    blueprint,
    is_draft,
    load,
    to_receipt,
    to_step,
)
from provportal.domain.attendance import Day
from provportal.domain.question import Question, Step
from provportal.domain.roles import PROVIDER_ROLES
from provportal.forms.attendance import RunsForm
from provportal.store.reads import NotFound
from provportal.web.access import allow
from provportal.web.equipment import transaction
from provportal.web.identity import current_context

Answer = Response | str | tuple[str, int]


@blueprint.get("/<uuid:request_id>/steps/<slug>/<key>")
@allow(*PROVIDER_ROLES)
def days(request_id: UUID, slug: str, key: str) -> Answer:
    """Ask about each run of marked days; without marks there is nothing to ask."""
    journey = load(request_id)
    here, question = _asked(journey, slug, key)
    if not is_draft(journey):
        return to_receipt(journey)
    if not journey.given(here).get(key):
        return to_step(journey, here)
    form = runs_of(journey, question, journey.given(here)[key])
    if request.form:
        form.read(request.form)
    return _page(journey, here, question, form)


@blueprint.post("/<uuid:request_id>/steps/<slug>/<key>")
@allow(*PROVIDER_ROLES)
def describe(request_id: UUID, slug: str, key: str) -> Answer:
    """Save what happened, or show the question again in smaller parts."""
    journey = load(request_id)
    here, question = _asked(journey, slug, key)
    form = runs_of(journey, question, journey.given(here).get(key) or {})
    form.read(request.form)
    if form.regrouped(request.form):
        return _page(journey, here, question, form)
    if not form.validate():
        return _page(journey, here, question, form), 422
    given = {**journey.given(here), key: form.stored()}
    try:
        with transaction() as session:
            seen = request.form.get("seen", "")
            drafts.save_step(session, current_context(), str(request_id), slug, given, seen)
    except ChangedMeanwhile as changed:
        return conflict_page(load(request_id), here, given, changed), 409
    return to_step(journey, journey.steps[-1] if "change" in request.args else journey.after(here))


def runs_of(journey: Journey, question: Question, given: Mapping[str, Day]) -> RunsForm:
    """The form for the marked days among the approved ones."""
    reasons = question.attendance.reasons if question.attendance else {}
    return RunsForm.of(journey.approved(question), given, reasons)


def _asked(journey: Journey, slug: str, key: str) -> tuple[Step, Question]:
    here = journey.step(slug)
    question = journey.question(here, key)
    if question.attendance is None:
        raise NotFound("question")
    return here, question


def _page(journey: Journey, here: Step, question: Question, form: RunsForm) -> str:
    count = sum(len(run.days) for run in form.runs)
    return render_template(
        "wizard/days.html",
        journey=journey,
        step=here,
        form=form,
        count=count,
        usual=len(journey.approved(question)) - count,
        marks=url_for(
            "wizard.step",
            request_id=journey.request.id,
            slug=here.slug,
            change=request.args.get("change"),
        ),
        seen=request.form.get("seen") or journey.revision(here),
    )
