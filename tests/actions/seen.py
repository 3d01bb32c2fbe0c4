"""What tests look at: rows as they stand, read in a short read of their own."""

from __future__ import annotations

from typing import Any, TypeVar

import sqlalchemy as sa

from provportal.domain.submission import AT_SUBMIT
from provportal.store.audit import AuditEvent
from provportal.store.decision import CheckResult
from provportal.store.ledger import LedgerPosting
from provportal.store.provider import Certificate
from provportal.store.request import RequestVersion
from provportal.store.row import Row
from provportal.store.session import reading
from tests.given import World
from tests.given_requests import sent

RowT = TypeVar("RowT", bound=Row)


def rows(world: World, kind: type[RowT], *where: sa.ColumnElement[bool]) -> list[RowT]:
    """All rows of a kind that fit, oldest first."""
    key = sa.inspect(kind).primary_key[0]
    with reading(world.engine) as session:
        return list(session.scalars(sa.select(kind).where(*where).order_by(key)))


def versions(world: World, request_id: str) -> list[RequestVersion]:
    return rows(world, RequestVersion, RequestVersion.request_id == request_id)


def child_of(world: World, certificate_id: str) -> str:
    [certificate] = rows(world, Certificate, Certificate.id == certificate_id)
    return str(certificate.child_id)


def codes(world: World, request_id: str, check: str) -> list[str]:
    """The codes that one check found on the newest version it looked at."""
    found = rows(
        world,
        CheckResult,
        CheckResult.request_id == request_id,
        CheckResult.check_code == check,
    )
    return [finding["code"] for finding in found[-1].findings]


def sent_codes(world: World, request_id: str) -> dict[str, list[str]]:
    """What each check of the submit found, by check; those that found nothing left out."""
    receipt = sent(world, request_id)
    assert set(receipt.findings) <= set(AT_SUBMIT)
    return {
        check: [finding.code for finding in found]
        for check, found in receipt.findings.items()
        if found
    }


def balances(world: World) -> dict[str, str]:
    """The ledger by account, in dollars; accounts at zero left out."""
    with reading(world.engine) as session:
        sums = session.execute(
            sa.select(LedgerPosting.account, sa.func.sum(LedgerPosting.amount)).group_by(
                LedgerPosting.account
            )
        )
        return {account.value: str(amount) for account, amount in sums if amount}


def audited(world: World, subject_id: str) -> list[tuple[str, dict[str, Any]]]:
    """The audit rows of one subject: action and what came after."""
    found = rows(world, AuditEvent, AuditEvent.subject_id == subject_id)
    return [(event.action, event.after) for event in found]
