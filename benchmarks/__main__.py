"""`make bench`: runs every measurement of this folder and prints its figures."""

from __future__ import annotations

import importlib
import pkgutil

import benchmarks

OWN = "__main__"


def main() -> None:
    """Each module with a `main()` in turn, by name."""
    for found in pkgutil.iter_modules(benchmarks.__path__):
        if found.name == OWN:
            continue
        measure = getattr(importlib.import_module(f"benchmarks.{found.name}"), "main", None)
        if measure is not None:
            print(f"{found.name}:", flush=True)
            measure()


if __name__ == "__main__":
    main()
