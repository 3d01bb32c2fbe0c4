"""What the page of one payment run shows, and who may release or cancel it now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from sqlalchemy.orm import Session

from provportal.domain.calendar import pacific_date
from provportal.domain.money import Money, total
from provportal.domain.payout import BATCH, BatchAction, BatchState
from provportal.domain.roles import Context
from provportal.store import payout_page
from provportal.store.payout import BankFile, Batch
from provportal.store.payout_page import EntryRow, LineRow, RunHeader


@dataclass(frozen=True, slots=True)
class FundTotal:
    """The lines of one fund and their sum."""

    fund: str
    lines: int
    amount: Money


@dataclass(frozen=True, slots=True)
class RunSeen:
    """One run with its entries and lines, as one person sees it."""

    header: RunHeader
    entries: Sequence[EntryRow]
    lines: Sequence[LineRow]
    may_release: bool
    may_cancel: bool
    why_not_release: str | None

    @property
    def batch(self) -> Batch:
        return self.header.batch

    @property
    def file(self) -> BankFile | None:
        return self.header.file

    @property
    def paying(self) -> list[LineRow]:
        """The lines of the run without those that were held out of it."""
        return [row for row in self.lines if not row.batch_line.was_held_out]

    @property
    def held_out(self) -> list[LineRow]:
        return [row for row in self.lines if row.batch_line.was_held_out]

    @property
    def providers(self) -> int:
        return len({row.request.organisation_id for row in self.paying})

    def lines_of(self, entry_id: str) -> list[LineRow]:
        return [row for row in self.paying if row.batch_line.entry_id == entry_id]

    @property
    def payments(self) -> list[EntryRow]:
        """The entries of the run without those that holds emptied."""
        return [row for row in self.entries if self.lines_of(row.entry.id)]

    def funds(self) -> list[FundTotal]:
        """What each fund pays."""
        amounts: defaultdict[str, list[Money]] = defaultdict(list)
        for row in self.paying:
            amounts[row.line.fund].append(row.batch_line.amount)
        return [FundTotal(fund, len(some), total(some)) for fund, some in sorted(amounts.items())]

    def was_done_by(self, person_id: str | None, endpoint: str | None) -> bool:
        """Whether what this form asks for was done by this person already: a double click."""
        if endpoint == "payouts.cancel":
            return self.batch.state is BatchState.CANCELLED
        return person_id is not None and self.batch.released_by_id == person_id


def look(session: Session, context: Context, batch_id: str) -> RunSeen:
    """A run of the actor's agency. Raises NotFound."""
    header = payout_page.run(session, context.actor, batch_id)
    lines = payout_page.lines(session, batch_id)
    role, state = context.actor.role, header.batch.state
    may_release = BATCH.may(BatchAction.RELEASE, state, role)
    entries = payout_page.entries(session, batch_id)
    why_not = _why_not(context, header, lines, entries) if may_release else None
    return RunSeen(
        header=header,
        entries=entries,
        lines=lines,
        may_release=may_release and why_not is None,
        may_cancel=BATCH.may(BatchAction.CANCEL, state, role),
        why_not_release=why_not,
    )


def _why_not(
    context: Context, header: RunHeader, lines: Sequence[LineRow], entries: Sequence[EntryRow]
) -> str | None:
    """Why this officer may not release it, in words; the action refuses for the same reasons."""
    me = context.actor.person_id
    if header.batch.built_by_id == me:
        return str(_("You built this run, so another payment officer releases it."))
    active = [row for row in lines if row.batch_line.active]
    if any(row.request.approved_by_id == me for row in active):
        return str(_("You approved a request in it, so another payment officer releases it."))
    if any(row.is_paid_no_more for row in entries):
        return str(_("An account in it is paid no more: cancel it and build it again."))
    if pacific_date(context.now) > header.batch.run_on:
        return str(_("Its day has passed: cancel it and build the next run."))
    return None
