"""How bad a finding is: the program's own word, and which of them a rule book may set."""

from __future__ import annotations

from collections.abc import Mapping

from provportal.domain.checks import Severity
from provportal.domain.fields import Reader, one_of, table, wrong
from provportal.domain.limits import OVER_LIMIT

NOT_PAID = frozenset({"NOAUTH", "ENDED", "LIC", "TRUST", "CLOSE"})
"""Days that will not be paid, by the reason: the provider is told before anybody works on it."""

OWN: Mapping[str, Severity] = {
    OVER_LIMIT: Severity.BLOCK,
    **{f"not_paid.{code}": Severity.WARNING for code in sorted(NOT_PAID)},
}
"""What a rule book may set, and what stands when it says nothing. What the law wants, a signature
or a total, is not in it: it always blocks."""

_LAWFUL = (Severity.WARNING, Severity.BLOCK)


def severity_of(code: str, severities: Mapping[str, Severity]) -> Severity:
    """How bad a finding that may be set is, by the version's word or the program's own."""
    return severities.get(code, OWN[code])


def _code(value: object) -> str:
    if not isinstance(value, str) or value not in OWN:
        raise wrong(f"is not one that may be set; these are {', '.join(OWN)}")
    return value


read_severities: Reader[Mapping[str, Severity]] = table(_code, one_of(_LAWFUL))
"""Reads the section `severities` of a payload. Raises Wrong with every fault."""
