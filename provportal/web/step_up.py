"""Step-up: what moves money or changes who is paid asks for the second factor once more."""

from __future__ import annotations

from collections.abc import Iterable

from flask import request

from provportal.actions.second_factor import FRESH
from provportal.web import csrf, language
from provportal.web.equipment import equipment
from provportal.web.identity import current_identity

FIELD = "factor_code"
"""What a form carries the code in; any form may, so that what was sent goes on as it was."""

SECRETS = frozenset({"password", "routing_number", "account_number", "account_again"})
"""Never written into a page: to be typed again after the code."""

NOT_KEPT = SECRETS | {FIELD, csrf.FIELD, language.FIELD}


class Stale(Exception):
    """The second factor was passed too long ago for this, or not at all."""


def is_fresh() -> bool:
    """Whether the person who is signed in passed the factor at most five minutes ago."""
    passed = current_identity().factor_at
    return passed is not None and equipment().machine_clock.now() - passed <= FRESH


def require_fresh() -> None:
    """For what only some of a view's deeds need. Raises Stale, which asks for the code."""
    if not is_fresh():
        raise Stale


def kept_fields() -> list[tuple[str, str]]:
    """What was sent, to be sent again with the code: all that is no secret and no file."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]


def has_forgotten() -> bool:
    """Whether something that was sent must be given again."""
    return bool(request.files) or _any_answered(SECRETS)


def _any_answered(names: Iterable[str]) -> bool:
    return any(request.form.get(name) for name in names)
