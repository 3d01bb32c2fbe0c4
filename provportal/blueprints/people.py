"""People: who signs in at an agency and its providers, and what a program admin does about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from provportal.actions import people
from provportal.domain.roles import Context, Role
from provportal.store.people_page import PAGE, people_of, person_of
from provportal.web.access import allow, fresh_factor
from provportal.web.equipment import equipment, reading, transaction
from provportal.web.identity import current_context
from provportal.web.role_words import ROLE_WORDS

blueprint = Blueprint("people", __name__, url_prefix="/people")


@blueprint.get("")
@allow(Role.PROGRAM_ADMIN)
def index() -> str:
    """Everybody by name, or those whose name or email holds what is wanted."""
    wanted, page = request.args.get("wanted", "").strip()[:100], _page()
    with reading() as session:
        found = people_of(session, current_context().actor, wanted, page)
    return render_template(
        "people/index.html",
        people=found[:PAGE],
        wanted=wanted,
        next_page=page + 1 if len(found) > PAGE else None,
        role_words=ROLE_WORDS,
    )


@blueprint.get("/<uuid:person_id>")
@allow(Role.PROGRAM_ADMIN)
def show(person_id: UUID) -> str:
    """One person, and what may be done about the sign-in."""
    actor = current_context().actor
    with reading() as session:
        places = person_of(session, actor, str(person_id))
    return render_template(
        "people/show.html",
        places=places,
        one=places[0],
        is_oneself=str(person_id) == actor.person_id,
        role_words=ROLE_WORDS,
    )


@blueprint.post("/<uuid:person_id>/end-access")
@fresh_factor
@allow(Role.PROGRAM_ADMIN)
def end_access(person_id: UUID) -> Response:
    """Who left signs in no more. Pressed twice, it is done once."""
    return _do(person_id, people.disable)


@blueprint.post("/<uuid:person_id>/new-app")
@fresh_factor
@allow(Role.PROGRAM_ADMIN)
def new_app(person_id: UUID) -> Response:
    """The app is set up anew at the next sign-in."""
    return _do(person_id, people.take_factor_away)


def _do(person_id: UUID, deed: Callable[[Session, Context, str, datetime], None]) -> Response:
    with transaction() as session:
        deed(session, current_context(), str(person_id), equipment().machine_clock.now())
    return redirect(url_for("people.show", person_id=person_id), 303)


def _page() -> int:
    typed = request.args.get("page", "")
    return min(int(typed), 1000) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
