"""Limits and windows that an agency sets for any program: how much at once, how long to wait."""

from __future__ import annotations

from dataclasses import dataclass

from provportal.domain.checks import Finding, Severity
from provportal.domain.fields import Field, Reader, money, nullable, record, whole, wrong
from provportal.domain.money import Money

OVER_LIMIT = "amount_over_limit"
"""The code of what is found when a request asks for more than the version in force allows."""

LONGEST_WINDOW = 366
MOST_MONTHS_BACK = 24


@dataclass(frozen=True, slots=True)
class Limits:
    """Each has the default that stands in no rule book (ours; an agency may set another)."""

    most_asked: Money | None = None
    """The most that one request may ask for; None is no limit but what an amount can hold."""
    answer_business_days: int = 10
    """How long a provider has to answer what staff asked."""
    aside_business_days: int = 5
    """How long staff may keep a request aside."""
    appeal_days: int = 30
    """Calendar days in which a provider may appeal."""
    months_back: int = 6
    """How many past months a provider is offered to ask for; older ones are asked by phone."""


DEFAULT = Limits()


def over_limit(asked: Money, limits: Limits, severity: Severity) -> tuple[Finding, ...]:
    """What is found when more is asked than the limit."""
    most = limits.most_asked
    if most is None or asked <= most:
        return ()
    return (Finding(OVER_LIMIT, severity, "amount.total", {"most": str(most)}),)


def _window(value: object) -> int:
    days = whole(value)
    if not 1 <= days <= LONGEST_WINDOW:
        raise wrong(f"write days, 1 to {LONGEST_WINDOW}")
    return days


def _months(value: object) -> int:
    months = whole(value)
    if not 1 <= months <= MOST_MONTHS_BACK:
        raise wrong(f"write months, 1 to {MOST_MONTHS_BACK}")
    return months


def _most(value: object) -> Money:
    found = money(value)
    if not found:
        raise wrong("a limit is above 0.00; write null where there is none")
    return found


read_limits: Reader[Limits] = record(
    Limits,
    Field("most_asked", nullable(_most), "most_asked", optional=True),
    Field("answer_business_days", _window, "answer_business_days", optional=True),
    Field("aside_business_days", _window, "aside_business_days", optional=True),
    Field("appeal_days", _window, "appeal_days", optional=True),
    Field("months_back", _months, "months_back", optional=True),
)
"""Reads the section `limits` of a payload. Raises Wrong with every fault."""
