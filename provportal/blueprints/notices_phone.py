"""Confirming a phone: the code that went to it is typed here, or sent once more."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from werkzeug.wrappers import Response

from provportal.actions.phone_confirmation import ask_for_code, confirm
from provportal.blueprints.notices import blueprint as blueprint
from provportal.domain.roles import PROVIDER_ROLES
from provportal.forms.notices import PhoneCodeForm
from provportal.store.notice_page import chosen_by
from provportal.web.access import allow
from provportal.web.equipment import equipment, reading, transaction
from provportal.web.identity import current_context, current_identity

Answer = Response | tuple[str, int] | str


@blueprint.get("/phone")
@allow(*PROVIDER_ROLES)
def ask_code() -> Answer:
    """The box for the code, while there is a number that waits for one."""
    return _page(PhoneCodeForm())


@blueprint.post("/phone")
@allow(*PROVIDER_ROLES)
def give_code() -> Answer:
    """A code that fits makes the number the person's."""
    form = PhoneCodeForm()
    if not form.validate():
        return _page(form)
    with transaction() as session:
        fits = confirm(session, current_context(), equipment().keyring, str(form.code.data))
    if fits:
        return redirect(url_for("notices.show", confirmed="yes"), 303)
    # Worth nothing any more: the next one is typed into an empty box.
    form.code.data = ""
    form.refuse("code", str(_("This code does not fit, or is too old. Send another one")))
    return _page(form)


@blueprint.post("/phone/again")
@allow(*PROVIDER_ROLES)
def send_code() -> Response:
    """Another code; there is an end to that for a day."""
    with transaction() as session:
        is_sent = ask_for_code(session, current_context())
    return redirect(url_for("notices.ask_code", sent="yes" if is_sent else "no"), 303)


def _page(form: PhoneCodeForm) -> Answer:
    with reading() as session:
        chosen = chosen_by(session, current_identity().person_id)
    if chosen is None or chosen.phone is None or not chosen.waits_for_code:
        return redirect(url_for("notices.show"), 303)
    page = render_template(
        "notices/phone.html",
        form=form,
        digits=chosen.phone[-4:],
        is_sent=request.args.get("sent") == "yes",
        is_too_often=request.args.get("sent") == "no",
    )
    return page, form.status
