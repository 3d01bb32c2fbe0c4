"""Replaying a decision: the same inputs asked again, and what another rule book would answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from provportal.domain.difference import Difference, differences
from provportal.domain.program import AssessedLine, Assessment, Program, Unreadable
from provportal.domain.question import Wizard
from provportal.domain.rulebook import RuleBook, as_if_from
from provportal.domain.texts import Texts, Words


@dataclass(frozen=True, slots=True)
class Stored:
    """What a decision keeps. `lines` are the amounts of an approval; others decide on none.

    `service_from` is the first day of what was decided on.
    """

    formulas: tuple[str, ...]
    inputs: Mapping[str, object]
    result: Mapping[str, object]
    lines: tuple[AssessedLine, ...] | None
    service_from: date


def by_its_own(stored: Stored, program: Program, book: RuleBook) -> tuple[Difference, ...]:
    """What differs when its own rule book is asked again: nothing, or something is wrong."""
    kept: dict[str, object] = {"formulas": stored.formulas, "result": stored.result}
    if stored.lines is not None:
        kept["lines"] = _amounts(stored.lines)
    try:
        again = program.assess_again(stored.inputs, book)
    except Unreadable as unreadable:
        return differences(kept, {"cannot_read": _said(unreadable)})
    answer = {
        "formulas": again.formulas,
        "result": again.result,
        "lines": _amounts(again.lines),
    }
    return differences(kept, {part: answer[part] for part in kept})


def by_another(
    stored: Stored, program: Program, own: RuleBook, other: RuleBook
) -> tuple[Difference, ...]:
    """What another rule book would have answered and asked, had it been in force by then."""
    then = as_if_from(other, stored.service_from)
    return differences(_answer(stored, program, own), _answer(stored, program, then))


def _answer(stored: Stored, program: Program, book: RuleBook) -> dict[str, object]:
    asked = {"asked": _questions(program.wizard_in(book))}
    try:
        return asked | _spoken(program.assess_again(stored.inputs, book))
    except Unreadable as unreadable:
        return asked | {"cannot_read": _said(unreadable)}


def _spoken(assessment: Assessment) -> dict[str, object]:
    return {
        "lines": _amounts(assessment.lines),
        "findings": [
            {"code": found.code, "field": found.field, "severity": found.severity.value}
            for found in assessment.findings
        ],
        "pay_by": assessment.pay_by,
    }


def _amounts(lines: Iterable[AssessedLine]) -> list[dict[str, object]]:
    return [
        {
            "number": line.number,
            "payable": str(line.payable),
            "reasons": {reason.code: str(reason.amount) for reason in line.reasons},
        }
        for line in lines
    ]


def _questions(wizard: Wizard) -> dict[str, str]:
    """What a request is asked, by 'step.question', with its own words."""
    return {
        f"{step.slug}.{question.key}": _english(question.label)
        for step in wizard.steps
        for question in step.questions
    }


def _english(words: Words) -> str:
    return words.en if isinstance(words, Texts) else words


def _said(unreadable: Unreadable) -> str:
    return "; ".join(
        " ".join((finding.code, *finding.params.values())) for finding in unreadable.findings
    )
