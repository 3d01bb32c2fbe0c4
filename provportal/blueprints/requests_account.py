"""What a returned request asks of its provider: the question about the account that is at fault."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.domain.fault_fields import questions_at_fault
from provportal.domain.roles import Actor, Role
from provportal.domain.standing import Case, case_of
from provportal.store.money_facts import Known


@dataclass(frozen=True, slots=True)
class Fix:
    """A button: the address of exactly the question that is at fault, and its words."""

    href: str
    words: str


FIXES = {
    "routing_number": _l("Fix the routing number"),
    "account_number": _l("Fix the account number"),
    "kind": _l("Fix the kind of account"),
    "holder_name": _l("Fix the name on the account"),
}
ASK = _l("See whom to ask")
"""For a biller, who cannot change bank details."""
NO_QUESTION_NAMED = _l("Give us another account")


def account_to_fix(actor: Actor, one: Known) -> Fix | None:
    """What is done about a returned payment: by an admin, or by whom the account page names."""
    payment = one.standing.payment
    if payment is None or case_of(one.standing) is not Case.RETURNED:
        return None
    if actor.role is not Role.PROVIDER_ADMIN:
        return Fix(url_for("account.show", _anchor="bank"), str(ASK))
    named = next(iter(questions_at_fault(payment.return_code)), None)
    href = url_for("account.ask_bank", agency_id=one.request.agency_id, _anchor=named)
    return Fix(href, str(FIXES[named] if named else NO_QUESTION_NAMED))
