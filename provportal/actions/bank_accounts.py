"""Bank accounts: entered by a provider admin, approved by an officer, verified after three days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.bank_account_stops import account_for_update, supersede
from provportal.actions.moving import move_account, refuse_same_person
from provportal.actions.notices import tell_of_account
from provportal.actions.paying_again import pay_again
from provportal.actions.promises import Job, promise
from provportal.domain.bank_account import (
    BEING_CHECKED,
    LIFECYCLE,
    AccountAction,
    AccountKind,
    AccountState,
    Holder,
)
from provportal.domain.calendar import EASTERN, add_banking_days, eastern_date
from provportal.domain.holder_name import holder_name_fault
from provportal.domain.identifiers import account_number_fault, normal_account, routing_number_fault
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.notice import NoticeEvent
from provportal.domain.roles import Context, Role
from provportal.store.bank_account import BankAccount
from provportal.store.keyring import Keyring
from provportal.store.locking import locked
from provportal.store.provider import Contract
from provportal.store.reads import NotFound
from provportal.store.row import new_id

VERIFY_BANKING_DAYS = 3
"""Prenote and cooling-off alike: the third banking day after approval (rails facts, 2.3)."""
OPENING = time(8, 30)


class DetailsFault(ValueError):
    """A typed number cannot be right; carries field and code, never the number."""

    def __init__(self, field_name: str, code: str) -> None:
        super().__init__(f"{field_name}: {code}")
        self.field, self.code = field_name, code


@dataclass(frozen=True, slots=True)
class Details:
    """What a provider types. Numbers are hidden from every printout."""

    routing_number: str = field(repr=False)
    account_number: str = field(repr=False)
    kind: AccountKind
    holder: Holder
    holder_name: str


def enter(
    session: Session, context: Context, agency_id: str, details: Details, keyring: Keyring
) -> BankAccount:
    """A provider admin enters an account: a new version, used only once approved and verified.

    A change that still waits makes room for it; the same change sent twice is entered once. Every
    admin of the provider is told. Raises NotAllowed for other roles, NotFound without a contract,
    DetailsFault for numbers that cannot be right or that are those we have ('unchanged').
    """
    organisation_id = context.actor.organisation_id
    if context.actor.role is not Role.PROVIDER_ADMIN or organisation_id is None:
        raise NotAllowed("bank account", "enter", "-", "role")
    _refuse_faults(details)
    _refuse_without_contract(session, agency_id, organisation_id)
    account = _sealed(details, keyring, context, (agency_id, organisation_id))
    if (same := _known(session, account)) is not None:
        return same
    supersede(session, context, agency_id, organisation_id)
    account.version = _next_version(session, agency_id, organisation_id)
    session.add(account)
    session.flush()
    told = tell_of_account(session, context, account, NoticeEvent.BANK_DETAILS_ENTERED)
    change = Change(after={"version": account.version, "last4": account.last4, "told": told})
    subject = Subject("bank_account", account.id, agency_id)
    audit.record(session, context, "bank_account.enter", subject, change)
    return account


def _known(session: Session, account: BankAccount) -> BankAccount | None:
    """The change on its way that says exactly the same. Raises DetailsFault for today's account."""
    same = session.scalar(
        sa.select(BankAccount)
        .where(
            BankAccount.agency_id == account.agency_id,
            BankAccount.organisation_id == account.organisation_id,
            BankAccount.fingerprint == account.fingerprint,
            BankAccount.kind == account.kind,
            BankAccount.holder == account.holder,
            BankAccount.holder_name == account.holder_name,
            BankAccount.state.in_([*BEING_CHECKED, AccountState.ACTIVE, AccountState.SUSPENDED]),
        )
        .order_by(BankAccount.version.desc())
    )
    if same is not None and same.state not in BEING_CHECKED:
        raise DetailsFault("account_number", "unchanged")
    return same


