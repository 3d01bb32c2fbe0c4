"""The writer: what it writes the strict reader finds right, and the rest it refuses by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from provportal.domain.ach.model import Entry, LineEnding, OffsetAccount
from provportal.domain.ach.writer import (
    Refused,
    offset_entry,
    trace_number,
    transliterate,
    write_file,
)
from tests.domain.ach.given import (
    CREATED,
    EFFECTIVE,
    PROFILE,
    batch,
    entry,
    records,
    strict,
    trn,
    written,
)


def test_a_plain_file_is_this_to_the_character() -> None:
    lines = records(written(batch(entry(1, account_number="9876543"))))
    assert lines[:5] == [
        "101 12100037419460000012611231405A094101FEDERAL RESERVE BANK   ALDER COUNTY" + " " * 19,
        "5220ALDER COUNTY" + " " * 24 + "1946000001PPDCHILD CARE      261125   1121000370000001",
        "6220110000159876543          0000010001P-1            ROSA MARTINEZ           0"
        "121000370000001",
        "8220000001000110000100000000000000000001000119460000"
        + "01"
        + " " * 25
        + "121000370000001",
        "9000001000001000000010001100001000000000000000000010001" + " " * 39,
    ]
    assert lines[5:] == ["9" * 94] * 5


@pytest.mark.parametrize("ending", LineEnding)
def test_each_line_ending_is_read_back(ending: LineEnding) -> None:
    data = written(profile=replace(PROFILE, line_ending=ending))
    assert strict(data) == ()
    assert data.count(ending.value.encode()) == (10 if ending.value else len(data) + 1)


def test_a_health_care_payment_is_right() -> None:
    paid = entry(1, addenda=(trn(1),))
    assert strict(written(batch(paid, sec_code="CCD", description="HCCLAIMPMT"))) == ()


NEXT_DAY = date(2026, 11, 24)

REFUSED_ENTRIES = [
    ("DFI Account Number", {"account_number": "1" * 18}),
    ("DFI Account Number", {"account_number": " 123"}),
    ("DFI Account Number", {"account_number": ""}),
    ("Check Digit", {"routing_number": "01100001"}),
    ("Receiving DFI Identification", {"routing_number": "991000015"}),
    ("Check Digit", {"routing_number": "011000016"}),
    ("Amount", {"amount": -1}),
    ("Amount", {"amount": 10**10}),
    ("Amount", {"amount": 0}),
    ("Amount", {"transaction_code": "23"}),
    ("Transaction Code", {"transaction_code": "21"}),
    ("Transaction Code", {"transaction_code": "2"}),
    ("Transaction Code", {"transaction_code": "24", "amount": 0}),
    ("Individual ID / Identification Number", {"identification": "x" * 16}),
    ("Individual/Receiving Company Name", {"name": "x" * 23}),
    ("Individual/Receiving Company Name", {"name": "José"}),
    ("Individual/Receiving Company Name", {"name": "a\nb"}),
    ("Individual/Receiving Company Name", {"name": " "}),
    ("Trace Number", {"trace": "12100037000001"}),
    ("Trace Number", {"trace": "121000380000001"}),
    ("Payment Related Information", {"addenda": ("x" * 81,)}),
    ("Record Type", {"addenda": ("one", "two")}),
]


@pytest.mark.parametrize(("field", "changes"), REFUSED_ENTRIES)
def test_an_entry_is_refused_by_the_name_of_its_field(
    field: str, changes: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refused:
        written(batch(entry(1, **changes)))
    assert refused.value.field == field


def test_a_name_too_long_does_not_make_up_for_a_routing_number_too_short() -> None:
    with pytest.raises(Refused, match="Individual/Receiving Company Name"):
        written(batch(entry(1, routing_number="01100001", name="x" * 23)))


def test_a_refused_account_is_shown_masked() -> None:
    with pytest.raises(Refused) as refused:
        written(batch(entry(1, account_number="123456789012345678")))
    assert refused.value.value == "**************5678"
    assert "123456789" not in str(refused.value)


REFUSED_BATCHES = [
    ("Effective Entry Date", {"effective_entry_date": date(2026, 11, 26)}),
    ("Effective Entry Date", {"effective_entry_date": date(2026, 11, 20)}),
    ("Company Entry Description", {"description": "Reversal"}),
    ("Company Entry Description", {"description": ""}),
    ("Company Entry Description", {"description": "x" * 11}),
    ("Company Descriptive Date", {"descriptive_date": "1234567"}),
    ("SEC Code", {"sec_code": "CTX"}),
    ("SEC Code", {"sec_code": "WEB"}),
    ("Service Class Code", {"service_class": "225"}),
    ("Batch Number", {"number": -1}),
    ("Record Type", {"entries": ()}),
]


@pytest.mark.parametrize(("field", "changes"), REFUSED_BATCHES)
def test_a_batch_is_refused_by_the_name_of_its_field(
    field: str, changes: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refused:
        written(replace(batch(), **changes))  # type: ignore[arg-type]  # any field
    assert refused.value.field == field


def test_batch_numbers_ascend() -> None:
    with pytest.raises(Refused, match="Batch Number"):
        written(batch(), batch())


def test_trace_numbers_ascend_across_stretches() -> None:
    entries = [*(entry(n) for n in range(1, 501)), entry(500)]
    with pytest.raises(Refused, match="Trace Number"):
        written(batch(*entries))


def test_a_file_has_a_batch() -> None:
    with pytest.raises(Refused, match="Batch Count"):
        b"".join(write_file(PROFILE, CREATED, "A", []))


def test_a_file_id_modifier_is_a_capital_or_a_digit() -> None:
    with pytest.raises(Refused, match="File ID Modifier"):
        b"".join(write_file(PROFILE, CREATED, "a", [batch()]))


def test_a_same_day_payment_has_a_limit() -> None:
    same_day = CREATED.date()
    assert strict(written(batch(entry(1, amount=100_000_000), effective_entry_date=same_day))) == ()
    with pytest.raises(Refused, match="Amount"):
        written(batch(entry(1, amount=100_000_001), effective_entry_date=same_day))


def test_a_doubtful_routing_number_is_written() -> None:
    (finding,) = strict(written(batch(entry(1, routing_number="611000017"))))
    assert (finding.code, finding.severity) == ("routing_doubtful", "warning")


OFFSET = replace(
    PROFILE, offset_account=OffsetAccount("27", "121000374", "5550001", "ALDER COUNTY")
)


def test_an_offset_balances_its_batch() -> None:
    offset = offset_entry(OFFSET, 20_003, trace_number(PROFILE.odfi, 3))
    data = written(batch(entry(1), entry(2), offset), profile=OFFSET)
    assert strict(data) == ()
    assert records(data)[1].startswith("5200")


def test_a_profile_without_an_offset_account_has_no_offset() -> None:
    with pytest.raises(Refused, match="no offset account"):
        offset_entry(PROFILE, 1, trace_number(PROFILE.odfi, 1))


@pytest.mark.parametrize("cents", [20_002, 20_004])
def test_an_offset_that_does_not_balance_is_refused(cents: int) -> None:
    offset = offset_entry(OFFSET, cents, trace_number(PROFILE.odfi, 3))
    with pytest.raises(Refused, match="Total Debit"):
        written(batch(entry(1), entry(2), offset), profile=OFFSET)


def test_a_missing_offset_is_refused() -> None:
    with pytest.raises(Refused, match="Total Debit"):
        written(batch(), profile=OFFSET)


def test_a_reversal_is_a_batch_of_debits() -> None:
    data = written(
        batch(
            entry(1, transaction_code="27"), description="REVERSAL", effective_entry_date=NEXT_DAY
        )
    )
    assert strict(data) == ()
    assert records(data)[1].startswith("5225")


def verification(*amounts: tuple[str, int]) -> list[Entry]:
    return [entry(n, transaction_code=c, amount=a) for n, (c, a) in enumerate(amounts, start=1)]


def test_micro_entries_are_written() -> None:
    entries = verification(("22", 11), ("22", 7), ("27", 18))
    assert (
        strict(written(batch(*entries, description="ACCTVERIFY", effective_entry_date=NEXT_DAY)))
        == ()
    )


def test_micro_entries_never_take_more_than_they_gave() -> None:
    entries = verification(("22", 11), ("27", 12))
    with pytest.raises(Refused, match="Amount"):
        written(batch(*entries, description="ACCTVERIFY"))


def test_trace_numbers_wrap_after_seven_digits() -> None:
    assert trace_number("121000374", 10_000_001) == "121000370000001"


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("José Ñuñez", "Jose Nunez"),
        ("Łukasz Øst", "Lukasz Ost"),
        ("O’Neil", "O'Neil"),
        ("李", "李"),
    ],
)
def test_names_are_transliterated_visibly(name: str, latin: str) -> None:
    assert transliterate(name) == latin


def test_the_writer_takes_entries_from_a_generator() -> None:
    lazy = (entry(n) for n in range(1, 1201))
    data = written(replace(batch(), entries=lazy))
    assert strict(data) == ()
    assert EFFECTIVE.strftime("%y%m%d") in records(data)[1]
