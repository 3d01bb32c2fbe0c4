"""What is coming over all requests, the bridge of one, and the table of a payment."""

from __future__ import annotations

from dataclasses import replace

from provportal.domain.money import Money
from provportal.domain.remittance import Reason
from provportal.domain.standing import Case
from provportal.words import remittance_table
from provportal.words.bridge import differences
from provportal.words.coming import coming
from provportal.words.money_sentence import payment_sentence
from tests.documents.given import a_line, a_remittance
from tests.words.standings import STANDINGS


def said(*cases: Case) -> str:
    return str(coming("en", [STANDINGS[case] for case in cases])).replace("\N{NO-BREAK SPACE}", " ")


def test_nothing_is_coming() -> None:
    assert coming("en", [STANDINGS[Case.DRAFT], STANDINGS[Case.DENIED]]) is None


def test_what_arrives_first_is_summed() -> None:
    assert said(Case.APPROVED, Case.SCHEDULED, Case.APPROVED_AFTER_CUTOFF) == (
        "$1,780.00 by Tue 10 Nov, to bank ending 6789."
    )


def test_two_accounts_are_not_named() -> None:
    other = replace(STANDINGS[Case.APPROVED], account_last4="4321")
    shown = coming("en", [STANDINGS[Case.APPROVED], other])
    assert str(shown).replace("\N{NO-BREAK SPACE}", " ") == "$1,780.00 by Tue 10 Nov."


def test_what_is_not_agreed_is_an_estimate() -> None:
    assert said(Case.UNDECIDED, Case.CHECKING) == ("About $1,900.00 by Tue 24 Nov, often sooner.")


def test_reductions_come_before_additions_and_offsets() -> None:
    reasons = [
        Reason("OFFSET", Money(10000), "", {}),
        Reason("PLUS", Money(-14000), "R34", {}),
        Reason("FEE", Money(5000), "R19", {}),
    ]
    rows = differences("en", reasons)
    assert [(row.word, str(row.amount), row.sign) for row in rows] == [
        ("Reduced", "-50.00", ""),
        ("Added", "140.00", "+"),
        ("Offset", "-100.00", ""),
    ]
    assert rows[0].reason == "The family pays you this part."


def test_the_table_has_the_signs_of_the_sum() -> None:
    paid = a_remittance(lines=(a_line(100),))
    columns, figures = zip(*remittance_table.figures("en", paid), strict=True)
    assert columns == remittance_table.columns("en")
    assert figures[0] == "1.00"
    assert remittance_table.lines("en", paid)[0].figures[0] == ("Asked", "1.00")


def test_a_payment_says_what_it_sent() -> None:
    sentence = payment_sentence("en", a_remittance(lines=(a_line(100),)))
    assert sentence.before == "We sent "
