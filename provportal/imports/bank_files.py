"""Files from the bank: told apart by content, read whole, posted once."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

import provportal.domain.ach.acknowledgement as acknowledgement
from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.returning import receive_return
from provportal.actions.settling import Acknowledgement, TotalsDiffer, acknowledge
from provportal.domain.ach.reader import Profile, Report, Unreadable, read_file
from provportal.domain.money import Money
from provportal.domain.roles import SYSTEM, Context
from provportal.store.payout import BankAnswer, BankFile, ReceivedFile
from provportal.store.row import new_id
from provportal.store.session import transaction

ACKNOWLEDGEMENT, ANSWERS, REFUSED = "acknowledgement", "answers", "refused"


class BadBankFile(Exception):
    """The file cannot be posted; nothing of it was. The reason is one sentence for staff."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AlreadyReceived(Exception):
    """Another relay kept the same bytes a moment before: there is nothing left to do."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came, and where its sealed copy lies."""

    agency_id: str
    name: str
    data: bytes
    storage_key: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def already_received(session: Session, agency_id: str, sha256: str) -> bool:
    """Whether these very bytes came before."""
    statement = sa.select(ReceivedFile.id).where(
        ReceivedFile.agency_id == agency_id, ReceivedFile.sha256 == sha256
    )
    return session.scalar(statement) is not None


def import_bank_file(engine: Engine, now: datetime, received: Received) -> int:
    """Post one file in one transaction; how many answers it had. The same file again posts nothing.

    Raises BadBankFile; then nothing of it is posted.
    """
    context = Context(SYSTEM, now)
    try:
        with transaction(engine) as session:
            return _post(session, context, received)
    except AlreadyReceived:
        return 0


def _post(session: Session, context: Context, received: Received) -> int:
    if already_received(session, received.agency_id, received.sha256):
        return 0
    if acknowledgement.looks_like(received.data):
        file = _keep(session, context, received, ACKNOWLEDGEMENT)
        return _post_acknowledgement(session, context, file, received.data)
    file = _keep(session, context, received, ANSWERS)
    return _post_answers(session, context, file, received.data)


def refuse_bank_file(engine: Engine, now: datetime, received: Received, reason: str) -> None:
    """Keep a bad file where staff see it, with the reason; it is not tried again."""
    context = Context(SYSTEM, now)
    with suppress(AlreadyReceived), transaction(engine) as session:
        file = _keep(session, context, received, REFUSED)
        subject = Subject("received_file", file.id, received.agency_id)
        change = Change(after={"name": received.name, "reason": reason})
        audit.record(session, context, "received_file.refused", subject, change)


def _keep(session: Session, context: Context, received: Received, kind: str) -> ReceivedFile:
    file = ReceivedFile(
        id=new_id(),
        agency_id=received.agency_id,
        name=received.name,
        kind=kind,
        sha256=received.sha256,
        storage_key=received.storage_key,
        received_at=context.now,
    )
    session.add(file)
    try:
        session.flush()
    except IntegrityError as taken:
        raise AlreadyReceived(received.name) from taken
    return file


def _post_acknowledgement(
    session: Session, context: Context, file: ReceivedFile, data: bytes
) -> int:
    try:
        read = acknowledgement.read(data)
        said = Acknowledgement(read.sha256, read.entries, Money(read.credit), read.accepted)
        _refuse_other_agencys(session, file, read.sha256)
        acknowledge(session, context, said)
    except (acknowledgement.Unreadable, TotalsDiffer, LookupError) as wrong:
        raise BadBankFile(str(wrong)) from wrong
    return 1


def _refuse_other_agencys(session: Session, file: ReceivedFile, sha256: str) -> None:
    """One agency's mailbox never moves another one's money."""
    statement = sa.select(BankFile.batch_id).where(
        BankFile.sha256 == sha256, BankFile.agency_id != file.agency_id
    )
    if session.scalar(statement) is not None:
        raise LookupError("an acknowledgement of a file that this agency never sent")


def _post_answers(session: Session, context: Context, file: ReceivedFile, data: bytes) -> int:
    report = _read(data)
    for read in report.answers:
        answer = BankAnswer(
            id=new_id(),
            file_id=file.id,
            agency_id=file.agency_id,
            line=read.line,
            kind=read.kind,
            code=read.code,
            original_trace=read.original_trace,
            details={"addenda_information": read.addenda_information},
        )
        session.add(answer)
        session.flush()
        if read.kind == "return":
            receive_return(session, context, answer, read.amount or 0)
    return len(report.answers)


def _read(data: bytes) -> Report:
    try:
        report = read_file(data, Profile.INBOUND)
    except Unreadable as wrong:
        raise BadBankFile("the file is not a bank file") from wrong
    if not report.answers:
        raise BadBankFile("the file holds no return, correction or acknowledgement")
    return report
