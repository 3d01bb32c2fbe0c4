"""What takes long to load, looked up by name at the moment it is used."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Callable
from typing import Any

PLACES = {
    "once": "provportal.cli.once:run",
    "make": "provportal.cli.make:make_or_upgrade",
    "behind": "provportal.cli.behind:play",
    "ahead": "provportal.cli.walk_ahead:advance",
    "code": "provportal.cli.demo_code:code_of",
}
"""A later start of the demo has no use for the walk of the sample nor for the library of PDFs, and
its pages begin to load before the database's library is loaded beside them."""


def later(name: str) -> Callable[..., Any]:
    """The function of that name, its module loaded now."""
    found: Callable[..., Any] = found_at(PLACES[name])
    return found


def found_at(place: str) -> Any:
    """What stands at 'module:name', the module loaded now with all that it imports.

    None of it is ever garbage. The collector would look through the growing heap for it again and
    again, a tenth of the time that loading takes; and what a fork has in common stays in common.
    """
    module, _, name = place.partition(":")
    gc.disable()
    try:
        return getattr(importlib.import_module(module), name)
    finally:
        gc.freeze()
        gc.enable()
