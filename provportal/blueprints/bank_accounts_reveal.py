"""A whole number for a payment officer: asked with a reason, shown once, kept in the audit log."""

from __future__ import annotations

from uuid import UUID

from flask import render_template

from provportal.actions.revealing import Revealed, Secret, reveal
from provportal.blueprints.bank_accounts import blueprint as blueprint
from provportal.domain.roles import Role
from provportal.forms.reveal import RevealForm
from provportal.store.bank_account_page import one_change
from provportal.web.access import allow, fresh_factor
from provportal.web.equipment import equipment, reading, transaction
from provportal.web.identity import current_context


@blueprint.get("/<uuid:account_id>/reveal")
@allow(Role.PAYMENT_OFFICER)
def ask_reveal(account_id: UUID) -> str:
    """Which number, and why?"""
    return _page(account_id, RevealForm(), None)


@blueprint.post("/<uuid:account_id>/reveal")
@fresh_factor
@allow(Role.PAYMENT_OFFICER)
def show_number(account_id: UUID) -> str | tuple[str, int]:
    """Show it, once it is written down who looks."""
    form = RevealForm()
    if not form.validate():
        return _page(account_id, form, None), form.status
    asked = (Secret(form.what.data), str(form.reason.data))
    with transaction() as session:
        keyring = equipment().keyring
        found = reveal(session, current_context(), str(account_id), asked, keyring)
    return _page(account_id, form, found)


def _page(account_id: UUID, form: RevealForm, revealed: Revealed | None) -> str:
    with reading() as session:
        change = one_change(session, current_context().actor, str(account_id))
    return render_template(
        "bank_accounts/reveal.html",
        account=change.account,
        provider=change.organisation.name,
        form=form,
        revealed=revealed,
    )
