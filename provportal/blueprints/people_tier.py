"""Large approvals: the amount above which an approver is asked for a fresh code."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from provportal.actions.factor_tier import set_tier
from provportal.blueprints.people import blueprint as blueprint
from provportal.domain.roles import Role
from provportal.forms.people import TierForm
from provportal.store.agency import Agency
from provportal.web.access import allow, fresh_factor
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context


@blueprint.get("/large-approvals")
@allow(Role.PROGRAM_ADMIN)
def show_tier() -> str:
    """The amount as it is."""
    with reading() as session:
        agency = session.get_one(Agency, current_context().actor.agency_id)
    return _page(TierForm(above=agency.factor_above))


@blueprint.post("/large-approvals")
@fresh_factor
@allow(Role.PROGRAM_ADMIN)
def save_tier() -> Response | tuple[str, int]:
    """From now on approvals above it ask."""
    form = TierForm()
    if not form.validate():
        return _page(form), form.status
    with transaction() as session:
        set_tier(session, current_context(), form.above.data)
    return redirect(url_for("people.show_tier", saved="yes"), 303)


def _page(form: TierForm) -> str:
    return render_template("people/tier.html", form=form, is_saved="saved" in request.args)
