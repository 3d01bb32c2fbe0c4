"""A program's file: what it may say, and every fault with the line that it stands on."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.programs.declared.file import FileFaults, declared_in
from provportal.domain.programs.declared.toml_lines import line_at, lines_of, path_in
from provportal.domain.programs.reading import read_book
from provportal.domain.rulebook import BookFaults
from tests.given_programs import TEXT

FAULTS = [
    ('kind = "choice"', 'kind = "chioce"', "kind: write one of choice, date"),
    ('supplies = "250.00"', "supplies = 250", "price.table.supplies: write an amount"),
    ('supplies = "250.00"', "# none", "price.table: supplies has no price"),
    ('supplies = "250.00"', 'supplies = "1.00"\ntoys = "1.00"', "toys is no answer to"),
    ('by = "purpose.what_for"', 'by = "purpose.whom"', "price.by: purpose.whom is no question"),
    ('is = ["other"]', 'is = ["none"]', "when.is: none is no answer to purpose.what_for"),
    ('{ question = "purpose.what_for", is', '{ question = "proof.receipt", is', "no choice of"),
    ('key = "why"', 'key = "named"', "key: named stands 2 times in its step"),
    ('key = "why"', 'key = "signed_on"', "key: signed_on means a signature"),
    ('key = "why"', 'key = "Why"', "key: write 1 to 30 small letters"),
    ('slug = "proof"', 'slug = "sign"', "slug: sign is a step that the portal adds itself"),
    ('slug = "proof"', 'slug = "reason"', "slug: reason stands 2 times"),
    ('kind = "money"', 'kind = "text"', "steps: a program asks everybody for amount.total"),
    ('key = "receipt"', 'key = "receipt"\noptional = 1', "optional: write true or false"),
    ('kind = "document"', 'kind = "choice"', "choices: a choice offers two answers or more"),
    ('value = "other"', 'value = "supplies"', "choices: two answers have the same value"),
    ('first_day = "period.first_day"', 'first_day = "reason.why"', "is no question of kind date"),
    ('kind = "purpose.what_for"', 'kind = "x.y"', "bill.kind: x.y is no question of kind choice"),
    ('question = "period.last_day"', 'question = "period.lats_day"', "no question of kind date"),
    ('than = "period.first_day"', 'than = "x.y"', "than: write another question of kind date"),
    ('than = "1200.00"', 'than = "much"', "than: write"),
    ('must = "be_in_month"', 'must = "be_in_month"\nthan = "x"', "than: leave it out"),
    ('program = "special_request"', "", "program is missing"),
    ('version = "special-request-1"', 'version = "a b"', "version: write 1 to 40 letters"),
    ("pay_within_days = 21", "pay_within_days = 0", "pay_within_days: write days, 1 to"),
    ("pay_within_days = 21", 'price = "free"', "no TOML"),
    ("effective_from = 2026-01-01", "effective_from = 2026-13-01", "this is no TOML"),
    ("[limits]", "[limits", "this is no TOML: expected"),
    ("[limits]", "[limit]", "limit is not a known key"),
]


def faults(text: str) -> list[str]:
    try:
        declared_in(text)
    except FileFaults as found:
        return [str(fault) for fault in found.faults]
    return []


@pytest.mark.parametrize(("right", "wrong", "said"), FAULTS)
def test_a_fault_is_one_sentence(right: str, wrong: str, said: str) -> None:
    assert right in TEXT
    assert any(said in fault for fault in faults(TEXT.replace(right, wrong, 1)))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('key = "why"', 'key = "Why"'), ('than = "1200.00"', 'than = "much"'), ("[bill]", "[bil]")],
)
def test_a_fault_names_its_line(right: str, wrong: str) -> None:
    spoilt = TEXT.replace(right, wrong, 1)
    line = spoilt[: spoilt.index(wrong)].count("\n") + 1
    assert f"Line {line}" in [fault.partition(":")[0] for fault in faults(spoilt)]


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    spoilt = TEXT.replace('kind = "text"', 'kind = "txet"', 2).replace('"250.00"', "250")
    lines = [int(fault.split(":")[0].removeprefix("Line ")) for fault in faults(spoilt)]
    assert (len(lines), lines) == (3, sorted(lines))


def test_a_price_that_is_neither_is_told() -> None:
    before, _, rest = TEXT.partition("[price]")
    spoilt = 'price = "free"\n' + before + "[limits]" + rest.partition("[limits]")[2]
    assert faults(spoilt) == [
        'Line 1: price: write "as billed", or a table [price] with by and table'
    ]


def test_an_empty_step_is_told() -> None:
    step = '[[steps]]\nslug = "empty"\nquestions = []\n'
    words = '{ en = "a", es = "a", zh-Hant = "a" }'
    spoilt = f"{TEXT}\n{step}name = {words}\ntitle = {words}\n"
    assert [fault.partition(": ")[2] for fault in faults(spoilt)] == [
        "questions: a step asks at least one question"
    ]


def test_a_bill_is_named_by_what_everybody_is_asked() -> None:
    spoilt = TEXT.replace('key = "last_day"', 'key = "last_day"\noptional = true')
    assert any("is not asked of everybody" in fault for fault in faults(spoilt))


def test_choices_belong_to_a_choice() -> None:
    spoilt = TEXT.replace('kind = "choice"', 'kind = "text"')
    assert any("only a choice has choices" in fault for fault in faults(spoilt))


def test_a_step_may_hang_on_an_answer() -> None:
    when = 'slug = "proof"\nwhen = { question = "purpose.what_for", is = ["supplies"] }'
    wizard = declared_in(TEXT.replace('slug = "proof"', when)).wizard
    slugs = [step.slug for step in wizard.path({"purpose": {"what_for": "other"}})]
    assert "proof" not in slugs


def test_lines_inside_a_long_text_are_no_keys() -> None:
    text = 'a = """\nb = 1\n"""\nc = 2\n'
    assert lines_of(text) == {("a",): 1, ("c",): 4}


def test_what_stands_nowhere_is_told_of_the_first_line() -> None:
    assert line_at({}, path_in("steps[1].slug")) == 1


@given(st.lists(st.text(string.ascii_lowercase, min_size=1), min_size=1, unique=True))
def test_every_key_has_its_own_line(keys: list[str]) -> None:
    text = "".join(f"{key} = 1\n" for key in keys)
    assert lines_of(text) == {(key,): place for place, key in enumerate(keys, 1)}


@given(st.text())
def test_any_text_is_a_program_or_has_faults(text: str) -> None:
    assert faults(text)


def test_a_program_of_the_portal_keeps_its_code() -> None:
    with pytest.raises(BookFaults, match="the portal's own"):
        read_book(TEXT.replace('"special_request"', '"calworks"'))