def _sealed(
    details: Details, keyring: Keyring, context: Context, scope: tuple[str, str]
) -> BankAccount:
    """The row of what was typed: numbers sealed for this row, the last four in clear."""
    agency_id, organisation_id = scope
    account_id = new_id()
    number = normal_account(details.account_number)
    return BankAccount(
        id=account_id,
        agency_id=agency_id,
        organisation_id=organisation_id,
        kind=details.kind,
        holder=details.holder,
        holder_name=details.holder_name,
        routing_sealed=keyring.seal(details.routing_number, "bank_account", account_id, "routing"),
        account_sealed=keyring.seal(number, "bank_account", account_id, "account"),
        last4=number[-4:],
        fingerprint=keyring.blind_index(f"{details.routing_number}:{number}", "bank_account"),
        entered_at=context.now,
        entered_by_id=context.actor.person_id,
    )


def _refuse_faults(details: Details) -> None:
    if fault := routing_number_fault(details.routing_number):
        raise DetailsFault("routing_number", fault)
    if fault := account_number_fault(normal_account(details.account_number)):
        raise DetailsFault("account_number", fault)
    if fault := holder_name_fault(details.holder_name):
        raise DetailsFault("holder_name", fault)


def _refuse_without_contract(session: Session, agency_id: str, organisation_id: str) -> None:
    statement = sa.select(Contract).where(
        Contract.agency_id == agency_id, Contract.organisation_id == organisation_id
    )
    # Locked: two people of one provider who enter at once get two versions, one after the other.
    if session.scalar(locked(statement.order_by(Contract.id).limit(1))) is None:
        raise NotFound("agency")


def _next_version(session: Session, agency_id: str, organisation_id: str) -> int:
    latest = session.scalar(
        sa.select(sa.func.max(BankAccount.version)).where(
            BankAccount.agency_id == agency_id, BankAccount.organisation_id == organisation_id
        )
    )
    return (latest or 0) + 1


def approve(session: Session, context: Context, account_id: str) -> BankAccount:
    """A payment officer who did not enter it approves; verified three banking days later."""
    account = account_for_update(session, context, account_id)
    LIFECYCLE.move(AccountAction.APPROVE, account.state, context.actor.role)
    refuse_same_person(context, "enter and approve", account.entered_by_id)
    account.approved_at = context.now
    account.approved_by_id = context.actor.person_id
    account.verify_on = add_banking_days(eastern_date(context.now), VERIFY_BANKING_DAYS)
    move_account(session, context, account, AccountAction.APPROVE)
    due = datetime.combine(account.verify_on, OPENING, EASTERN)
    promise(session, context, Job.VERIFY_ACCOUNT, account.id, due)
    return account


def verify(session: Session, context: Context, account_id: str) -> BankAccount:
    """The waiting time passed without an answer from the bank: the account is active.

    The one before it is replaced; requests that were returned are Approved again. Harmless again.
    """
    account = account_for_update(session, context, account_id)
    if account.state is not AccountState.WAITING or account.verify_on is None:
        return account
    if eastern_date(context.now) < account.verify_on:
        raise NotAllowed("bank account", AccountAction.VERIFY, account.state, "too early")
    move_account(session, context, account, AccountAction.VERIFY)
    _replace_older(session, context, account)
    move_account(session, context, account, AccountAction.ACTIVATE)
    account.active_since = eastern_date(context.now)
    pay_again(session, context, account.agency_id, account.organisation_id)
    tell_of_account(session, context, account, NoticeEvent.BANK_DETAILS_ACTIVE)
    session.flush()
    return account


def _replace_older(session: Session, context: Context, account: BankAccount) -> None:
    older = session.scalars(
        locked(
            sa.select(BankAccount).where(
                BankAccount.agency_id == account.agency_id,
                BankAccount.organisation_id == account.organisation_id,
                BankAccount.version < account.version,
                BankAccount.state.in_([AccountState.ACTIVE, AccountState.SUSPENDED]),
            )
        )
    )
    for old in older:
        move_account(session, context, old, AccountAction.REPLACE)
