"""All rows that hang on requests, for many requests at once: eight statements, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.money import Money, total
from provportal.domain.promised_date import PromiseKind
from provportal.domain.request import Action
from provportal.store.agency import ClosedDay
from provportal.store.audit import AuditEvent
from provportal.store.bank_account import BankAccount
from provportal.store.decision import CheckResult, Decision, DecisionKind, DecisionLine
from provportal.store.payout import Batch, BatchLine, Entry
from provportal.store.promised_date import PromisedDate
from provportal.store.request import AskedItem, Request, RequestLine, RequestVersion

RowT = TypeVar("RowT")

Decided = tuple[Decision, DecisionLine | None]
Paid = tuple[BatchLine, Batch, Entry | None, str | None]
"""A line in a payment run, the run, its bank entry, and the last four of the entry's account."""
Day = tuple[str, str, date]
"""Whose day it is (a request's or an agency's id), what for, and the day."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows of one request, oldest first; accounts and closed days are its agency's."""

    is_approved: bool
    """Not any more once it went back for a new decision."""
    lines: Sequence[RequestLine]
    decisions: Sequence[Decided]
    payments: Sequence[Paid]
    accounts: Sequence[BankAccount]
    closed: frozenset[date]
    checks: Sequence[CheckResult]
    moves: Sequence[AuditEvent]
    asked: Sequence[AskedItem]
    promised: Mapping[PromiseKind, date]
    """The days that stand in the ledger and are still open."""

    @property
    def approval(self) -> Decision | None:
        """The newest approval of the version that counts, while it stands."""
        if not self.is_approved:
            return None
        versions = {line.version_id for line in self.lines}
        found = [
            decision
            for decision, _ in self.decisions
            if decision.kind is DecisionKind.APPROVE and decision.version_id in versions
        ]
        return found[-1] if found else None

    @property
    def approved(self) -> Money | None:
        """What the newest approval pays, over all lines."""
        approval = self.approval
        if approval is None:
            return None
        return total(
            line.payable
            for decision, line in self.decisions
            if line is not None and decision.id == approval.id
        )

    def last_move(self, *actions: Action) -> datetime | None:
        """When one of these was last done."""
        named = {f"request.{action}" for action in actions}
        found = [move.at for move in self.moves if move.action in named]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows of many requests, by the id of the request or of its agency."""

    lines: Mapping[str, list[RequestLine]]
    decisions: Mapping[str, list[Decided]]
    payments: Mapping[str, list[Paid]]
    accounts: Mapping[str, list[BankAccount]]
    checks: Mapping[str, list[CheckResult]]
    moves: Mapping[str, list[AuditEvent]]
    asked: Mapping[str, list[AskedItem]]
    days: Mapping[str, list[Day]]
    """The days off of an agency, and the promised days of a request."""

    def narrowed(self, request: Request) -> Scope:
        """The rows of one of the requests."""
        return Scope(
            is_approved=request.approved_by_id is not None,
            lines=self.lines[request.id],
            decisions=self.decisions[request.id],
            payments=self.payments[request.id],
            accounts=self.accounts[request.agency_id],
            closed=frozenset(day for _, _, day in self.days[request.agency_id]),
            checks=self.checks[request.id],
            moves=self.moves[request.id],
            asked=self.asked[request.id],
            promised={PromiseKind(kind): day for _, kind, day in self.days[request.id]},
        )


def facts_of(session: Session, requests: Sequence[Request]) -> Facts:
    """The rows of requests of one organisation."""
    ids = [request.id for request in requests]
    agencies = sorted({request.agency_id for request in requests})
    return Facts(
        lines=_by(session.scalars(_lines(ids)), lambda row: row.request_id),
        decisions=_by(
            ((*row,) for row in session.execute(_decisions(ids))),
            lambda row: row[0].request_id,
        ),
        payments=_by(
            ((*row,) for row in session.execute(_payments(ids))),
            lambda row: row[0].request_id,
        ),
        accounts=_by(
            session.scalars(_accounts(requests[0].organisation_id, agencies)),
            lambda row: row.agency_id,
        ),
        checks=_by(session.scalars(_checks(ids)), lambda row: row.request_id),
        moves=_by(session.scalars(_moves(ids)), lambda row: row.subject_id),
        asked=_by(session.scalars(_asked(ids)), lambda row: row.request_id),
        days=_by(((*row,) for row in session.execute(_days(ids, agencies))), lambda row: row[0]),
    )


def _by(rows: Iterable[RowT], key: Callable[[RowT], str]) -> Mapping[str, list[RowT]]:
    found: defaultdict[str, list[RowT]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _counts(ids: Sequence[str]) -> sa.ColumnElement[bool]:
    """The version that counts, of these requests."""
    return sa.and_(
        Request.id == RequestVersion.request_id,
        Request.current_version == RequestVersion.number,
        Request.id.in_(ids),
    )


def _lines(ids: Sequence[str]) -> sa.Select[RequestLine]:
    return (
        sa.select(RequestLine)
        .join(RequestVersion, RequestVersion.id == RequestLine.version_id)
        .join(Request, _counts(ids))
        .order_by(RequestLine.number)
    )


def _checks(ids: Sequence[str]) -> sa.Select[CheckResult]:
    return (
        sa.select(CheckResult)
        .join(RequestVersion, RequestVersion.id == CheckResult.version_id)
        .join(Request, _counts(ids))
        .order_by(CheckResult.asked_at, CheckResult.id)
    )


def _decisions(ids: Sequence[str]) -> sa.Select[Decision, DecisionLine]:
    return (
        sa.select(Decision, DecisionLine)
        .outerjoin(DecisionLine, DecisionLine.decision_id == Decision.id)
        .where(Decision.request_id.in_(ids))
        .order_by(Decision.decided_at, Decision.id)
    )


def _payments(ids: Sequence[str]) -> sa.Select[BatchLine, Batch, Entry, str]:
    """Lines that are in a run, or were sent and came back; not those that left before."""
    return (
        sa.select(BatchLine, Batch, Entry, BankAccount.last4)
        .join(Batch, Batch.id == BatchLine.batch_id)
        .outerjoin(Entry, Entry.id == BatchLine.entry_id)
        .outerjoin(BankAccount, BankAccount.id == Entry.bank_account_id)
        .where(
            BatchLine.request_id.in_(ids),
            sa.or_(BatchLine.active, Entry.returned_on.is_not(None)),
        )
        .order_by(Batch.built_at, BatchLine.id)
    )


def _accounts(organisation_id: str, agencies: Sequence[str]) -> sa.Select[BankAccount]:
    return (
        sa.select(BankAccount)
        .where(BankAccount.organisation_id == organisation_id, BankAccount.agency_id.in_(agencies))
        .order_by(BankAccount.version)
    )


def _moves(ids: Sequence[str]) -> sa.Select[AuditEvent]:
    """What moved a request; saving a draft or adding a document moves nothing."""
    moved = [f"request.{action}" for action in Action]
    return (
        sa.select(AuditEvent)
        .where(
            AuditEvent.subject == "request",
            AuditEvent.subject_id.in_(ids),
            AuditEvent.action.in_(moved),
        )
        .order_by(AuditEvent.sequence)
    )


def _asked(ids: Sequence[str]) -> sa.Select[AskedItem]:
    return (
        sa.select(AskedItem)
        .where(AskedItem.request_id.in_(ids), AskedItem.answered_at.is_(None))
        .order_by(AskedItem.field)
    )


def _days(ids: Sequence[str], agencies: Sequence[str]) -> sa.CompoundSelect[str, str, date]:
    """All days that dates are reckoned with, in one statement."""
    promised = sa.select(
        PromisedDate.request_id, sa.type_coerce(PromisedDate.kind, sa.String), PromisedDate.day
    ).where(PromisedDate.request_id.in_(ids), PromisedDate.closed_at.is_(None))
    closed = sa.select(ClosedDay.agency_id, sa.literal("closed"), ClosedDay.day).where(
        ClosedDay.agency_id.in_(agencies)
    )
    return sa.union_all(promised, closed)
