"""Who is signed in: a cookie names a session row, and the row names the person and membership.

Flask-Login only carries the answer as `current_user`; its own cookie and session are not used.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar, cast

import sqlalchemy as sa
from flask import Flask, Request, g, request
from flask_login import (
    LoginManager,
    UserMixin,
    current_user,
)
from werkzeug.wrappers import Response

from provportal.actions.sessions import ABSOLUTE, IDLE, Opened, actor_of, token_hash
from provportal.domain.roles import Actor, Context
from provportal.store import sign_in
from provportal.store.agency import Agency
from provportal.store.person import Membership, Person
from provportal.store.provider import Organisation
from provportal.store.second_factor import SecondFactor
from provportal.store.sign_in import SignInSession
from provportal.web.equipment import context_of, equipment, reading, transaction

COOKIE = "__Host-session"
"""The prefix makes the browser refuse it without Secure, with a Domain, or from another path."""

TOUCH_AFTER = timedelta(seconds=30)
"""Last use is noted no oftener: each note is a write, and an early sign-out harms nobody."""


ResponseT = TypeVar("ResponseT", bound=Response)


class Ended(StrEnum):
    """Why somebody who had a session has none now."""

    IDLE = "idle"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Identity(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """A signed-in person; `actor` is None until a membership is chosen."""

    session_id: str
    person_id: str
    name: str
    email: str
    language: str
    place: str
    """The name of the organisation or agency worked for."""
    actor: Actor | None
    signed_in_at: datetime
    last_seen_at: datetime
    has_factor: bool
    """Whether an app was set up."""
    factor_at: datetime | None
    """When the second factor was last passed in this session (machine clock)."""

    def ends_at(self) -> datetime:
        """When the person is signed out if nothing more is done (machine clock)."""
        return min(self.last_seen_at + IDLE, self.signed_in_at + ABSOLUTE)


def install(app: Flask) -> None:
    """Make `current_user` answer from the session rows."""
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = None
    manager.request_loader(_load)
    app.after_request(_hand_over)


def signed_in() -> Identity | None:
    """The person who is signed in, if there is one."""
    if g.get("without_identity", False):
        return None
    found = current_user._get_current_object()
    return found if isinstance(found, Identity) else None


def known() -> Identity | None:
    """The person, if this request has asked already: the log must not cost a read."""
    found = g.get("_login_user")
    return found if isinstance(found, Identity) else None


def do_not_ask() -> None:
    """For the page about a fault: it must not ask the database that may be the fault."""
    g.without_identity = True


def current_identity() -> Identity:
    """The person who is signed in, on a page that only such a person reaches."""
    return cast("Identity", signed_in())


def current_context() -> Context:
    """The context that every action is given, on a page for somebody with a role."""
    return context_of(cast("Actor", current_identity().actor))


def own_context() -> Context:
    """The context of what one does to one's own sign-in, also before a membership is chosen."""
    person = current_identity()
    return context_of(person.actor or actor_of(person.person_id, None))


def token() -> str:
    """The session's secret, as the browser has it after this request; empty when it has none."""
    renewed = g.get("renewed")
    return renewed.token if isinstance(renewed, Opened) else request.cookies.get(COOKIE, "")


def go_on_as(opened: Opened) -> None:
    """Go on in this very request under the new id; the answer hands it to the browser."""
    g.renewed = opened
    g._login_user = _identity(token_hash(opened.token))


def give(response: ResponseT, opened: Opened) -> ResponseT:
    """Hand the browser a new session. It ends with the browser: no Expires, no Max-Age."""
    response.set_cookie(COOKIE, opened.token, secure=True, httponly=True, samesite="Lax")
    return response


def _hand_over(response: Response) -> Response:
    renewed = g.get("renewed")
    return give(response, renewed) if isinstance(renewed, Opened) else response


def take(response: ResponseT) -> ResponseT:
    """Make the browser forget the session, and all that it kept of this portal."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def why_ended() -> Ended:
    """Why there is no session, for the sentence on the sign-in page."""
    return cast("Ended", g.get("ended", Ended.OTHERWISE))


def _load(asked: Request) -> Identity | None:
    secret = asked.cookies.get(COOKIE, "")
    found = _identity(token_hash(secret)) if secret else None
    if found is None:
        return None
    now = equipment().machine_clock.now()
    if now >= found.ends_at():
        g.ended = Ended.IDLE
        return None
    if now - found.last_seen_at >= TOUCH_AFTER and g.get("extends_session", True):
        return _touched(found, now)
    return found


def _touched(found: Identity, now: datetime) -> Identity:
    with transaction() as session:
        sign_in.touch(session, found.session_id, now)
    return replace(found, last_seen_at=now)


_LIVE = (
    sa.select(
        SignInSession,
        Person,
        Membership,
        Organisation.name,
        Agency.name,
        SecondFactor.enrolled_at,
    )
    .join(Person, Person.id == SignInSession.person_id)
    .outerjoin(SecondFactor, SecondFactor.person_id == Person.id)
    .outerjoin(Membership, Membership.id == SignInSession.membership_id)
    .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
    .outerjoin(Agency, Agency.id == Membership.agency_id)
    .where(
        SignInSession.token_hash == sa.bindparam("token_hash"),
        SignInSession.ended_at.is_(None),
        Person.disabled_at.is_(None),
    )
)


def _identity(hashed: str) -> Identity | None:
    with reading() as session:
        row = session.execute(_LIVE, {"token_hash": hashed}).one_or_none()
    if row is None:
        return None
    live, person, membership, organisation, agency, enrolled_at = row
    return Identity(
        session_id=live.id,
        person_id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        place=organisation or agency or "",
        actor=actor_of(person.id, membership) if membership is not None else None,
        signed_in_at=live.signed_in_at,
        last_seen_at=live.last_seen_at,
        has_factor=enrolled_at is not None,
        factor_at=live.factor_at,
    )
