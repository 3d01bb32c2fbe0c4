"""Files from the bank: each answer is posted once, or waits for staff; garbage posts nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from provportal.actions import releasing
from provportal.actions.releasing import SentFile
from provportal.domain.payout import BatchState, EntryState
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.imports.bank_files import (
    BadBankFile,
    Received,
    already_received,
    import_bank_file,
    refuse_bank_file,
)
from provportal.rails.ach_file import batch_file
from provportal.rails.simulator import Behaviour, Rule, answer
from provportal.store.audit import AuditEvent
from provportal.store.payout import BankAnswer, Batch, Entry, ReceivedFile
from provportal.store.session import reading, transaction
from tests import given_requests as requests
from tests.databases import a_database
from tests.given import RUN_DAY, World, a_world, an_agency

LATER = RUN_DAY + timedelta(days=6)
"""After the bank's returns: the second banking day after settlement."""
RETURNS = Behaviour((Rule("6789", "R03"),))
CORRECTS = Behaviour((Rule("6789", "C01", {"account_number": "000123456780"}),))


class Sent:
    """A batch whose file is with the bank."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.world: World = a_world(engine)
        self.request_id = requests.a_request(self.world, at=Place.APPROVED)
        self.batch_id = requests.a_batch(self.world)
        requests.released(self.world, self.batch_id)
        with transaction(engine) as session:
            self.data = batch_file(session, self.world.keyring, self.batch_id).data
            sent = SentFile(hashlib.sha256(self.data).hexdigest(), len(self.data), "kept")
            context = self.world.doing(SYSTEM, RUN_DAY)
            releasing.record_sent(session, context, self.batch_id, sent)

    def answers(self, behaviour: Behaviour) -> list[bytes]:
        """The bank's files in their order: the acknowledgement, then replies."""
        return [file.data for file in answer(self.data, behaviour, RUN_DAY.date())]

    def received(self, data: bytes) -> Received:
        return Received(self.world.agency.id, "from-the-bank", data, "kept")

    def post(self, data: bytes) -> int:
        return import_bank_file(self.engine, LATER, self.received(data))

    def batch_state(self) -> BatchState:
        with reading(self.engine) as session:
            return session.get_one(Batch, self.batch_id).state

    def entry(self) -> Entry:
        with reading(self.engine) as session:
            return session.scalars(sa.select(Entry)).one()

    def answer(self) -> BankAnswer:
        with reading(self.engine) as session:
            return session.scalars(sa.select(BankAnswer)).one()

    def count(self, row: type) -> int:
        with reading(self.engine) as session:
            return session.scalar(sa.select(sa.func.count()).select_from(row)) or 0


@pytest.fixture
def sent(engine: Engine) -> Sent:
    return Sent(engine)


def test_an_acknowledgement_confirms_the_batch(sent: Sent) -> None:
    sent.post(sent.answers(Behaviour())[0])
    assert sent.batch_state() is BatchState.ACKNOWLEDGED


def test_a_rejection_sends_the_requests_back_to_approved(sent: Sent) -> None:
    sent.post(sent.answers(Behaviour(rejects_because="over the limit"))[0])
    assert requests.look(sent.world, sent.request_id).place is Place.APPROVED


def test_a_return_makes_the_entry_returned(sent: Sent) -> None:
    acknowledged, returned = sent.answers(RETURNS)
    sent.post(acknowledged)
    sent.post(returned)
    assert (sent.entry().state, sent.entry().return_code) == (EntryState.RETURNED, "R03")


def test_a_return_holds_the_request_for_its_provider(sent: Sent) -> None:
    for data in sent.answers(RETURNS):
        sent.post(data)
    request = requests.look(sent.world, sent.request_id)
    assert (request.place, request.exception_reason) == (Place.RETURNED, "R03")


def test_a_correction_waits_for_staff(sent: Sent) -> None:
    for data in sent.answers(CORRECTS):
        sent.post(data)
    found = sent.answer()
    assert (found.kind, found.code, found.handled_at) == ("correction", "C01", None)


def test_a_correction_moves_no_money(sent: Sent) -> None:
    for data in sent.answers(CORRECTS):
        sent.post(data)
    assert sent.entry().state is EntryState.LIVE


