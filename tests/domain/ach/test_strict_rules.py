"""Rules that look at more than one field: amounts, debits, addenda, traces, dates, classes."""

from __future__ import annotations

from datetime import date

import pytest

from provportal.domain.ach.findings import Finding
from tests.domain.ach.given import batch, changed, edited, entry, joined, records, strict, written
from tests.domain.ach.recount import count

FAR = date(2026, 12, 30)


def places(findings: tuple[Finding, ...]) -> list[tuple[int, str | None, str]]:
    return [(finding.line, finding.field, finding.code) for finding in findings]


def recounted(lines: list[str]) -> bytes:
    """A one-batch file with its controls made to fit by the second implementation."""
    body = [line for line in lines if line[0] in "67"]
    sums, whole = count(body, 6), count(body, 8)
    header, batch_header = lines[0], lines[1]
    control = (
        f"8{batch_header[1:4]}{sums.records}{sums.entry_hash}{sums.debit}{sums.credit}"
        f"{batch_header[40:50]}{' ' * 25}{batch_header[79:94]}"
    )
    blocks = -(-(len(body) + 4) // 10)
    file_control = (
        f"9000001{blocks:06}{whole.records}{whole.entry_hash}{whole.debit}{whole.credit}{' ' * 39}"
    )
    fill = ["9" * 94] * (-(len(body) + 4) % 10)
    return joined([header, batch_header, *body, control, file_control, *fill])


def file_of(*body: str, batch_header: dict[int, str] | None = None) -> bytes:
    """A right frame round these entries; `batch_header` puts text at positions from 1."""
    lines = records(written())[:2]
    for start, text in (batch_header or {}).items():
        lines[1] = lines[1][: start - 1] + text + lines[1][start - 1 + len(text) :]
    return recounted([*lines, *body])


def line(number: int = 1, code: str = "22", amount: int = 10_001, indicator: str = "0") -> str:
    return (
        f"6{code}011000015{f'98765{number:04}':17}{amount:010}{f'P-{number}':15}"
        f"{'ROSA MARTINEZ':22}  {indicator}12100037{number:07}"
    )


def addenda(number: int = 1, sequence: int = 1, text: str = "") -> str:
    return f"705{text:80}{sequence:04}{number:07}"


def ctx_line(count_of_addenda: int, indicator: str = "1", number: int = 1) -> str:
    return (
        f"622011000015{f'98765{number:04}':17}{10_001:010}{f'P-{number}':15}{count_of_addenda:04}"
        f"{'ALDER CLINIC':16}    {indicator}12100037{number:07}"
    )


CCD, CTX, ANY = {51: "CCD"}, {51: "CTX"}, {2: "200"}
REVERSAL = {2: "225", 54: "REVERSAL  ", 70: "261124"}
VERIFY = {2: "200", 54: "ACCTVERIFY", 70: "261124"}

RIGHT = [
    (None, [line()]),
    (None, [line(code="23", amount=0)]),
    (CCD, [line(code="24", amount=0, indicator="1"), addenda()]),
    (REVERSAL, [line(code="27")]),
    (REVERSAL, [line(code="55")]),
    (REVERSAL, [line(code="28", amount=0)]),
    (ANY, [line(1), line(2, code="27")]),
    (ANY, [line(1), line(2, code="47")]),
    (VERIFY, [line(1, amount=99), line(2, code="27", amount=99)]),
    (CTX, [ctx_line(2), addenda(1, 1), addenda(1, 2)]),
    (CTX, [ctx_line(0, "0")]),
    (None, [line(1), line(9)]),
]


@pytest.mark.parametrize(("header", "body"), RIGHT)
def test_what_the_rules_allow_passes(header: dict[int, str] | None, body: list[str]) -> None:
    assert strict(file_of(*body, batch_header=header)) == ()


TRN_HEADER = {51: "CCD", 54: "HCCLAIMPMT"}
WRONG = [
    (None, [line(amount=0)], (3, "Amount", "amount_zero")),
    (None, [line(code="23")], (3, "Amount", "amount_not_zero")),
    (None, [line(code="24", amount=0)], (3, "Transaction Code", "zero_dollar_in_ppd")),
    (CCD, [line(code="24", amount=0)], (3, "Addenda Record Indicator", "addenda_needed")),
    (ANY, [line(code="55"), line(2)], (3, "Transaction Code", "reversal_only")),
    (ANY, [line(1), line(2, code="28", amount=0)], (4, "Transaction Code", "debit")),
    (ANY, [line(1), line(2, code="27", amount=5)], (4, "Transaction Code", "debit")),
    ({2: "225"}, [line()], (2, "Service Class Code", "class_differs")),
    ({2: "220"}, [line(1), line(2, code="27")], (2, "Service Class Code", "class_differs")),
    (None, [line(indicator="1")], (3, "Addenda Record Indicator", "addenda_indicator")),
    (None, [line(), addenda()], (3, "Addenda Record Indicator", "addenda_indicator")),
    (
        None,
        [line(indicator="1"), addenda(), addenda(sequence=2)],
        (5, "Record Type", "addenda_surplus"),
    ),
    (CTX, [ctx_line(3), addenda()], (3, "Number of Addenda Records", "addenda_count")),
    (CTX, [ctx_line(0, "1")], (3, "Addenda Record Indicator", "addenda_indicator")),
    (
        CTX,
        [ctx_line(2), addenda(), addenda(sequence=3)],
        (5, "Addenda Sequence Number", "addenda_sequence"),
    ),
    (TRN_HEADER, [line()], (3, "Addenda Record Indicator", "addenda_needed")),
    (VERIFY, [line(amount=100)], (3, "Amount", "verification_amount")),
    (
        VERIFY,
        [line(1, amount=5), line(2, code="27", amount=6), line(3, amount=7)],
        (4, "Amount", "verification_total"),
    ),
    (None, [line(2), line(1)], (4, "Trace Number", "trace_order")),
    (None, [line(1), line(1)], (4, "Trace Number", "trace_order")),
    ({2: "200", 70: "261123"}, [line(amount=100_000_001)], (3, "Amount", "over_limit")),
    ({70: "261126"}, [line()], (2, "Effective Entry Date", "holiday")),
    ({70: "261120"}, [line()], (2, "Effective Entry Date", "date_past")),
    ({70: "261127"}, [line()], (2, "Effective Entry Date", "date_far")),
    (
        {**REVERSAL, 70: "261125"},
        [line(code="27")],
        (2, "Effective Entry Date", "date_far"),
    ),
]


@pytest.mark.parametrize(("header", "body", "place"), WRONG)
def test_what_the_rules_forbid_is_one_finding(
    header: dict[int, str] | None, body: list[str], place: tuple[int, str, str]
) -> None:
    assert places(strict(file_of(*body, batch_header=header))) == [place]


TRNS = [
    ("TRN*1*123*1946000001\\", True),
    ("TRN*1*123*1946000001~", True),
    ("TRN*1*123*1946000001*RA-1\\", True),
    (f"TRN*1*{'1' * 50}*1946000001\\", True),
    (f"TRN*1*{'1' * 51}*1946000001\\", False),
    ("TRN*1*123*1946000001", False),
    ("TRN*1*123*194600001\\", False),
    ("TRN*1*123*19460000011\\", False),
    ("TRN*1**1946000001\\", False),
    ("TRN*2*123*1946000001\\", False),
    (" TRN*1*123*1946000001\\", False),
    ("TRN*1*123*1946000001\\TRN*1*123*1946000001\\", False),
    ("", False),
]


@pytest.mark.parametrize(("text", "right"), TRNS)
def test_a_health_care_payment_carries_its_trace(text: str, right: bool) -> None:
    data = file_of(line(indicator="1"), addenda(text=text), batch_header=TRN_HEADER)
    expected = [] if right else [(4, "Payment Related Information", "trn")]
    assert places(strict(data)) == expected


def test_other_payment_information_is_free_text() -> None:
    assert strict(file_of(line(indicator="1"), addenda(text="RENT, AUGUST"))) == ()


def test_the_amount_of_a_ctx_entry_is_its_total_amount() -> None:
    data = file_of(ctx_line(1).replace("0000010001", "0000000000"), addenda(), batch_header=CTX)
    assert places(strict(data)) == [(3, "Total Amount", "amount_zero")]


def test_a_doubtful_prefix_is_a_warning() -> None:
    findings = strict(written(batch(entry(1, routing_number="611000017"))))
    assert [(f.field, f.severity) for f in findings] == [
        ("Receiving DFI Identification", "warning")
    ]


def test_the_reserved_words_are_in_capitals() -> None:
    findings = strict(file_of(line(), batch_header={54: "Reversal  "}))
    assert places(findings) == [(2, "Company Entry Description", "reserved_word")]


def test_batch_numbers_ascend() -> None:
    data = written(batch(entry(1)), batch(entry(2), number=2))
    for at in (5, 7):
        data = changed(data, at, 88, "0000001")
    assert places(strict(data)) == [(5, "Batch Number", "batch_order")]


def test_an_offset_may_stand_in_a_batch_of_its_own() -> None:
    paid = records(written(batch(entry(1))))
    offset = records(
        written(
            batch(
                entry(2, transaction_code="27", amount=10_001),
                number=2,
                description="REVERSAL",
                effective_entry_date=date(2026, 11, 24),
            )
        )
    )
    offset[1] = offset[1].replace("REVERSAL  ", "CHILD CARE")
    lines = [*paid[:4], *offset[1:4]]
    control = "9000002000001" + "00000002" + "0002200002" + "000000010001" * 2 + " " * 39
    assert strict(joined([*lines, control, "9" * 94, "9" * 94])) == ()


def test_dates_are_not_judged_without_a_creation_date() -> None:
    findings = strict(changed(written(batch(effective_entry_date=FAR)), 1, 24, "999999"))
    assert [f.field for f in findings] == ["File Creation Date"]


def test_a_damaged_entry_leaves_the_sums_alone() -> None:
    findings = strict(edited(written(), lambda lines: lines.__setitem__(2, lines[2][:-1])))
    assert places(findings) == [(3, None, "length")]


def test_an_entry_that_says_addenda_is_read_as_what_it_is() -> None:
    findings = strict(changed(written(), 4, 1, "7"))
    assert places(findings) == [(4, "Record Type", "record_type")]


def test_ctx_entries_keep_the_name_of_their_layout() -> None:
    data = file_of(ctx_line(1), addenda(), batch_header=CTX)
    (finding,) = strict(changed(data, 3, 1, "X"))
    assert (finding.record, finding.field) == ("6 Entry CTX", "Record Type")
