"""Request numbers with their check sign, and what is wrong with the numbers people type."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from provportal.domain.identifiers import (
    ALPHABET,
    REQUEST_NUMBERS,
    Fault,
    NumbersSpent,
    account_number_fault,
    is_request_number,
    licence_fault,
    looks_like_card,
    normal_account,
    normal_tin,
    npi_fault,
    request_number,
    routing_number_fault,
    routing_number_warning,
    tidy_request_number,
    tin_fault,
)

COUNTERS = st.integers(0, REQUEST_NUMBERS - 1)
SIGN_PLACES = (3, 4, 5, 6, 8, 9)
"""Where the six signs stand in PR-7F3K-20."""


def test_the_first_numbers_never_change() -> None:
    assert [request_number(n) for n in range(3)] == ["PR-PC8D-4X", "PR-PNP0-W9", "PR-B040-R7"]


@given(COUNTERS)
def test_a_request_number_is_valid(n: int) -> None:
    assert is_request_number(request_number(n))


@given(st.sets(COUNTERS, min_size=2))
def test_two_counters_never_share_a_number(counters: set[int]) -> None:
    assert len({request_number(n) for n in counters}) == len(counters)


def test_a_long_stretch_of_counters_shares_no_number() -> None:
    assert len({request_number(n) for n in range(20_000)}) == 20_000


def test_neighbours_do_not_tell_their_distance() -> None:
    """No step between the values of neighbours is common enough to count by."""

    def value(n: int) -> int:
        text = request_number(n)
        return sum(ALPHABET.index(text[p]) * 31**i for i, p in enumerate((8, 6, 5, 4, 3)))

    steps = [(value(n + 1) - value(n)) % REQUEST_NUMBERS for n in range(2_000)]
    assert max(steps.count(step) for step in set(steps)) < 200


@given(COUNTERS, st.sampled_from(SIGN_PLACES), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_caught(n: int, place: int, sign: str) -> None:
    good = request_number(n)
    assume(good[place] != sign)
    assert not is_request_number(good[:place] + sign + good[place + 1 :])


@given(COUNTERS, st.sampled_from(list(pairwise(SIGN_PLACES))))
def test_two_exchanged_signs_are_caught(n: int, places: tuple[int, int]) -> None:
    first, second = places
    signs = list(request_number(n))
    assume(signs[first] != signs[second])
    signs[first], signs[second] = signs[second], signs[first]
    assert not is_request_number("".join(signs))


@pytest.mark.parametrize("n", [-1, REQUEST_NUMBERS])
def test_a_counter_beyond_the_space_is_refused(n: int) -> None:
    with pytest.raises(NumbersSpent):
        request_number(n)


@pytest.mark.parametrize(
    "text",
    ["", "PR-PC8D-4", "PR-PC8D-4XX", "pr-pc8d-4x", "PR-PC8D-4X\n", "PR-PC8I-4X", "QR-PC8D-4X"],
)
def test_what_is_no_request_number(text: str) -> None:
    assert not is_request_number(text)


@pytest.mark.parametrize(
    "typed",
    [
        "pr-pnpo-w9",
        " PR PNP0 W9 ",
        "PNP0W9",
        "prpnp0w9",
        "PR–PNP0–W9",
        "PR\N{NO-BREAK SPACE}PNPO-W9",
    ],
)
def test_a_typed_request_number_is_tidied(typed: str) -> None:
    assert tidy_request_number(typed) == "PR-PNP0-W9"


def test_a_body_that_begins_with_pr_keeps_it() -> None:
    assert tidy_request_number("PRC8D4") == "PR-PRC8-D4"


@given(COUNTERS)
def test_tidying_leaves_a_good_number(n: int) -> None:
    assert tidy_request_number(request_number(n)) == request_number(n)


@given(st.text())
def test_tidying_takes_any_text(text: str) -> None:
    assert isinstance(tidy_request_number(text), str)


# Routing numbers: the Federal Reserve Banks' own.


@pytest.mark.parametrize("text", ["121000374", "011000015", "021001208", "322070006"])
def test_a_routing_number(text: str) -> None:
    assert routing_number_fault(text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.LENGTH),
        ("12100037", Fault.LENGTH),
        ("1210003740", Fault.LENGTH),
        ("12100037A", Fault.CHARACTERS),
        ("12100037٤", Fault.CHARACTERS),
        ("000000000", Fault.PREFIX),
        ("130000006", Fault.PREFIX),
        ("330000000", Fault.PREFIX),
        ("800000006", Fault.PREFIX),
        ("121000375", Fault.CHECKSUM),
        ("121000347", Fault.CHECKSUM),
    ],
)
def test_what_is_wrong_with_a_routing_number(text: str, fault: Fault) -> None:
    assert routing_number_fault(text) == fault


def with_check_digit(prefix: int) -> str:
    """3, 7, 1 weights by hand, for a number of nothing but its prefix."""
    high, low = divmod(prefix, 10)
    return f"{prefix:02}000000{-(3 * high + 7 * low) % 10}"


ACCEPTED = [*range(1, 13), *range(21, 33), *range(61, 73)]


def test_the_accepted_prefixes() -> None:
    accepted = [n for n in range(100) if routing_number_fault(with_check_digit(n)) is None]
    assert accepted == ACCEPTED


def test_the_prefixes_with_a_warning() -> None:
    warned = [n for n in range(100) if routing_number_warning(with_check_digit(n))]
    assert warned == list(range(61, 73))


@pytest.mark.parametrize("text", ["1234", "00012345", "12345678901234567", "AB12cd34"])
def test_an_account_number(text: str) -> None:
    assert account_number_fault(text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.LENGTH),
        ("123", Fault.LENGTH),
        ("123456789012345678", Fault.LENGTH),
        ("1234 567", Fault.CHARACTERS),
        ("1234-567", Fault.CHARACTERS),
        ("12345é", Fault.CHARACTERS),
        ("12345٤", Fault.CHARACTERS),
        ("4111111111111111", Fault.LOOKS_LIKE_CARD),
        ("378282246310005", Fault.LOOKS_LIKE_CARD),
    ],
)
def test_what_is_wrong_with_an_account_number(text: str, fault: Fault) -> None:
    assert account_number_fault(text) == fault


@pytest.mark.parametrize("text", ["4111111111111112", "41111111111111", "411111111111111A"])
def test_what_does_not_look_like_a_card(text: str) -> None:
    assert not looks_like_card(text)


def test_an_account_number_keeps_its_zeros_and_loses_its_print() -> None:
    assert normal_account(" 000-123 45\N{NO-BREAK SPACE}67–8\t") == "00012345678"


@pytest.mark.parametrize("typed", ["123-45-6789", "12-3456789", "912-70-1234"])
def test_a_tin(typed: str) -> None:
    assert tin_fault(normal_tin(typed)) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.LENGTH),
        ("12345678", Fault.LENGTH),
        ("1234567890", Fault.LENGTH),
        ("12345678X", Fault.CHARACTERS),
        ("000000000", Fault.NEVER_ISSUED),
        ("078051120", Fault.NEVER_ISSUED),
    ],
)
def test_what_is_wrong_with_a_tin(text: str, fault: Fault) -> None:
    assert tin_fault(text) == fault


def test_an_npi() -> None:
    """The example of the CMS check digit paper."""
    assert npi_fault("1234567893") is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("123456789", Fault.LENGTH),
        ("12345678-3", Fault.CHARACTERS),
        ("3234567891", Fault.PREFIX),
        ("1234567894", Fault.CHECKSUM),
    ],
)
def test_what_is_wrong_with_an_npi(text: str, fault: Fault) -> None:
    assert npi_fault(text) == fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [("197400001", None), ("19740000", Fault.LENGTH), ("19740000A", Fault.CHARACTERS)],
)
def test_a_licence_number_has_nine_digits(text: str, fault: Fault | None) -> None:
    assert licence_fault(text) == fault
