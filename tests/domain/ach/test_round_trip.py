"""Random files: written, read back equal, and added up again by a second implementation."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from provportal.domain.ach.compose import compose_entries
from provportal.domain.ach.entries import ReadEntry
from provportal.domain.ach.explain import explain
from provportal.domain.ach.model import Entry
from provportal.domain.ach.reader import Profile, read_file
from provportal.domain.ach.stretch import recognise
from provportal.domain.ach.terms import Terms
from tests.domain.ach.given import PROFILE
from tests.domain.ach.models import Model, models
from tests.domain.ach.recount import control_faults


def as_written(read: ReadEntry) -> Entry:
    assert read.amount is not None
    return Entry(
        read.transaction_code,
        read.routing_number,
        read.account_number,
        read.amount,
        read.identification,
        read.name,
        read.trace,
        tuple(text.rstrip() for text in read.addenda),
    )


@given(models())
def test_what_was_written_is_read_back_equal(model: Model) -> None:
    report = read_file(model.written(), Profile.STRICT)
    assert report.findings == ()
    assert [as_written(entry) for entry in report.entries()] == model.entries


@given(models())
def test_a_second_implementation_adds_up_the_same(model: Model) -> None:
    assert control_faults(model.written()) == []


@given(models())
def test_the_inbound_reader_finds_nothing_odd_in_it(model: Model) -> None:
    assert read_file(model.written(), Profile.INBOUND).findings == ()


TERMS = [
    Terms("CCD", "CHILD CARE", PROFILE.odfi[:8]),
    Terms("PPD", "REVERSAL", PROFILE.odfi[:8]),
    Terms("CCD", "HCCLAIMPMT", PROFILE.odfi[:8], limit=100_000_000),
]


@settings(max_examples=300)
@given(models(), st.data())
def test_recognising_and_explaining_agree(model: Model, data: st.DataObject) -> None:
    lines = compose_entries(model.batches[0].entries)
    at = data.draw(st.integers(1, 93))
    line = data.draw(st.integers(0, len(lines) - 1))
    put = data.draw(st.sampled_from("0123456789 AX*\\~\n\xe9") | st.just(lines[line][at]))
    lines[line] = lines[line][:at] + put + lines[line][at + 1 :]
    terms = data.draw(st.sampled_from(TERMS))
    previous = data.draw(st.sampled_from(["", lines[0][79:94]]))
    recognised = recognise("".join(lines), terms, previous)
    tally, findings, trace = explain(list(enumerate(lines, start=1)), terms, previous)
    assert (recognised is None) == bool(findings)
    assert recognised in (None, (tally, trace))
