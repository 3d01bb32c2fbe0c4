"""Where a person is signed in, and ending it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.wrappers import Response

from provportal.actions import sessions
from provportal.actions.sessions import ABSOLUTE, IDLE
from provportal.domain.roles import Role
from provportal.store.agency import Agency
from provportal.store.person import Membership
from provportal.store.provider import Organisation
from provportal.store.sign_in import SignInSession
from provportal.web.access import allow
from provportal.web.equipment import equipment, reading, transaction
from provportal.web.identity import current_context, current_identity

blueprint = Blueprint("account_sessions", __name__, url_prefix="/account/sessions")

EVERYBODY = tuple(role for role in Role if role is not Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class LiveSession:
    """One browser in which a person is signed in."""

    id: str
    device: str
    place: str
    signed_in_at: datetime
    last_seen_at: datetime
    is_this: bool


@blueprint.get("")
@allow(*EVERYBODY)
def index() -> str:
    """Every session that has not ended, this one first."""
    with reading() as session:
        found = _live(session, _at())
    return render_template("account/sessions.html", sessions=found)


@blueprint.post("")
@allow(*EVERYBODY)
def end() -> Response:
    """End the one that was named, or all others. Pressed twice, it is ended once."""
    named, context = request.form.get("session"), current_context()
    with transaction() as session:
        if named:
            sessions.end_one(session, context, _id(named), _at())
        elif "others" in request.form:
            sessions.end_others(session, context, current_identity().session_id, _at())
    return redirect(url_for("account_sessions.index"), 303)


def _live(session: Session, at: datetime) -> Sequence[LiveSession]:
    person = current_identity()
    rows = session.execute(
        sa.select(SignInSession, Organisation.name, Agency.name)
        .outerjoin(Membership, Membership.id == SignInSession.membership_id)
        .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(
            SignInSession.person_id == person.person_id,
            SignInSession.ended_at.is_(None),
            SignInSession.last_seen_at > at - IDLE,
            SignInSession.signed_in_at > at - ABSOLUTE,
        )
        .order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())
    )
    found = [
        LiveSession(
            row.id,
            row.device,
            here or there or "",
            row.signed_in_at,
            row.last_seen_at,
            row.id == person.session_id,
        )
        for row, here, there in rows
    ]
    return sorted(found, key=lambda one: not one.is_this)


def _id(sent: str) -> str:
    """The id that a button sent; one that is none is a session that does not exist."""
    try:
        return str(UUID(sent))
    except ValueError:
        raise NoSuchPage from None


def _at() -> datetime:
    return equipment().machine_clock.now()
