"""Setting up the second factor: a code to scan, a first code to confirm, recovery codes once."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from werkzeug.wrappers import Response

from provportal.actions import second_factor
from provportal.actions.one_time_codes import address_of_seed, grouped
from provportal.blueprints.second_factor import blueprint as blueprint
from provportal.blueprints.second_factor import onward
from provportal.forms.second_factor import FirstCodeForm
from provportal.store.second_factor import pending_seed, recovery_codes_left
from provportal.web import identity
from provportal.web.access import allow_signed_in
from provportal.web.equipment import equipment, reading, transaction
from provportal.web.identity import current_identity, own_context
from provportal.web.qr import drawn
from provportal.web.step_up import require_fresh

Answer = Response | tuple[str, int] | str


@blueprint.get("/account/second-factor")
@allow_signed_in
def show() -> Answer:
    """What is set up, or why it is needed and how it begins."""
    person = current_identity()
    if person.has_factor and person.factor_at is None:
        return redirect(url_for("second_factor.ask", next=onward()), 303)
    with reading() as session:
        left = recovery_codes_left(session, person.person_id)
    return render_template(
        "second_factor/show.html",
        left=left,
        is_recovered="recovered" in request.args,
        onward=onward(),
    )


@blueprint.post("/account/second-factor/begin")
@allow_signed_in
def begin() -> Answer:
    """Make a new seed, and show it."""
    _ask_if_there_is_one()
    with transaction() as session:
        keyring, person_id = equipment().keyring, current_identity().person_id
        second_factor.begin(session, own_context(), keyring, person_id)
    return redirect(url_for("second_factor.set_up", next=onward()), 303)


@blueprint.get("/account/second-factor/set-up")
@allow_signed_in
def set_up() -> Answer:
    """The code to scan, the same in letters, and the box for the app's first code."""
    _ask_if_there_is_one()
    return _set_up(FirstCodeForm())


@blueprint.post("/account/second-factor/set-up")
@allow_signed_in
def confirm() -> Answer:
    """A code that fits puts the new app in force, and gives recovery codes."""
    _ask_if_there_is_one()
    form = FirstCodeForm()
    if not form.validate():
        return _set_up(form)
    at, typed = equipment().machine_clock.now(), str(form.app_code.data)
    with transaction() as session:
        session_id, keyring = current_identity().session_id, equipment().keyring
        enrolled = second_factor.enrol(session, own_context(), keyring, session_id, typed, at)
    if enrolled is None:
        form.app_code.data = ""
        form.refuse("app_code", str(_("This code does not fit. Enter the one that is shown now")))
        return _set_up(form)
    identity.go_on_as(enrolled.opened)
    return _codes(enrolled.recovery_codes)


@blueprint.post("/account/second-factor/recovery-codes")
@allow_signed_in
def renew_recovery_codes() -> Answer:
    """Ten new ones, shown once; the ones before are worth nothing."""
    require_fresh()
    with transaction() as session:
        person_id = current_identity().person_id
        codes = second_factor.remake_recovery_codes(session, own_context(), person_id)
    return _codes(codes)


def _ask_if_there_is_one() -> None:
    """Whoever has a factor shows it before it is replaced. Raises Stale."""
    if current_identity().has_factor:
        require_fresh()


def _set_up(form: FirstCodeForm) -> Answer:
    person = current_identity()
    with reading() as session:
        seed = pending_seed(session, equipment().keyring, person.person_id)
    if seed is None:
        return redirect(url_for("second_factor.show", next=onward()), 303)
    page = render_template(
        "second_factor/set_up.html",
        form=form,
        drawing=drawn(address_of_seed(seed, person.email, str(_("Provider payments")))),
        letters=grouped(seed),
        onward=onward(),
    )
    return page, form.status


def _codes(codes: list[str]) -> str:
    return render_template(
        "second_factor/codes.html",
        codes=codes,
        onward=onward() or url_for("second_factor.show"),
    )
