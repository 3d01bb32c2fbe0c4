"""Revealing: a whole number, shown to one payment officer for a reason that the audit log keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import Context, Role
from provportal.store.bank_account import BankAccount
from provportal.store.keyring import Keyring
from provportal.store.provider import Organisation
from provportal.store.reads import NotFound


class Secret(StrEnum):
    """What can be revealed of a provider's account and its owner."""

    ACCOUNT = "account"
    TAX = "tax"


@dataclass(frozen=True, slots=True)
class Revealed:
    """The numbers, hidden from every printout; those that were not asked for are ''."""

    routing_number: str = field(default="", repr=False)
    account_number: str = field(default="", repr=False)
    tax_number: str = field(default="", repr=False)


def reveal(
    session: Session,
    context: Context,
    account_id: str,
    asked: tuple[Secret, str],
    keyring: Keyring,
) -> Revealed:
    """Open what is asked for (what, and why) of an account of the officer's agency.

    Only payment officers: who decides about eligibility never sees an account. Commit before it is
    shown, so that nothing is seen that the log does not tell. Raises NotAllowed, NotFound.
    """
    if context.actor.role is not Role.PAYMENT_OFFICER:
        raise NotAllowed("bank account", "reveal", "-", "role")
    account = session.scalar(
        sa.select(BankAccount).where(
            BankAccount.id == account_id, BankAccount.agency_id == context.actor.agency_id
        )
    )
    if account is None:
        raise NotFound("bank account")
    what, reason = asked
    subject = Subject("bank_account", account.id, account.agency_id)
    change = Change(after={"shown": what, "reason": reason})
    audit.record(session, context, "bank_account.reveal", subject, change)
    return _OPENED[what](session, account, keyring)


def _account(session: Session, account: BankAccount, keyring: Keyring) -> Revealed:
    routing = keyring.open_(account.routing_sealed, "bank_account", account.id, "routing")
    number = keyring.open_(account.account_sealed, "bank_account", account.id, "account")
    return Revealed(routing_number=routing, account_number=number)


def _tax(session: Session, account: BankAccount, keyring: Keyring) -> Revealed:
    owner = session.get_one(Organisation, account.organisation_id)
    return Revealed(tax_number=keyring.open_(owner.tin_sealed, "organisation", owner.id, "tin"))


_OPENED = {Secret.ACCOUNT: _account, Secret.TAX: _tax}
