"""Checks: what they find, how bad it is, and how their verdicts open or close the way."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """A note informs, a warning asks a person to look, a block stops."""

    NOTE = "note"
    WARNING = "warning"
    BLOCK = "block"


class Verdict(StrEnum):
    """Where one check of one version stands."""

    RUNNING = "running"
    PASSED = "passed"
    NOTED = "noted"
    WARNED = "warned"
    BLOCKED = "blocked"
    NOT_RUN = "not_run"
    """Did not report within five minutes: blocks approval until it runs."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: a code with the field it speaks of and the values of its sentence."""

    code: str
    severity: Severity
    field: str
    params: dict[str, str] = dataclasses.field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "severity": self.severity.value,
            "field": self.field,
            "params": self.params,
        }


_WORST = {
    Severity.NOTE: Verdict.NOTED,
    Severity.WARNING: Verdict.WARNED,
    Severity.BLOCK: Verdict.BLOCKED,
}


def verdict(findings: Iterable[Finding]) -> Verdict:
    """The verdict of one check: its worst finding, or passed."""
    severities = {finding.severity for finding in findings}
    for severity in (Severity.BLOCK, Severity.WARNING, Severity.NOTE):
        if severity in severities:
            return _WORST[severity]
    return Verdict.PASSED


def open_for_review(verdicts: Iterable[Verdict]) -> bool:
    """Whether a reviewer may take the request: every check has reported or is marked not run."""
    return not {Verdict.RUNNING, Verdict.BLOCKED} & set(verdicts)


def open_for_approval(verdicts: Iterable[Verdict]) -> bool:
    """Whether an approver may approve: every check ran and none blocks."""
    return not {Verdict.RUNNING, Verdict.NOT_RUN, Verdict.BLOCKED} & set(verdicts)
