"""What payment officers see of bank accounts; each question starts from their agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from provportal.domain.bank_account import AccountState, Stop
from provportal.domain.roles import Actor
from provportal.store.audit import AuditEvent
from provportal.store.bank_account import BankAccount
from provportal.store.person import Person
from provportal.store.provider import Contract, Organisation
from provportal.store.reads import NotFound

PAGE = 25

_ENTERED_BY, _APPROVED_BY = aliased(Person), aliased(Person)


class Part(StrEnum):
    """Which changes of an agency are shown."""

    TO_APPROVE = "to_approve"
    WAITING = "waiting"
    ON_HOLD = "on_hold"


_PARTS: dict[Part, sa.ColumnElement[bool]] = {
    Part.TO_APPROVE: BankAccount.state == AccountState.ENTERED,
    Part.WAITING: BankAccount.state == AccountState.WAITING,
    Part.ON_HOLD: sa.or_(
        BankAccount.state == AccountState.SUSPENDED,
        sa.and_(
            BankAccount.state == AccountState.BLOCKED, BankAccount.stopped_because == Stop.NOT_US
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One account as an agency's staff sees it: whose it is, and who did what."""

    account: BankAccount
    organisation: Organisation
    entered_by: str | None
    approved_by: str | None


def _changes(actor: Actor) -> sa.Select[BankAccount, Organisation, str, str]:
    return (
        sa.select(BankAccount, Organisation, _ENTERED_BY.name, _APPROVED_BY.name)
        .join(Organisation, Organisation.id == BankAccount.organisation_id)
        .outerjoin(_ENTERED_BY, _ENTERED_BY.id == BankAccount.entered_by_id)
        .outerjoin(_APPROVED_BY, _APPROVED_BY.id == BankAccount.approved_by_id)
        .where(BankAccount.agency_id == actor.agency_id)
    )


def changes(
    session: Session, actor: Actor, part: Part, after: str | None, size: int = PAGE
) -> list[Change]:
    """Newest first, those behind `after` (an id); one more than `size` when more follow."""
    statement = _changes(actor).where(_PARTS[part])
    if after is not None:
        statement = statement.where(_older_than(actor, after))
    newest = statement.order_by(BankAccount.entered_at.desc(), BankAccount.id.desc())
    return [Change(*row) for row in session.execute(newest.limit(size + 1))]


def _older_than(actor: Actor, account_id: str) -> sa.ColumnElement[bool]:
    """Entered before an account; before one of another agency nothing was."""
    seen = (
        sa.select(BankAccount.entered_at)
        .where(BankAccount.id == account_id, BankAccount.agency_id == actor.agency_id)
        .scalar_subquery()
    )
    return sa.or_(
        BankAccount.entered_at < seen,
        sa.and_(BankAccount.entered_at == seen, BankAccount.id < account_id),
    )


def counts(session: Session, actor: Actor) -> dict[Part, int]:
    """How many changes each part has."""
    sums = [sa.func.coalesce(sa.func.sum(sa.case((_PARTS[part], 1), else_=0)), 0) for part in Part]
    row = session.execute(sa.select(*sums).where(BankAccount.agency_id == actor.agency_id)).one()
    return {part: int(number) for part, number in zip(Part, row, strict=True)}


def one_change(session: Session, actor: Actor, account_id: str) -> Change:
    """One account of an agency. Raises NotFound."""
    row = session.execute(_changes(actor).where(BankAccount.id == account_id)).one_or_none()
    if row is None:
        raise NotFound("bank account")
    return Change(*row)


def account_before(session: Session, account: BankAccount) -> BankAccount | None:
    """The account that was paid before this one was entered, or is paid still."""
    paid = (AccountState.ACTIVE, AccountState.SUSPENDED, AccountState.REPLACED)
    return session.scalar(
        sa.select(BankAccount)
        .where(
            BankAccount.agency_id == account.agency_id,
            BankAccount.organisation_id == account.organisation_id,
            BankAccount.version < account.version,
            BankAccount.state.in_(paid),
        )
        .order_by(BankAccount.version.desc())
        .limit(1)
    )


def contract_numbers(session: Session, account: BankAccount) -> Sequence[str]:
    """The provider's numbers at the account's agency."""
    return session.scalars(
        sa.select(Contract.number)
        .where(
            Contract.agency_id == account.agency_id,
            Contract.organisation_id == account.organisation_id,
        )
        .order_by(Contract.number)
    ).all()


def others_with(session: Session, account: BankAccount) -> Sequence[str]:
    """Other providers of the agency with the very same account, by name."""
    return session.scalars(
        sa.select(Organisation.name)
        .join(BankAccount, BankAccount.organisation_id == Organisation.id)
        .where(
            BankAccount.fingerprint == account.fingerprint,
            BankAccount.agency_id == account.agency_id,
            BankAccount.organisation_id != account.organisation_id,
            BankAccount.state != AccountState.BLOCKED,
        )
        .distinct()
        .order_by(Organisation.name)
    ).all()


def last_deed(session: Session, actor: Actor, account_id: str) -> tuple[str, str | None] | None:
    """What was done last with an account of an agency, and by whom; None when nothing was."""
    row = session.execute(
        sa.select(AuditEvent.action, AuditEvent.actor_id)
        .where(
            AuditEvent.subject == "bank_account",
            AuditEvent.subject_id == account_id,
            AuditEvent.agency_id == actor.agency_id,
        )
        .order_by(AuditEvent.sequence.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row is not None else None
