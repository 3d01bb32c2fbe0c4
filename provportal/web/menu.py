"""The menu: a person's few places, by role; a place appears when its page exists."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request
from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.domain.roles import Role
from provportal.web.access import access_of
from provportal.web.identity import Identity


@dataclass(frozen=True, slots=True)
class Place:
    """One link of the menu: the endpoint of its page and its word."""

    endpoint: str
    word: str

    @property
    def is_here(self) -> bool:
        """Whether the page being shown belongs to this place."""
        return request.blueprint == self.endpoint.partition(".")[0]


PROVIDER = (
    Place("home.show", _l("Home")),
    Place("requests.index", _l("Requests")),
    Place("remittances.index", _l("Payments")),
)
REVIEW = (Place("review.index", _l("Queue")),)
PAYOUTS = (
    Place("payouts.index", _l("Payment runs")),
    Place("bank_accounts.index", _l("Bank changes")),
)
AUDIT = (Place("audit.index", _l("Audit log")),)
RULES = (Place("rules.index", _l("Rules")),)
PEOPLE = (Place("people.index", _l("People")),)
ACCOUNT = (Place("account.show", _l("Account")),)

PLACES: dict[Role, tuple[Place, ...]] = {
    Role.BILLER: PROVIDER + ACCOUNT,
    Role.PROVIDER_ADMIN: PROVIDER + ACCOUNT,
    Role.REVIEWER: REVIEW + ACCOUNT,
    Role.APPROVER: REVIEW + ACCOUNT,
    Role.PAYMENT_OFFICER: PAYOUTS + ACCOUNT,
    Role.PROGRAM_ADMIN: AUDIT + RULES + PEOPLE + ACCOUNT,
    Role.AUDITOR: REVIEW + PAYOUTS + AUDIT + RULES + ACCOUNT,
}
"""In the order shown; the first one that exists is where a person arrives."""


def menu_of(person: Identity | None) -> list[Place]:
    """The places of a person in the current membership."""
    if person is None or person.actor is None:
        return []
    role = person.actor.role
    return [place for place in PLACES[role] if is_open(place.endpoint, role)]


def is_open(endpoint: str, role: Role) -> bool:
    """Whether a page exists and this role may open it."""
    view = current_app.view_functions.get(endpoint)
    if view is None:
        return False
    roles = access_of(view).roles
    return not roles or role in roles
