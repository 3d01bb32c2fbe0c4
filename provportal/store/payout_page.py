"""What the payout desk shows: an agency's payment runs, and one run with its entries and lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from provportal.domain.bank_account import AccountState
from provportal.domain.money import Money
from provportal.domain.payout import BatchState
from provportal.domain.roles import Actor
from provportal.store.bank_account import BankAccount
from provportal.store.payout import BankFile, Batch, BatchLine, Entry
from provportal.store.person import Person
from provportal.store.provider import Organisation
from provportal.store.reads import NotFound
from provportal.store.request import Request, RequestLine

_BUILDER, _RELEASER = aliased(Person), aliased(Person)
NEWEST = 26


@dataclass(frozen=True, slots=True)
class RunHeader:
    """A payment run, its people, and its file once it is released."""

    batch: Batch
    builder: str
    releaser: str | None
    file: BankFile | None


def _headers(actor: Actor) -> sa.Select[Batch, str, str, BankFile]:
    return (
        sa.select(Batch, _BUILDER.name, _RELEASER.name, BankFile)
        .join(_BUILDER, _BUILDER.id == Batch.built_by_id)
        .outerjoin(_RELEASER, _RELEASER.id == Batch.released_by_id)
        .outerjoin(BankFile, BankFile.batch_id == Batch.id)
        .where(Batch.agency_id == actor.agency_id)
    )


def runs(session: Session, actor: Actor) -> list[RunHeader]:
    """The newest payment runs of an agency, newest first."""
    newest = _headers(actor).order_by(Batch.built_at.desc(), Batch.id.desc()).limit(NEWEST)
    return [RunHeader(*row) for row in session.execute(newest)]


def run(session: Session, actor: Actor, batch_id: str) -> RunHeader:
    """One payment run of an agency. Raises NotFound."""
    row = session.execute(_headers(actor).where(Batch.id == batch_id)).one_or_none()
    if row is None:
        raise NotFound("payment run")
    return RunHeader(*row)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One credit: the provider and the end of the account it goes to."""

    entry: Entry
    organisation: str
    last4: str
    account_state: AccountState

    @property
    def is_paid_no_more(self) -> bool:
        """Whether the account was frozen, returned or replaced since."""
        return self.account_state is not AccountState.ACTIVE


def entries(session: Session, batch_id: str) -> list[EntryRow]:
    """The bank entries of a run, in the order of the file."""
    rows = session.execute(
        sa.select(Entry, Organisation.name, BankAccount.last4, BankAccount.state)
        .join(Organisation, Organisation.id == Entry.organisation_id)
        .join(BankAccount, BankAccount.id == Entry.bank_account_id)
        .where(Entry.batch_id == batch_id)
        .order_by(Entry.number)
    )
    return [EntryRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a run with its request."""

    batch_line: BatchLine
    request: Request
    line: RequestLine


def lines(session: Session, batch_id: str) -> list[LineRow]:
    """All lines of a run, those that left it as well."""
    rows = session.execute(
        sa.select(BatchLine, Request, RequestLine)
        .join(Request, Request.id == BatchLine.request_id)
        .join(RequestLine, RequestLine.id == BatchLine.line_id)
        .where(BatchLine.batch_id == batch_id)
        .order_by(Request.number, RequestLine.number)
    )
    return [LineRow(*row) for row in rows]


def mark_of(amounts: Iterable[tuple[str, Money]]) -> str:
    """A short name for exactly these (line id, amount) pairs: who builds names what was seen."""
    told = "|".join(f"{line_id}:{amount}" for line_id, amount in sorted(amounts))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def run_built_of(session: Session, actor: Actor, mark: str) -> Batch | None:
    """The run that the actor built of exactly these lines: what a double click meant."""
    mine = session.scalars(
        sa.select(Batch)
        .where(
            Batch.agency_id == actor.agency_id,
            Batch.built_by_id == actor.person_id,
            Batch.state == BatchState.BUILT,
        )
        .order_by(Batch.built_at.desc())
        .limit(1)
    ).one_or_none()
    if mine is None:
        return None
    built = session.execute(
        sa.select(BatchLine.line_id, BatchLine.amount).where(BatchLine.batch_id == mine.id)
    )
    return mine if mark_of((line_id, amount) for line_id, amount in built) == mark else None
