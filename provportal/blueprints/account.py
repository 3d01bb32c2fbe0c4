"""A person's own account: who one is here, and where one works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from provportal.actions import sessions
from provportal.domain.bank_account import AccountState
from provportal.domain.roles import PROVIDER_ROLES, Actor, Role
from provportal.forms.bank_accounts import KIND_WORDS
from provportal.forms.base import Form
from provportal.forms.fields import ChoiceField, answered, options
from provportal.store.agency import Agency
from provportal.store.bank_account import BankAccount
from provportal.store.bank_account_own import admin_names
from provportal.store.person import Membership
from provportal.store.provider import Organisation
from provportal.store.provider_pages import AgencyAccounts, bank_accounts_of
from provportal.web import identity
from provportal.web.access import allow, allow_signed_in
from provportal.web.equipment import equipment, reading, system_context, transaction
from provportal.web.identity import current_identity
from provportal.web.language import COMPLETE, current
from provportal.web.local_path import local_path
from provportal.web.role_words import ROLE_WORDS

blueprint = Blueprint("account", __name__, url_prefix="/account")

ACCOUNT_WORDS = {
    AccountState.ENTERED: _l("New. The county payments team looks at it first"),
    AccountState.WAITING: _l("Being checked with your bank"),
    AccountState.COOLING_OFF: _l("Being checked with your bank"),
    AccountState.ACTIVE: _l("Payments go here"),
    AccountState.SUSPENDED: _l("On hold: your bank sent a payment back"),
}
"""What each state means for the payments; an account of the past is not shown."""
FROZEN = _l("On hold: you froze it")


@dataclass(frozen=True, slots=True)
class Workplace:
    """One membership, as a person chooses it."""

    membership_id: str
    name: str
    role: Role


class PlaceForm(Form):
    """Where do you work now?"""

    membership = ChoiceField(_l("Where do you work now?"), [answered(_l("Choose one"))])


@blueprint.get("")
@allow(*ROLE_WORDS)
def show() -> str:
    """Name, email, language, and the role in this membership."""
    person = current_identity()
    with reading() as session:
        several = len(session.execute(_places_of(person.person_id)).all()) > 1
        banks = _banks(session, person.actor)
        ask = _whom_to_ask(session, person.actor)
    return render_template(
        "account/show.html",
        role=ROLE_WORDS[person.actor.role] if person.actor else "",
        language_name=COMPLETE[current()],
        has_several=several,
        banks=banks,
        ask=ask,
        may_change=person.actor is not None and person.actor.role is Role.PROVIDER_ADMIN,
        account_word=_word,
        kind_words=KIND_WORDS,
    )


@blueprint.get("/stay")
@allow_signed_in
def stay() -> str:
    """Use the portal, so that the session goes on: fetched by the warning before its end."""
    return render_template("account/stay.html")


def _banks(session: Session, actor: Actor | None) -> list[AgencyAccounts] | None:
    """Where each agency pays a provider's organisation, masked; None for staff."""
    if actor is None or actor.role not in PROVIDER_ROLES:
        return None
    found = bank_accounts_of(session, str(actor.organisation_id))
    return [replace(each, accounts=_of_today(each.accounts)) for each in found]


def _whom_to_ask(session: Session, actor: Actor | None) -> Sequence[str]:
    """The admins, for a biller, who cannot change it."""
    if actor is None or actor.role is not Role.BILLER:
        return ()
    return admin_names(session, str(actor.organisation_id))


def _word(account: BankAccount) -> str:
    is_frozen = account.state is AccountState.SUSPENDED and not account.fault_code
    return str(FROZEN if is_frozen else ACCOUNT_WORDS[account.state])


def _of_today(accounts: Sequence[BankAccount]) -> list[BankAccount]:
    return [account for account in accounts if account.state in ACCOUNT_WORDS]


@blueprint.get("/place")
@allow_signed_in
def places() -> str:
    """Ask a person with several memberships which one to work in."""
    return render_template("account/places.html", form=_form(_workplaces()))


@blueprint.post("/place")
@allow_signed_in
def choose_place() -> Response | tuple[str, int]:
    """Go on in the chosen membership, under a new session id."""
    form = _form(_workplaces())
    if not form.validate():
        return render_template("account/places.html", form=form), form.status
    at = equipment().machine_clock.now()
    with transaction() as session:
        opened = sessions.choose_membership(
            session,
            system_context(),
            current_identity().session_id,
            form.membership.data,
            at,
        )
    onward = local_path(request.args.get("next")) or url_for("public.start")
    answer = redirect(onward, 303)
    return identity.give(answer, opened) if opened else redirect(url_for("account.places"), 303)


def _form(found: Sequence[Workplace]) -> PlaceForm:
    form = PlaceForm()
    form.membership.choices = options(
        (place.membership_id, f"{place.name}, {ROLE_WORDS[place.role]}") for place in found
    )
    return form


def _workplaces() -> list[Workplace]:
    with reading() as session:
        rows = session.execute(_places_of(current_identity().person_id)).all()
    return [Workplace(key, here or there or "", role) for key, role, here, there in rows]


def _places_of(person_id: str) -> sa.Select[str, Role, str | None, str | None]:
    return (
        sa.select(Membership.id, Membership.role, Organisation.name, Agency.name)
        .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(Membership.person_id == person_id)
        .order_by(sa.func.coalesce(Organisation.name, Agency.name), Membership.role)
    )
