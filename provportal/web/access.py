"""Who may open a page: each route says it, silence is refused at start-up and at each request.

@blueprint.get("/queue")
@allow(Role.REVIEWER, Role.APPROVER)
def index() -> str: ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from provportal.domain.roles import STAFF_ROLES, Role
from provportal.web.identity import COOKIE, Identity, signed_in, why_ended

ViewT = TypeVar("ViewT", bound=Callable[..., Any])

FILES_LIMIT = 51 * 1024 * 1024
"""Bytes of a form with documents in it: five of 10 MB and its fields. Each is judged by itself, so
that one too large loses nothing that was typed beside it."""


class UndeclaredRoute(Exception):
    """A route does not say who may open it."""


class Factor(IntEnum):
    """How much of the second factor a page asks for."""

    OF_STAFF = 0
    """Staff passed it at sign-in, providers need none."""
    IN_SESSION = 1
    """Everybody passed it since signing in."""
    FRESH = 2
    """Everybody passed it at most five minutes ago (blueprints/second_factor.py asks)."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a route, and what is asked of its requests besides."""

    public: bool = False
    roles: frozenset[Role] = frozenset()
    """Empty and not public: anybody who is signed in, also before a membership is chosen."""
    extends_session: bool = True
    takes_files: bool = False
    checks_csrf: bool = True
    factor: Factor = Factor.OF_STAFF


def allow(*roles: Role) -> Callable[[ViewT], ViewT]:
    """For these roles."""
    if not roles:
        raise UndeclaredRoute("name at least one role")
    return _declared(Access(roles=frozenset(roles)))


def allow_signed_in(view: ViewT) -> ViewT:
    """For everybody who is signed in, also before a membership is chosen."""
    return _declared(Access())(view)


def allow_public(view: ViewT) -> ViewT:
    """For everybody."""
    return _declared(Access(public=True))(view)


def polled(view: ViewT) -> ViewT:
    """A browser asks for this by itself: it does not count as using the portal."""
    return _declared(replace(access_of(view), extends_session=False))(view)


def takes_files(view: ViewT) -> ViewT:
    """The form of this route may hold documents of 10 MB each."""
    return _declared(replace(access_of(view), takes_files=True))(view)


def second_factor(view: ViewT) -> ViewT:
    """Also a provider must have passed the second factor in this session."""
    return _declared(replace(access_of(view), factor=Factor.IN_SESSION))(view)


def fresh_factor(view: ViewT) -> ViewT:
    """Everybody is asked for the second factor unless it was passed in the last five minutes."""
    return _declared(replace(access_of(view), factor=Factor.FRESH))(view)


def without_csrf(view: ViewT) -> ViewT:
    """For what a browser posts by itself, where no page of ours could put a token."""
    return _declared(replace(access_of(view), checks_csrf=False))(view)


def access_of(view: Callable[..., Any]) -> Access:
    """What a view declared. Raises UndeclaredRoute."""
    declared = getattr(view, "access", None)
    if not isinstance(declared, Access):
        raise UndeclaredRoute(f"{view.__module__}.{view.__qualname__} does not say who may open it")
    return declared


def _declared(access: Access) -> Callable[[ViewT], ViewT]:
    def declare(view: ViewT) -> ViewT:
        view.__dict__["access"] = access
        return view

    return declare


def refuse_undeclared(app: Flask) -> None:
    """Look at every route of an application. Raises UndeclaredRoute."""
    for rule in app.url_map.iter_rules():
        access_of(app.view_functions[rule.endpoint])


def check() -> AnyResponse | None:
    """Before each request: let it pass, send it to sign in, or refuse it."""
    if request.endpoint is None:
        return None
    access = access_of(current_app.view_functions[request.endpoint])
    g.access = access
    g.extends_session = access.extends_session
    if access.takes_files:
        request.max_content_length = FILES_LIMIT
    return None if access.public else _check_person(access)


def _check_person(access: Access) -> AnyResponse | None:
    person = signed_in()
    if person is None:
        return to_sign_in()
    if not access.roles:
        return None
    if person.actor is None:
        return redirect(url_for("account.places", next=_here()), 303)
    if person.actor.role not in access.roles:
        abort(403)
    return _check_factor(person, access.factor)


def _check_factor(person: Identity, asked: Factor) -> AnyResponse | None:
    """To the page of the code, where nothing of the factor was passed yet. How long ago it was is
    asked after the form was found to be ours: only then may it carry a code."""
    is_asked = asked > Factor.OF_STAFF or (person.actor and person.actor.role in STAFF_ROLES)
    if not is_asked or person.factor_at is not None:
        return None
    return redirect(url_for("second_factor.ask", next=_here()), 303)


def to_sign_in() -> Response:
    """To the sign-in page, which leads back here."""
    ended = why_ended() if request.cookies.get(COOKIE) else None
    answer = redirect(url_for("public.sign_in", next=_here(), ended=ended), 303)
    assert isinstance(answer, Response)  # noqa: S101 - Flask's redirect makes its own class
    return answer


def _here() -> str | None:
    """Where to come back to: only what a GET can show again."""
    if request.method != "GET" or request.path == "/":
        return None
    return request.full_path.removesuffix("?")
