"""What a declared program checks beyond its questions, each check with words of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from provportal.domain.checks import Finding, Severity
from provportal.domain.money import Money
from provportal.domain.programs.declared.condition import answer_to
from provportal.domain.question import Answers
from provportal.domain.texts import Texts, as_params

DECLARED = "declared"
"""The code of what such a check finds; the finding carries its sentence in every language."""


class Must(StrEnum):
    """What the answer to a question must be."""

    BE_NOT_BEFORE = "be_not_before"
    """`than`: another day, as 'step.question'."""
    BE_IN_MONTH = "be_in_month"
    """A day of the month that the request is for; `than` is left out."""
    BE_AT_MOST = "be_at_most"
    """`than`: an amount."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check. An answer that is not there passes: whether it is wanted, its question says."""

    question: str
    must: Must
    words: Texts
    than: str = ""
    severity: Severity = Severity.BLOCK


Month = tuple[date, date]


def findings_of(checks: Iterable[Check], answers: Answers, month: Month) -> Iterator[Finding]:
    """What the checks find."""
    for check in checks:
        if not _passes(check, answers, month):
            yield Finding(DECLARED, check.severity, check.question, as_params(check.words))


def _passes(check: Check, answers: Answers, month: Month) -> bool:
    answer = answer_to(answers, check.question)
    try:
        return not answer or _PASSES[check.must](answer, check, answers, month)
    except ValueError:
        # What is no day and no amount is told by the form of its own question.
        return True


def _is_not_before(answer: str, check: Check, answers: Answers, month: Month) -> bool:
    other = answer_to(answers, check.than)
    return not other or date.fromisoformat(answer) >= date.fromisoformat(other)


def _is_in_month(answer: str, check: Check, answers: Answers, month: Month) -> bool:
    return month[0] <= date.fromisoformat(answer) <= month[1]


def _is_at_most(answer: str, check: Check, answers: Answers, month: Month) -> bool:
    return Money.read(answer) <= Money.read(check.than)


_PASSES: dict[Must, Callable[[str, Check, Answers, Month], bool]] = {
    Must.BE_NOT_BEFORE: _is_not_before,
    Must.BE_IN_MONTH: _is_in_month,
    Must.BE_AT_MOST: _is_at_most,
}
