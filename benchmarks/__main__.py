"""`make bench`: runs every measurement of this folder and prints its figures.

`make bench ONLY=queue` runs the one of that name; progress goes to stderr.
"""

from __future__ import annotations

import importlib
import logging
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator

import structlog

import benchmarks

OWN = "__main__"


def main() -> None:
    """Each module with a `main()` in turn, by name; or the one that ONLY names."""
    # The pages tell of each request; thousands of lines would hide the figures.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    only = os.environ.get("ONLY", "")
    known = dict(_measurements())
    if only and only not in known:
        sys.exit(f"There is no measurement '{only}'. Name one of: {', '.join(known)}.")
    for name, measure in known.items():
        if name == only or not only:
            print(f"{name}:", flush=True)
            measure()


def _measurements() -> Iterator[tuple[str, Callable[[], None]]]:
    for found in pkgutil.iter_modules(benchmarks.__path__):
        if found.name != OWN:
            module = importlib.import_module(f"benchmarks.{found.name}")
            if hasattr(module, "main"):
                yield found.name, module.main


if __name__ == "__main__":
    main()
