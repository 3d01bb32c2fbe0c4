"""How bad a finding is: the program's own word, and which of them a rule book may set."""

from __future__ import annotations

from collections.abc import Mapping

from provportal.domain import severities
from provportal.domain.checks import Severity
from provportal.domain.limits import OVER_LIMIT
from provportal.domain.severities import OF_EVERY_PROGRAM, STOPS, Severities

NOT_PAID = frozenset({"NOAUTH", "ENDED", "LIC", "TRUST", "CLOSE"})
"""Days that will not be paid, by the reason: the provider is told before anybody works on it."""

OWN: Mapping[str, Severity] = {
    OVER_LIMIT: Severity.BLOCK,
    **{f"not_paid.{code}": Severity.WARNING for code in sorted(NOT_PAID)},
}
"""What a rule book may set of the program, and what stands when it says nothing. What the law
wants, a signature or a total, is not in it: it always blocks."""


def severity_of(code: str, said: Severities) -> Severity:
    """How bad a finding that may be set is, by the version's word or the program's own."""
    return said.get(code, OWN[code])


read_severities = severities.read_severities(dict.fromkeys(OWN, STOPS) | dict(OF_EVERY_PROGRAM))
"""Reads the section `severities` of a payload. Raises Wrong with every fault."""
