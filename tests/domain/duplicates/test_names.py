"""Names: what stays one name however written, and what is alike."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.duplicates import name_key
from provportal.domain.duplicates.names import alike, name_marks, same_first_name, share_a_name

WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8)
NAME = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
ANY = st.text(max_size=20)

ALIKE = [
    ("José Núñez", "JOSE NUNEZ"),
    ("Ana-María Soto", "Ana Maria Soto"),
    ("Ana-María Soto", "Anamaria Soto"),
    ("Ana Soto", "Soto, Ana"),
    ("Ana Soto", "soto ana"),
    ("Ana Soto", "Anna Soto"),
    ("Ana Soto", "Aan Soto"),
    ("Ana Soto", "Ana Sota"),
    ("Ana Soto", "Ana Sto"),
    ("Sean O'Brien", "Sean O’Brien"),
    ("Sean O'Brien", "Sean OBrien"),
    ("Robert Soto", "Bob Soto"),
    ("Bobby Soto", "Bob Soto"),
    ("Francisco Ruiz", "Ruiz, Paco"),
    ("Łukasz Kowalski", "Lukasz Kowalski"),
    ("Ana", "Anna"),
    ("Robert", "Bob"),
]

UNLIKE = [
    ("Ana Soto", "Ben Soto"),
    ("Ana Soto", "Ana Ruiz"),
    ("Ana Soto", "Ana"),
    ("Ana Soto", "Annna Soto"),
    ("Ana Soto", "Anna Sota"),
    ("Robert Soto", "Bob Sota"),
    ("", ""),
    ("-", "-"),
    ("Ana Soto", ""),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_alike(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_unlike(one: str, other: str) -> None:
    assert not alike(one, other)


@given(ANY, ANY)
def test_alike_goes_both_ways(one: str, other: str) -> None:
    assert alike(one, other) is alike(other, one)


@given(NAME)
def test_a_name_stays_itself_in_capitals_accents_hyphens_and_order(name: str) -> None:
    accented = unicodedata.normalize("NFC", name.replace("e", "e\N{COMBINING ACUTE ACCENT}"))
    turned = "-".join(reversed(accented.upper().split()))
    assert name_key(turned) == name_key(name)


@given(ANY)
def test_folding_twice_is_folding_once(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(NAME, st.data())
def test_one_typing_error_leaves_names_alike(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1).filter(lambda at: name[at] != " "))
    wrong = data.draw(st.sampled_from(["", "q", name[at] * 2, "x" + name[at]]))
    typed = name[:at] + wrong + name[at + 1 :]
    assert alike(name, typed)


@given(NAME, st.data())
def test_names_alike_have_a_mark_in_common(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    wrong = data.draw(st.sampled_from(["", "q", "-", name[at] * 2, *name]))
    typed = name[:at] + wrong + name[at + 1 :]
    if alike(name, typed) or share_a_name(name, typed) or same_first_name(name, typed):
        assert not name_marks(name).isdisjoint(name_marks(typed))


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_the_examples_have_a_mark_in_common(one: str, other: str) -> None:
    assert not name_marks(one).isdisjoint(name_marks(other))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana Soto", "Ana Ruiz", True),
        ("Ana Soto", "Ruiz, Ana", True),
        ("Bob Soto", "Robert Ruiz", True),
        ("Ana Soto", "Ben Soto", False),
        ("", "", False),
    ],
)
def test_same_first_name(one: str, other: str, same: bool) -> None:
    assert same_first_name(one, other) is same


def test_a_blank_name_shares_nothing() -> None:
    assert not share_a_name("", "")
