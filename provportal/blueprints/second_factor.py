"""The page that asks for the code, and the watch before every page that a fresh one is asked for.

A form that comes too late is answered by a page with all that was typed in it. Sent again with the
code it goes on as if nothing had been asked.
"""

from __future__ import annotations

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from werkzeug.wrappers import Response

from provportal.actions import second_factor
from provportal.actions.second_factor import Passed, Proof
from provportal.actions.throttling import Wait
from provportal.forms.second_factor import CodeForm
from provportal.web import identity, language
from provportal.web.access import Factor, allow_signed_in
from provportal.web.equipment import equipment, transaction
from provportal.web.identity import current_identity, own_context
from provportal.web.local_path import local_path
from provportal.web.step_up import FIELD, Stale, has_forgotten, is_fresh, kept_fields

blueprint = Blueprint("second_factor", __name__)

Answer = Response | tuple[str, int] | str


@blueprint.get("/code")
@allow_signed_in
def ask() -> Answer:
    """The second step of signing in."""
    if not current_identity().has_factor:
        return redirect(url_for("second_factor.show", next=onward()), 303)
    return _page(CodeForm())


@blueprint.post("/code")
@allow_signed_in
def give() -> Answer:
    """Go on to where one was led from; the code itself was taken by `watch`."""
    form = CodeForm()
    if not form.validate():
        return _page(form), form.status
    if g.proved_by is Proof.RECOVERY_CODE:
        return redirect(url_for("second_factor.show", next=onward(), recovered="yes"), 303)
    return redirect(onward() or url_for("public.start"), 303)


@blueprint.before_app_request
def watch() -> Answer | None:
    """Before each view: take the code that a form carries, then see whether it is fresh enough.

    Runs after the form was found to be ours. Raises Stale.
    """
    if request.endpoint is None or g.access.public:
        return None
    if FIELD in request.form and language.FIELD not in request.form:
        refusal = _take_code()
        if refusal is not None:
            return refusal
    if g.access.factor is Factor.FRESH and not is_fresh():
        raise Stale
    return None


@blueprint.app_errorhandler(Stale)
def ask_once_more(_stale: Stale) -> Answer:
    """The page that asks for the code, with what was sent."""
    if not current_identity().has_factor:
        return redirect(url_for("second_factor.show", next=_here()), 303)
    return _page(CodeForm(None)), 401


def onward() -> str | None:
    """Where one was led from, if that is a page of ours."""
    return local_path(request.args.get("next"))


def _take_code() -> Answer | None:
    form = CodeForm()
    if not form.validate():
        return _page(form), form.status
    at, typed = equipment().machine_clock.now(), str(form.factor_code.data)
    with transaction() as session:
        session_id, keyring = current_identity().session_id, equipment().keyring
        outcome = second_factor.prove(session, own_context(), keyring, session_id, typed, at)
    if isinstance(outcome, Passed):
        identity.go_on_as(outcome.opened)
        g.proved_by = outcome.by
        return None
    # Worth nothing any more: the next one is typed into an empty box.
    form.factor_code.data = ""
    form.refuse("factor_code", _refusal(outcome))
    return _page(form), 422 if outcome is None else 429


def _refusal(outcome: Wait | None) -> str:
    if outcome is None:
        return str(_("This code does not fit, or was used before. Wait for the next one"))
    if outcome.until is None:
        return str(_("Too many wrong codes. Call the help line below"))
    until = language.time_of_day(outcome.until)
    return str(_("Too many tries. Wait until just after %(time)s, then try again", time=until))


def _page(form: CodeForm) -> str:
    """The question; what was sent to another address is sent there again, with the code."""
    is_own = request.endpoint in ("second_factor.ask", "second_factor.give")
    is_sent = request.method == "POST" and not is_own
    led_from = onward() if is_own else _here()
    return render_template(
        "second_factor/code.html",
        form=form,
        is_signing_in=is_own and current_identity().factor_at is None,
        address=request.full_path if is_sent else url_for("second_factor.give", next=led_from),
        kept=kept_fields() if is_sent else [],
        has_forgotten=is_sent and has_forgotten(),
        typed_in="typed" if not is_sent or _has_own_page() else "",
    )


def _here() -> str | None:
    return local_path(request.full_path.removesuffix("?")) if request.method == "GET" else None


def _has_own_page() -> bool:
    """Whether the address of a form can be opened as well: then its language can be changed."""
    adapter = current_app.create_url_adapter(request)
    return adapter is not None and bool(adapter.test(request.path, "GET"))
