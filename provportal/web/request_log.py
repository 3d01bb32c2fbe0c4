"""One log line for each request: what was asked and how it went, without what was in it."""

from __future__ import annotations

import secrets
import time

import structlog
from flask import Flask, Response, g, request

from provportal import logs
from provportal.web import identity

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, O, 1, I: people read the code out on the telephone."""


def new_request_id() -> str:
    """50 random bits, like 7H2QX-9KM4P."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{signs[:5]}-{signs[5:]}"


def install(app: Flask) -> None:
    """Name each request first of all, and log it last."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = new_request_id()
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    person = identity.known()
    logs.get(__name__).info(
        "request",
        method=request.method,
        # The rule, not the address: an address may hold what a person typed.
        route=request.url_rule.rule if request.url_rule else "-",
        status=response.status_code,
        milliseconds=round((time.perf_counter() - g.started) * 1000, 1),
        person_id=person.person_id if person else None,
    )
    return response
