"""The language of a page, and how times are written in it."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from flask_babel import Babel  # type: ignore[import-untyped]  # ships no types

from provportal.domain.calendar import PACIFIC
from provportal.web import identity

COMPLETE = {"en": "English"}
"""Languages whose catalogue is complete; no other is offered."""

DEFAULT = "en"


def install(app: Flask) -> None:
    """Translate templates into the language of the person who is signed in."""
    Babel(app, locale_selector=current, default_translation_directories="translations")
    app.jinja_env.filters["time_of_day"] = time_of_day


def current() -> str:
    """The language of this request."""
    person = identity.signed_in()
    return person.language if person and person.language in COMPLETE else DEFAULT


def time_of_day(at: datetime) -> str:
    """'2:14 pm' in California; the parts are kept on one line."""
    local = at.astimezone(PACIFIC)
    half = "am" if local.hour < 12 else "pm"
    return f"{(local.hour - 1) % 12 + 1}:{local:%M}\N{NO-BREAK SPACE}{half}"
