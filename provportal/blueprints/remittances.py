"""Payments of a provider: each deposit with its requests, and its record as PDF and CSV."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotFound as NoSuchPage

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.actions.snapshots import from_json
from provportal.domain.money import Money
from provportal.domain.roles import PROVIDER_ROLES
from provportal.store.provider_pages import (
    CSV,
    PAGE,
    PDF,
    PaymentRecord,
    documents_of,
    one_remittance,
    remittances,
    requests_paid,
    shown_in_bank_as,
)
from provportal.store.reads import NotFound
from provportal.store.remittance import Remittance
from provportal.web.access import allow
from provportal.web.equipment import equipment, reading, transaction
from provportal.web.identity import current_context
from provportal.web.language import current
from provportal.words import dates
from provportal.words import remittance as words
from provportal.words import remittance_table as table
from provportal.words.money_sentence import payment_sentence

blueprint = Blueprint("remittances", __name__, url_prefix="/payments")

KINDS = {"pdf": PDF, "csv": CSV}


@dataclass(frozen=True, slots=True)
class Row:
    """A payment in the list."""

    id: str
    day: str
    paid: Money
    covers: str
    last4: str
    returned: str


@blueprint.get("")
@allow(*PROVIDER_ROLES)
def index() -> str:
    """Payments, newest first."""
    after = _id(request.args.get("after", ""))
    with reading() as session:
        found = remittances(session, _organisation_id(), after)
    return render_template(
        "remittances/index.html",
        payments=[_row(row) for row in found[:PAGE]],
        after=found[PAGE - 1].id if len(found) > PAGE else "",
        is_first=after is None,
    )


def _row(row: Remittance) -> Row:
    snapshot = from_json(row.snapshot)
    return Row(
        row.id,
        _day(row.settled_on),
        row.paid,
        words.covers(current(), snapshot),
        snapshot.account_last4,
        _day(row.returned_on) if row.returned_on else "",
    )


@blueprint.get("/<uuid:remittance_id>")
@allow(*PROVIDER_ROLES)
def show(remittance_id: UUID) -> str:
    """One payment: what it paid, line by line, and how to find it in the bank."""
    with reading() as session:
        row = one_remittance(session, _organisation_id(), str(remittance_id))
        record = PaymentRecord(row, documents_of(session, row.id))
        paid = requests_paid(session, row.id)
        in_bank_as = shown_in_bank_as(session, row.agency_id)
    snapshot, language = from_json(row.snapshot), current()
    return render_template(
        "remittances/show.html",
        row=row,
        snapshot=snapshot,
        sentence=payment_sentence(language, snapshot),
        covers=words.covers(language, snapshot),
        programs=words.programs(language, snapshot),
        columns=table.columns(language),
        lines=[(line, paid.get(line.request_number)) for line in table.lines(language, snapshot)],
        totals=table.figures(language, snapshot),
        in_bank_as=in_bank_as,
        files={kind: record.document(name) for kind, name in KINDS.items()},
        day=_day(row.settled_on),
        released=_day(snapshot.released_on),
        returned=_day(row.returned_on) if row.returned_on else "",
    )


@blueprint.get("/<uuid:remittance_id>/record.pdf", defaults={"kind": "pdf"})
@blueprint.get("/<uuid:remittance_id>/record.csv", defaults={"kind": "csv"})
@allow(*PROVIDER_ROLES)
def download(remittance_id: UUID, kind: str) -> Response:
    """The stored bytes, the same on each download; that it was downloaded is recorded."""
    context = current_context()
    with transaction() as session:
        row = one_remittance(session, _organisation_id(), str(remittance_id))
        document = PaymentRecord(row, documents_of(session, row.id)).document(KINDS[kind])
        if document is None:
            raise NotFound("document")
        subject = Subject("document", document.id, row.agency_id)
        audit.record(session, context, "document.download", subject, Change(after={"kind": kind}))
    answer = Response(equipment().storage.get(document.storage_key), mimetype=document.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{row.number}.{kind}"'
    answer.headers["Content-Type"] = document.media_type
    return answer


def _organisation_id() -> str:
    return str(current_context().actor.organisation_id)


def _day(when: date) -> str:
    return dates.day(current(), when)


def _id(typed: str) -> str | None:
    try:
        return str(UUID(typed)) if typed else None
    except ValueError:
        raise NoSuchPage from None
