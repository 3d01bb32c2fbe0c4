"""Fixing what was asked: only the named answers, each by the widget of its kind; then sent back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from flask import render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from provportal.actions import asking
from provportal.blueprints.wizard import uploads
from provportal.blueprints.wizard.asked import Asked, asked_of
from provportal.blueprints.wizard.journey import (
    Journey,
    blueprint,
    is_asked,
    journey_of,
    to_receipt,
)
from provportal.blueprints.wizard.signing import Said, blocking, pointed
from provportal.domain.checks import Finding
from provportal.domain.roles import PROVIDER_ROLES
from provportal.forms.answers import said
from provportal.forms.base import Fault
from provportal.store.reads import NotFound, check_results, current_version, scoped_requests
from provportal.store.request import Request
from provportal.web.access import allow, takes_files
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context
from provportal.web.language import current
from provportal.words import findings

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class FixForm:
    """All that is asked on the page, for its error summary."""

    asked: list[Asked]

    @property
    def faults(self) -> list[Fault]:
        return [fault for one in self.asked for fault in one.faults]


@blueprint.get("/<uuid:request_id>/fix")
@allow(*PROVIDER_ROLES)
def fix(request_id: UUID) -> Answer:
    """What is asked, with the old answers; everything else is locked."""
    journey, form = _load(request_id)
    if not is_asked(journey.request):
        return to_receipt(journey)
    if request.form:
        _read(form)
    return _page(journey, form, ())


@blueprint.post("/<uuid:request_id>/fix")
@takes_files
@allow(*PROVIDER_ROLES)
def fixed(request_id: UUID) -> Answer:
    """Send the fixed answers back. Answers that were not asked are not read at all."""
    journey, form = _load(request_id)
    if not is_asked(journey.request):
        return to_receipt(journey)
    _read(form)
    if _asks_more(form):
        return _page(journey, form, ())
    changes = {one.field: one.answer() for one in form.asked}
    if form.faults or uploads.stays():
        return _with_files(request_id, form), 422 if form.faults else 200
    key = request.form.get("key", "")[:64] or secrets.token_urlsafe(16)
    with transaction() as session:
        receipt = asking.answer(session, current_context(), str(request_id), changes, key)
    if receipt.accepted:
        return to_receipt(journey)
    return _page(journey, form, blocking(receipt)), 422


def _with_files(request_id: UUID, form: FixForm) -> str:
    """The page again, with the files that came meanwhile."""
    journey, _ = _load(request_id)
    for one in form.asked:
        one.journey = journey
    return _page(journey, form, ())


def _read(form: FixForm) -> None:
    for one in form.asked:
        one.read()


def _asks_more(form: FixForm) -> bool:
    """Whether newly marked days are still to be described, or a run is asked about in parts."""
    changed = [one.regrouped() for one in form.asked]
    return any(changed)


def _load(request_id: UUID) -> tuple[Journey, FixForm]:
    """What was sent, and what is asked about it."""
    with reading() as session:
        statement = scoped_requests(current_context().actor).where(Request.id == str(request_id))
        found = session.scalar(statement)
        if found is None:
            raise NotFound("request")
        return _with_asked(session, found)


def _with_asked(session: Session, found: Request) -> tuple[Journey, FixForm]:
    version = current_version(session, found)
    items = asking.open_items(session, found)
    journey = journey_of(session, found, (version.answers, version.submitted_at))
    checks = check_results(session, version.id)
    language = current()
    return journey, FixForm(
        [
            asked_of(journey, item.field, findings.asked(language, item.note, checks))
            for item in items
        ]
    )


def _page(journey: Journey, form: FixForm, refused: tuple[Finding, ...]) -> str:
    return render_template(
        "wizard/fix.html",
        journey=journey,
        form=form,
        may_sign=current_context().actor.may_sign,
        locked=_locked(journey, {one.field for one in form.asked}),
        refused=pointed(journey, refused),
        key=request.form.get("key") or secrets.token_urlsafe(16),
    )


def _locked(journey: Journey, asked: set[str]) -> list[Said]:
    return [
        Said(question, said(question, journey.given(step).get(question.key), journey.known), "")
        for step in journey.steps
        for question in step.asked(journey.answers)
        if f"{step.slug}.{question.key}" not in asked
    ]
