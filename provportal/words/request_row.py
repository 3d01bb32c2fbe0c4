"""A request in a list: whose care and when, its state, and one short sentence."""

from __future__ import annotations

from dataclasses import dataclass

from provportal.domain.money import Money
from provportal.domain.standing import Case, Standing, case_of
from provportal.words import dates, money_sentence, states
from provportal.words.catalogue import say
from provportal.words.money_sentence import Sure
from provportal.words.standing_values import values
from provportal.words.states import Tag

SENTENCES: dict[Case, str] = {
    Case.DRAFT: "saved {saved}",
    Case.WITHDRAWN: "you took this back on {withdrawn}",
    Case.CHECKING: "{done} of {all} automatic checks are done",
    Case.UNDECIDED: "county staff decide by {decide_by}",
    Case.UNDECIDED_NO_ACCOUNT: "we need a bank account to pay to",
    Case.LATE: "we said {date} and have missed it",
    Case.APPROVED: "in the payment of {run}",
    Case.APPROVED_AFTER_CUTOFF: "in the payment of {run}",
    Case.APPROVED_NO_ACCOUNT: "we need a bank account to pay to",
    Case.APPROVED_NOTHING: "nothing is left to pay",
    Case.SCHEDULED: "your bank should have it by {date}",
    Case.SCHEDULED_NOTHING: "nothing is left to pay",
    Case.PAID: "sent {date}",
    Case.PAID_NOTHING: "nothing was left to pay",
    Case.ASKED: "fix it by {due}",
    Case.SET_ASIDE: "we are settling something",
    Case.HELD: "the county payments team holds it",
    Case.RETURNED: "your bank sent it back on {returned}",
    Case.RETURNED_CHECKING: "we are checking your new account",
    Case.DENIED: "we will not pay this",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """One row; `amount` is None while nothing has been asked."""

    title: str
    tag: Tag
    text: str
    amount: Money | None
    sure: Sure


def title(language: str, standing: Standing) -> str:
    """'Mateo R., Oct 2026'."""
    period = dates.period(language, standing.service_from, standing.service_to)
    return say(language, "{person}, {period}", person=standing.person, period=period)


def summary(language: str, standing: Standing) -> Summary:
    """A request as a list shows it."""
    message = SENTENCES[case_of(standing)]
    return Summary(
        title=title(language, standing),
        tag=states.tag(language, standing),
        text=say(language, message, **values(language, standing)),
        amount=standing.amount,
        sure=money_sentence.sure(standing),
    )
