"""Golden sentences: each of the 11 places, and each odd case, word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provportal.domain.request import Place, State
from provportal.domain.standing import Case, case_of
from provportal.words.money_sentence import Sure, money_sentence
from provportal.words.next_steps import next_step
from provportal.words.request_row import summary, title
from provportal.words.states import state, tag
from tests.words.standings import STANDINGS

MONEY = {
    Case.DRAFT: "You have not sent this yet. Sent today, it is paid by Tue 24 Nov, often sooner.",
    Case.WITHDRAWN: "You took this back on Wed 4 Nov. Nothing will be paid.",
    Case.CHECKING: "We have your request for $950.00. 9 of 12 automatic checks are done.",
    Case.UNDECIDED: "About $950.00 by Tue 24 Nov, often sooner, to bank ending 6789.",
    Case.UNDECIDED_NO_ACCOUNT: (
        "About $950.00 by Tue 24 Nov, once we have a bank account to pay it to."
    ),
    Case.LATE: "We said Tue 24 Nov for $950.00. We have missed it.",
    Case.APPROVED: "$890.00 by Tue 10 Nov, to bank ending 6789.",
    Case.APPROVED_AFTER_CUTOFF: (
        "$890.00 by Tue 17 Nov, to bank ending 6789. The cut-off for Fri 6 Nov had passed."
    ),
    Case.APPROVED_NO_ACCOUNT: "$890.00 is approved. We need a bank account to pay it to.",
    Case.APPROVED_NOTHING: "$0.00 is left to pay, so nothing will be sent to your bank.",
    Case.SCHEDULED: (
        "$890.00 is in the payment of Fri 6 Nov. "
        "Your bank ending 6789 should have it by Tue 10 Nov."
    ),
    Case.SCHEDULED_NOTHING: (
        "$0.00 is left to pay, so nothing is sent to your bank. Your record comes on Tue 10 Nov."
    ),
    Case.PAID: "We sent $890.00 to bank ending 6789 on Tue 10 Nov.",
    Case.PAID_NOTHING: "$0.00 was left to pay on Tue 10 Nov, so nothing was sent to your bank.",
    Case.ASKED: "Fix 1 thing by Wed 18 Nov, then we can pay about $950.00.",
    Case.SET_ASIDE: "We are settling something before we can pay about $950.00.",
    Case.HELD: "We are holding $890.00 before we pay it.",
    Case.RETURNED: "Your bank sent back $890.00 on Thu 12 Nov. We still owe you this money.",
    Case.RETURNED_CHECKING: (
        "We still owe you $890.00. We pay it once your account ending 4321 is checked."
    ),
    Case.DENIED: "We will not pay the $950.00 that you asked for.",
}

TAGS = {
    Case.DRAFT: ("Draft", ""),
    Case.WITHDRAWN: ("Withdrawn", ""),
    Case.CHECKING: ("Submitted", ""),
    Case.UNDECIDED: ("In review", ""),
    Case.APPROVED: ("Approved", ""),
    Case.SCHEDULED: ("Payout scheduled", ""),
    Case.PAID: ("Paid", "done"),
    Case.ASKED: ("Needs your action", "you"),
    Case.SET_ASIDE: ("On hold with us", ""),
    Case.HELD: ("On hold with us", ""),
    Case.RETURNED: ("Needs your action", "you"),
    Case.RETURNED_CHECKING: ("On hold with us", ""),
    Case.DENIED: ("Not paid", ""),
}

YOUR_TURN = {
    Case.DRAFT,
    Case.UNDECIDED_NO_ACCOUNT,
    Case.APPROVED_NO_ACCOUNT,
    Case.ASKED,
    Case.RETURNED,
}


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("case", Case)
def test_each_case_is_recognised(case: Case) -> None:
    assert case_of(STANDINGS[case]) is case


def test_every_place_has_a_golden_sentence() -> None:
    assert {standing.place for standing in STANDINGS.values()} == set(Place)


@pytest.mark.parametrize("case", Case)
def test_the_money_sentence(case: Case) -> None:
    assert plain(str(money_sentence("en", STANDINGS[case]))) == MONEY[case]


def test_several_things_are_counted() -> None:
    several = replace(STANDINGS[Case.ASKED], asked_items=3)
    said = plain(str(money_sentence("en", several)))
    assert said == "Fix 3 things by Wed 18 Nov, then we can pay about $950.00."


def test_the_amount_stands_apart_with_its_line() -> None:
    said = money_sentence("en", STANDINGS[Case.PAID])
    assert (said.before, said.sure) == ("We sent ", Sure.PAID)
    assert said.amount == STANDINGS[Case.PAID].amount


@pytest.mark.parametrize("case", TAGS)
def test_the_tag(case: Case) -> None:
    shown = tag("en", STANDINGS[case])
    assert (shown.word, shown.kind) == TAGS[case]


@pytest.mark.parametrize("case", Case)
def test_it_is_said_whose_turn_it_is(case: Case) -> None:
    turn = next_step("en", STANDINGS[case]).turn
    assert (turn == "It is your turn.") == (case in YOUR_TURN)
    assert turn


@pytest.mark.parametrize("case", Case)
def test_no_sentence_has_a_hole(case: Case) -> None:
    standing = STANDINGS[case]
    row = summary("en", standing)
    for said in (str(money_sentence("en", standing)), next_step("en", standing).text, row.text):
        assert "  " not in said
        assert " ." not in said
        assert "{" not in said
        assert not said.endswith((" by ", " of ", " on "))


def test_in_line_before_a_review() -> None:
    waiting = replace(STANDINGS[Case.UNDECIDED], place=Place.SUBMITTED)
    said = plain(next_step("en", waiting).text)
    assert said == "They start within 2 business days and decide by Wed 18 Nov."


def test_a_paid_one_says_until_when_to_wait_for_the_bank() -> None:
    """Two banking days after Tuesday 10 November 2026; the 11th is Veterans Day."""
    said = plain(next_step("en", STANDINGS[Case.PAID]).text)
    assert said == "If your bank does not show it by Fri 13 Nov, call the help line."


def test_a_row_is_short() -> None:
    row = summary("en", STANDINGS[Case.APPROVED])
    assert row.title == title("en", STANDINGS[Case.APPROVED]) == "Mateo R., Oct 2026"
    assert plain(row.text) == "in the payment of Fri 6 Nov"
    assert row.sure is Sure.AGREED


def test_a_draft_has_no_amount_yet() -> None:
    assert summary("en", STANDINGS[Case.DRAFT]).amount is None


@pytest.mark.parametrize("of", State)
def test_every_state_has_its_word(of: State) -> None:
    assert state("en", of)
