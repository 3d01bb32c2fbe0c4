"""Starting a request: which child, which month."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

import sqlalchemy as sa
from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from provportal.actions import drafts
from provportal.blueprints.wizard.journey import blueprint
from provportal.domain.calendar import pacific_date
from provportal.domain.programs import PROGRAMS, person_shown
from provportal.domain.request import ExceptionKind, Place
from provportal.domain.roles import PROVIDER_ROLES, Actor
from provportal.domain.texts import Words
from provportal.forms.base import Form
from provportal.forms.day_words import asked, month_name, plain_day
from provportal.forms.fields import ChoiceField, answered
from provportal.store.programs import declared_at
from provportal.store.provider import Certificate, Child, Contract
from provportal.store.request import Request
from provportal.store.rules import months_back_on
from provportal.web.access import allow
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context


@dataclass(frozen=True, slots=True)
class Askable:
    """An approval with the months that can be asked under it, newest first."""

    certificate_id: str
    person: str
    about: str
    months: list[tuple[str, str]]
    """(2026-10, October 2026)"""
    begun: list[tuple[str, str]] = field(default_factory=list)
    """Drafts of it: (request id, month)."""


class StartForm(Form):
    """Which child is this for? The month's list belongs to the child that is chosen."""

    certificate = ChoiceField(_l("Which child is this for?"), [answered(_l("Choose the child"))])


@blueprint.get("/new")
@allow(*PROVIDER_ROLES)
def start() -> str:
    """Ask for the child and the month."""
    return _page(_form(found := _askable()), found)


@blueprint.post("/new")
@allow(*PROVIDER_ROLES)
def begin() -> Response | tuple[str, int]:
    """Start the draft and go to its first page."""
    found = _askable()
    form = _form(found)
    month = request.form.get(f"month-{request.form.get('certificate', '')}", "")
    if form.validate() and month not in _months_of(found, str(form.certificate.data)):
        form.refuse("certificate", _("Choose the month of care"))
    if form.faults:
        return _page(form, found), form.status
    first = date.fromisoformat(f"{month}-01")
    with transaction() as session:
        begun = drafts.start(session, current_context(), str(form.certificate.data), first)
    return redirect(url_for("wizard.resume", request_id=begun.id), 303)


def _page(form: StartForm, found: list[Askable]) -> str:
    chosen = request.form.get("certificate", "")
    month = request.form.get(f"month-{chosen}", "")
    return render_template("wizard/start.html", form=form, found=found, chosen=chosen, month=month)


def _form(found: list[Askable]) -> StartForm:
    form = StartForm()
    form.certificate.choices = [(one.certificate_id, one.person) for one in found if one.months]
    return form


def _months_of(found: list[Askable], certificate_id: str) -> set[str]:
    return {
        value
        for one in found
        if one.certificate_id == certificate_id
        for value, _word in one.months
    }


def _askable() -> list[Askable]:
    context = current_context()
    today = pacific_date(context.now)
    with reading() as session:
        approvals = session.execute(_approvals(context.actor)).all()
        contracts = [contract for contract, *_ in approvals]
        offered = months_back_on(session, _programs(contracts), today)
        since = min(_months_back(today, max(offered.values(), default=0)))
        taken = session.scalars(_living(context.actor, since)).all()
        declared = _titles(session, contracts)
    by_certificate = {
        key: list(rows) for key, rows in groupby(taken, key=lambda row: row.certificate_id)
    }
    return [
        _askable_of(
            (contract, certificate, child),
            _months_back(today, offered[(contract.agency_id, contract.program)]),
            by_certificate.get(certificate.id, []),
            declared.get(contract.id),
        )
        for contract, certificate, child in approvals
    ]


def _programs(contracts: list[Contract]) -> set[tuple[str, str]]:
    return {(contract.agency_id, contract.program) for contract in contracts}


def _titles(session: Session, contracts: list[Contract]) -> dict[str, Words]:
    """What each contract of a declared program is for: the portal's own need no telling."""
    others = [contract for contract in contracts if contract.program not in PROGRAMS]
    found = declared_at(session, {contract.agency_id for contract in others}) if others else {}
    titles = {named: program.title for named, program in found.items()}
    return {
        contract.id: titles[(contract.agency_id, contract.program)]
        for contract in others
        if (contract.agency_id, contract.program) in titles
    }


def _askable_of(
    row: tuple[Contract, Certificate, Child],
    offered: list[date],
    taken: list[Request],
    title: Words | None,
) -> Askable:
    contract, certificate, child = row
    first = max(contract.starts_on, certificate.starts_on)
    last = min(certificate.ends_on, contract.ends_on or certificate.ends_on)
    months = [month for month in offered if first.replace(day=1) <= month <= last]
    begun = {one.service_from for one in taken}
    return Askable(
        certificate.id,
        person_shown(contract.program, child.name),
        _about(certificate, title),
        [(f"{month:%Y-%m}", month_name(month)) for month in months if month not in begun],
        [(one.id, month_name(one.service_from)) for one in taken if one.place is Place.DRAFT],
    )


def _about(certificate: Certificate, title: Words | None) -> str:
    """'Approved 1 Jan 2026 to 31 Dec 2026', after the program's name where it is a declared one."""
    first, last = plain_day(certificate.starts_on), plain_day(certificate.ends_on)
    approved = str(_("Approved %(first)s to %(last)s", first=first, last=last))
    if title is None:
        return approved
    return str(_("%(before)s. %(after)s", before=asked(title), after=approved))


def _months_back(today: date, how_many: int) -> list[date]:
    """First days of months, newest first; the one that still runs comes last: few ask for it."""
    months = [today.replace(day=1)]
    while len(months) <= how_many:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return [*months[1:], months[0]]


def _approvals(actor: Actor) -> sa.Select[Contract, Certificate, Child]:
    return (
        sa.select(Contract, Certificate, Child)
        .join(Certificate, Certificate.contract_id == Contract.id)
        .join(Child, Child.id == Certificate.child_id)
        .where(Contract.organisation_id == actor.organisation_id)
        .order_by(Child.name, Certificate.starts_on.desc())
    )


def _living(actor: Actor, since: date) -> sa.Select[Request]:
    """Requests that stand for their month: neither withdrawn nor denied."""
    return (
        sa.select(Request)
        .where(
            Request.organisation_id == actor.organisation_id,
            Request.service_from >= since,
            Request.withdrawn_at.is_(None),
            sa.or_(
                Request.exception_kind.is_(None), Request.exception_kind != ExceptionKind.DENIED
            ),
        )
        .order_by(Request.certificate_id, Request.service_from.desc())
    )
