"""The sweep: order, races, own requests, and that it says what one check would say."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from provportal.domain.duplicates import (
    Line,
    Match,
    Verdict,
    blocking_keys,
    compare,
    invoice_key,
    name_key,
    service,
    sweep,
)
from provportal.domain.duplicates.blocking import BlockingKey
from provportal.domain.money import Money
from tests.domain.duplicates.given import AUGUST, earlier, later, visit


def verdicts(new: list[Line], history: list[Line]) -> list[Verdict]:
    return [match.verdict for match in sweep(new, history)]


def test_answers_come_in_the_order_of_the_rows() -> None:
    new = [later(request_no="R3", line_type="fee"), later()]
    assert verdicts(new, [earlier()]) == [Verdict.NONE, Verdict.EXACT]


def test_of_two_racing_requests_the_later_is_the_duplicate() -> None:
    second = later(request_no="R3", submitted_at=later().submitted_at + timedelta(seconds=1))
    assert verdicts([second, later()], []) == [Verdict.EXACT, Verdict.NONE]


def test_at_one_time_the_order_of_the_file_decides() -> None:
    assert verdicts([later(), later(request_no="R3")], []) == [Verdict.NONE, Verdict.EXACT]


def test_a_later_line_of_the_history_is_no_original() -> None:
    assert verdicts([earlier()], [later()]) == [Verdict.NONE]


def test_rows_of_one_request_are_not_compared() -> None:
    assert verdicts([later(), later()], [earlier(request_no="R2")]) == [Verdict.NONE] * 2


def test_a_line_without_a_tax_number_is_found_by_its_provider() -> None:
    bare = {"provider_tin_token": ""}
    assert verdicts([later(**bare)], [earlier()]) == [Verdict.EXACT]
    assert verdicts([later()], [earlier(**bare)]) == [Verdict.EXACT]
    assert verdicts([later(**bare)], [earlier(**bare)]) == [Verdict.EXACT]


def test_an_id_typed_wrongly_twice_stays_unknown() -> None:
    july = {"service_from": date(2026, 7, 1), "service_to": date(2026, 7, 31)}
    new = [later(person_id="C9"), later(request_no="R3", person_id="C9", **july)]
    assert verdicts(new, [earlier(request_no="R0", **july), earlier()]) == [Verdict.NEAR] * 2


def test_a_twin_billed_before_in_the_file_is_known() -> None:
    july = {"service_from": date(2026, 7, 1), "service_to": date(2026, 7, 31)}
    twin = {"person_id": "C9", "person_name": "Ann Lopez"}
    new = [later(**twin, **july), later(request_no="R3", **twin)]
    assert verdicts(new, [earlier()]) == [Verdict.NONE] * 2


def test_a_series_is_seen_whole() -> None:
    days = [visit(at, f"R{at}", invoice_no=f"{at}") for at in (3, 5, 7)]
    assert verdicts(days, []) == [Verdict.NONE] * 3


PEOPLE = [
    ("C1", "Ana Lopez"),
    ("C2", "Ann Lopez"),
    ("C3", "Ben Lopez"),
    ("C9", "Ana Lopez"),
    ("", "Lopez, Ana"),
    ("", "Ben Soto"),
    ("", ""),
]


@st.composite
def lines(draw: st.DrawFn, number: int) -> Line:
    """A line among few payees, people, days, so that most have something in common."""
    first = AUGUST.service_from + timedelta(days=draw(st.integers(0, 20)))
    person_id, name = draw(st.sampled_from(PEOPLE))
    tin, provider = draw(st.sampled_from([("T1", "P1"), ("T1", "P2"), ("", "P1"), ("", "")]))
    return Line(
        request_no=f"R{number}",
        program="calworks",
        provider_id=provider,
        provider_tin_token=tin,
        person_id=person_id,
        person_name=name,
        service_from=first,
        service_to=first + timedelta(days=draw(st.sampled_from([0, 0, 2, 10]))),
        line_type=draw(st.sampled_from(["care", "care", "make_up_day", "correction"])),
        invoice_no=draw(st.sampled_from(["", "INV-1", "inv 01", "2"])),
        amount=Money(draw(st.sampled_from([100, 100, 200]))),
        submitted_at=AUGUST.submitted_at + timedelta(hours=number),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Line]:
    return [draw(lines(number)) for number in range(draw(st.integers(0, 9)))]


@settings(max_examples=300)
@given(histories(), lines(20))
def test_a_sweep_says_what_one_check_says(history: list[Line], new: Line) -> None:
    assert list(sweep([new], history)) == [compare(new, history)]


def test_nothing_new_needs_no_answer() -> None:
    assert list(sweep([], [earlier()])) == []


def column(line: Line, name: str) -> str:
    made = {
        "service": service(line.line_type),
        "name_key": name_key(line.person_name),
        "invoice_key": invoice_key(line.invoice_no),
    }
    return made[name] if name in made else str(getattr(line, name))


def found_by(key: BlockingKey, line: Line) -> bool:
    touches = key.last_day is None or line.service_from <= key.last_day
    touches = touches and (key.first_day is None or line.service_to >= key.first_day)
    return touches and all(column(line, name) == value for name, value in key.equal)


def check_by_keys(new: Line, history: list[Line]) -> Match:
    keys = blocking_keys(new)
    return compare(new, [line for line in history if any(found_by(key, line) for key in keys)])


@settings(max_examples=300)
@given(histories(), lines(20))
def test_the_blocking_keys_find_all_that_a_check_needs(history: list[Line], new: Line) -> None:
    history = [line for line in history if line.person_id]
    assert check_by_keys(new, history) == compare(new, history)


def test_blocking_keys_hold_to_the_calendar() -> None:
    ends = earlier(service_from=date.min, service_to=date.max, invoice_no="")
    assert [(key.first_day, key.last_day) for key in blocking_keys(ends) if key.first_day] == [
        (date.min, date.max)
    ] * 2


def test_unknown_values_are_not_looked_up() -> None:
    blank = earlier(person_id="", person_name="", invoice_no="", provider_tin_token="")
    assert [key.equal for key in blocking_keys(blank)] == [
        (("provider_id", "P1"), ("service", "care"))
    ]


def test_a_number_is_looked_up_in_its_month() -> None:
    quarter = earlier(service_from=date(2028, 2, 9), service_to=date(2028, 4, 30))
    assert [
        (key.first_day, key.last_day)
        for key in blocking_keys(quarter)
        if ("invoice_key", "1NV42") in key.equal
    ] == [(date(2028, 2, 1), date(2028, 2, 29))] * 2


def test_a_name_is_looked_up_where_the_id_is_blank() -> None:
    names = ("name_key", "ana lopez")
    assert not any(names in key.equal for key in blocking_keys(earlier()))
    assert any(names in key.equal for key in blocking_keys(earlier(person_id="")))
