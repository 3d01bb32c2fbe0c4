"""Money is whole cents: it reads, rounds, splits and prints without losing one."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.money import MAX_CENTS, ZERO, Money, NotMoney, total

AMOUNTS = st.builds(Money, st.integers(-MAX_CENTS, MAX_CENTS))
OWED = st.builds(Money, st.integers(0, MAX_CENTS))


@given(AMOUNTS)
def test_the_machine_form_reads_back(amount: Money) -> None:
    assert Money.read(str(amount)) == amount


@given(OWED)
def test_what_people_read_can_be_typed_back(amount: Money) -> None:
    assert Money.typed(amount.shown()) == amount


@pytest.mark.parametrize(
    ("text", "cents"), [("950.00", 95_000), ("-3.50", -350), ("0.05", 5), ("9999999.99", MAX_CENTS)]
)
def test_reading_the_machine_form(text: str, cents: int) -> None:
    assert Money.read(text) == Money(cents)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "950",
        "950.0",
        "950.000",
        "1,000.00",
        "$950.00",
        " 950.00",
        "950.00\n",
        "+1.00",
        "1e3",
        "NaN",
        "10000000.00",
        ".50",
        "--1.00",
    ],
)
def test_what_is_not_the_machine_form(text: str) -> None:
    with pytest.raises(NotMoney):
        Money.read(text)


@pytest.mark.parametrize("value", [950.00, 950, None, Decimal("950.00")])
def test_only_text_is_read(value: object) -> None:
    with pytest.raises(NotMoney):
        Money.read(value)  # type: ignore[arg-type]  # JSON may hold anything


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("412.50", 41_250),
        ("412.5", 41_250),
        ("412", 41_200),
        ("412.", 41_200),
        (".5", 50),
        ("$950", 95_000),
        ("1,234.5", 123_450),
        (" 12.00 ", 1_200),
        ("1\N{NO-BREAK SPACE}000", 100_000),
        ("9999999.99", MAX_CENTS),
        ("0", 0),
    ],
)
def test_reading_what_a_person_types(text: str, cents: int) -> None:
    assert Money.typed(text) == Money(cents)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "$",
        ".",
        "$.",
        "abc",
        "-5",
        "5-",
        "12.345",
        "1,23.00",
        "12,34",
        "1,2345",
        "$$5",
        "5 0",
        "1e3",
        "NaN",
        "Infinity",
        "١٢",
        "５",
        "10000000",
        "99999999999999999999999999999999",
    ],
)
def test_what_a_person_may_not_type(text: str) -> None:
    with pytest.raises(NotMoney):
        Money.typed(text)


@given(st.text())
def test_any_typed_text_is_money_or_refused(text: str) -> None:
    with suppress(NotMoney):
        assert ZERO <= Money.typed(text) <= Money(MAX_CENTS)


@pytest.mark.parametrize(
    ("dollars", "cents"),
    [("27.159", 2_716), ("27.155", 2_716), ("27.1549", 2_715), ("-27.155", -2_716), ("0.005", 1)],
)
def test_rounding_is_half_up_away_from_zero(dollars: str, cents: int) -> None:
    assert Money.half_up(Decimal(dollars)) == Money(cents)


@pytest.mark.parametrize("dollars", ["Infinity", "1e40"])
def test_what_is_no_amount_is_not_rounded(dollars: str) -> None:
    with pytest.raises(NotMoney):
        Money.half_up(Decimal(dollars))


@given(st.decimals(-(10**9), 10**9, places=6))
def test_rounding_moves_an_amount_by_half_a_cent_at_most(dollars: Decimal) -> None:
    assert abs(Money.half_up(dollars).dollars - dollars) <= Decimal("0.005")


def test_a_product_is_rounded_once() -> None:
    assert Money(59_750).times(Decimal(1) / 22) == Money(2_716)


@given(AMOUNTS, st.integers(-100, 100))
def test_a_whole_factor_is_exact(amount: Money, factor: int) -> None:
    assert amount.times(factor) == Money(amount.cents * factor)


@given(AMOUNTS, st.lists(st.integers(0, 1000), min_size=1).filter(any))
def test_parts_add_up_to_the_whole(amount: Money, weights: list[int]) -> None:
    assert total(amount.split(weights)) == amount


@given(OWED, st.lists(st.integers(0, 1000), min_size=1, max_size=20).filter(any))
def test_no_weight_no_part(amount: Money, weights: list[int]) -> None:
    parts = amount.split(weights)
    assert all(not part for part, weight in zip(parts, weights, strict=True) if weight == 0)


def test_the_last_part_takes_the_rest() -> None:
    assert Money(100).split([1, 1, 1, 0]) == [Money(33), Money(33), Money(34), ZERO]


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [1, -1], [2, -1]])
def test_weights_that_share_nothing_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Money(100).split(weights)


@given(AMOUNTS, AMOUNTS)
def test_adding_and_taking_away_cancel(one: Money, other: Money) -> None:
    assert one + other - other == one


@given(AMOUNTS)
def test_the_opposite_is_what_is_missing_to_zero(amount: Money) -> None:
    assert amount + -amount == ZERO


@given(st.lists(AMOUNTS))
def test_a_total_is_the_sum_of_cents(amounts: list[Money]) -> None:
    assert total(amounts).cents == sum(amount.cents for amount in amounts)


def test_the_total_of_nothing_is_zero() -> None:
    assert total([]) == ZERO


def test_only_zero_is_nothing() -> None:
    assert [bool(Money(cents)) for cents in (-1, 0, 1)] == [True, False, True]


def test_amounts_are_ordered() -> None:
    assert sorted([Money(5), Money(-5), ZERO]) == [Money(-5), ZERO, Money(5)]


@pytest.mark.parametrize(
    ("cents", "text"),
    [(95_000, "950.00"), (-350, "-3.50"), (5, "0.05"), (-5, "-0.05"), (0, "0.00")],
)
def test_the_machine_form(cents: int, text: str) -> None:
    assert str(Money(cents)) == text


@pytest.mark.parametrize(
    ("cents", "text"), [(104_620, "$1,046.20"), (-9_380, "−$93.80"), (0, "$0.00"), (5, "$0.05")]
)
def test_the_form_people_read(cents: int, text: str) -> None:
    assert Money(cents).shown() == text


def test_dollars_are_exact() -> None:
    assert Money(41_250).dollars == Decimal("412.50")


def test_a_split_by_thirds_rounds_the_exact_share() -> None:
    """15 cents over 30 equal days: each exact half cent goes up until the last takes the rest."""
    parts = Money(15).split([1] * 30)
    assert parts[:29] == [Money(1)] * 29
    assert parts[29] == Money(15 - 29)
