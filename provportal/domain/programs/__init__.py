"""The programs there are. Only this folder knows one by name."""

from __future__ import annotations

from provportal.domain.program import Program
from provportal.domain.programs.calworks.program import CalworksProgram

PROGRAMS: dict[str, Program] = {program.code: program for program in (CalworksProgram(),)}
