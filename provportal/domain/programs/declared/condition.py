"""When a declared step or question is asked: by the answer to an earlier one."""

from __future__ import annotations

from dataclasses import dataclass

from provportal.domain.question import Answers


def answer_to(answers: Answers, field: str) -> str:
    """What 'step.question' was answered with; '' when it was not."""
    slug, _, key = field.partition(".")
    value = answers.get(slug, {}).get(key)
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Always:
    """Asked of everybody."""

    def __call__(self, answers: Answers) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class When:
    """Asked when `question` ('step.question') was answered with one of these."""

    question: str
    is_one_of: tuple[str, ...]

    def __call__(self, answers: Answers) -> bool:
        return answer_to(answers, self.question) in self.is_one_of
