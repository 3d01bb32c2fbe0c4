"""How bad a finding is: which of them a rule book may set, to what, and what stands otherwise."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from provportal.domain.checks import Finding, Severity
from provportal.domain.fields import Reader, Wrong, keyed, shown

Severities = Mapping[str, Severity]
"""By the code of a finding, what a rule book says; a code that it leaves out is as usual."""

TOLD = (Severity.NOTE, Severity.WARNING)
STOPS = (Severity.WARNING, Severity.BLOCK)

OF_EVERY_PROGRAM: Mapping[str, tuple[Severity, ...]] = {
    "partly_outside_certificate": TOLD,
    "no_bank_account": TOLD,
    "account_shared": TOLD,
    "routing_number": TOLD,
    "looks_like_another": TOLD,
    "amount_unusual": TOLD,
    "care_overlaps": TOLD,
}
"""What the portal itself finds, whatever the program, and what an agency may make of it. Each warns
unless it is set. None can block: its provider would have nothing to put right. What the law wants
blocks and stands in no book."""


def read_severities(settable: Mapping[str, tuple[Severity, ...]]) -> Reader[Severities]:
    """A reader of the section `severities` of a payload. It raises Wrong with every fault."""

    def read(value: object) -> Severities:
        given = keyed(value)
        faults = [fault for code, said in given.items() for fault in _faults(code, said, settable)]
        if faults:
            raise Wrong(*faults)
        return {code: Severity(str(said)) for code, said in given.items()}

    return read


def _faults(
    code: str, said: object, settable: Mapping[str, tuple[Severity, ...]]
) -> list[tuple[str, str]]:
    if code not in settable:
        what = f"is not one that may be set; these are {', '.join(settable)}"
        return [(shown(code), what)]
    if said not in settable[code]:
        return [(code, f"write one of {', '.join(settable[code])}")]
    return []


def as_set(findings: tuple[Finding, ...], severities: Severities) -> tuple[Finding, ...]:
    """The findings of a check of the portal's own, each as bad as the book says."""
    return tuple(
        dataclasses.replace(finding, severity=severities[finding.code])
        if finding.code in OF_EVERY_PROGRAM and finding.code in severities
        else finding
        for finding in findings
    )
