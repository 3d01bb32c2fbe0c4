"""What a payment officer sees of one change of bank details, and what may be done with it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from provportal.domain.ach.codes import return_code
from provportal.domain.bank_account import LIFECYCLE, AccountAction, AccountState, Holder, Stop
from provportal.domain.holder_name import NameFit, name_fit
from provportal.domain.roles import Actor, Role
from provportal.forms.bank_accounts import REFUSAL_WORDS
from provportal.store import bank_account_page
from provportal.store.bank_account import BankAccount
from provportal.store.bank_account_own import admin_names
from provportal.store.bank_account_page import Change, Part

PART_WORDS = {
    Part.TO_APPROVE: _l("to approve"),
    Part.WAITING: _l("in the safety wait"),
    Part.ON_HOLD: _l("on hold or frozen"),
}

STATES = {
    AccountState.ENTERED: (_l("To approve"), "you"),
    AccountState.WAITING: (_l("Safety wait"), ""),
    AccountState.COOLING_OFF: (_l("Safety wait"), ""),
    AccountState.ACTIVE: (_l("Paid to"), "done"),
    AccountState.SUSPENDED: (_l("On hold"), "you"),
    AccountState.REPLACED: (_l("Replaced"), ""),
    AccountState.BLOCKED: (_l("Not used"), ""),
}
"""Word and kind of tag."""

FITS = {
    NameFit.SAME: (_l("The same name"), "done"),
    NameFit.CLOSE: (_l("Close: compare"), ""),
    NameFit.DIFFERENT: (_l("Different: ask why"), "you"),
}
"""How the holder's name fits the provider's: word and kind of tag."""

STOPPED = REFUSAL_WORDS | {
    Stop.TAKEN_BACK: _l("The provider took it back"),
    Stop.NOT_US: _l("Frozen: the provider says that they did not ask for it. Call them"),
    Stop.NEWER: _l("The provider entered a newer account"),
}


@dataclass(frozen=True, slots=True)
class ChangeSeen:
    """One change, as one person sees it."""

    change: Change
    before: BankAccount | None
    contracts: Sequence[str]
    others: Sequence[str]
    """Other providers with the very same account."""
    fit: NameFit
    may_approve: bool
    may_refuse: bool
    may_reinstate: bool
    why_not: str

    @property
    def account(self) -> BankAccount:
        return self.change.account

    @property
    def is_same_number(self) -> bool:
        """Only the name or the kind differs from the account before."""
        return self.before is not None and self.before.fingerprint == self.account.fingerprint


def look(session: Session, actor: Actor, account_id: str) -> ChangeSeen:
    """One change of the actor's agency. Raises NotFound."""
    change = bank_account_page.one_change(session, actor, account_id)
    account = change.account
    is_officer = actor.role is Role.PAYMENT_OFFICER
    why_not = _why_not(actor, account)
    state, role = account.state, actor.role
    return ChangeSeen(
        change=change,
        before=bank_account_page.account_before(session, account),
        contracts=bank_account_page.contract_numbers(session, account),
        others=bank_account_page.others_with(session, account),
        fit=name_fit(account.holder_name, _names(session, change)),
        may_approve=LIFECYCLE.may(AccountAction.APPROVE, state, role) and not why_not,
        may_refuse=is_officer and LIFECYCLE.may(AccountAction.REFUSE, state, role),
        may_reinstate=LIFECYCLE.may(AccountAction.REINSTATE, state, role),
        why_not=why_not,
    )


def _names(session: Session, change: Change) -> list[str]:
    """What the holder may be called: the provider, and a personal account as one of its admins."""
    names = [change.organisation.name]
    if change.account.holder is Holder.PERSONAL:
        names += admin_names(session, change.organisation.id)
    return names


def _why_not(actor: Actor, account: BankAccount) -> str:
    """Why this person does not approve it, in words; the action refuses for the same reason."""
    if account.state is not AccountState.ENTERED:
        return ""
    if actor.role is not Role.PAYMENT_OFFICER:
        return str(_("You can read this and change nothing."))
    if account.entered_by_id == actor.person_id:
        return str(_("You entered this account, so another payment officer approves it."))
    return ""


def fault(code: str | None) -> str:
    """A bank's code with its words; '' when there was no return."""
    if not code:
        return ""
    known = return_code(code)
    title = known.title if known is not None else _("a code that the table does not know")
    return str(_("%(code)s, %(title)s", code=code, title=title))


def stopped(account: BankAccount) -> str:
    """Why it does not go on; '' when nothing stopped it."""
    return str(STOPPED[account.stopped_because]) if account.stopped_because else ""
