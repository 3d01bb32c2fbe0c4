"""One request before its reviewers: all that is known of it, and its documents."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import render_template, request
from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types

from provportal.blueprints import review_words
from provportal.blueprints.review import READERS, age_of, blueprint, turn_of
from provportal.blueprints.review_answers import (
    answers_shown,
    asks_about_days,
    different_days,
    questions_to_fix,
    said,
    terms_shown,
)
from provportal.blueprints.review_files import READ
from provportal.blueprints.review_offers import Offer, offer_to
from provportal.blueprints.review_seen import Seen, look
from provportal.domain.calendar import pacific_date
from provportal.domain.request import Place
from provportal.domain.roles import Role
from provportal.domain.submission import DIFFERENCE, DIFFERENCE_QUESTION, difference_told
from provportal.forms.review import REASONS, DecisionForm, ResumeForm
from provportal.store import review_page
from provportal.web.access import allow
from provportal.web.equipment import reading
from provportal.web.identity import current_context
from provportal.web.language import current
from provportal.words import reasons
from provportal.words.remittance import line_name


@blueprint.get("/<uuid:request_id>")
@allow(*READERS, Role.PAYMENT_OFFICER)
def show(request_id: UUID) -> str:
    """The request beside its records, its checks, its price and its history; and the decision."""
    seen = look_at(request_id)
    offer = offer_to(current_context().actor, seen)
    return page_of(seen, offer, form_of(seen, offer))


def look_at(request_id: UUID) -> Seen:
    with reading() as session:
        return look(session, current_context(), str(request_id))


def form_of(seen: Seen, offer: Offer) -> DecisionForm:
    form = DecisionForm()
    questions = questions_to_fix(seen.wizard, seen.header.version.answers)
    form.offer(offer.labelled(seen), questions, request.form)
    return form


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a decision was not made: 403 or 409, and the number of a request in its way."""

    status: int = 0
    taken_by: str = ""


DONE = Refusal()
"""Nothing was refused."""


def page_of(
    seen: Seen,
    offer: Offer,
    form: DecisionForm,
    resume_form: ResumeForm | None = None,
    refusal: Refusal = DONE,
) -> str:
    answers = seen.header.version.answers
    resuming = resume_form or ResumeForm(None)
    return render_template(
        "review/show.html",
        seen=seen,
        offer=offer,
        form=resuming if resuming.errors else form,
        decision=form,
        resuming=resuming,
        refused=refusal.status,
        taken_by=refusal.taken_by,
        told=difference_told(answers),
        answers=list(answers_shown(seen.wizard, answers, seen.uploads)),
        asks_about_days=asks_about_days(seen.wizard, answers),
        days=different_days(seen.wizard, answers),
        last=last_act(seen),
        **in_words(seen),
    )


def last_act(seen: Seen) -> review_page.Event | None:
    """The last thing that a person did; to open a document changes nothing."""
    acts = (row for row in seen.events if row.event.actor_id is not None)
    return next((row for row in acts if row.event.action != READ), None)


def in_words(seen: Seen) -> dict[str, object]:
    """The tables and functions that put a request into words."""
    found = seen.request
    asked = questions_to_fix(seen.wizard, seen.header.version.answers)
    labels = {DIFFERENCE: DIFFERENCE_QUESTION.label, **dict(asked)}
    return {
        "words": review_words,
        "Place": Place,
        "state": review_words.STATES[found.place],
        "turn": turn_of(found, seen.header.owner, seen.is_recommended),
        "age": age_of(found, pacific_date(current_context().now), seen.closed),
        "why": lambda reason: reasons.why(current(), reason),
        "reason_words": _reason_words(),
        "field_words": lambda field: labels.get(field, field),
        "terms_shown": terms_shown,
        "said": said,
        "line_name": lambda kind: line_name(current(), seen.program.line_words(kind), kind),
    }


def _reason_words() -> dict[str, str]:
    known = {code: str(words) for group in REASONS.values() for code, words in group}
    return known | {"": str(_("No reason"))}
