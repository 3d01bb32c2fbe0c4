"""Pages for everybody: signing in and out, the way in, and what browsers report by themselves."""

from __future__ import annotations

import ipaddress
from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from provportal import logs
from provportal.actions import sessions, signing_in
from provportal.actions.sessions import Opened
from provportal.actions.signing_in import Origin, Try
from provportal.actions.throttling import Wait
from provportal.forms.base import Form
from provportal.forms.fields import SecretField, TextField, answered
from provportal.web import identity
from provportal.web.access import allow_public, allow_signed_in, without_csrf
from provportal.web.device import device_of
from provportal.web.equipment import equipment, system_context, transaction
from provportal.web.identity import Ended, current_identity, own_context, signed_in
from provportal.web.language import time_of_day
from provportal.web.local_path import local_path
from provportal.web.menu import menu_of

blueprint = Blueprint("public", __name__)


class SignInForm(Form):
    """Who are you?"""

    email = TextField(
        _l("Email"),
        [answered(_l("Enter your email"))],
        render_kw={
            "type": "email",
            "autocomplete": "username",
            "spellcheck": "false",
        },
    )
    password = SecretField(
        _l("Password"),
        [answered(_l("Enter your password"))],
        render_kw={"autocomplete": "current-password"},
    )


@blueprint.get("/")
@allow_signed_in
def start() -> Response:
    """To the first place of the person's menu."""
    places = menu_of(current_identity())
    return redirect(url_for(places[0].endpoint if places else "account.places"), 303)


@blueprint.get("/sign-in")
@allow_public
def sign_in() -> str | Response:
    """Ask for email and password."""
    if signed_in() is not None:
        return redirect(_next(), 303)
    return _page(SignInForm())


@blueprint.post("/sign-in")
@allow_public
def try_sign_in() -> Response | tuple[str, int]:
    """Compare, and open a session with a new id."""
    form = SignInForm()
    if not form.validate():
        return _page(form), form.status
    outcome = _compare(form.email.data or "", form.password.data or "")
    if isinstance(outcome, Opened):
        return identity.give(redirect(_after(outcome), 303), outcome)
    form.refuse("email", _refusal(outcome))
    return _page(form), 429 if isinstance(outcome, Wait) else 422


@blueprint.post("/sign-out")
@allow_signed_in
def sign_out() -> Response:
    """End the session here and in the database."""
    with transaction() as session:
        sessions.sign_out(session, own_context(), current_identity().session_id, _at())
    return identity.take(redirect(url_for("public.sign_in"), 303))


@blueprint.post("/language")
@allow_public
def read_in() -> Response:
    """Back to the page, in the language that was chosen (web/language.py took the choice)."""
    came_from = urlsplit(request.referrer or "")
    page = came_from._replace(scheme="", netloc="", fragment="").geturl()
    is_ours = came_from.netloc == request.host
    return redirect((local_path(page) if is_ours else None) or url_for("public.start"), 303)


@blueprint.post("/csp-report")
@without_csrf
@allow_public
def csp_report() -> tuple[str, int]:
    """A browser refused something on one of our pages: worth a line in the log."""
    try:
        directive = str(request.get_json(force=True)["csp-report"]["violated-directive"])
    except (BadRequest, KeyError, TypeError):
        directive = "a report that cannot be read"
    logs.get(__name__).warning("content policy", directive=directive[:100])
    return "", 204


def _compare(email: str, password: str) -> Opened | Wait | Try:
    """Count the try, compare outside any transaction, then open or refuse."""
    passwords, context = equipment().passwords, system_context()
    with passwords.slot():
        with transaction() as session:
            tried = signing_in.count_try(session, context, email, _origin(), _at())
        if isinstance(tried, Wait):
            return tried
        fits = passwords.fits(tried.password_hash, password)
        newer = passwords.newer(tried.password_hash or "", password) if fits else None
    with transaction() as session:
        if not fits:
            signing_in.refuse(session, context, tried)
            return tried
        return signing_in.sign_in(session, context, tried, _at(), newer)


def _origin() -> Origin:
    """The address as a keyed fingerprint; of IPv6 the half that a household is given whole."""
    address = request.remote_addr or ""
    if ":" in address:
        address = str(ipaddress.ip_network(f"{address.partition('%')[0]}/64", strict=False))
    fingerprint = equipment().keyring.blind_index(address, "address of a try to sign in")
    return Origin(fingerprint, device_of(request.user_agent.string))


def _refusal(outcome: Wait | Try) -> str:
    if isinstance(outcome, Try):
        return str(_("We do not know this email with this password. Check both and try again"))
    if outcome.until is None:
        return str(_("This account is locked after too many tries. Call the help line below"))
    until = time_of_day(outcome.until)
    return str(_("Too many tries. Wait until just after %(time)s, then try again", time=until))


def _page(form: SignInForm) -> str:
    was_idle = request.args.get("ended") == Ended.IDLE
    was_ended = "ended" in request.args
    return render_template("sign_in.html", form=form, was_idle=was_idle, was_ended=was_ended)


def _after(opened: Opened) -> str:
    if opened.membership_id is None:
        return url_for("account.places", next=local_path(request.args.get("next")))
    return _next()


def _next() -> str:
    return local_path(request.args.get("next")) or url_for("public.start")


def _at() -> datetime:
    return equipment().machine_clock.now()
