"""One request being filled in: its program, facts, answers and documents, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, redirect, url_for
from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from provportal.actions.drafts import revision_of
from provportal.domain.attendance import Times
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.program import Facts, Program
from provportal.domain.question import Kind, Question, Step, Wizard
from provportal.domain.request import Place
from provportal.forms.answers import Known
from provportal.forms.day_words import month_name
from provportal.store.programs import program_of
from provportal.store.reads import NotFound, facts_of, scoped_requests
from provportal.store.request import Draft, Request
from provportal.store.rules import rules_of
from provportal.store.upload import Upload, uploads_of
from provportal.web.equipment import reading
from provportal.web.identity import current_context

blueprint = Blueprint("wizard", __name__, url_prefix="/requests")

MEDIA = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/heic": "HEIC",
}


@dataclass(frozen=True, slots=True)
class Journey:
    """A request with all that its pages show."""

    request: Request
    program: Program
    wizard: Wizard
    facts: Facts
    answers: dict[str, Any]
    saved_at: datetime
    documents: Mapping[str, Upload]
    """Every file that was sent for it, by id."""

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.wizard.path(self.answers)

    @property
    def person(self) -> str:
        """The child or patient, as little as identifies."""
        return self.program.person_shown(self.facts.person.name)

    @property
    def title(self) -> str:
        """'Mateo R., October 2026'."""
        month = month_name(self.request.service_from)
        return str(_("%(person)s, %(month)s", person=self.person, month=month))

    @property
    def known(self) -> Known:
        """What the answers are shown with."""
        words = {key: about(document) for key, document in self.documents.items()}
        asked = [question for step in self.steps for question in step.questions]
        approved = next((self.approved(question) for question in asked if question.attendance), {})
        return Known(self.person, self.request.service_from, approved, words)

    def approved(self, question: Question) -> Mapping[date, Times]:
        """The approved days of the month for a question about days."""
        if question.attendance is None:
            return {}
        certificate, facts = self.facts.certificate, self.facts
        first = max(facts.service_from, certificate.starts_on)
        last = min(facts.service_to, certificate.ends_on)
        if first > last:
            return {}
        return question.attendance.approved(certificate.terms, first, last)

    def step(self, slug: str) -> Step:
        """The step of this name. Raises NotFound."""
        for step in self.steps:
            if step.slug == slug:
                return step
        raise NotFound("step")

    def question(self, step: Step, key: str) -> Question:
        """The question of this key. Raises NotFound."""
        for question in step.asked(self.answers):
            if question.key == key:
                return question
        raise NotFound("question")

    def given(self, step: Step) -> Mapping[str, Any]:
        """What was answered on a step."""
        given: Mapping[str, Any] = self.answers.get(step.slug, {})
        return given

    def revision(self, step: Step) -> str:
        """Names what the page of a step was made from."""
        return revision_of(self.given(step))

    def number(self, step: Step) -> int:
        """Its place among the steps, from 1."""
        return self.steps.index(step) + 1

    def after(self, step: Step) -> Step:
        """The next step; the last one is followed by itself."""
        return self.steps[min(self.number(step), len(self.steps) - 1)]

    @property
    def unanswered(self) -> Step:
        """Where the person goes on: the first step lacking an answer, else the last."""
        return self.wizard.next_unanswered(self.answers) or self.steps[-1]


def about(document: Upload) -> str:
    """'JPEG, 1.2 MB'."""
    kind = MEDIA.get(document.media_type, document.media_type)
    if document.size < 1024 * 1024:
        return f"{kind}, {max(1, document.size // 1024)}\N{NO-BREAK SPACE}kB"
    return f"{kind}, {document.size / 1024 / 1024:.1f}\N{NO-BREAK SPACE}MB"


def load(request_id: object) -> Journey:
    """The draft with this id. Raises NotFound, NotAllowed when it was taken back."""
    with reading() as session:
        return draft_of(session, request_id)


def draft_of(session: Session, request_id: object) -> Journey:
    """As `load`, in a transaction that goes on."""
    actor = current_context().actor
    statement = scoped_requests(actor).where(Request.id == str(request_id))
    request = session.scalar(statement)
    draft = session.get(Draft, str(request_id)) if request else None
    if request is None or draft is None:
        raise NotFound("request")
    if request.withdrawn_at is not None:
        raise NotAllowed("request", "fill in", request.place, "withdrawn")
    return journey_of(session, request, (draft.answers, draft.saved_at))


def journey_of(
    session: Session, request: Request, saved: tuple[dict[str, Any], datetime]
) -> Journey:
    """A request with these answers."""
    return Journey(
        request=request,
        program=program_of(session, request),
        wizard=rules_of(session, request).wizard,
        facts=facts_of(session, request),
        answers=saved[0],
        saved_at=saved[1],
        documents=uploads_of(session, request.id),
    )


def is_draft(journey: Journey) -> bool:
    """Whether it can still be filled in."""
    return journey.request.place is Place.DRAFT


def is_asked(request: Request) -> bool:
    """Whether its provider is asked to fix something; what was taken back asks for nothing."""
    return request.place is Place.ASKED and request.withdrawn_at is None


def to_step(journey: Journey, step: Step) -> Response:
    """To the page of a step."""
    return redirect(url_for("wizard.step", request_id=journey.request.id, slug=step.slug), 303)


def to_receipt(journey: Journey) -> Response:
    """To the receipt of what was sent."""
    return redirect(url_for("wizard.sent", request_id=journey.request.id), 303)


def documents_asked(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions that ask for a document."""
    return tuple(question for question in questions if question.kind is Kind.DOCUMENT)
