"""A provider's bank account: how it stands, changing it, taking a change back, freezing it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from provportal.actions import bank_account_stops, bank_accounts
from provportal.actions.bank_accounts import VERIFY_BANKING_DAYS, Details, DetailsFault
from provportal.blueprints import bank_accounts_words as words
from provportal.blueprints.account import blueprint as blueprint
from provportal.domain.bank_account import AccountKind, AccountState, Holder, Stop
from provportal.domain.calendar import add_banking_days, eastern_date
from provportal.domain.fault_fields import questions_at_fault
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import Context, Role
from provportal.forms.bank_accounts import HOLDER_WORDS, KIND_WORDS, AccountForm
from provportal.store.bank_account import BankAccount
from provportal.store.bank_account_own import OwnAccounts, own_account, own_accounts, told_of
from provportal.web.access import allow, fresh_factor, second_factor
from provportal.web.equipment import equipment, reading, transaction
from provportal.web.identity import current_context
from provportal.web.language import current
from provportal.words import findings

Answer = Response | tuple[str, int] | str


@blueprint.get("/bank/<uuid:agency_id>")
@second_factor
@allow(Role.PROVIDER_ADMIN)
def bank(agency_id: UUID) -> str:
    """Where one agency pays, what waits, and every change so far."""
    context = current_context()
    with reading() as session:
        own = _own(session, context, agency_id)
        emails = told_of(session, own.change.account.id) if own.change else ()
    earliest = add_banking_days(eastern_date(context.now), VERIFY_BANKING_DAYS)
    return render_template(
        "account/bank.html",
        own=own,
        headline=words.headline(own),
        safety=" ".join([*words.safety(own, earliest), words.told(emails)]).strip(),
        stages=words.stages(own.change, earliest) if own.change else (),
        refused=words.stopped(own),
        became=words.became,
        can_be_frozen=words.can_be_frozen(own.current),
        kind_words=KIND_WORDS,
        holder_words=HOLDER_WORDS,
        bank_said=_bank_said(own.current),
    )


@blueprint.get("/bank/<uuid:agency_id>/change")
@fresh_factor
@allow(Role.PROVIDER_ADMIN)
def ask_bank(agency_id: UUID) -> str:
    """Ask where to pay; after a return the question that the bank named has the cursor."""
    own = _look(agency_id)
    account = own.current
    form = AccountForm(data=_kept(account) if account is not None else {})
    named = questions_at_fault(account.fault_code or "") if account is not None else ()
    if named:
        form.lead_to(named[0])
    return _ask(own, form)


@blueprint.post("/bank/<uuid:agency_id>/change")
@fresh_factor
@allow(Role.PROVIDER_ADMIN)
def change_bank(agency_id: UUID) -> Answer:
    """Enter the account. Pressed twice, it is entered once; the numbers are never shown again."""
    form = AccountForm()
    if not form.judge():
        return _ask(_look(agency_id), form), form.status
    try:
        with transaction() as session:
            context, keyring = current_context(), equipment().keyring
            bank_accounts.enter(session, context, str(agency_id), _details(form), keyring)
    except DetailsFault as fault:
        form.refuse_detail(fault.field, fault.code)
        return _ask(_look(agency_id), form), form.status
    return redirect(url_for("account.bank", agency_id=agency_id), 303)


@blueprint.post("/bank/changes/<uuid:account_id>/take-back")
@fresh_factor
@allow(Role.PROVIDER_ADMIN)
def take_bank_back(account_id: UUID) -> Answer:
    """Take a change back before it starts."""
    return _stop(account_id, bank_account_stops.take_back, Stop.TAKEN_BACK)


@blueprint.get("/bank/changes/<uuid:account_id>/freeze")
@second_factor
@allow(Role.PROVIDER_ADMIN)
def ask_freeze(account_id: UUID) -> str:
    """Ask once more: only the county lets payments go on to a frozen account."""
    with reading() as session:
        organisation_id = str(current_context().actor.organisation_id)
        account = own_account(session, organisation_id, str(account_id))
    if not words.can_be_frozen(account):
        raise NotAllowed("bank account", "freeze", account.state, "state")
    return render_template("account/freeze.html", account=account)


@blueprint.post("/bank/changes/<uuid:account_id>/freeze")
@second_factor
@allow(Role.PROVIDER_ADMIN)
def freeze_bank(account_id: UUID) -> Answer:
    """This was not us: the change never starts, or payments wait."""
    return _stop(account_id, bank_account_stops.freeze, Stop.NOT_US)


def _stop(account_id: UUID, stop: Callable[[Session, Context, str], None], why: Stop) -> Answer:
    """Do it, and show how the account stands. Pressed twice, it is done once."""
    context = current_context()
    with reading() as session:
        account = own_account(session, str(context.actor.organisation_id), str(account_id))
    if account.stopped_because is not why:
        with transaction() as session:
            stop(session, context, str(account_id))
    return redirect(url_for("account.bank", agency_id=account.agency_id), 303)


def _look(agency_id: UUID) -> OwnAccounts:
    with reading() as session:
        return _own(session, current_context(), agency_id)


def _own(session: Session, context: Context, agency_id: UUID) -> OwnAccounts:
    return own_accounts(session, str(context.actor.organisation_id), str(agency_id))


def _ask(own: OwnAccounts, form: AccountForm) -> str:
    context = current_context()
    earliest = add_banking_days(eastern_date(context.now), VERIFY_BANKING_DAYS)
    return render_template(
        "account/bank_change.html",
        own=own,
        form=form,
        earliest=earliest,
        bank_said=_bank_said(own.current),
    )


def _bank_said(account: BankAccount | None) -> str:
    """Why the bank sent a payment back, while the account that it came from is on hold."""
    if account is None or account.state is not AccountState.SUSPENDED or not account.fault_code:
        return ""
    return findings.returned(current(), account.fault_code)


def _kept(account: BankAccount) -> dict[str, str]:
    """What need not be answered again: everything but the numbers."""
    return {
        "kind": account.kind.value,
        "holder": account.holder.value,
        "holder_name": account.holder_name,
    }


def _details(form: AccountForm) -> Details:
    return Details(
        form.routing_number.typed,
        form.account_number.typed,
        AccountKind(form.kind.data),
        Holder(form.holder.data),
        str(form.holder_name.data),
    )
