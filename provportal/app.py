"""The web application: `create_app(equipment)` puts the pages and what guards them together."""

from __future__ import annotations

from flask import Flask
from jinja2 import FileSystemBytecodeCache, StrictUndefined

from provportal.blueprints import all_blueprints, demo_blueprints
from provportal.domain.roles import STAFF_ROLES
from provportal.web import (
    access,
    compression,
    csrf,
    errors,
    headers,
    identity,
    language,
    request_log,
    static_files,
)
from provportal.web.equipment import EXTENSION, Equipment, equipment
from provportal.web.menu import menu_of

FORM_LIMIT = 256 * 1024
"""Bytes of a form without a document."""


def create_app(given: Equipment) -> Flask:
    """The application. Raises UndeclaredRoute when a route does not say who may open it."""
    app = Flask(__name__, static_folder=None)
    app.debug = False  # Whatever FLASK_DEBUG says: a debugger runs code for whoever finds it.
    app.config.update(
        TRUSTED_HOSTS=list(given.hosts),
        MAX_CONTENT_LENGTH=FORM_LIMIT,
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    app.extensions[EXTENSION] = given
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # Compiled once a machine, not once a process. Kept by a template's text: who changes the
    # settings above changes the pattern too.
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(pattern="provportal-1-%s.cache")
    _guard(app)
    _show(app)
    for blueprint in (*all_blueprints(), *(demo_blueprints() if given.is_demo else ())):
        app.register_blueprint(blueprint)
    access.refuse_undeclared(app)
    app.wsgi_app = headers.guarded(app.wsgi_app)  # type: ignore[assignment]  # Flask's own way
    return app


def _guard(app: Flask) -> None:
    """What happens before and after each request; what is named first comes first or last."""
    request_log.install(app)
    identity.install(app)
    errors.install(app)
    app.before_request(access.check)
    app.before_request(csrf.check)
    app.after_request(compression.compress)
    app.after_request(csrf.remember_visit)


def _show(app: Flask) -> None:
    """What templates are given."""
    language.install(app)
    static_files.install(app)
    # Imported macros see globals only.
    app.jinja_env.globals["csrf_token"] = csrf.csrf_token
    app.context_processor(_page)


def _seconds_left(person: identity.Identity) -> int:
    return int((person.ends_at() - equipment().machine_clock.now()).total_seconds())


def _page() -> dict[str, object]:
    person = identity.signed_in()
    role = person.actor.role if person and person.actor else None
    return {
        "person": person,
        "seconds_left": _seconds_left(person) if person else 0,
        "menu": menu_of(person),
        "is_staff": role in STAFF_ROLES,
        "language": language.current(),
        "request_code": errors.code,
        "help_phone": equipment().help_phone,
        "is_demo": equipment().is_demo,
    }
