"""Questions asked of the rows that several actions need, each starting from a scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.bank_account import AccountState
from provportal.domain.program import (
    CertificateFacts,
    ContractFacts,
    Facts,
    PersonFacts,
    RateFact,
)
from provportal.domain.roles import Actor, Role
from provportal.domain.rulebook import RuleBook
from provportal.store.agency import Agency, RuleDraft, RuleVersion
from provportal.store.bank_account import BankAccount
from provportal.store.decision import CheckResult
from provportal.store.locking import locked
from provportal.store.provider import Certificate, Child, Contract, Rate
from provportal.store.request import Request, RequestLine, RequestVersion


class NotFound(LookupError):
    """No such row in this scope; another scope's id answers like one that does not exist."""

    def __init__(self, noun: str) -> None:
        super().__init__(f"We could not find that {noun}")
        self.noun = noun


def scoped_requests(actor: Actor) -> sa.Select[Request]:
    """The requests an actor may see at all."""
    statement = sa.select(Request)
    if actor.role is Role.SYSTEM:
        return statement
    if actor.agency_id is not None:
        return statement.where(Request.agency_id == actor.agency_id)
    return statement.where(Request.organisation_id == actor.organisation_id)


def request_for_update(session: Session, actor: Actor, request_id: str) -> Request:
    """The request, locked. Raises NotFound."""
    statement = locked(scoped_requests(actor).where(Request.id == request_id))
    found = session.scalar(statement)
    if found is None:
        raise NotFound("request")
    return found


def current_version(session: Session, request: Request) -> RequestVersion:
    """The version that counts. Raises NotFound before the first submit."""
    found = session.scalar(
        sa.select(RequestVersion).where(
            RequestVersion.request_id == request.id,
            RequestVersion.number == request.current_version,
        )
    )
    if found is None:
        raise NotFound("version")
    return found


def lines_of(session: Session, version_id: str) -> Sequence[RequestLine]:
    """The lines of a version, in order."""
    return session.scalars(
        sa.select(RequestLine)
        .where(RequestLine.version_id == version_id)
        .order_by(RequestLine.number)
    ).all()


def check_results(session: Session, version_id: str) -> Sequence[CheckResult]:
    """The checks of a version, in the order in which they were asked for."""
    return session.scalars(
        sa.select(CheckResult)
        .where(CheckResult.version_id == version_id)
        .order_by(CheckResult.asked_at, CheckResult.id)
    ).all()


def facts_of(session: Session, request: Request) -> Facts:
    """All that the records know about a request."""
    contract, certificate, child, agency = session.execute(
        sa.select(Contract, Certificate, Child, Agency)
        .join(Certificate, Certificate.contract_id == Contract.id)
        .join(Child, Child.id == Certificate.child_id)
        .join(Agency, Agency.id == Contract.agency_id)
        .where(Certificate.id == request.certificate_id)
    ).one()
    rates = session.scalars(sa.select(Rate).where(Rate.contract_id == contract.id))
    sheet = tuple(RateFact(r.category, r.age_group, r.amount, r.effective_from) for r in rates)
    return Facts(
        county=agency.county,
        contract=ContractFacts(
            contract.number, contract.starts_on, contract.ends_on, contract.terms, sheet
        ),
        certificate=CertificateFacts(
            certificate.number, certificate.starts_on, certificate.ends_on, certificate.terms
        ),
        person=PersonFacts(child.number, child.name, child.born, child.terms),
        service_from=request.service_from,
        service_to=request.service_to,
    )


def rule_version_on(session: Session, agency_id: str, program: str, day: date) -> RuleVersion:
    """The rule version in force on a day. Raises NotFound."""
    found = session.scalar(
        sa.select(RuleVersion)
        .where(
            RuleVersion.agency_id == agency_id,
            RuleVersion.program == program,
            RuleVersion.effective_from <= day,
        )
        .order_by(RuleVersion.effective_from.desc(), RuleVersion.published_at.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound("rule version")
    return found


def book_of(version: RuleVersion | RuleDraft) -> RuleBook:
    """The stored version or draft as the value that programs read."""
    return RuleBook(version.version, version.effective_from, version.payload)


def active_account(session: Session, agency_id: str, organisation_id: str) -> BankAccount | None:
    """The account that payments go to now, if there is one."""
    return session.scalar(
        sa.select(BankAccount).where(
            BankAccount.agency_id == agency_id,
            BankAccount.organisation_id == organisation_id,
            BankAccount.state == AccountState.ACTIVE,
        )
    )
