"""Payouts: the lives of a batch and of a bank entry, and how payable lines become entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from provportal.domain.lifecycle import Lifecycle, moves
from provportal.domain.money import Money, total
from provportal.domain.roles import Role


class BatchState(StrEnum):
    BUILT = "built"
    RELEASED = "released"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    SETTLED = "settled"
    CANCELLED = "cancelled"
    REJECTED = "rejected"


class BatchAction(StrEnum):
    RELEASE = "release"
    SEND = "send"
    ACKNOWLEDGE = "acknowledge"
    SETTLE = "settle"
    CANCEL = "cancel"
    REJECT = "reject"


BATCH: Lifecycle[BatchAction, BatchState] = Lifecycle(
    "batch",
    BatchState.BUILT,
    moves(BatchAction.RELEASE, [BatchState.BUILT], BatchState.RELEASED, Role.PAYMENT_OFFICER),
    moves(BatchAction.CANCEL, [BatchState.BUILT], BatchState.CANCELLED, Role.PAYMENT_OFFICER),
    moves(BatchAction.SEND, [BatchState.RELEASED], BatchState.SENT, Role.SYSTEM),
    moves(BatchAction.ACKNOWLEDGE, [BatchState.SENT], BatchState.ACKNOWLEDGED, Role.SYSTEM),
    moves(BatchAction.REJECT, [BatchState.SENT], BatchState.REJECTED, Role.SYSTEM),
    moves(BatchAction.SETTLE, [BatchState.ACKNOWLEDGED], BatchState.SETTLED, Role.SYSTEM),
)


class EntryState(StrEnum):
    LIVE = "live"
    SETTLED = "settled"
    REJECTED = "rejected"
    RETURNED = "returned"


class EntryAction(StrEnum):
    SETTLE = "settle"
    REJECT = "reject"
    RETURN = "return"


ENTRY: Lifecycle[EntryAction, EntryState] = Lifecycle(
    "entry",
    EntryState.LIVE,
    moves(EntryAction.SETTLE, [EntryState.LIVE], EntryState.SETTLED, Role.SYSTEM),
    moves(
        EntryAction.REJECT,
        [EntryState.LIVE],
        EntryState.REJECTED,
        Role.SYSTEM,
        Role.PAYMENT_OFFICER,
    ),
    moves(
        EntryAction.RETURN,
        [EntryState.LIVE, EntryState.SETTLED],
        EntryState.RETURNED,
        Role.SYSTEM,
    ),
)


HELD_OUT = "hold: "
"""Why a line left a batch, when its request was held before the release: this and a reason code."""


@dataclass(frozen=True, slots=True)
class PayableLine:
    """One approved line that waits for a payout."""

    line_id: str
    request_id: str
    organisation_id: str
    payable: Money


@dataclass(frozen=True, slots=True)
class NetEntry:
    """What one provider gets in one batch: the sum of its lines."""

    organisation_id: str
    lines: tuple[PayableLine, ...]

    @property
    def net(self) -> Money:
        return total(line.payable for line in self.lines)


def net_by_provider(lines: Iterable[PayableLine]) -> list[NetEntry]:
    """Group payable lines into one entry a provider, in the order in which providers first appear.

    A negative payable is a defect of the caller (negative nets are carried, never credited):
    raises ValueError.
    """
    groups: defaultdict[str, list[PayableLine]] = defaultdict(list)
    for line in lines:
        if line.payable < Money(0):
            raise ValueError(f"line {line.line_id} has a negative payable")
        groups[line.organisation_id].append(line)
    return [NetEntry(provider, tuple(members)) for provider, members in groups.items()]
