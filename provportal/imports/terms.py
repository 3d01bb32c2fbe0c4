"""What only a program reads of a record: columns become terms, and the program knows which."""

from __future__ import annotations

from collections.abc import Mapping

from provportal.domain.program import Program
from provportal.imports.kind import Refused


def lawful(
    program: Program, noun: str, terms: Mapping[str, object], columns: Mapping[str, str]
) -> dict[str, object]:
    """The terms that the program reads of a noun ('contract', 'certificate', 'person').

    `columns` names the column of a term that is called otherwise. Raises Refused for a term that
    the program needs and was not given, and for one that was given and the program has no use for:
    it would be lost without a word.
    """
    known = program.lawful_terms[noun]
    for name, value in terms.items():
        column = columns.get(name, name)
        if value is None and name in program.needed_terms[noun]:
            raise Refused(column, f"The program {program.code} needs this.")
        if value is not None and name not in known:
            raise Refused(column, f"The program {program.code} does not use this; leave it empty.")
    return {name: value for name, value in terms.items() if name in known}


def written(value: object) -> str | None:
    """A date or an amount in the form that terms are stored in."""
    return None if value is None else str(value)
