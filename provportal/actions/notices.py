"""Notices: queued for each person concerned, in the transaction of what happened."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.audit import Subject
from provportal.domain.notice import NoticeEvent
from provportal.domain.roles import Context, Role
from provportal.store.bank_account import BankAccount
from provportal.store.notice import Notice
from provportal.store.person import Membership, Person


@dataclass(frozen=True, slots=True)
class News:
    """What happened to what. `params` are dates, codes and last fours; never a name or a number."""

    event: NoticeEvent
    subject: Subject
    organisation_id: str
    params: dict[str, str]


def tell_admins(session: Session, context: Context, news: News) -> int:
    """Tell each provider admin that an organisation has at this moment; returns how many.

    They are the contacts from before the change: whoever changes an account cannot choose them.
    """
    admins = session.scalars(
        sa.select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organisation_id == news.organisation_id,
            Membership.role == Role.PROVIDER_ADMIN,
            Person.disabled_at.is_(None),
        )
        .order_by(Person.id)
    ).all()
    session.add_all(_notice(context, news, admin) for admin in admins)
    return len(admins)


def tell_of_account(
    session: Session, context: Context, account: BankAccount, event: NoticeEvent
) -> int:
    """Tell what happened to an account; returns how many were told."""
    subject = Subject("bank_account", account.id, account.agency_id)
    params = {"last4": account.last4}
    return tell_admins(session, context, News(event, subject, account.organisation_id, params))


def _notice(context: Context, news: News, person: Person) -> Notice:
    return Notice(
        agency_id=str(news.subject.agency_id),
        organisation_id=news.organisation_id,
        person_id=person.id,
        event=news.event,
        subject=news.subject.noun,
        subject_id=news.subject.id,
        language=person.language,
        params=news.params,
        queued_at=context.now,
    )
