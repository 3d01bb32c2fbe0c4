"""A planted fault: what is broken, by which SQL, and which rows the invariant must name."""

from __future__ import annotations

from dataclasses import dataclass

from provportal.integrity import check_one, invariants
from tests.integrity.conftest import Loose


@dataclass(frozen=True, slots=True)
class Fault:
    """`rows` is a SELECT of the names, asked before `breaks` is done to the right world."""

    invariant: str
    rows: str
    breaks: tuple[str, ...]


def named(fault: Fault) -> str:
    """The test's id."""
    return fault.invariant


def breaches(loose: Loose, invariant: str) -> list[str]:
    """The rows that one invariant names, each once however much is wrong with it."""
    [asked] = [one for one in invariants(loose.outgoing) if one.name == invariant]
    return sorted({found.row for found in check_one(loose.engine, asked).breaches})


def is_found(loose: Loose, fault: Fault) -> None:
    """The right world has none; the broken one has exactly the named rows."""
    assert breaches(loose, fault.invariant) == []
    expected = sorted(loose.rows(fault.rows))
    assert expected, "the fault names no row"
    loose.break_it(*fault.breaks)
    assert breaches(loose, fault.invariant) == expected
