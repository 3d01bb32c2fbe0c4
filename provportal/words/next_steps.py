"""Whose turn it is with a request, and what happens next, in words."""

from __future__ import annotations

from dataclasses import dataclass

from provportal.domain.request import Place
from provportal.domain.standing import Case, Standing, case_of
from provportal.words.catalogue import say
from provportal.words.standing_values import values

YOU = "It is your turn."
STAFF = "County staff have it. You do not need to do anything."
PAYMENTS_TEAM = "The county payments team has it. You do not need to do anything."
BANK = "Our bank has it. You do not need to do anything."
NO_ONE = "You do not need to do anything."


@dataclass(frozen=True, slots=True)
class NextStep:
    """Who acts next ('It is your turn.'), and what follows."""

    turn: str
    text: str


STEPS: dict[Case, tuple[str, str]] = {
    Case.DRAFT: (YOU, "Finish it and send it. Until then only your team can see it."),
    Case.WITHDRAWN: (NO_ONE, "You can copy it into a new request."),
    Case.CHECKING: (NO_ONE, "The checks take a few minutes. This page shows what they find."),
    Case.UNDECIDED: (STAFF, "They decide by {decide_by}."),
    Case.UNDECIDED_NO_ACCOUNT: (
        YOU,
        "The admin of your organization gives us a bank account. Meanwhile county staff decide by "
        "{decide_by}.",
    ),
    Case.LATE: (STAFF, "They owe you a new date. You do not need to call."),
    Case.APPROVED: (PAYMENTS_TEAM, "It is in the payment of {run}."),
    Case.APPROVED_AFTER_CUTOFF: (PAYMENTS_TEAM, "It is in the payment of {run}."),
    Case.APPROVED_NO_ACCOUNT: (YOU, "The admin of your organization gives us a bank account."),
    Case.APPROVED_NOTHING: (PAYMENTS_TEAM, "Your payment record will show why."),
    Case.SCHEDULED: (BANK, "Check that the account ending is yours."),
    Case.SCHEDULED_NOTHING: (PAYMENTS_TEAM, "Your payment record will show why."),
    Case.PAID: (NO_ONE, "If your bank does not show it by {shown_by}, call the help line."),
    Case.PAID_NOTHING: (NO_ONE, "Your payment record shows why."),
    Case.ASKED: (
        YOU,
        "After you send it back, county staff decide within 5 business days. Your place in line "
        "is kept.",
    ),
    Case.SET_ASIDE: (STAFF, "They answer by {due}."),
    Case.HELD: (PAYMENTS_TEAM, "They tell you here when it goes on."),
    Case.RETURNED: (
        YOU,
        "The admin of your organization gives us the right bank account. Then we check it and pay "
        "again. You do not need a new request.",
    ),
    Case.RETURNED_CHECKING: (
        PAYMENTS_TEAM,
        "A second person looks at the new account first. You do not need a new request.",
    ),
    Case.DENIED: (NO_ONE, "If you do not agree, you can appeal."),
}

SAFETY_CHECK = (
    "They check the new account until {starts}. Then your request is approved by itself and goes "
    "into the next payment. You do not need a new request."
)
IN_LINE = "They start within 2 business days and decide by {decide_by}."


def next_step(language: str, standing: Standing) -> NextStep:
    """Who acts next, and what follows, in that language."""
    case = case_of(standing)
    turn, text = STEPS[case]
    if case is Case.UNDECIDED and standing.place is Place.SUBMITTED:
        text = IN_LINE
    if case is Case.RETURNED_CHECKING and standing.new_account_from is not None:
        text = SAFETY_CHECK
    return NextStep(say(language, turn), say(language, text, **values(language, standing)))
