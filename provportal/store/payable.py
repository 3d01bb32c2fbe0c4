"""Approved lines that wait for a payout, with all that a batch needs to judge them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.bank_account import AccountState
from provportal.domain.checks import Verdict
from provportal.domain.money import Money
from provportal.domain.request import State
from provportal.store.bank_account import BankAccount
from provportal.store.decision import CheckResult, Decision, DecisionKind, DecisionLine
from provportal.store.locking import locked
from provportal.store.provider import Contract, Organisation
from provportal.store.request import Request, RequestLine, RequestVersion


@dataclass(frozen=True, slots=True)
class Payable:
    """One approved line with its request, its amount and its payee as they stand now."""

    request: Request
    line: RequestLine
    amount: DecisionLine
    decision: Decision
    contract: Contract
    organisation: Organisation

    @property
    def payable(self) -> Money:
        return self.amount.payable


def approved_lines(session: Session, agency_id: str) -> Sequence[Payable]:
    """Every line of every Approved request of an agency, oldest request first."""
    rows = session.execute(
        sa.select(Request, RequestLine, DecisionLine, Decision, Contract, Organisation)
        .join(RequestVersion, RequestVersion.request_id == Request.id)
        .join(RequestLine, RequestLine.version_id == RequestVersion.id)
        .join(DecisionLine, DecisionLine.line_id == RequestLine.id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .join(Contract, Contract.id == Request.contract_id)
        .join(Organisation, Organisation.id == Request.organisation_id)
        .where(
            Request.agency_id == agency_id,
            Request.state == State.APPROVED,
            RequestVersion.number == Request.current_version,
            Decision.kind == DecisionKind.APPROVE,
        )
        .order_by(Request.submitted_at, Request.id, RequestLine.number, Decision.decided_at)
    )
    newest = {row[1].id: Payable(*row) for row in rows}
    return list(newest.values())


def approved_lines_for_update(session: Session, agency_id: str) -> Sequence[Payable]:
    """The same, with the requests locked."""
    session.scalars(
        locked(
            sa.select(Request)
            .where(Request.agency_id == agency_id, Request.state == State.APPROVED)
            .order_by(Request.submitted_at, Request.id)
        )
    ).all()
    return approved_lines(session, agency_id)


def payee_accounts(session: Session, agency_id: str) -> dict[str, BankAccount]:
    """The account that each payee of approved lines would be paid to now, by organisation."""
    payees = sa.select(Request.organisation_id).where(
        Request.agency_id == agency_id, Request.state == State.APPROVED
    )
    rows = session.scalars(
        sa.select(BankAccount).where(
            BankAccount.agency_id == agency_id,
            BankAccount.organisation_id.in_(payees),
            BankAccount.state == AccountState.ACTIVE,
        )
    )
    return {account.organisation_id: account for account in rows}


def approved_verdicts(session: Session, agency_id: str) -> dict[str, tuple[Verdict, ...]]:
    """The verdicts of the checks behind approved lines, by version."""
    rows = session.execute(
        sa.select(CheckResult.version_id, CheckResult.verdict)
        .join(Request, Request.id == CheckResult.request_id)
        .where(Request.agency_id == agency_id, Request.state == State.APPROVED)
    )
    found: defaultdict[str, tuple[Verdict, ...]] = defaultdict(tuple)
    for version_id, verdict in rows:
        found[version_id] += (verdict,)
    return dict(found)


def decided_lines(session: Session, request: Request) -> list[tuple[RequestLine, Money]]:
    """The lines of the version that counts with the amounts its newest approval pays."""
    rows = session.execute(
        sa.select(RequestLine, DecisionLine.payable)
        .join(RequestVersion, RequestVersion.id == RequestLine.version_id)
        .join(DecisionLine, DecisionLine.line_id == RequestLine.id)
        .join(Decision, Decision.id == DecisionLine.decision_id)
        .where(
            RequestVersion.request_id == request.id,
            RequestVersion.number == request.current_version,
            Decision.kind == DecisionKind.APPROVE,
        )
        .order_by(RequestLine.number, Decision.decided_at)
    )
    newest = {line.id: (line, payable) for line, payable in rows}
    return list(newest.values())
