"""The remittance snapshot: all that screen, PDF and CSV will show, taken once at settlement."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.calendar import eastern_date
from provportal.domain.money import ZERO, Money, total
from provportal.domain.remittance import Reason, Remittance, RemittanceLine
from provportal.domain.texts import Texts, Words
from provportal.store.agency import Agency
from provportal.store.bank_account import BankAccount
from provportal.store.decision import Adjustment
from provportal.store.payout import Batch, BatchLine, Entry
from provportal.store.programs import program_of
from provportal.store.provider import Certificate, Child, Contract, Organisation
from provportal.store.request import Request, RequestLine

Member = tuple[BatchLine, Request, RequestLine]


def take(
    session: Session,
    payment: tuple[Batch, Entry | None, str],
    members: Sequence[Member],
) -> tuple[Remittance, list[dict[str, Any]]]:
    """The snapshot of one payment, and the columns of its remittance lines."""
    batch, entry, number = payment
    agency = session.get_one(Agency, batch.agency_id)
    organisation = session.get_one(Organisation, members[0][1].organisation_id)
    contract = session.get_one(Contract, members[0][1].contract_id)
    account = session.get_one(BankAccount, entry.bank_account_id) if entry else None
    lines = [_line(session, member) for member in members]
    snapshot = Remittance(
        number=number,
        agency=agency.name,
        agency_phone=agency.phone,
        provider=organisation.name,
        provider_number=entry.provider_number if entry else contract.number,
        batch_number=batch.number,
        trace=entry.trace if entry else "",
        account_last4=account.last4 if account else "",
        released_on=eastern_date(batch.released_at or batch.built_at),
        effective_on=batch.effective_on,
        lines=tuple(lines),
    )
    return snapshot, [_columns(*pair) for pair in zip(members, lines, strict=True)]


def _line(session: Session, member: Member) -> RemittanceLine:
    batch_line, request, line = member
    child = session.get_one(Child, line.person_id)
    certificate = session.get_one(Certificate, request.certificate_id)
    program = program_of(session, request)
    reasons = _reasons(session, batch_line)
    return RemittanceLine(
        request_number=request.number,
        version=request.current_version,
        line_number=line.number,
        program=program.title,
        person=program.person_shown(child.name),
        authorisation=certificate.number,
        service_from=line.service_from,
        service_to=line.service_to,
        line_type=line.line_type,
        units=line.units,
        asked=line.asked,
        reduced=total(reason.amount for reason in reasons if reason.amount > ZERO),
        added=-total(reason.amount for reason in reasons if reason.amount < ZERO),
        offset=ZERO,
        paid=batch_line.amount,
        reasons=reasons,
        label=program.line_words(line.line_type),
    )


def _reasons(session: Session, batch_line: BatchLine) -> tuple[Reason, ...]:
    rows = session.scalars(
        sa.select(Adjustment)
        .where(Adjustment.decision_line_id == batch_line.decision_line_id)
        .order_by(Adjustment.id)
    )
    return tuple(Reason(row.code, row.amount, row.rule, row.params) for row in rows)


def _columns(member: Member, line: RemittanceLine) -> dict[str, Any]:
    batch_line, request, request_line = member
    return {
        "batch_line_id": batch_line.id,
        "request_id": request.id,
        "line_id": request_line.id,
        "asked": line.asked,
        "reduced": line.reduced,
        "added": line.added,
        "offset": line.offset,
        "paid": line.paid,
    }


def as_json(snapshot: Remittance) -> dict[str, Any]:
    """The stored form: money as '950.00', dates as ISO."""
    stored: dict[str, Any] = _plain(dataclasses.asdict(snapshot))
    return stored


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping) and set(value) == {"cents"}:
        return str(Money(value["cents"]))
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def from_json(stored: Mapping[str, Any]) -> Remittance:
    """The snapshot again, from its stored form."""
    # Snapshots of older releases name one program for all their lines.
    payment = {key: value for key, value in stored.items() if key != "program"}
    named = {"program": stored.get("program")}
    lines = tuple(_line_from(named | line) for line in stored["lines"])
    dates = {key: date.fromisoformat(stored[key]) for key in ("released_on", "effective_on")}
    return Remittance(**{**payment, **dates, "lines": lines})


def _words_from(stored: str | Mapping[str, str]) -> Words:
    """A message of the catalogue, or texts in every language."""
    return stored if isinstance(stored, str) else Texts(**stored)


def _line_from(stored: Mapping[str, Any]) -> RemittanceLine:
    money = {
        key: Money.read(stored[key]) for key in ("asked", "reduced", "added", "offset", "paid")
    }
    dates = {key: date.fromisoformat(stored[key]) for key in ("service_from", "service_to")}
    reasons = tuple(
        Reason(r["code"], Money.read(r["amount"]), r["rule"], r["params"])
        for r in stored["reasons"]
    )
    # Snapshots of older releases have no label.
    label = _words_from(stored["label"]) if stored.get("label") else None
    named = {"program": _words_from(stored["program"]), "label": label}
    return RemittanceLine(**{**stored, **money, **dates, "reasons": reasons, **named})
