"""What was found and what was decided: checks, decisions, and the reason of each cut cent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from provportal.domain.checks import Verdict
from provportal.domain.money import Money
from provportal.store.row import Row, Word, key, to


class CheckResult(Row):
    """One check of one version: running until its job reports."""

    __tablename__ = "check_result"
    __table_args__ = (sa.UniqueConstraint("version_id", "check_code"),)

    id: Mapped[str] = key()
    request_id: Mapped[str] = to("request", index=True)
    version_id: Mapped[str] = to("request_version")
    check_code: Mapped[str] = mapped_column(sa.String(60))
    verdict: Mapped[Verdict] = mapped_column(Word(Verdict))
    findings: Mapped[list[Any]] = mapped_column(sa.JSON())
    asked_at: Mapped[datetime]
    reported_at: Mapped[datetime | None]


class DecisionKind(StrEnum):
    RECOMMEND = "recommend"
    ASK = "ask"
    SET_ASIDE = "set_aside"
    APPROVE = "approve"
    DENY = "deny"
    HOLD = "hold"
    END_HOLD = "end_hold"
    REDECIDE = "redecide"
    LAPSE = "lapse"
    UPHOLD_APPEAL = "uphold_appeal"


class Decision(Row):
    """A decision with its reason, the rule version it stands on, its inputs and its result."""

    __tablename__ = "decision"

    id: Mapped[str] = key()
    request_id: Mapped[str] = to("request", index=True)
    version_id: Mapped[str] = to("request_version", index=True)
    kind: Mapped[DecisionKind] = mapped_column(Word(DecisionKind))
    reason_code: Mapped[str] = mapped_column(sa.String(40))
    note: Mapped[str]
    """The provider reads this."""
    private_note: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[str | None] = to("person", optional=True)
    rule_version_id: Mapped[str | None] = to("rule_version", optional=True)
    formulas: Mapped[list[str]]
    inputs: Mapped[dict[str, Any]]
    result: Mapped[dict[str, Any]]


class DecisionLine(Row):
    """What an approval pays on one line. Never changes; a correction is a new version."""

    __tablename__ = "decision_line"
    __table_args__ = (
        sa.UniqueConstraint("decision_id", "line_id"),
        sa.CheckConstraint("payable >= 0", name="payable"),
    )

    id: Mapped[str] = key()
    decision_id: Mapped[str] = to("decision")
    line_id: Mapped[str] = to("request_line", index=True)
    payable: Mapped[Money]


class Adjustment(Row):
    """A reason for a difference between asked and payable; positive reduces, negative adds."""

    __tablename__ = "adjustment"

    id: Mapped[str] = key()
    decision_line_id: Mapped[str] = to("decision_line", index=True)
    code: Mapped[str] = mapped_column(sa.String(20))
    amount: Mapped[Money]
    rule: Mapped[str] = mapped_column(sa.String(20))
    params: Mapped[dict[str, Any]]
