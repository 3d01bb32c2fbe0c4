"""What a run of the main job made: states, batches with files, remittances with proof."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.documents.remittances import CSV, PDF, document_of
from provportal.store.agency import Agency
from provportal.store.payout import BankFile, Batch, BatchLine, Entry
from provportal.store.provider import Organisation
from provportal.store.remittance import Remittance
from provportal.store.request import Request
from provportal.store.session import reading
from provportal.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Made:
    """One month's outcome. Paths are of real files; money is text with two decimals."""

    requests: dict[str, int]
    batches: list[dict[str, Any]]
    remittances: list[dict[str, str]]
    returns: int
    integrity: str

    def as_json(self) -> dict[str, Any]:
        return {
            "requests": self.requests,
            "batches": self.batches,
            "remittances": self.remittances,
            "returns": self.returns,
            "integrity": self.integrity,
        }

    def as_text(self) -> str:
        """The same for people."""
        states = ", ".join(f"{count} {state}" for state, count in self.requests.items())
        lines = [f"Requests: {states}"]
        lines += [
            f"Payment run {batch['number']}: {batch['entries']} payments, "
            f"${batch['total']}, {batch['file']}"
            for batch in self.batches
        ]
        lines += [
            f"{remittance['number']}  {remittance['provider']}  ${remittance['paid']}\n"
            f"    {remittance['pdf']}\n    {remittance['csv']}"
            for remittance in self.remittances
        ]
        lines += [f"Returns: {self.returns}", f"Integrity: {self.integrity}"]
        return "\n".join(lines)


def made_for(wiring: Wiring, month: date, integrity: str) -> Made:
    """What became of one month of care; its documents are laid out as files."""
    with reading(wiring.engine) as session:
        batch_ids = session.scalars(
            sa.select(BatchLine.batch_id)
            .join(Request, Request.id == BatchLine.request_id)
            .where(Request.service_from == month)
            .distinct()
        ).all()
        return Made(
            _states(session, month),
            _batches(session, wiring, batch_ids),
            _remittances(session, wiring, batch_ids),
            _returns(session, batch_ids),
            integrity,
        )


def _states(session: Session, month: date) -> dict[str, int]:
    states = session.scalars(sa.select(Request.state).where(Request.service_from == month))
    return dict(sorted(Counter(str(state) for state in states).items()))


def _batches(session: Session, wiring: Wiring, ids: Any) -> list[dict[str, Any]]:
    rows = session.execute(
        sa.select(Batch, BankFile.name, Agency.code)
        .join(BankFile, BankFile.batch_id == Batch.id)
        .join(Agency, Agency.id == Batch.agency_id)
        .where(Batch.id.in_(ids))
        .order_by(Agency.code, Batch.number)
    )
    return [
        {
            "number": batch.number,
            "entries": batch.entry_count,
            "total": str(batch.total),
            "file": str(wiring.settings.outgoing_path / code / name),
        }
        for batch, name, code in rows
    ]


def _remittances(session: Session, wiring: Wiring, ids: Any) -> list[dict[str, str]]:
    rows = session.execute(
        sa.select(Remittance, Organisation.name)
        .join(Organisation, Organisation.id == Remittance.organisation_id)
        .where(Remittance.batch_id.in_(ids))
        .order_by(Remittance.number)
    )
    folder = wiring.settings.data / "remittances"
    folder.mkdir(exist_ok=True, mode=0o700)
    return [
        {
            "number": remittance.number,
            "provider": provider,
            "paid": str(remittance.paid),
            "pdf": _lay_out(session, wiring, remittance, (PDF, folder)),
            "csv": _lay_out(session, wiring, remittance, (CSV, folder)),
        }
        for remittance, provider in rows
    ]


def _lay_out(
    session: Session, wiring: Wiring, remittance: Remittance, what: tuple[str, Path]
) -> str:
    kind, folder = what
    document = document_of(session, remittance.id, kind)
    if document is None:
        raise LookupError(f"{remittance.number} has no {kind}")
    path = folder / f"{remittance.number}.{kind.rpartition('_')[2]}"
    path.write_bytes(wiring.storage.get(document.storage_key))
    return str(path)


def _returns(session: Session, ids: Any) -> int:
    statement = sa.select(sa.func.count()).select_from(Entry)
    statement = statement.where(Entry.batch_id.in_(ids), Entry.return_code.is_not(None))
    return session.scalar(statement) or 0
