"""Error pages: one shape, plain words, and a code that finds the log line; never a cause."""

from __future__ import annotations

import io

import sqlalchemy as sa
from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import (  # type: ignore[import-untyped]  # ships no types
    lazy_gettext as _l,
)
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import ClientDisconnected, HTTPException, SecurityError

from provportal import logs
from provportal.actions.moving import SamePerson
from provportal.actions.passwords import Busy
from provportal.actions.signing_in import deny
from provportal.domain.lifecycle import NotAllowed
from provportal.store.reads import NotFound
from provportal.web import identity
from provportal.web.equipment import context_of, transaction

WORDS = {
    400: (
        _l("We could not use what was sent"),
        _l("The page may have been open for too long. Go back, load it again and try once more."),
    ),
    403: (
        _l("You cannot open this page"),
        _l("Your role does not include it. Ask the person who manages your users."),
    ),
    404: (
        _l("We could not find that"),
        _l("It may have moved, or it belongs to somebody else. Check the address or start again."),
    ),
    405: (
        _l("This page cannot be used that way"),
        _l("Go back and use the buttons on the page."),
    ),
    409: (
        _l("This changed while you were looking at it"),
        _l("Nothing was done. Go back, load the page again and see what is new."),
    ),
    413: (
        _l("What you sent is too large"),
        _l(
            "Go back and send fewer files at once: 10 MB a file, 50 MB together. "
            "What you saved is kept."
        ),
    ),
    422: (
        _l("There is a problem"),
        _l("We could not use what was sent. Go back and check it."),
    ),
    429: (
        _l("Too many tries"),
        _l("Wait a little, then try again."),
    ),
    500: (
        _l("Something went wrong on our side"),
        _l("Nothing was sent twice. Try again."),
    ),
    503: (
        _l("Many people are here at this moment"),
        _l("Nothing was sent twice. Try again in a minute."),
    ),
}
"""Title and next step, by status."""

CUT_OFF = (
    _l("The sending broke off"),
    _l(
        "Go back and send it once more. With a weak connection, send one file at a time. "
        "What you saved is kept."
    ),
)
"""For a form of which not every byte arrived."""

STATUS_OF: dict[type[Exception], int] = {
    NotFound: 404,
    SamePerson: 403,
    NotAllowed: 409,
    StaleDataError: 409,
    Busy: 503,
    sa.exc.OperationalError: 503,
}
"""What our own refusals mean to a browser."""

DRAINED = 64 * 1024 * 1024
CHUNK = 64 * 1024


def install(app: Flask) -> None:
    """Answer every refusal and fault of an application."""
    app.register_error_handler(Exception, _answer)


def _answer(error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.response is not None:
        return make_response(error.response)
    status = _status_of(error)
    if status >= 500:
        logs.get(__name__).error("request failed", exc_info=error, status=status)
        identity.do_not_ask()
    if isinstance(error, SecurityError):
        identity.do_not_ask()
    if status in (403, 404):
        _audit(status)
    if status == 413:
        _drain()
    return page(status, error)


def page(status: int, error: Exception | None = None) -> Response:
    """The page of a status; headers that the refusal asks for (Allow, Retry-After) are kept."""
    title, sentence = WORDS.get(status, WORDS[500 if status >= 500 else 400])
    if status == 400 and _is_cut_off(error):
        title, sentence = CUT_OFF
    body = render_template("errors/page.html", title=title, sentence=sentence)
    response = make_response(body, status)
    if isinstance(error, HTTPException):
        kept = [(name, text) for name, text in error.get_headers() if name != "Content-Type"]
        response.headers.extend(kept)
    return response


def _is_cut_off(error: Exception | None) -> bool:
    """Whether a form with files broke off: Werkzeug then reads no field of it at all."""
    is_with_files = request.mimetype == "multipart/form-data"
    return isinstance(error, ClientDisconnected) or (is_with_files and not request.form)


def _status_of(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.code or 500
    return next((code for kind, code in STATUS_OF.items() if isinstance(error, kind)), 500)


def _audit(status: int) -> None:
    """A person refused a page or another's object leaves a row; the action's own rolled back."""
    person = identity.signed_in() if request.endpoint else None
    if person is not None and person.actor is not None:
        with transaction() as session:
            deny(session, context_of(person.actor), str(request.endpoint), status)


def _drain() -> None:
    """Read on for a while: a browser shows no answer to a form that it could not finish."""
    left = min(request.content_length or 0, DRAINED)
    stream = request.environ.get("wsgi.input", io.BytesIO())
    while left > 0 and (read := stream.read(min(CHUNK, left))):
        left -= len(read)


def code() -> str:
    """The code that a person can tell us."""
    return str(g.get("request_id", ""))
