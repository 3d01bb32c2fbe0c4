"""Accounts of the sample: opened on the first day, changed, returned by the bank and mended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from provportal.actions.bank_accounts import VERIFY_BANKING_DAYS
from provportal.cli.walk import Walker
from provportal.cli.walk_agency import approve_account, effective_on, pay
from provportal.cli.walk_provider import enter_account
from provportal.domain.ach.settlement import answer_due
from provportal.domain.calendar import (
    PaymentCalendar,
    add_banking_days,
    banking_day_on_or_after,
)
from provportal.sample.accounts import AccountChange, SampleAccount
from provportal.store.provider import Contract
from provportal.store.session import reading

CHANGED_ON = 15
"""The day of the month on which a provider changes its account, when the banks are open."""


def open_accounts(walker: Walker, accounts: Sequence[SampleAccount]) -> None:
    """Each provider's admin enters an account at each of its agencies; an officer approves it."""
    for account in accounts:
        for agency_id in _agencies_of(walker, account):
            approve_account(walker, agency_id, enter_account(walker, account, agency_id))


def _agencies_of(walker: Walker, account: SampleAccount) -> Sequence[str]:
    with reading(walker.engine) as session:
        return session.scalars(
            sa.select(Contract.agency_id)
            .where(Contract.organisation_id == walker.cast.organisations[account.organisation])
            .distinct()
        ).all()


def change_accounts(walker: Walker, changes: Sequence[AccountChange], month: date) -> None:
    """In the middle of a month, providers move to another bank and mistype the new number."""
    if changes:
        walker.at(banking_day_on_or_after(month.replace(day=CHANGED_ON)), 9)
    for change in changes:
        _enter(walker, change, change.mistyped)


def mend_accounts(
    walker: Walker, changes: Sequence[AccountChange], batch_ids: Sequence[str]
) -> None:
    """The bank returns what it could not place; who has the right number is paid once more."""
    if not changes or not batch_ids:
        return
    returned_on = answer_due(max(effective_on(walker, batch_id) for batch_id in batch_ids))
    walker.at(returned_on, 9)
    mended_on = add_banking_days(returned_on, 1)
    walker.at(mended_on, 11)
    for change in changes:
        if change.right is not None:
            _enter(walker, change, change.right)
    verified_on = add_banking_days(mended_on, VERIFY_BANKING_DAYS)
    walker.at(verified_on, 9)
    wait_for_money(walker, pay_next_run(walker))


def pay_next_run(walker: Walker, cancelled_at: Sequence[str] = ()) -> list[str]:
    """Build and release the next run on its day; the ids of the agencies' runs."""
    walker.at(PaymentCalendar().next_run(walker.clock.now()).run_on, 9)
    return pay(walker, cancelled_at)


def wait_for_money(walker: Walker, batch_ids: Sequence[str]) -> None:
    """Until the money has arrived: the remittances are posted and their documents made."""
    for batch_id in batch_ids:
        walker.at(effective_on(walker, batch_id), 9)


def _enter(walker: Walker, change: AccountChange, account: SampleAccount) -> None:
    agency_id = walker.cast.agency(change.agency)
    approve_account(walker, agency_id, enter_account(walker, account, agency_id))
