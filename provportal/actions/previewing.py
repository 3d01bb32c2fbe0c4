"""What a payment run built now would pay, whom, and what it would leave out and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from provportal.domain.calendar import PaymentCalendar, Run, pacific_date
from provportal.domain.checks import Verdict, open_for_approval
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.money import Money, total
from provportal.domain.payout import NetEntry, PayableLine, net_by_provider
from provportal.domain.roles import Context, Role
from provportal.store.bank_account import BankAccount
from provportal.store.payable import (
    Payable,
    approved_lines,
    approved_lines_for_update,
    approved_verdicts,
    payee_accounts,
)

CALENDAR = PaymentCalendar()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a batch built now would pay, and what it would leave out and why."""

    run: Run
    entries: tuple[NetEntry, ...]
    left_out: tuple[tuple[Payable, str], ...]
    lines: dict[str, Payable]
    accounts: dict[str, BankAccount]

    @property
    def total(self) -> Money:
        return total(entry.net for entry in self.entries)


def preview(session: Session, context: Context) -> Preview:
    """Judge every approved line of the actor's agency again, as it stands now.

    The run is the first on or after today; what was approved after its cut-off waits for the next.
    Raises NotAllowed for anyone but a payment officer and an auditor, who only looks.
    """
    _refuse_unless(context, Role.PAYMENT_OFFICER, Role.AUDITOR)
    return _judged(session, context, approved_lines(session, str(context.actor.agency_id)))


def preview_for_update(session: Session, context: Context) -> Preview:
    """The same with the requests locked, for the batch that is built of them.

    Raises NotAllowed for anyone but a payment officer.
    """
    _refuse_unless(context, Role.PAYMENT_OFFICER)
    agency_id = str(context.actor.agency_id)
    return _judged(session, context, approved_lines_for_update(session, agency_id))


def _refuse_unless(context: Context, *roles: Role) -> None:
    if context.actor.role not in roles:
        raise NotAllowed("batch", "preview", "-", "role")


def _judged(session: Session, context: Context, payables: Sequence[Payable]) -> Preview:
    run = next(CALENDAR.runs(pacific_date(context.now)))
    accounts = payee_accounts(session, str(context.actor.agency_id))
    verdicts = approved_verdicts(session, str(context.actor.agency_id))
    lines: dict[str, Payable] = {}
    left_out: list[tuple[Payable, str]] = []
    for payable in payables:
        account = accounts.get(payable.organisation.id)
        reason = why_not(payable, account, verdicts.get(payable.line.version_id, ()), run)
        if reason is None:
            lines[payable.line.id] = payable
        else:
            left_out.append((payable, reason))
    entries = net_by_provider(
        PayableLine(p.line.id, p.request.id, p.organisation.id, p.payable) for p in lines.values()
    )
    return Preview(run, tuple(entries), tuple(left_out), lines, accounts)


def why_not(
    payable: Payable, account: BankAccount | None, verdicts: Sequence[Verdict], run: Run
) -> str | None:
    """The reason code for which a line may not be in the run, or None."""
    if account is None:
        return "no_bank_account"
    if payable.decision.decided_at > run.cutoff_at:
        return "after_cutoff"
    if payable.organisation.tin_token != payable.line.tin_token:
        return "ids_differ"
    return None if open_for_approval(verdicts) else "checks_open"
