"""Applications, quickly: routes and templates are compiled once a process, for each kind."""

from __future__ import annotations

from copy import copy
from types import MethodType

from flask import Config, Flask

from provportal.app import create_app
from provportal.web.equipment import EXTENSION, Equipment
from provportal.web.headers import guarded

_FIRST: dict[bool, Flask] = {}
"""By whether it shows the pages of a demo; none of them ever answers."""


def application(given: Equipment) -> Flask:
    """The application on a test's own equipment.

    Each test has one of its own, and compiling the same routes and templates again took half of
    the time of these tests. A test that adds a route, or breaks one, takes `create_app`.
    """
    if given.is_demo not in _FIRST:
        _FIRST[given.is_demo] = create_app(given)
    first = _FIRST[given.is_demo]
    app = copy(first)
    app.extensions = first.extensions | {EXTENSION: given}
    app.config = Config(first.root_path, dict(first.config, TRUSTED_HOSTS=list(given.hosts)))
    app.wsgi_app = guarded(MethodType(Flask.wsgi_app, app))  # type: ignore[assignment]  # Flask's own way
    return app
