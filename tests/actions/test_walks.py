"""Random walks of actions: whatever happens in whatever order, every invariant holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from hypothesis import given as given_walk
from hypothesis import settings
from hypothesis import strategies as st

from provportal.actions import bank_accounts, batching, holding, releasing, settling
from provportal.actions.moving import SamePerson
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.payout import BatchState, EntryState
from provportal.domain.request import ExceptionKind
from provportal.domain.roles import SYSTEM
from provportal.integrity import check
from provportal.store.bank_account import BankAccount
from provportal.store.ledger import LedgerPosting
from provportal.store.payout import Batch, Entry
from provportal.store.reads import NotFound
from provportal.store.request import Request
from provportal.store.session import reading, transaction
from tests.actions.deeds import REQUEST_DEEDS, Deed, people
from tests.actions.seen import rows
from tests.databases import a_database
from tests.given import RUN_DAY, WHY, World, a_world, details
from tests.given_requests import a_draft, acknowledged, came_back, checked, was_sent

REFUSALS = (NotAllowed, SamePerson, NotFound)


class Walk:
    """A world whose clock goes on by an hour with each step."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.now = RUN_DAY

    def take(self, name: str, choice: int) -> None:
        """One step; a refusal is an answer as good as any other."""
        self.now += timedelta(hours=1)
        try:
            STEPS[name](self, choice)
        except REFUSALS:
            return

    def deed(self, deed: Deed, choice: int) -> None:
        requests = rows(self.world, Request)
        request_id = requests[choice % len(requests)].id
        actor = people(self.world)[deed.people[choice % len(deed.people)]]
        with transaction(self.world.engine) as session:
            deed.do(session, self.world.doing(actor, self.now), request_id)

    def batches(self, choice: int, *states: BatchState) -> Iterator[str]:
        found = rows(self.world, Batch, Batch.state.in_(states))
        yield from [batch.id for batch in found][choice % 2 : choice % 2 + 1]


def end_hold(walk: Walk, choice: int) -> None:
    for request in rows(walk.world, Request, Request.exception_kind == ExceptionKind.HELD):
        with transaction(walk.world.engine) as session:
            officer = walk.world.doing(walk.world.agency.officer, walk.now)
            holding.end_hold(session, officer, request.id, WHY, walk.world.keyring)


def draft(walk: Walk, choice: int) -> None:
    a_draft(walk.world, amount={"total": f"{900 + choice}.00"})


def check_all(walk: Walk, choice: int) -> None:
    for request in rows(walk.world, Request):
        checked(walk.world, request.id)


def build(walk: Walk, choice: int) -> None:
    with transaction(walk.world.engine) as session:
        batching.build(session, walk.world.doing(walk.world.agency.officer, walk.now))


def cancel(walk: Walk, choice: int) -> None:
    for batch_id in walk.batches(choice, *BatchState):
        with transaction(walk.world.engine) as session:
            officer = walk.world.doing(walk.world.agency.officer, walk.now)
            batching.cancel(session, officer, batch_id, "Too early.")


def release(walk: Walk, choice: int) -> None:
    for batch in rows(walk.world, Batch, Batch.state == BatchState.BUILT):
        with transaction(walk.world.engine) as session:
            on_its_day = datetime.combine(batch.run_on, walk.now.timetz())
            officer = walk.world.doing(walk.world.agency.other_officer, on_its_day)
            releasing.release(session, officer, batch.id)


def send(walk: Walk, choice: int) -> None:
    for batch_id in walk.batches(choice, *BatchState):
        was_sent(walk.world, batch_id)


def acknowledge(walk: Walk, choice: int) -> None:
    for batch_id in walk.batches(choice, BatchState.SENT):
        acknowledged(walk.world, batch_id)


def reject(walk: Walk, choice: int) -> None:
    for batch_id in walk.batches(choice, BatchState.SENT):
        with transaction(walk.world.engine) as session:
            batch = session.get_one(Batch, batch_id)
            sha256 = batch_id.replace("-", "") * 2
            said = settling.Acknowledgement(sha256, batch.entry_count, batch.total, accepted=False)
            settling.acknowledge(session, walk.world.doing(SYSTEM, walk.now), said)


def settle(walk: Walk, choice: int) -> None:
    for batch_id in walk.batches(choice, *BatchState):
        with transaction(walk.world.engine) as session:
            later = walk.world.doing(SYSTEM, walk.now + timedelta(days=30))
            settling.settle(session, later, batch_id)


def come_back(walk: Walk, choice: int) -> None:
    for entry in rows(walk.world, Entry, Entry.state != EntryState.REJECTED)[:1]:
        came_back(walk.world, entry.trace, entry.amount.cents, now=walk.now)


def change_account(walk: Walk, choice: int) -> None:
    typed = details(f"0001112220{choice:02}")
    world = walk.world
    with transaction(world.engine) as session:
        admin, officer = world.doing(world.provider.admin, walk.now), world.agency.officer
        entered = bank_accounts.enter(session, admin, world.agency.id, typed, world.keyring)
        bank_accounts.approve(session, world.doing(officer, walk.now), entered.id)


def verify(walk: Walk, choice: int) -> None:
    for account in rows(walk.world, BankAccount):
        with transaction(walk.world.engine) as session:
            later = walk.world.doing(SYSTEM, walk.now + timedelta(days=10))
            bank_accounts.verify(session, later, account.id)


def _doing(deed: Deed) -> Callable[[Walk, int], None]:
    return lambda walk, choice: walk.deed(deed, choice)


STEPS: dict[str, Callable[[Walk, int], None]] = {
    **{deed.name: _doing(deed) for deed in REQUEST_DEEDS},
    **{
        step.__name__: step
        for step in (draft, check_all, end_hold, build, cancel, release, send, acknowledge, reject,
                     settle, come_back, change_account, verify)
    },
}  # fmt: skip

USUAL = ("submit", "check_all", "take", "recommend", "approve", "build", "release", "send",
         "acknowledge", "settle")  # fmt: skip
"""The way of most requests: a walk goes some of it each time, so that it gets anywhere at all."""

strides = st.one_of(
    st.tuples(st.integers(1, len(USUAL)).map(lambda n: USUAL[:n]), st.integers(0, 20)),
    st.tuples(st.sampled_from(sorted(STEPS)).map(lambda name: (name,)), st.integers(0, 20)),
)


@contextmanager
def a_walk() -> Iterator[Walk]:
    with TemporaryDirectory() as folder:
        engine = a_database(Path(folder))
        walk = Walk(a_world(engine))
        walk.take("draft", 0)
        yield walk
        engine.dispose()


@settings(max_examples=6)
@given_walk(st.lists(strides, min_size=3, max_size=10))
def test_no_walk_breaks_an_invariant(walked: list[tuple[tuple[str, ...], int]]) -> None:
    with a_walk() as walk:
        for names, choice in walked:
            for name in names:
                walk.take(name, choice)
            assert owed(walk.world) == 0
        broken = [found for one in check(walk.world.engine).broken for found in one.breaches]
    assert broken == []


def owed(world: World) -> int:
    """The sum of all postings, in cents: zero, whatever happened."""
    with reading(world.engine) as session:
        total = session.scalar(sa.select(sa.func.sum(LedgerPosting.amount)))
    return total.cents if total else 0
