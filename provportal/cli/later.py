"""What takes long to load, looked up by name at the moment it is used."""

from __future__ import annotations

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
    module, _, function = PLACES[name].partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found
