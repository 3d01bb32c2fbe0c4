"""Check and sign: every answer with a way to change it, the estimate, the signature."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask import render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from provportal.actions.drafts import ChangedMeanwhile
from provportal.actions.signing import Signature, sign_and_send
from provportal.actions.submitting import Receipt
from provportal.blueprints.wizard.conflict import conflict_page
from provportal.blueprints.wizard.estimate import Estimate, estimate, signed
from provportal.blueprints.wizard.journey import Journey, is_draft, load, to_receipt
from provportal.domain.calendar import pacific_date
from provportal.domain.checks import Finding, Severity
from provportal.domain.question import Question, Step
from provportal.domain.roles import Actor
from provportal.forms.answers import said
from provportal.forms.base import Form
from provportal.forms.wizard_form import form_of, typed
from provportal.store.person import Membership, Person
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context
from provportal.web.language import current
from provportal.words import findings as words


@dataclass(frozen=True, slots=True)
class Said:
    """One answer in words, and where it is changed."""

    question: Question
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Pointed:
    """A finding in words, and the question that it speaks of ('' when there is none)."""

    words: str
    href: str


def page(journey: Journey, here: Step) -> str:
    """The page that is checked before sending; the signature's date is today until changed."""
    today = pacific_date(current_context().now)
    given = {**signed(journey, today)[here.slug], **journey.given(here)}
    agreed = {key: value for key, value in given.items() if value is not True}
    return _page(journey, here, form_of(here.asked(journey.answers), agreed), ())


def send(journey: Journey, here: Step) -> Response | tuple[str, int]:
    """Save the signature and send; refused with each finding at its question, or a receipt."""
    if not is_draft(journey):
        return to_receipt(journey)
    asked = here.asked(journey.answers)
    form = form_of(asked, journey.given(here))
    if not form.validate():
        return _page(journey, here, form, ()), form.status
    given = {**journey.given(here), **typed(asked, form)}
    try:
        receipt = _send(journey, here, given)
    except ChangedMeanwhile as changed:
        return conflict_page(load(journey.request.id), here, given, changed), 409
    if receipt.accepted:
        return to_receipt(journey)
    return _page(load(journey.request.id), here, form, blocking(receipt)), 422


def _send(journey: Journey, here: Step, given: Mapping[str, object]) -> Receipt:
    seen, key = request.form.get("seen", ""), request.form.get("key", "")[:64]
    signature = Signature(here.slug, given, seen, key or secrets.token_urlsafe(16))
    with transaction() as session:
        return sign_and_send(session, current_context(), journey.request.id, signature)


def blocking(receipt: Receipt) -> tuple[Finding, ...]:
    """What kept a request from being sent."""
    return tuple(
        finding
        for findings in receipt.findings.values()
        for finding in findings
        if finding.severity is Severity.BLOCK
    )


def _page(journey: Journey, here: Step, form: Form, refused: tuple[Finding, ...]) -> str:
    context = current_context()
    with reading() as session:
        expected = estimate(session, context, journey)
        signers = [] if context.actor.may_sign else _signers(session, context.actor)
    return render_template(
        "wizard/sign.html",
        journey=journey,
        step=here,
        form=form,
        may_sign=context.actor.may_sign,
        signers=signers,
        expected=expected,
        answers=_answers(journey, here),
        refused=pointed(journey, refused),
        blocks=pointed(journey, _still_open(expected, refused)),
        warnings=pointed(journey, expected.warnings),
        key=request.form.get("key") or secrets.token_urlsafe(16),
        seen=journey.revision(here),
    )


def _still_open(expected: Estimate, refused: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What would block, unless the refusal on top of the page says it already."""
    return () if refused else expected.blocks


def _answers(journey: Journey, here: Step) -> list[Said]:
    return [
        Said(
            question,
            said(question, journey.given(step).get(question.key), journey.known),
            place(journey, step, question),
        )
        for step in journey.steps
        if step != here
        for question in step.asked(journey.answers)
    ]


def place(journey: Journey, step: Step, question: Question) -> str:
    """Where a question is asked, on a page that leads back to the check."""
    at = url_for("wizard.step", request_id=journey.request.id, slug=step.slug, change="yes")
    return f"{at}#{question.key}"


def pointed(journey: Journey, findings: Iterable[Finding]) -> list[Pointed]:
    """Findings in words, each with its question; the same sentence once."""
    found = [
        Pointed(
            words.sentence(current(), finding.code, finding.params), _href(journey, finding.field)
        )
        for finding in findings
    ]
    return list(dict.fromkeys(found))


def _href(journey: Journey, field: str) -> str:
    try:
        step, question = journey.wizard.question(field)
    except KeyError:
        return ""
    return place(journey, step, question)


def _signers(session: Session, actor: Actor) -> list[str]:
    """Who in the organisation may sign."""
    statement = (
        sa.select(Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organisation_id == actor.organisation_id,
            Membership.may_sign,
            Person.disabled_at.is_(None),
        )
    )
    return sorted(set(session.scalars(statement)))
