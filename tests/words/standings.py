"""Builders of standings: a request of $950.00 for October 2026 at any place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from provportal.domain.money import Money
from provportal.domain.request import Place
from provportal.domain.standing import Case, Checks, Payment, Promise, Standing

SENT_AT = datetime(2026, 11, 3, 22, 14, tzinfo=UTC)
RUN_ON, ARRIVES_ON = date(2026, 11, 6), date(2026, 11, 10)
UNTIL_DECIDED = Promise(date(2026, 11, 24), decide_by=date(2026, 11, 18))
NEXT_RUN = Promise(ARRIVES_ON, run_on=RUN_ON)
AFTER_CUTOFF = Promise(date(2026, 11, 17), run_on=date(2026, 11, 13), missed_run_on=RUN_ON)
ALL_DONE = Checks(12, 12, SENT_AT)


def a_payment(**changes: Any) -> Payment:
    plain: dict[str, Any] = {
        "amount": Money(89000),
        "last4": "6789",
        "trace": "121000370000001",
        "run_on": RUN_ON,
        "effective_on": ARRIVES_ON,
    }
    return Payment(**(plain | changes))


def a_standing(place: Place, **changes: Any) -> Standing:
    plain: dict[str, Any] = {
        "number": "PR-7F3K-20",
        "place": place,
        "person": "Mateo R.",
        "service_from": date(2026, 10, 1),
        "service_to": date(2026, 10, 31),
        "sent_at": SENT_AT,
        "sent_by": "Rosa Lopez",
        "moved_at": SENT_AT,
        "checks": ALL_DONE,
        "asked": Money(95000),
        "account_last4": "6789",
    }
    return Standing(**(plain | changes))


def _undecided(place: Place, **changes: Any) -> Standing:
    return a_standing(place, promise=UNTIL_DECIDED, **changes)


def _approved(place: Place, **changes: Any) -> Standing:
    return a_standing(place, **({"approved": Money(89000), "promise": NEXT_RUN} | changes))


def _in_payment(place: Place, payment: Payment, **changes: Any) -> Standing:
    return a_standing(place, approved=Money(89000), payment=payment, **changes)


NOTHING_SENT = a_payment(amount=Money(0), last4="", trace="")
SENT_BACK = a_payment(return_code="R03", returned_on=date(2026, 11, 12))

STANDINGS: dict[Case, Standing] = {
    Case.DRAFT: a_standing(
        Place.DRAFT, sent_at=None, asked=None, promise=UNTIL_DECIDED, saved_at=SENT_AT
    ),
    Case.WITHDRAWN: _undecided(Place.SUBMITTED, withdrawn_on=date(2026, 11, 4)),
    Case.CHECKING: _undecided(Place.SUBMITTED, checks=Checks(9, 12, SENT_AT)),
    Case.UNDECIDED: _undecided(Place.IN_REVIEW),
    Case.UNDECIDED_NO_ACCOUNT: _undecided(Place.IN_REVIEW, account_last4=""),
    Case.LATE: _undecided(Place.IN_REVIEW, is_late=True),
    Case.APPROVED: _approved(Place.APPROVED),
    Case.APPROVED_AFTER_CUTOFF: _approved(Place.APPROVED, promise=AFTER_CUTOFF),
    Case.APPROVED_NO_ACCOUNT: _approved(Place.APPROVED, account_last4=""),
    Case.APPROVED_NOTHING: _approved(Place.APPROVED, approved=Money(0)),
    Case.SCHEDULED: _in_payment(Place.PAYOUT_SCHEDULED, a_payment()),
    Case.SCHEDULED_NOTHING: _in_payment(Place.PAYOUT_SCHEDULED, NOTHING_SENT),
    Case.PAID: _in_payment(Place.PAID, a_payment()),
    Case.PAID_NOTHING: _in_payment(Place.PAID, NOTHING_SENT),
    Case.ASKED: a_standing(Place.ASKED, due_on=date(2026, 11, 18), asked_items=1),
    Case.SET_ASIDE: a_standing(Place.SET_ASIDE, due_on=date(2026, 11, 12)),
    Case.HELD: _approved(Place.HELD, promise=None),
    Case.RETURNED: _in_payment(Place.RETURNED, SENT_BACK, account_last4=""),
    Case.RETURNED_CHECKING: _in_payment(
        Place.RETURNED, SENT_BACK, account_last4="", new_account_last4="4321"
    ),
    Case.DENIED: a_standing(Place.DENIED),
}
"""One request of each case; 11 places, and what is odd about them."""
