"""The money sentence: how much, to which account, by when. The largest thing on a request."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from provportal.domain.money import Money
from provportal.domain.remittance import Remittance
from provportal.domain.standing import Case, Standing, case_of
from provportal.words import amounts, remittance
from provportal.words.catalogue import say
from provportal.words.standing_values import values


class Sure(StrEnum):
    """How sure an amount is: the line drawn under it."""

    ESTIMATE = "estimate"
    AGREED = "agreed"
    PAID = "paid"


SENTENCES: dict[Case, tuple[Sure, str]] = {
    Case.DRAFT: (
        Sure.ESTIMATE,
        "You have not sent this yet. Sent today, it is paid by {date}, often sooner.",
    ),
    Case.WITHDRAWN: (
        Sure.ESTIMATE,
        "You took this back on {withdrawn}. Nothing will be paid.",
    ),
    Case.CHECKING: (
        Sure.ESTIMATE,
        "We have your request for {amount}. {done} of {all} automatic checks are done.",
    ),
    Case.UNDECIDED: (
        Sure.ESTIMATE,
        "About {amount} by {date}, often sooner, to bank ending {last4}.",
    ),
    Case.UNDECIDED_NO_ACCOUNT: (
        Sure.ESTIMATE,
        "About {amount} by {date}, once we have a bank account to pay it to.",
    ),
    Case.LATE: (
        Sure.ESTIMATE,
        "We said {date} for {amount}. We have missed it.",
    ),
    Case.APPROVED: (
        Sure.AGREED,
        "{amount} by {date}, to bank ending {last4}.",
    ),
    Case.APPROVED_AFTER_CUTOFF: (
        Sure.AGREED,
        "{amount} by {date}, to bank ending {last4}. The cut-off for {missed} had passed.",
    ),
    Case.APPROVED_NO_ACCOUNT: (
        Sure.AGREED,
        "{amount} is approved. We need a bank account to pay it to.",
    ),
    Case.APPROVED_NOTHING: (
        Sure.AGREED,
        "{amount} is left to pay, so nothing will be sent to your bank.",
    ),
    Case.SCHEDULED: (
        Sure.AGREED,
        "{amount} is in the payment of {run}. Your bank ending {last4} should have it by {date}.",
    ),
    Case.SCHEDULED_NOTHING: (
        Sure.AGREED,
        "{amount} is left to pay, so nothing is sent to your bank. Your record comes on {date}.",
    ),
    Case.PAID: (
        Sure.PAID,
        "We sent {amount} to bank ending {last4} on {date}.",
    ),
    Case.PAID_NOTHING: (
        Sure.PAID,
        "{amount} was left to pay on {date}, so nothing was sent to your bank.",
    ),
    Case.ASKED: (
        Sure.ESTIMATE,
        "Fix {count} things by {due}, then we can pay about {amount}.",
    ),
    Case.SET_ASIDE: (
        Sure.ESTIMATE,
        "We are settling something before we can pay about {amount}.",
    ),
    Case.HELD: (
        Sure.AGREED,
        "We are holding {amount} before we pay it.",
    ),
    Case.RETURNED: (
        Sure.AGREED,
        "Your bank sent back {amount} on {returned}. We still owe you this money.",
    ),
    Case.RETURNED_CHECKING: (
        Sure.AGREED,
        "We still owe you {amount}. We pay it once your account ending {new_last4} is checked.",
    ),
    Case.DENIED: (
        Sure.ESTIMATE,
        "We will not pay the {amount} that you asked for.",
    ),
}
"""What is said, and how sure its amount is."""

ONE_THING = "Fix 1 thing by {due}, then we can pay about {amount}."

_AMOUNT = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class MoneySentence:
    """The sentence in three parts, so that a page can draw the amount by itself."""

    before: str
    amount: Money | None
    after: str
    sure: Sure

    def __str__(self) -> str:
        """The plain sentence, for notices and titles."""
        amount = amounts.dollars(self.amount) if self.amount is not None else ""
        return f"{self.before}{amount}{self.after}"


def money_sentence(language: str, standing: Standing) -> MoneySentence:
    """What a request's money does, in that language."""
    case = case_of(standing)
    sure, message = SENTENCES[case]
    if case is Case.ASKED and standing.asked_items == 1:
        message = ONE_THING
    params = values(language, standing)
    return sentence_of(language, message, params, (standing.amount, sure))


def sentence_of(
    language: str, message: str, params: dict[str, str], amount: tuple[Money | None, Sure]
) -> MoneySentence:
    """A message with its {amount} cut out and kept apart."""
    before, mark, after = say(language, message, amount=_AMOUNT, **params).partition(_AMOUNT)
    return MoneySentence(before, amount[0] if mark else None, after, amount[1])


def payment_sentence(language: str, paid: Remittance) -> MoneySentence:
    """What one payment sent."""
    before, _, after = remittance.headline(language, paid, _AMOUNT).partition(_AMOUNT)
    return MoneySentence(before, paid.paid, after, Sure.PAID)


def sure(standing: Standing) -> Sure:
    """How sure a request's amount is, for a list."""
    return SENTENCES[case_of(standing)][0]
