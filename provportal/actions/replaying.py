"""Replaying the decisions on a request: on the version each stands on, and on the one of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.difference import Difference
from provportal.domain.program import AssessedLine
from provportal.domain.remittance import Reason
from provportal.domain.replay import Stored, by_another, by_its_own
from provportal.store.agency import RuleVersion
from provportal.store.decision import Adjustment, Decision, DecisionLine
from provportal.store.programs import program_by
from provportal.store.reads import book_of, rule_version_on
from provportal.store.request import Request, RequestLine


@dataclass(frozen=True, slots=True)
class Replayed:
    """One decision asked again. `own` is what differs on its own version: nothing, when right.

    `today` is the version in force today, and what it would have answered instead.
    """

    decision: Decision
    version: RuleVersion
    own: tuple[Difference, ...]
    today: RuleVersion
    instead: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        return not self.own


def replay(session: Session, request: Request, today: date) -> tuple[Replayed, ...]:
    """Every decision on a request that stands on rules, oldest first; keeps nothing.

    Raises NotFound when the agency has no rules today.
    """
    rows = session.execute(
        sa.select(Decision, RuleVersion)
        .join(RuleVersion, RuleVersion.id == Decision.rule_version_id)
        .where(Decision.request_id == request.id)
        .order_by(Decision.decided_at, Decision.id)
    ).all()
    now = rule_version_on(session, request.agency_id, request.program, today)
    return tuple(_again(session, request, (decision, version), now) for decision, version in rows)


def _again(
    session: Session, request: Request, made: tuple[Decision, RuleVersion], today: RuleVersion
) -> Replayed:
    decision, version = made
    program, own = program_by(version), book_of(version)
    stored = Stored(
        formulas=tuple(decision.formulas),
        inputs=decision.inputs,
        result=decision.result,
        lines=_paid(session, decision),
        service_from=request.service_from,
    )
    return Replayed(
        decision=decision,
        version=version,
        own=by_its_own(stored, program, own),
        today=today,
        instead=by_another(stored, program, own, book_of(today)),
    )


def _paid(session: Session, decision: Decision) -> tuple[AssessedLine, ...] | None:
    """The amounts that a decision wrote, line by line; None when it wrote none."""
    rows = session.execute(
        sa.select(DecisionLine, RequestLine)
        .join(RequestLine, RequestLine.id == DecisionLine.line_id)
        .where(DecisionLine.decision_id == decision.id)
        .order_by(RequestLine.number)
    ).all()
    return (
        tuple(
            AssessedLine(line.number, line.asked, amount.payable, _reasons(session, amount))
            for amount, line in rows
        )
        or None
    )


def _reasons(session: Session, amount: DecisionLine) -> tuple[Reason, ...]:
    rows = session.scalars(sa.select(Adjustment).where(Adjustment.decision_line_id == amount.id))
    return tuple(Reason(row.code, row.amount, row.rule, row.params) for row in rows)
