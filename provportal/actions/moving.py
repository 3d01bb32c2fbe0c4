"""Moving a row along its lifecycle: the state and its audit row are written together, only here."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from provportal.actions import audit, promised_dates
from provportal.actions.audit import Change, Subject
from provportal.domain import bank_account, payout, rule_draft, upload
from provportal.domain import request as requests
from provportal.domain.bank_account import AccountAction
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.payout import BatchAction, EntryAction
from provportal.domain.roles import Context
from provportal.domain.rule_draft import DraftAction
from provportal.domain.upload import UploadAction
from provportal.store.agency import RuleDraft
from provportal.store.bank_account import BankAccount
from provportal.store.payout import Batch, Entry
from provportal.store.request import Request
from provportal.store.upload import Upload


class SamePerson(Exception):
    """Duties are kept apart by person: who did the one may not do the other."""


def refuse_same_person(context: Context, duty: str, *others: str | None) -> None:
    """Raises SamePerson when the actor already did one of the other duties."""
    if context.actor.person_id is not None and context.actor.person_id in others:
        raise SamePerson(duty)


def where_to(context: Context, request: Request, action: requests.Action) -> requests.Place:
    """Where a move would lead. Raises NotAllowed; what was withdrawn goes nowhere any more."""
    if request.withdrawn_at is not None:
        raise NotAllowed("request", action, request.place, "withdrawn")
    return requests.LIFECYCLE.move(action, request.place, context.actor.role)


def move_request(
    session: Session,
    context: Context,
    request: Request,
    action: requests.Action,
    **after: Any,
) -> None:
    """Move a request and record it; `after` joins the audit row. Raises NotAllowed.

    Owner, reason and due date belonged to the old place: whoever moves sets them anew.
    Flushes, so that the database's own guards speak here, where it happens. What the move promises,
    fulfils or ends of the request's dates is stored with it.
    """
    before = request.place
    place = where_to(context, request, action)
    request.state, request.exception_kind = place.state, place.kind
    request.exception_reason = request.owner_id = request.due_on = None
    subject = Subject("request", request.id, request.agency_id)
    change = Change({"place": before}, {"place": place, **after})
    audit.record(session, context, f"request.{action}", subject, change)
    session.flush()
    promised_dates.follow(session, context, request, action)


def move_batch(session: Session, context: Context, batch: Batch, action: BatchAction) -> None:
    """Move a batch and record it. Raises NotAllowed."""
    before = batch.state
    batch.state = payout.BATCH.move(action, before, context.actor.role)
    subject = Subject("batch", batch.id, batch.agency_id)
    change = Change({"state": before}, {"state": batch.state, "number": batch.number})
    audit.record(session, context, f"batch.{action}", subject, change)
    session.flush()


def move_entry(
    session: Session, context: Context, entry: Entry, action: EntryAction, code: str = ""
) -> None:
    """Move a bank entry and record it, with the bank's code. Raises NotAllowed."""
    before = entry.state
    entry.state = payout.ENTRY.move(action, before, context.actor.role)
    subject = Subject("entry", entry.id, entry.agency_id)
    change = Change({"state": before}, {"state": entry.state, "trace": entry.trace, "code": code})
    audit.record(session, context, f"entry.{action}", subject, change)
    session.flush()


def move_account(
    session: Session,
    context: Context,
    account: BankAccount,
    action: AccountAction,
    **after: Any,
) -> None:
    """Move a bank account and record it; `after` joins the audit row. Raises NotAllowed."""
    before = account.state
    account.state = bank_account.LIFECYCLE.move(action, before, context.actor.role)
    subject = Subject("bank_account", account.id, account.agency_id)
    change = Change(
        {"state": before}, {"state": account.state, "version": account.version, **after}
    )
    audit.record(session, context, f"bank_account.{action}", subject, change)
    session.flush()


def move_draft(session: Session, context: Context, draft: RuleDraft, action: DraftAction) -> None:
    """Move a draft of rules and record it. Raises NotAllowed."""
    before = draft.state
    draft.state = rule_draft.LIFECYCLE.move(action, before, context.actor.role)
    subject = Subject("rule_draft", draft.id, draft.agency_id)
    after = {"state": draft.state, "version": draft.version, "hash": draft.hash}
    audit.record(
        session, context, f"rule_draft.{action}", subject, Change({"state": before}, after)
    )
    session.flush()


def move_upload(session: Session, context: Context, sent: Upload, action: UploadAction) -> None:
    """Move an upload out of quarantine and record it. Raises NotAllowed."""
    before = sent.state
    sent.state = upload.LIFECYCLE.move(action, before, context.actor.role)
    after = {"state": sent.state, "request": sent.request_id, "problem": sent.problem}
    subject = Subject("upload", sent.id, sent.agency_id)
    audit.record(session, context, f"upload.{action}", subject, Change({"state": before}, after))
    session.flush()
