"""The name on an account beside the provider's: same, close or different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.holder_name import NameFit, holder_name_fault, name_fit
from provportal.domain.identifiers import Fault

CARE = "Luciérnaga Family Child Care"
NAMES = st.text(alphabet="efghé -.", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("holder", "fit"),
    [
        (CARE, NameFit.SAME),
        ("LUCIERNAGA FAMILY CHILD CARE", NameFit.SAME),
        ("Luciernaga Family Child Care, LLC", NameFit.SAME),
        ("Child Care Family Luciernaga", NameFit.SAME),
        ("Luciernaga Child Care", NameFit.CLOSE),
        ("Luciernago Family Child Care", NameFit.CLOSE),
        ("Luciernaga", NameFit.CLOSE),
        ("Sunny Family Child Care", NameFit.DIFFERENT),
        ("Family Child Care", NameFit.DIFFERENT),
        ("John Smith", NameFit.DIFFERENT),
        ("LLC", NameFit.DIFFERENT),
        ("", NameFit.DIFFERENT),
    ],
)
def test_a_holder_beside_the_legal_name(holder: str, fit: NameFit) -> None:
    assert name_fit(holder, [CARE]) is fit


def test_the_best_of_several_names_counts() -> None:
    assert name_fit("Lopez, Rosa", [CARE, "Rosa Lopez"]) is NameFit.SAME


def test_without_a_name_to_compare_it_is_different() -> None:
    assert name_fit("Rosa Lopez", []) is NameFit.DIFFERENT


@given(NAMES, NAMES)
def test_it_does_not_matter_which_name_comes_first(one: str, other: str) -> None:
    assert name_fit(one, [other]) is name_fit(other, [one])


@given(NAMES)
def test_a_name_with_letters_is_the_same_as_itself(name: str) -> None:
    fit = name_fit(name, [name.upper()])
    assert fit is NameFit.SAME or not any(sign.isalpha() for sign in name)


@pytest.mark.parametrize("name", ["陳淑芬", "", "  ", "12 34", "Ελένη"])
def test_a_name_that_a_bank_file_cannot_say(name: str) -> None:
    assert holder_name_fault(name) is Fault.CHARACTERS


@pytest.mark.parametrize("name", ["Nguyễn Thị Hương", "Łucja", "Chen 陳淑芬"])
def test_a_name_with_plain_letters_in_it(name: str) -> None:
    assert holder_name_fault(name) is None