def test_a_return_of_an_unknown_trace_waits_for_staff(sent: Sent) -> None:
    returned = sent.answers(RETURNS)[1]
    sent.post(returned.replace(sent.entry().trace.encode(), b"121000379999999"))
    found = sent.answer()
    assert (found.entry_id, found.handled_at, sent.entry().state) == (None, None, EntryState.LIVE)


def test_a_return_of_another_amount_waits_for_staff(sent: Sent) -> None:
    returned = sent.answers(RETURNS)[1]
    sent.post(returned.replace(b"0000095000", b"0000095001"))
    assert (sent.answer().handled_at, sent.entry().state) == (None, EntryState.LIVE)


@pytest.mark.parametrize("nth", [0, 1], ids=["acknowledgement", "return"])
def test_the_same_file_again_posts_nothing(sent: Sent, nth: int) -> None:
    for data in sent.answers(RETURNS)[: nth + 1]:
        sent.post(data)
    before = sent.count(AuditEvent)
    again = sent.post(sent.answers(RETURNS)[nth])
    assert (again, sent.count(AuditEvent)) == (0, before)


def test_another_agencys_mailbox_acknowledges_nothing(sent: Sent) -> None:
    other = an_agency(sent.engine)
    stray = Received(other.id, "stray", sent.answers(Behaviour())[0], "kept")
    with pytest.raises(BadBankFile, match="never sent"):
        import_bank_file(sent.engine, LATER, stray)
    assert sent.batch_state() is BatchState.SENT


def test_another_agencys_mailbox_returns_nothing(sent: Sent) -> None:
    other = an_agency(sent.engine)
    stray = Received(other.id, "stray", sent.answers(RETURNS)[1], "kept")
    import_bank_file(sent.engine, LATER, stray)
    assert (sent.answer().handled_at, sent.entry().state) == (None, EntryState.LIVE)


def test_other_totals_are_an_alarm_and_post_nothing(sent: Sent) -> None:
    changed = sent.answers(Behaviour())[0].replace(b"95000", b"95001")
    with pytest.raises(BadBankFile, match="2026-45"):
        sent.post(changed)
    assert (sent.batch_state(), sent.count(ReceivedFile)) == (BatchState.SENT, 0)


def test_a_file_that_was_never_sent_is_not_acknowledged(sent: Sent) -> None:
    unknown = answer(sent.data.replace(b"ALDER", b"BIRCH"), Behaviour(), RUN_DAY.date())[0]
    with pytest.raises(BadBankFile, match="never sent"):
        sent.post(unknown.data)


def test_a_file_of_ours_holds_no_answer(sent: Sent) -> None:
    with pytest.raises(BadBankFile, match="no return"):
        sent.post(sent.data)


def test_a_refused_file_is_kept_with_its_reason(sent: Sent) -> None:
    refuse_bank_file(sent.engine, LATER, sent.received(b"?"), "not a bank file")
    with reading(sent.engine) as session:
        kind = session.scalars(sa.select(ReceivedFile.kind)).one()
        known = already_received(session, sent.world.agency.id, sent.received(b"?").sha256)
    assert (kind, known) == ("refused", True)


def test_refusing_twice_keeps_one(sent: Sent) -> None:
    refuse_bank_file(sent.engine, LATER, sent.received(b"?"), "not a bank file")
    refuse_bank_file(sent.engine, LATER, sent.received(b"?"), "not a bank file")
    assert sent.count(ReceivedFile) == 1


@pytest.fixture(scope="module")
def sent_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """One for all examples: what is refused leaves nothing behind."""
    engine = a_database(tmp_path_factory.mktemp("garbage"))
    yield Sent(engine)
    engine.dispose()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: ("{" + text).encode()))
@example(b"")
@example(b"{}")
@example(b'{"format": "ach-acknowledgement/1", "file_sha256": 1}')
@example(b"\xff\xfe")
def test_garbage_is_a_bad_bank_file(sent_once: Sent, data: bytes) -> None:
    with pytest.raises(BadBankFile):
        sent_once.post(data)
