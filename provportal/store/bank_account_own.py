"""What a provider sees of its bank accounts; each question starts from the organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.bank_account import BEING_CHECKED, AccountState
from provportal.domain.notice import NoticeEvent
from provportal.domain.roles import Role
from provportal.store.agency import Agency
from provportal.store.bank_account import BankAccount
from provportal.store.notice import Notice
from provportal.store.person import Membership, Person
from provportal.store.provider import Contract
from provportal.store.reads import NotFound


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an account, and who entered it."""

    account: BankAccount
    entered_by: str


@dataclass(frozen=True, slots=True)
class OwnAccounts:
    """Every account to which one agency paid a provider or may pay it, newest first."""

    agency_id: str
    agency: str
    versions: Sequence[Version]

    @property
    def current(self) -> BankAccount | None:
        """The account that payments go to, or went to until it was suspended."""
        return self._newest(AccountState.ACTIVE) or self._newest(AccountState.SUSPENDED)

    @property
    def change(self) -> Version | None:
        """The change on its way."""
        return next((one for one in self.versions if one.account.state in BEING_CHECKED), None)

    def _newest(self, state: AccountState) -> BankAccount | None:
        return next((one.account for one in self.versions if one.account.state is state), None)


def own_accounts(session: Session, organisation_id: str, agency_id: str) -> OwnAccounts:
    """A provider's accounts at an agency. Raises NotFound without a contract."""
    agency = session.scalar(
        sa.select(Agency.name)
        .join(Contract, Contract.agency_id == Agency.id)
        .where(Contract.organisation_id == organisation_id, Agency.id == agency_id)
        .limit(1)
    )
    if agency is None:
        raise NotFound("agency")
    rows = session.execute(
        sa.select(BankAccount, Person.name)
        .outerjoin(Person, Person.id == BankAccount.entered_by_id)
        .where(BankAccount.organisation_id == organisation_id, BankAccount.agency_id == agency_id)
        .order_by(BankAccount.version.desc())
    )
    return OwnAccounts(agency_id, agency, [Version(row, name or "") for row, name in rows])


def own_account(session: Session, organisation_id: str, account_id: str) -> BankAccount:
    """One account of a provider. Raises NotFound, for another's too."""
    found = session.scalar(
        sa.select(BankAccount).where(
            BankAccount.id == account_id, BankAccount.organisation_id == organisation_id
        )
    )
    if found is None:
        raise NotFound("bank account")
    return found


def told_of(session: Session, account_id: str) -> Sequence[str]:
    """The addresses of those who were told when an account was entered."""
    return session.scalars(
        sa.select(Person.email)
        .join(Notice, Notice.person_id == Person.id)
        .where(
            Notice.subject == "bank_account",
            Notice.subject_id == account_id,
            Notice.event == NoticeEvent.BANK_DETAILS_ENTERED,
        )
        .order_by(Person.email)
    ).all()


def admin_names(session: Session, organisation_id: str) -> Sequence[str]:
    """The provider admins of an organisation, by name."""
    return session.scalars(
        sa.select(Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role == Role.PROVIDER_ADMIN,
            Person.disabled_at.is_(None),
        )
        .order_by(Person.name)
    ).all()
