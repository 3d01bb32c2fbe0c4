"""Two tabs or two people: what was typed and what is saved meanwhile, side by side."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template, request

from provportal.actions.drafts import ChangedMeanwhile, revision_of
from provportal.blueprints.wizard.journey import Journey, documents_asked
from provportal.domain.question import Step
from provportal.domain.upload import document_ids
from provportal.forms.answers import said
from provportal.forms.day_words import asked


def conflict_page(
    journey: Journey, here: Step, typed: Mapping[str, object], changed: ChangedMeanwhile
) -> str:
    """Both versions of a step, and a button for either; nothing is lost by asking."""
    rows = [
        (asked(question.label), *(said(question, given.get(question.key), journey.known)
                           for given in (typed, changed.saved)))
        for question in here.asked(journey.answers)
        if typed.get(question.key) != changed.saved.get(question.key)
    ]  # fmt: skip
    return render_template(
        "wizard/conflict.html",
        journey=journey,
        step=here,
        rows=rows,
        saved_at=changed.saved_at,
        typed=_again(journey, here, typed),
        again=request.full_path,
        seen=revision_of(changed.saved),
    )


def _again(journey: Journey, here: Step, typed: Mapping[str, object]) -> list[tuple[str, str]]:
    """The form once more: what was posted, and the documents that came with it."""
    documents = documents_asked(here.asked(journey.answers))
    kept = [(f"{one.key}-kept", id_) for one in documents for id_ in document_ids(typed[one.key])]
    posted = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in {"csrf_token", "seen", *dict(kept)}
    ]
    return [*posted, *kept]
