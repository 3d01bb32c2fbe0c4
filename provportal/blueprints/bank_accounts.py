"""Bank changes: the payment officers' list, and one change to approve, refuse or let go on."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.wrappers import Response

from provportal.actions import bank_account_stops, bank_accounts, signing_in
from provportal.actions.moving import SamePerson
from provportal.blueprints import bank_accounts_seen as seen
from provportal.domain.bank_account import Stop
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import Context, Role
from provportal.forms.bank_accounts import HOLDER_WORDS, KIND_WORDS, RefusalForm, ReinstateForm
from provportal.store import bank_account_page
from provportal.store.bank_account_page import PAGE, Part
from provportal.web.access import allow, fresh_factor
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context

blueprint = Blueprint("bank_accounts", __name__, url_prefix="/bank-changes")

READERS = (Role.PAYMENT_OFFICER, Role.AUDITOR)
Answer = Response | tuple[str, int] | str

DONE = {
    "approve": "bank_account.approve",
    "refuse": "bank_account.refuse",
    "reinstate": "bank_account.reinstate",
}
"""The audit row that says that it was done."""


@blueprint.get("")
@allow(*READERS)
def index() -> str:
    """The changes of one part, newest first."""
    actor = current_context().actor
    part = _part(request.args.get("part", ""))
    after = _id(request.args.get("after", ""))
    with reading() as session:
        found = bank_account_page.changes(session, actor, part, after)
        counts = bank_account_page.counts(session, actor)
    return render_template(
        "bank_accounts/index.html",
        part=part,
        parts=[(each, counts[each], seen.PART_WORDS[each]) for each in Part],
        changes=found[:PAGE],
        after=found[PAGE - 1].account.id if len(found) > PAGE else "",
        is_first=after is None,
        states=seen.STATES,
        kind_words=KIND_WORDS,
        stopped=seen.stopped,
        fault=seen.fault,
    )


@blueprint.get("/<uuid:account_id>")
@allow(*READERS)
def show(account_id: UUID) -> str:
    """One change: old and new side by side, the names, what to look at."""
    return _page(account_id, RefusalForm(None), ReinstateForm(None))


@blueprint.post("/<uuid:account_id>/approve")
@fresh_factor
@allow(Role.PAYMENT_OFFICER)
def approve(account_id: UUID) -> Answer:
    """The second person approves: the safety wait begins."""
    return _try(account_id, "approve", bank_accounts.approve)


@blueprint.post("/<uuid:account_id>/refuse")
@fresh_factor
@allow(Role.PAYMENT_OFFICER)
def refuse(account_id: UUID) -> Answer:
    """Refuse with a reason; the provider reads the note."""
    form = RefusalForm()
    if not form.validate():
        return _page(account_id, form, ReinstateForm(None)), form.status
    why, note = Stop(form.why.data), str(form.note.data)

    def refusing(session: Session, context: Context, key: str) -> None:
        bank_account_stops.refuse(session, context, key, why, note)

    return _try(account_id, "refuse", refusing)


@blueprint.post("/<uuid:account_id>/reinstate")
@fresh_factor
@allow(Role.PAYMENT_OFFICER)
def reinstate(account_id: UUID) -> Answer:
    """Let payments go to an account again that was on hold."""
    form = ReinstateForm()
    if not form.validate():
        return _page(account_id, RefusalForm(None), form), form.status
    settled = str(form.settled.data)

    def reinstating(session: Session, context: Context, key: str) -> None:
        bank_account_stops.reinstate(session, context, key, settled)

    return _try(account_id, "reinstate", reinstating)


def _try(account_id: UUID, deed: str, move: Callable[[Session, Context, str], object]) -> Answer:
    """Do it, or show how the change stands now. Pressed twice, it is done once."""
    context = current_context()
    try:
        with transaction() as session:
            move(session, context, str(account_id))
    except (NotAllowed, SamePerson, StaleDataError) as refusal:
        return _refused(account_id, deed, refusal)
    return redirect(url_for("bank_accounts.show", account_id=account_id), 303)


def _refused(account_id: UUID, deed: str, refusal: Exception) -> Answer:
    context = current_context()
    with reading() as session:
        last = bank_account_page.last_deed(session, context.actor, str(account_id))
    if last == (DONE[deed], context.actor.person_id):
        return redirect(url_for("bank_accounts.show", account_id=account_id), 303)
    status = 403 if isinstance(refusal, SamePerson) else 409
    if status == 403:
        with transaction() as session:
            signing_in.deny(session, context, str(request.endpoint), status)
    return _page(account_id, RefusalForm(None), ReinstateForm(None), status), status


def _page(
    account_id: UUID, refusing: RefusalForm, reinstating: ReinstateForm, refused: int = 0
) -> str:
    with reading() as session:
        found = seen.look(session, current_context().actor, str(account_id))
    return render_template(
        "bank_accounts/show.html",
        seen=found,
        refusing=refusing,
        reinstating=reinstating,
        form=reinstating if reinstating.errors else refusing,
        refused=refused,
        states=seen.STATES,
        fit=seen.FITS[found.fit],
        fault=seen.fault,
        stopped=seen.stopped,
        kind_words=KIND_WORDS,
        holder_words=HOLDER_WORDS,
        may_reveal=current_context().actor.role is Role.PAYMENT_OFFICER,
    )


def _part(typed: str) -> Part:
    return Part(typed) if typed in set(Part) else Part.TO_APPROVE


def _id(typed: str) -> str | None:
    """The id of an address; one that is none is a page that does not exist."""
    try:
        return str(UUID(typed)) if typed else None
    except ValueError:
        raise NoSuchPage from None
