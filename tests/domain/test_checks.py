"""Verdicts: the worst finding counts, and what opens the way to review and to approval."""

from __future__ import annotations

import pytest

from provportal.domain.checks import (
    Finding,
    Severity,
    Verdict,
    open_for_approval,
    open_for_review,
    verdict,
)

NOTE, WARNING, BLOCK = (Finding("x", severity, "f") for severity in Severity)


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ((), Verdict.PASSED),
        ((NOTE,), Verdict.NOTED),
        ((NOTE, WARNING), Verdict.WARNED),
        ((WARNING, BLOCK, NOTE), Verdict.BLOCKED),
    ],
)
def test_the_worst_finding_counts(findings: tuple[Finding, ...], expected: Verdict) -> None:
    assert verdict(findings) is expected


REVIEW = {Verdict.PASSED, Verdict.NOTED, Verdict.WARNED, Verdict.NOT_RUN}


@pytest.mark.parametrize("one", Verdict)
def test_what_a_reviewer_may_take(one: Verdict) -> None:
    assert open_for_review([Verdict.PASSED, one]) is (one in REVIEW)


@pytest.mark.parametrize("one", Verdict)
def test_what_an_approver_may_approve(one: Verdict) -> None:
    assert open_for_approval([Verdict.PASSED, one]) is (one in REVIEW - {Verdict.NOT_RUN})


def test_a_finding_is_kept_as_plain_values() -> None:
    finding = Finding("CEIL", Severity.WARNING, "amount.total", {"limit": "1006.20"})
    assert finding.as_json() == {
        "code": "CEIL",
        "severity": "warning",
        "field": "amount.total",
        "params": {"limit": "1006.20"},
    }
