"""The language of a page, how it is chosen, and how times are written in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from babel.support import NullTranslations
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, Domain, refresh  # type: ignore[import-untyped]  # ships no types
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from provportal.actions.languages import choose_language
from provportal.domain.roles import STAFF_ROLES
from provportal.web import access, identity
from provportal.web.equipment import context_of, system_context, transaction
from provportal.words import catalogue, dates

COMPLETE = {"en": "English", "es": "Español", "zh-Hant": "繁體中文"}
"""Languages whose catalogue is complete, each in its own name; no other is offered."""

DEFAULT = "en"
FIELD = "read_in"
"""What a button of the language switch sends."""

COOKIE = "__Host-language"
"""The choice of a visitor; a person's is kept with the person."""

COOKIE_SECONDS = 365 * 24 * 60 * 60


class OneCatalogue(Domain):  # type: ignore[misc]  # Flask-Babel ships no types
    """Pages read the same sentences as jobs and commands."""

    def get_translations(self) -> NullTranslations:
        if not has_request_context():
            return NullTranslations()
        return catalogue.translations(current())


def install(app: Flask) -> None:
    """Translate templates, offer the other languages on every page, remember what is chosen."""
    babel = Babel(app, locale_selector=lambda: current().replace("-", "_"))
    babel.domain_instance = OneCatalogue()
    app.jinja_env.filters["time_of_day"] = time_of_day
    app.before_request(_show_again)
    app.after_request(_remember_visitor)
    app.context_processor(_switch)


def current() -> str:
    """The language of this request, as a BCP 47 tag."""
    chosen: str = g.get("chosen_language") or _remembered()
    return chosen


@contextmanager
def said_in(language: str) -> Iterator[None]:
    """Say a part of a page in another language, for those who will read it so."""
    chosen = g.pop("chosen_language", None)
    g.chosen_language = language
    refresh()
    try:
        yield
    finally:
        g.pop("chosen_language")
        if chosen:
            g.chosen_language = chosen
        refresh()


def _remembered() -> str:
    """The person's own; a visitor's choice, else what the browser asks for. Staff read English."""
    person = identity.signed_in()
    if person is None:
        wanted = request.cookies.get(COOKIE) or _asked_for()
    elif _is_staff(person):
        wanted = DEFAULT
    else:
        wanted = person.language.replace("_", "-")
    return wanted if wanted in COMPLETE else DEFAULT


def _asked_for() -> str | None:
    """What the browser asks for first among ours; regions and scripts do not matter.

    Whoever asks for any Chinese is answered in the one we have. Werkzeug's own `best_match` prefers
    an exact 'es' to the 'en-US' before it.
    """
    ours = {_primary(tag): tag for tag in COMPLETE}
    asked = (_primary(tag) for tag, quality in request.accept_languages if quality)
    return next((ours[tag] for tag in asked if tag in ours), None)


def _primary(tag: str) -> str:
    return tag.lower().partition("-")[0]


def _is_staff(person: identity.Identity) -> bool:
    return person.actor is not None and person.actor.role in STAFF_ROLES


def _show_again() -> AnyResponse | None:
    """Another language was chosen: show the page of this form again, with what is typed in it.

    Runs after the form was let in as any other. Nothing is checked or saved: the page is made as
    for a GET, and its fields read what was sent. Files and secrets are to be given again.
    """
    chosen = request.form.get(FIELD) if request.method == "POST" and request.endpoint else None
    if chosen not in COMPLETE:
        return None
    _choose(chosen)
    try:
        adapter = current_app.create_url_adapter(request)
        assert adapter is not None  # noqa: S101 - only outside a request
        rule, arguments = adapter.match(method="GET", return_rule=True)
    except HTTPException:
        return None
    request.url_rule, request.view_args = rule, dict(arguments)
    return access.check()


def _choose(language: str) -> None:
    person = identity.signed_in()
    if person is not None:
        with transaction() as session:
            context = context_of(person.actor) if person.actor else system_context()
            choose_language(session, context, person.person_id, language.replace("-", "_"))
    g.chosen_language = language
    refresh()


def _remember_visitor(response: Response) -> Response:
    """Keep a choice for a visitor, and say what a page depends on."""
    if "chosen_language" in g:
        chosen = g.chosen_language
        response.set_cookie(
            COOKIE, chosen, COOKIE_SECONDS, secure=True, httponly=True, samesite="Lax"
        )
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language"))
    return response


def _switch() -> dict[str, object]:
    """What the switch offers: the other languages.

    None to staff, whose pages are English, nor on the page of a fault, which must not ask who is
    here.
    """
    person = None if g.get("without_identity") else identity.signed_in()
    is_closed = g.get("without_identity") or (person is not None and _is_staff(person))
    others = {tag: name for tag, name in COMPLETE.items() if tag != current()}
    return {"other_languages": {} if is_closed else others}


def time_of_day(at: datetime) -> str:
    """'2:14 pm' in California; the parts are kept on one line."""
    return dates.time_of_day(current(), at)
