"""The programs that the portal brings itself. Only this folder knows one by name."""

from __future__ import annotations

from provportal.domain.program import Program, first_and_initial
from provportal.domain.programs.calworks.program import CalworksProgram

PROGRAMS: dict[str, Program] = {program.code: program for program in (CalworksProgram(),)}


def person_shown(code: str, name: str) -> str:
    """How the program with this code names a person; declared ones need no file for it."""
    program = PROGRAMS.get(code)
    return program.person_shown(name) if program else first_and_initial(name)
