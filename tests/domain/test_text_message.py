"""Text messages are counted as a telephone network counts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.text_message import BASIC, EXTENSION, is_gsm, is_short, length, parts, plain

GSM = st.text(st.sampled_from(sorted(BASIC | EXTENSION)))


@pytest.mark.parametrize(
    ("text", "units", "count"),
    [
        ("", 0, 0),
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("a" * 306, 306, 2),
        ("a" * 307, 307, 3),
        ("€" * 80, 160, 1),
        ("€" * 81, 162, 2),
        ("申" * 70, 70, 1),
        ("申" * 71, 71, 2),
        ("申" * 134, 134, 2),
        ("申" * 135, 135, 3),
        ("é" * 160, 160, 1),
        ("á" * 71, 71, 2),
    ],
)
def test_units_and_parts(text: str, units: int, count: int) -> None:
    assert (length(text), parts(text)) == (units, count)


def test_an_escape_is_not_split_between_two_parts() -> None:
    """152 septets and an escape with its sign do not fit 153: the sign begins the next part."""
    assert parts("a" * 152 + "€" + "a" * 151) == 2
    assert parts("a" * 152 + "€" + "a" * 152) == 3


def test_a_surrogate_pair_is_not_split_between_two_parts() -> None:
    assert parts("申" * 66 + "😀" + "申" * 65) == 2
    assert parts("申" * 66 + "😀" + "申" * 66) == 3


@pytest.mark.parametrize(
    ("text", "fits"),
    [("a" * 160, True), ("a" * 161, False), ("申" * 134, True), ("申" * 135, False)],
)
def test_what_may_be_sent(text: str, fits: bool) -> None:
    assert is_short(text) is fits


def test_accents_that_double_a_message_can_go() -> None:
    assert plain("Llegó el sábado, señor. ¿Qué día?") == "Llego el sabado, señor. ¿Qué dia?"


@given(GSM)
def test_gsm_signs_stay_gsm_when_accents_go(text: str) -> None:
    assert is_gsm(plain(text))


@given(st.text(max_size=400))
def test_parts_hold_the_whole_text(text: str) -> None:
    alone = 160 if is_gsm(text) else 70
    assert parts(text) * alone >= length(text)


@given(st.text(max_size=200), st.text(max_size=200))
def test_more_text_never_needs_fewer_parts(text: str, more: str) -> None:
    assert parts(text + more) >= parts(text)
