"""Bank accounts that do not go on: refused, taken back, overtaken, frozen; and frozen no more."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.moving import move_account
from provportal.actions.notices import tell_of_account
from provportal.actions.paying_again import pay_again
from provportal.domain.bank_account import BEING_CHECKED, AccountAction, AccountState, Stop
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.notice import NoticeEvent
from provportal.domain.roles import Context, Role
from provportal.store.bank_account import BankAccount
from provportal.store.locking import locked
from provportal.store.reads import NotFound, active_account


def account_for_update(session: Session, context: Context, account_id: str) -> BankAccount:
    """The account, locked, in the actor's scope. Raises NotFound."""
    statement = sa.select(BankAccount).where(BankAccount.id == account_id)
    actor = context.actor
    if actor.agency_id is not None:
        statement = statement.where(BankAccount.agency_id == actor.agency_id)
    elif actor.role is not Role.SYSTEM:
        statement = statement.where(BankAccount.organisation_id == actor.organisation_id)
    found = session.scalar(locked(statement))
    if found is None:
        raise NotFound("bank account")
    return found


def refuse(session: Session, context: Context, account_id: str, why: Stop, note: str) -> None:
    """A payment officer refuses a change; the provider reads the note. Raises NotAllowed."""
    account = _for(Role.PAYMENT_OFFICER, session, context, account_id)
    _stop(session, context, account, why, note)
    tell_of_account(session, context, account, NoticeEvent.BANK_DETAILS_STOPPED)


def take_back(session: Session, context: Context, account_id: str) -> None:
    """A provider admin takes a change back before it starts. Raises NotAllowed."""
    account = _for(Role.PROVIDER_ADMIN, session, context, account_id)
    _stop(session, context, account, Stop.TAKEN_BACK)
    tell_of_account(session, context, account, NoticeEvent.BANK_DETAILS_STOPPED)


def freeze(session: Session, context: Context, account_id: str) -> None:
    """A provider admin says that this change was not theirs. Raises NotAllowed.

    One that has not started never does; one that has started is suspended: payments wait.
    """
    account = _for(Role.PROVIDER_ADMIN, session, context, account_id)
    if account.state is AccountState.ACTIVE:
        _remember(context, account, Stop.NOT_US)
        move_account(session, context, account, AccountAction.SUSPEND, because=Stop.NOT_US)
    else:
        _stop(session, context, account, Stop.NOT_US)
    tell_of_account(session, context, account, NoticeEvent.BANK_DETAILS_STOPPED)


def supersede(session: Session, context: Context, agency_id: str, organisation_id: str) -> None:
    """The change on its way, if there is one, makes room for a newer one."""
    waiting = session.scalars(
        locked(
            sa.select(BankAccount).where(
                BankAccount.agency_id == agency_id,
                BankAccount.organisation_id == organisation_id,
                BankAccount.state.in_(BEING_CHECKED),
            )
        )
    )
    for account in waiting:
        _stop(session, context, account, Stop.NEWER)


def reinstate(session: Session, context: Context, account_id: str, note: str) -> None:
    """A payment officer lets a suspended account be paid again; what was returned is paid again.

    Raises NotAllowed when another account is active by now.
    """
    account = account_for_update(session, context, account_id)
    if active_account(session, account.agency_id, account.organisation_id) is not None:
        raise NotAllowed(
            "bank account", AccountAction.REINSTATE, account.state, "another is active"
        )
    account.fault_code = None
    account.stopped_at = account.stopped_because = account.stopped_note = None
    move_account(session, context, account, AccountAction.REINSTATE, note=note)
    pay_again(session, context, account.agency_id, account.organisation_id)
    tell_of_account(session, context, account, NoticeEvent.BANK_DETAILS_ACTIVE)


def _for(role: Role, session: Session, context: Context, account_id: str) -> BankAccount:
    """The account, for one role alone: the same move is offered to each side by its own action."""
    account = account_for_update(session, context, account_id)
    if context.actor.role is not role:
        raise NotAllowed("bank account", AccountAction.REFUSE, account.state, "role")
    return account


def _stop(
    session: Session, context: Context, account: BankAccount, why: Stop, note: str = ""
) -> None:
    _remember(context, account, why, note)
    move_account(session, context, account, AccountAction.REFUSE, because=why)


def _remember(context: Context, account: BankAccount, why: Stop, note: str = "") -> None:
    account.stopped_at, account.stopped_because = context.now, why
    account.stopped_note = note or None
