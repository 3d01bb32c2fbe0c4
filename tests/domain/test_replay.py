"""A stored decision asked again: the same on its own rules, and told in differences on others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from provportal.domain.difference import Difference
from provportal.domain.money import Money
from provportal.domain.program import AssessedLine
from provportal.domain.programs.calworks.book import load_los_angeles
from provportal.domain.programs.calworks.program import CalworksProgram
from provportal.domain.remittance import Reason
from provportal.domain.replay import Stored, by_another, by_its_own
from tests.domain.calworks.given import case
from tests.given_rules import PROOF, a_book, a_payload, later

PROGRAM, OWN = CalworksProgram(), load_los_angeles()


def stored(*, lines: bool = True) -> Stored:
    made = PROGRAM.assess_again(case(), OWN)
    return Stored(made.formulas, made.inputs, made.result, made.lines if lines else None, later(0))


def instead(**sections: Any) -> tuple[Difference, ...]:
    return by_another(stored(), PROGRAM, OWN, a_book(begins="2026-12-01", **sections))


def test_its_own_rules_answer_the_same() -> None:
    assert by_its_own(stored(), PROGRAM, OWN) == ()


def test_a_recommendation_has_no_amounts_to_compare() -> None:
    assert by_its_own(stored(lines=False), PROGRAM, OWN) == ()


def test_another_amount_on_a_line_is_found() -> None:
    paid = AssessedLine(1, Money.read("950.00"), Money.read("949.00"), ())
    found = by_its_own(replace(stored(), lines=(paid,)), PROGRAM, OWN)
    assert found == (Difference(("lines", "1", "payable"), "949.00", "950.00"),)


def test_another_reason_on_a_line_is_found() -> None:
    reason = Reason("CEIL", Money.read("1.00"), "R09", {})
    paid = AssessedLine(1, Money.read("950.00"), Money.read("950.00"), (reason,))
    found = by_its_own(replace(stored(), lines=(paid,)), PROGRAM, OWN)
    assert found == (Difference(("lines", "1", "reasons", "CEIL"), "1.00", None),)


def test_another_formula_is_found() -> None:
    kept = stored()
    old = ("R03@0 los-angeles-1", *kept.formulas[1:])
    [found] = by_its_own(replace(kept, formulas=old), PROGRAM, OWN)
    assert found.path == ("formulas",)


def test_inputs_that_cannot_be_read_any_more_are_told() -> None:
    found = by_its_own(replace(stored(), inputs={}), PROGRAM, OWN)
    assert found[-1].path == ("cannot_read",)


def test_rules_that_say_the_same_answer_the_same() -> None:
    assert instead() == ()


def test_a_lower_ceiling_pays_less() -> None:
    payload = a_payload(begins="2026-12-01")["ceilings"]
    payload[0]["amounts"]["home"]["2-5"]["monthly_full_time"] = "900.00"
    found = {each.path: (each.before, each.after) for each in instead(ceilings=payload)}
    assert found[("lines", "1", "payable")] == ("950.00", "900.00")
    assert found[("lines", "1", "reasons", "CEIL")] == (None, "50.00")


def test_a_limit_would_have_blocked() -> None:
    [found] = [
        each for each in instead(limits={"most_asked": "900.00"}) if each.path[-1] == "severity"
    ]
    assert found.after == "block"


def test_a_document_would_have_been_asked_for() -> None:
    assert instead(documents=[PROOF]) == (
        Difference(("asked", "documents.enrolment"), None, "Proof of enrolment"),
    )


def test_rules_that_could_not_price_it_say_why() -> None:
    found = by_another(stored(), PROGRAM, OWN, a_book(ceilings=[]))
    assert "no ceilings for Los Angeles" in str(found[-1].after)
