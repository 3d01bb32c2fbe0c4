"""Whether the parts of a declaration fit each other: what one names, another must have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from provportal.domain.fields import Wrong, money
from provportal.domain.programs.declared.check import Check, Must
from provportal.domain.programs.declared.condition import When
from provportal.domain.programs.declared.declaration import AskedQuestion, Declaration
from provportal.domain.question import Kind
from provportal.domain.submission import SIGNED_ON

Fault = tuple[str, str]
"""The path of a value, and what is wrong with it."""

AMOUNT = "amount.total"
"""Where every program asks how much: checks, limits and estimates look there."""
TAKEN = frozenset({"care", "sign", "request"})
"""Steps that the portal adds itself."""
SIGNATURE = SIGNED_ON.removeprefix(".")

Questions = Mapping[str, AskedQuestion]


def faults_of(declared: Declaration) -> tuple[Fault, ...]:
    """All that does not fit, in the order of the file."""
    return tuple(
        chain(
            _names(declared),
            _choices(declared),
            _conditions(declared),
            _amount(declared),
            _bill(declared),
            _price(declared),
            _checks(declared),
        )
    )


def _names(declared: Declaration) -> Iterator[Fault]:
    slugs = Counter(step.slug for step in declared.steps)
    for place, step in enumerate(declared.steps):
        if step.slug in TAKEN:
            yield f"steps[{place}].slug", f"{step.slug} is a step that the portal adds itself"
        if slugs[step.slug] > 1:
            yield f"steps[{place}].slug", f"{step.slug} stands {slugs[step.slug]} times"
        if not step.questions:
            yield f"steps[{place}].questions", "a step asks at least one question"
        yield from _keys(place, [question.key for question in step.questions])


def _keys(place: int, keys: list[str]) -> Iterator[Fault]:
    for index, key in enumerate(keys):
        where = f"steps[{place}].questions[{index}].key"
        if key == SIGNATURE:
            yield where, f"{key} means a signature, which the portal asks for itself"
        if keys.count(key) > 1:
            yield where, f"{key} stands {keys.count(key)} times in its step"


def _placed(declared: Declaration) -> Iterator[tuple[str, AskedQuestion]]:
    """Each question with its path in the file."""
    for place, step in enumerate(declared.steps):
        for index, question in enumerate(step.questions):
            yield f"steps[{place}].questions[{index}]", question


def _choices(declared: Declaration) -> Iterator[Fault]:
    for path, question in _placed(declared):
        values = [choice.value for choice in question.choices]
        if question.kind is Kind.CHOICE and len(values) < 2:
            yield f"{path}.choices", "a choice offers two answers or more"
        if question.kind is not Kind.CHOICE and values:
            yield (
                f"{path}.choices",
                f"only a choice has choices, and this is of kind {question.kind}",
            )
        if len(set(values)) < len(values):
            yield f"{path}.choices", "two answers have the same value"


def _conditions(declared: Declaration) -> Iterator[Fault]:
    """A condition looks back, at a choice."""
    earlier: dict[str, AskedQuestion] = {}
    for place, step in enumerate(declared.steps):
        if step.when:
            yield from _condition(f"steps[{place}].when", step.when, earlier)
        for index, question in enumerate(step.questions):
            if question.when:
                path = f"steps[{place}].questions[{index}].when"
                yield from _condition(path, question.when, earlier)
        earlier |= {f"{step.slug}.{question.key}": question for question in step.questions}


def _condition(path: str, when: When, earlier: Questions) -> Iterator[Fault]:
    asked = earlier.get(when.question)
    if asked is None or asked.kind is not Kind.CHOICE:
        yield f"{path}.question", f"{when.question} is no choice of an earlier step"
        return
    offered = [choice.value for choice in asked.choices]
    for value in when.is_one_of:
        if value not in offered:
            yield f"{path}.is", f"{value} is no answer to {when.question}: {', '.join(offered)}"


def _amount(declared: Declaration) -> Iterator[Fault]:
    found = dict(declared.questions).get(AMOUNT)
    if found is None or found.kind is not Kind.MONEY or not _is_always_asked(declared, AMOUNT):
        yield "steps", f"a program asks everybody for {AMOUNT}, a question of kind money"


def _is_always_asked(declared: Declaration, field: str) -> bool:
    slug, _, key = field.partition(".")
    return any(
        step.slug == slug and not step.when and question.key == key
        and not question.when and not question.optional
        for step in declared.steps
        for question in step.questions
    )  # fmt: skip


def _bill(declared: Declaration) -> Iterator[Fault]:
    """What names the bill is known of every request."""
    bill = declared.bill
    yield from _named(declared, "bill.kind", bill.kind, Kind.CHOICE)
    yield from _named(declared, "bill.first_day", bill.first_day, Kind.DATE)
    yield from _named(declared, "bill.last_day", bill.last_day, Kind.DATE)


def _named(declared: Declaration, path: str, field: str, kind: Kind) -> Iterator[Fault]:
    found = dict(declared.questions).get(field)
    if found is None or found.kind is not kind:
        yield path, f"{field} is no question of kind {kind}"
    elif not _is_always_asked(declared, field):
        yield path, f"{field} is not asked of everybody: leave out its when and optional"


def _price(declared: Declaration) -> Iterator[Fault]:
    """Each answer of the choice has its price."""
    price = declared.price
    if not price.by:
        return
    found = dict(declared.questions).get(price.by)
    yield from _named(declared, "price.by", price.by, Kind.CHOICE)
    if found is None:
        return
    offered = [choice.value for choice in found.choices]
    for value in offered:
        if value not in price.table:
            yield "price.table", f"{value} has no price"
    for value in price.table:
        if value not in offered:
            yield f"price.table.{value}", f"{value} is no answer to {price.by}"


def _checks(declared: Declaration) -> Iterator[Fault]:
    questions = dict(declared.questions)
    for place, check in enumerate(declared.checks):
        wanted = Kind.MONEY if check.must is Must.BE_AT_MOST else Kind.DATE
        asked = questions.get(check.question)
        if asked is None or asked.kind is not wanted:
            yield f"checks[{place}].question", f"{check.question} is no question of kind {wanted}"
        yield from _THAN[check.must](f"checks[{place}].than", check, questions)


def _other_day(path: str, check: Check, questions: Questions) -> Iterator[Fault]:
    other = questions.get(check.than)
    if other is None or other.kind is not Kind.DATE:
        yield path, "write another question of kind date"


def _nothing(path: str, check: Check, questions: Questions) -> Iterator[Fault]:
    if check.than:
        yield path, f"leave it out: {check.must} is about the month of the request"


def _amount_written(path: str, check: Check, questions: Questions) -> Iterator[Fault]:
    try:
        money(check.than)
    except Wrong as wrong:
        yield path, wrong.faults[0][1]


_THAN: dict[Must, Callable[[str, Check, Questions], Iterator[Fault]]] = {
    Must.BE_NOT_BEFORE: _other_day,
    Must.BE_IN_MONTH: _nothing,
    Must.BE_AT_MOST: _amount_written,
}
