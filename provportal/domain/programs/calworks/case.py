"""The case file of `provportal price`: reads it, or says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from provportal.domain.fields import Wrong
from provportal.domain.programs.calworks.case_checks import faults_between_parts
from provportal.domain.programs.calworks.case_shape import CASE
from provportal.domain.programs.calworks.facts import Case

__all__ = ["Case", "CaseFaults", "read_case"]


class CaseFaults(ValueError):
    """The case cannot be priced; each fault reads 'field: what is wrong'."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def read_case(data: Mapping[str, object]) -> Case:
    """Read a case file's object. Raises CaseFaults with every fault found."""
    try:
        case = CASE(data)
        faults = tuple(faults_between_parts(case))
    except Wrong as fault:
        faults = fault.faults
    if faults:
        raise CaseFaults(tuple(f"{path or 'case'}: {what}" for path, what in faults))
    return case
