"""The values that sentences about a request may name, as words; what is not known is ''."""

from __future__ import annotations

from datetime import date

from provportal.domain.calendar import add_banking_days
from provportal.domain.standing import Standing
from provportal.words import dates

BANKS_MAY_RETURN = 2
"""Banking days after settlement in which a receiving bank may still return (Nacha, App. 4)."""


def values(language: str, standing: Standing) -> dict[str, str]:
    """By the name of the place in a sentence. No sentence of a case names what it cannot know."""
    payment = standing.payment
    shown = {
        name: dates.short_day(language, when) if when else ""
        for name, when in _days(standing).items()
    }
    return shown | {
        "saved": dates.moment(language, standing.saved_at) if standing.saved_at else "",
        "last4": payment.last4 if payment else standing.account_last4,
        "new_last4": standing.new_account_last4,
        "count": str(standing.asked_items),
        "done": str(standing.checks.done),
        "all": str(standing.checks.all),
    }


def _days(standing: Standing) -> dict[str, date | None]:
    payment, promise = standing.payment, standing.promise
    run_on = promise.run_on if promise else None
    return {
        "date": arrives_on(standing),
        "run": payment.run_on if payment else run_on,
        "missed": promise.missed_run_on if promise else None,
        "decide_by": promise.decide_by if promise else None,
        "withdrawn": standing.withdrawn_on,
        "due": standing.due_on,
        "starts": standing.new_account_from,
        "returned": payment.returned_on if payment else None,
        "shown_by": add_banking_days(payment.effective_on, BANKS_MAY_RETURN) if payment else None,
    }


def arrives_on(standing: Standing) -> date | None:
    """The one date that every sentence names: the payment's, else the promised one."""
    if standing.payment is not None:
        return standing.payment.effective_on
    return standing.promise.arrives_on if standing.promise else None
