"""Both readers on broken bytes: no exception but their own, no hang, and nothing leaks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from provportal.domain.ach.layout import LENGTH, RECORDS
from provportal.domain.ach.reader import Profile, Unreadable, read_file
from tests.domain.ach.given import batch, entry, trn, written
from tests.domain.ach.models import Model, models

PROFILES = st.sampled_from(Profile)


def read(data: bytes, profile: Profile) -> None:
    """Every finding names a record and a place that exist."""
    try:
        report = read_file(data, profile)
    except Unreadable:
        return
    for finding in report.findings:
        assert 1 <= finding.line <= len(report.records) + 2
        assert finding.record is None or finding.record in RECORDS
        assert 1 <= finding.start <= finding.end <= LENGTH
    list(report.entries())


@given(st.binary(max_size=400), PROFILES)
def test_any_bytes(data: bytes, profile: Profile) -> None:
    read(data, profile)


@given(st.lists(st.text("156789", min_size=1, max_size=1), max_size=30), st.data(), PROFILES)
def test_any_order_of_records(kinds: list[str], data: st.DataObject, profile: Profile) -> None:
    fills = st.sampled_from(["0" * 93, " " * 93, "9" * 93, "05" + " " * 91, "99R03" + "1" * 88])
    lines = [kind + data.draw(fills) for kind in kinds]
    read("\n".join(lines).encode(), profile)


@given(models(), st.data(), PROFILES)
def test_edited_files(model: Model, data: st.DataObject, profile: Profile) -> None:
    sent = model.written()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(sent)))
        end = start + data.draw(st.integers(0, 100))
        put = data.draw(st.binary(max_size=20))
        sent = sent[:start] + put + sent[end:]
    read(sent, profile)


@given(models(), st.data(), PROFILES)
def test_cut_files(model: Model, data: st.DataObject, profile: Profile) -> None:
    sent = model.written()
    read(sent[: data.draw(st.integers(0, len(sent)))], profile)


SECRET = "83649501742"
SENT = written(batch(entry(1, account_number=SECRET, addenda=(trn(1),)), entry(2)))


@settings(max_examples=300)
@given(st.integers(0, len(SENT) - 1), st.sampled_from(b"0156789 X\xe9\n"), PROFILES)
def test_no_finding_shows_an_account_number(at: int, byte: int, profile: Profile) -> None:
    sent = bytearray(SENT)
    sent[at] = byte
    shown = " ".join(f.value or "" for f in read_file(bytes(sent), profile).findings)
    assert SECRET[:7] not in shown
