"""The payout desk: what the next payment run would pay, the runs so far, and each run's way."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from provportal.actions import batching, releasing, signing_in
from provportal.actions.batch_lines import batch_for_update
from provportal.actions.moving import SamePerson
from provportal.actions.previewing import Preview, preview, preview_for_update
from provportal.blueprints.payout_seen import RunSeen, look
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.payout import BatchState
from provportal.domain.roles import Role
from provportal.forms.payouts import BuildForm, CancelForm, ReleaseForm
from provportal.store import payout_page
from provportal.store.held_page import held_total
from provportal.web.access import allow, fresh_factor
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context

blueprint = Blueprint("payouts", __name__, url_prefix="/payouts")

READERS = (Role.PAYMENT_OFFICER, Role.AUDITOR)

Answer = Response | tuple[str, int] | str

STATES = {
    BatchState.BUILT: (_l("Needs a second person"), "you"),
    BatchState.RELEASED: (_l("Released"), ""),
    BatchState.SENT: (_l("With the bank"), ""),
    BatchState.ACKNOWLEDGED: (_l("Confirmed by the bank"), ""),
    BatchState.SETTLED: (_l("Settled"), "done"),
    BatchState.CANCELLED: (_l("Cancelled"), ""),
    BatchState.REJECTED: (_l("Rejected by the bank"), "you"),
}
"""Word and kind of tag."""

LEFT_OUT = {
    "no_bank_account": _l("No active bank account yet"),
    "after_cutoff": _l("Approved after the cut-off: in the next run"),
    "ids_differ": _l("The tax number changed after approval: staff check which one is right"),
    "checks_open": _l("A check has not passed"),
}
"""Why a line is left out, in words."""


@blueprint.get("")
@allow(*READERS)
def index() -> str:
    """What the next run would pay, and the runs so far."""
    return _desk()


@blueprint.post("")
@allow(Role.PAYMENT_OFFICER)
def build() -> Answer:
    """Build exactly what was seen, after asking once more. Pressed twice, it is built once."""
    form, context = BuildForm(), current_context()
    if request.form.get("confirmed") != "yes":
        return _confirm(form)
    try:
        with transaction() as session:
            if mark_of(preview_for_update(session, context)) != form.mark.data:
                raise NotAllowed("batch", "build", "-", "changed meanwhile")
            batch_id = batching.build(session, context).id
    except (NotAllowed, StaleDataError):
        with reading() as session:
            built = payout_page.run_built_of(session, context.actor, str(form.mark.data))
        if built is None:
            return _desk(has_changed=True), 409
        batch_id = built.id
    return redirect(url_for("payouts.show", batch_id=batch_id), 303)


@blueprint.get("/<uuid:batch_id>")
@allow(*READERS)
def show(batch_id: UUID) -> str:
    """One run: totals, entries, lines, its people and its way to the bank."""
    return _run(_look(batch_id), ReleaseForm(None), CancelForm(None))


@blueprint.post("/<uuid:batch_id>/release")
@fresh_factor
@allow(Role.PAYMENT_OFFICER)
def release(batch_id: UUID) -> Answer:
    """The second person sends it to the bank. Pressed twice, it is released once."""
    seen, form, context = _look(batch_id), ReleaseForm(), current_context()
    if seen.why_not_release is None and form.validate() and form.typed.data != seen.batch.total:
        form.refuse("typed", str(_l("This is not the total of this run")))
    if form.faults:
        return _run(seen, form, CancelForm(None)), form.status
    try:
        with transaction() as session:
            # A hold may have taken a request out since this total was read and typed.
            if batch_for_update(session, context, str(batch_id)).total != form.typed.data:
                raise NotAllowed("batch", "release", "-", "changed meanwhile")
            releasing.release(session, context, str(batch_id))
    except (NotAllowed, SamePerson, StaleDataError) as refusal:
        return _refused(batch_id, form, CancelForm(None), refusal)
    return redirect(url_for("payouts.show", batch_id=batch_id), 303)


@blueprint.post("/<uuid:batch_id>/cancel")
@allow(Role.PAYMENT_OFFICER)
def cancel(batch_id: UUID) -> Answer:
    """Cancel before release: the requests wait for the next run."""
    form = CancelForm()
    if not form.validate():
        return _run(_look(batch_id), ReleaseForm(None), form), form.status
    try:
        with transaction() as session:
            batching.cancel(session, current_context(), str(batch_id), str(form.reason.data))
    except (NotAllowed, StaleDataError) as refusal:
        return _refused(batch_id, ReleaseForm(None), form, refusal)
    return redirect(url_for("payouts.show", batch_id=batch_id), 303)


def mark_of(seen: Preview) -> str:
    """The name of exactly what a preview shows."""
    return payout_page.mark_of((line_id, line.payable) for line_id, line in seen.lines.items())


def _desk(has_changed: bool = False) -> str:
    context = current_context()
    with reading() as session:
        seen = preview(session, context)
        runs = payout_page.runs(session, context.actor)
        held_number, held_amount = held_total(session, context.actor)
    return render_template(
        "payouts/index.html",
        seen=seen,
        mark=mark_of(seen),
        runs=runs,
        states=STATES,
        left_out_words=LEFT_OUT,
        has_changed=has_changed,
        held_number=held_number,
        held_amount=held_amount,
        may_build=context.actor.role is Role.PAYMENT_OFFICER,
    )


def _confirm(form: BuildForm) -> Answer:
    with reading() as session:
        seen = preview(session, current_context())
    if not seen.entries or mark_of(seen) != form.mark.data:
        return _desk(has_changed=True), 409
    return render_template("payouts/confirm.html", seen=seen, mark=form.mark.data)


def _look(batch_id: UUID) -> RunSeen:
    with reading() as session:
        return look(session, current_context(), str(batch_id))


def _refused(
    batch_id: UUID, releasing_form: ReleaseForm, cancelling_form: CancelForm, refusal: Exception
) -> Answer:
    """What was done already by this person is shown; else the page with what was typed."""
    seen = _look(batch_id)
    if seen.was_done_by(current_context().actor.person_id, request.endpoint):
        return redirect(url_for("payouts.show", batch_id=batch_id), 303)
    status = 403 if isinstance(refusal, SamePerson) else 409
    if status == 403:
        with transaction() as session:
            signing_in.deny(session, current_context(), str(request.endpoint), status)
    return _run(seen, releasing_form, cancelling_form, status), status


def _run(
    seen: RunSeen, releasing_form: ReleaseForm, cancelling_form: CancelForm, refused: int = 0
) -> str:
    return render_template(
        "payouts/show.html",
        seen=seen,
        releasing=releasing_form,
        cancelling=cancelling_form,
        form=cancelling_form if cancelling_form.errors else releasing_form,
        states=STATES,
        refused=refused,
        may_hold=seen.may_cancel,
    )
