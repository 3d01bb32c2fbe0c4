"""Taking a request back: to change it, or for good; and copying it into a new one."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from provportal.actions import copying, drafts
from provportal.blueprints.requests import blueprint as blueprint
from provportal.blueprints.requests import look, may_do
from provportal.domain.request import Place
from provportal.domain.roles import PROVIDER_ROLES
from provportal.forms.requests import WithdrawForm
from provportal.store.money_facts import Known
from provportal.web.access import allow
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context
from provportal.web.language import current
from provportal.words.request_row import title

Answer = Response | tuple[str, int] | str


@blueprint.get("/<uuid:request_id>/recall")
@allow(*PROVIDER_ROLES)
def ask_recall(request_id: UUID) -> Answer:
    """Whether to take it back to change it, and what that means."""
    one = _load(request_id)
    if not may_do(one).recall:
        return _to_request(request_id)
    return render_template("requests/recall.html", one=one, title=_title(one))


@blueprint.post("/<uuid:request_id>/recall")
@allow(*PROVIDER_ROLES)
def recall(request_id: UUID) -> Answer:
    """A draft again, with everything that was sent. Pressed twice, it is one draft."""
    one = _load(request_id)
    if not _is_draft(one):
        with transaction() as session:
            drafts.recall(session, current_context(), str(request_id))
    return redirect(url_for("wizard.resume", request_id=request_id), 303)


@blueprint.get("/<uuid:request_id>/withdraw")
@allow(*PROVIDER_ROLES)
def ask_withdraw(request_id: UUID) -> Answer:
    """Why it is taken back for good."""
    one = _load(request_id)
    if not may_do(one).withdraw:
        return _to_request(request_id)
    return _withdraw_page(one, WithdrawForm())


@blueprint.post("/<uuid:request_id>/withdraw")
@allow(*PROVIDER_ROLES)
def withdraw(request_id: UUID) -> Answer:
    """Nothing will be paid. Pressed twice, it is taken back once."""
    one, form = _load(request_id), WithdrawForm()
    if one.request.withdrawn_at is None:
        if not form.validate():
            return _withdraw_page(one, form), form.status
        with transaction() as session:
            drafts.withdraw(session, current_context(), str(request_id), form.reason.data or "")
    return _to_request(request_id)


@blueprint.post("/<uuid:request_id>/copy")
@allow(*PROVIDER_ROLES)
def copy(request_id: UUID) -> Answer:
    """A new draft with the same days and amount, unsigned."""
    with transaction() as session:
        draft = copying.copy(session, current_context(), str(request_id))
    return redirect(url_for("wizard.resume", request_id=draft.id), 303)


def _load(request_id: UUID) -> Known:
    """The request as it stands, in the provider's own scope. Raises NotFound."""
    with reading() as session:
        return look(session, request_id)


def _is_draft(one: Known) -> bool:
    return one.request.place is Place.DRAFT and one.request.withdrawn_at is None


def _title(one: Known) -> str:
    return title(current(), one.standing)


def _withdraw_page(one: Known, form: WithdrawForm) -> str:
    return render_template("requests/withdraw.html", one=one, title=_title(one), form=form)


def _to_request(request_id: UUID) -> Response:
    return redirect(url_for("requests.show", request_id=request_id), 303)
