"""The answer to one case: what is paid, why not the rest, what is missing, which rules spoke."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from provportal.domain.money import Money
from provportal.domain.programs.calworks.values import Category
from provportal.domain.programs.calworks.words import adjustment_text, finding_text


class Decision(StrEnum):
    PAY = "pay"
    PART_PAY = "part_pay"
    RETURN = "return"
    NOT_PAYABLE = "not_payable"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An amount billed and not paid, by its code and the rule that took it.

    A negative amount was paid and not billed.
    """

    code: str
    amount: Money
    rule: str
    days: tuple[date, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "amount": str(self.amount),
            "days": [day.isoformat() for day in self.days],
            "text": adjustment_text(self.code, self.params),
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about one field of the case."""

    field: str
    code: str
    params: Mapping[str, str]

    def as_json(self) -> dict[str, object]:
        text = finding_text(self.code, self.params)
        return {"field": self.field, "code": self.code, "text": text}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one rule was asked and what it answered; `version` names formula and rule book."""

    rule: str
    version: str
    inputs: Mapping[str, str]
    result: str

    def as_json(self) -> dict[str, object]:
        return {
            "rule": self.rule,
            "version": self.version,
            "inputs": dict(self.inputs),
            "result": self.result,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The price of a case. `billed` minus the adjustments is always `payable`."""

    decision: Decision
    payable: Money
    billed: Money
    category: Category
    ceiling: Money
    """Per unit of the category, with the evening factor, before exceptional needs."""
    allowed: Money
    """What the rules allow, a registration fee included, before the family fee."""
    adjustments: tuple[Adjustment, ...]
    complete_on: date | None
    pay_by: date | None
    findings: tuple[Finding, ...]
    explanation: tuple[Explanation, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "decision": self.decision.value,
            "payable": str(self.payable),
            "billed": str(self.billed),
            "category": self.category.value,
            "ceiling": str(self.ceiling),
            "allowed": str(self.allowed),
            "adjustments": [adjustment.as_json() for adjustment in self.adjustments],
            "complete_on": self.complete_on.isoformat() if self.complete_on else None,
            "pay_by": self.pay_by.isoformat() if self.pay_by else None,
            "findings": [finding.as_json() for finding in self.findings],
            "explanation": [said.as_json() for said in self.explanation],
        }
