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
    was given and the program has no use for: it would be lost without a word.
    """
    known = program.lawful_terms[noun]
    for name, value in terms.items():
        if name not in known and value is not None:
            column = columns.get(name, name)
            raise Refused(column, f"The program {program.code} does not use this; leave it empty.")
    return {name: value for name, value in terms.items() if name in known}
