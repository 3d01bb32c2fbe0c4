"""The bank simulator answers from the sent bytes alone, and always the same."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from provportal.domain.ach.acknowledgement import read
from provportal.domain.ach.reader import read_file
from provportal.domain.ach.report import Profile, Report
from provportal.rails.simulator import AnswerFile, Behaviour, Rule, answer
from tests.domain.ach.given import batch, entry, written

SENT_ON, LATER = date(2026, 11, 23), date(2026, 12, 1)
BEHAVIOUR = Behaviour(
    (
        Rule("0003", "R03"),
        Rule("0017", "R17", information="QUESTIONABLE"),
        Rule("0001", "C03", {"routing_number": "011000015", "account_number": "12 34-56"}),
    )
)
SENT = written(
    batch(entry(1), entry(2), entry(3)),
    batch(entry(17), number=2, sec_code="CCD", effective_entry_date=date(2026, 11, 24)),
)


def files(sent: bytes = SENT, behaviour: Behaviour = BEHAVIOUR) -> dict[str, AnswerFile]:
    return {f.name.rsplit("-", 1)[0]: f for f in answer(sent, behaviour, LATER)}


def inbound(name: str) -> Report:
    return read_file(files()[name].data, Profile.INBOUND)


def test_files_lie_ready_on_their_days() -> None:
    # Thanksgiving, 26 November, is no banking day.
    assert list(files()) == [
        "acknowledgement",
        "returns-20261127",
        "returns-20261130",
        "corrections-20261130",
    ]


@pytest.mark.parametrize(("day", "count"), [(23, 1), (26, 1), (27, 2), (29, 2), (30, 4)])
def test_a_file_is_not_given_before_its_day(day: int, count: int) -> None:
    assert len(answer(SENT, BEHAVIOUR, date(2026, 11, day))) == count


def test_the_acknowledgement_repeats_what_was_sent() -> None:
    found = read(files()["acknowledgement"].data)
    assert found.sha256 == hashlib.sha256(SENT).hexdigest()
    assert (found.entries, found.debit, found.credit) == (4, 0, 40_023)
    assert found.accepted


def test_a_return_names_the_entry_it_returns() -> None:
    (found,) = inbound("returns-20261130").answers
    assert (found.code, found.original_trace, found.amount) == ("R03", "121000370000003", 10_003)
    assert (found.company_id, found.original_rdfi) == ("1946000001", "01100001")


def test_a_return_carries_its_information() -> None:
    (found,) = inbound("returns-20261127").answers
    assert (found.code, found.addenda_information) == ("R17", "QUESTIONABLE")


def test_a_correction_has_its_parts_in_place() -> None:
    (found,) = inbound("corrections-20261130").answers
    assert found.amount == 0
    assert found.corrected == {"routing_number": "011000015", "account_number": "12 34-56"}


def test_the_inbound_reader_finds_nothing_odd_in_any_file() -> None:
    assert [inbound(name).findings for name in files() if "ack" not in name] == [(), (), ()]


def test_the_same_file_gets_the_same_answers() -> None:
    assert answer(SENT, BEHAVIOUR, LATER) == answer(SENT, BEHAVIOUR, LATER)


def test_a_bank_that_rejects_says_why_and_returns_nothing() -> None:
    (only,) = answer(SENT, Behaviour(BEHAVIOUR.rules, "over the limit"), SENT_ON)
    found = read(only.data)
    assert (found.accepted, found.reason) == (False, "over the limit")


def test_a_damaged_file_is_rejected() -> None:
    (only,) = answer(SENT.replace(b"011000015", b"011000016", 1), BEHAVIOUR, SENT_ON)
    assert not read(only.data).accepted


def test_bytes_without_records_are_rejected() -> None:
    (only,) = answer(b"hello", BEHAVIOUR, SENT_ON)
    assert read(only.data).reason == "unreadable"


def test_a_prenote_comes_back_without_money() -> None:
    sent = written(batch(entry(3, transaction_code="23", amount=0)))
    (found,) = read_file(files(sent)["returns-20261130"].data, Profile.INBOUND).answers
    assert (found.code, found.amount) == ("R03", 0)


def test_a_balanced_batch_is_answered_at_its_payees_alone() -> None:
    offset = entry(4, transaction_code="27", amount=10_003, account_number="5550")
    sent = written(batch(entry(3), offset, service_class="200"))
    (found,) = read_file(files(sent)["returns-20261130"].data, Profile.INBOUND).answers
    assert found.original_trace.endswith("3")
