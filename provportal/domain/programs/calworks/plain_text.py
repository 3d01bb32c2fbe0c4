"""An answer for people: what is paid, why not the rest, and one line for each rule that spoke."""

from __future__ import annotations

from collections.abc import Iterator

from provportal.domain.programs.calworks.answer import Answer, Explanation
from provportal.domain.programs.calworks.words import (
    DECISIONS,
    RULES,
    adjustment_text,
    finding_text,
    spoken_date,
)


def answer_lines(answer: Answer) -> Iterator[str]:
    """The lines, in reading order."""
    payable, billed = answer.payable.shown(), answer.billed.shown()
    yield f"{DECISIONS[answer.decision]} {payable} of {billed} billed."
    for cut in answer.adjustments:
        yield f"{cut.code:<7} {cut.amount.shown():>12}  {adjustment_text(cut.code, cut.params)}"
    for finding in answer.findings:
        yield f"{finding.field}: {finding_text(finding.code, finding.params)}"
    for said in answer.explanation:
        yield _rule_line(said)
    if answer.pay_by:
        yield f"{'R02':<5} {RULES['R02']}: {spoken_date(answer.pay_by)}"


def _rule_line(said: Explanation) -> str:
    inputs = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in said.inputs.items())
    return f"{said.rule:<5} {RULES[said.rule]}: {said.result} ({inputs})"
