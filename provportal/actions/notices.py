"""Notices: queued for each person concerned, in the transaction of what happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.actions.audit import Subject
from provportal.actions.promises import Job, promise
from provportal.domain.delivery import QuietHours
from provportal.domain.notice import TOPICS, Channel, NoticeEvent, Topic, Ways, channels
from provportal.domain.roles import Context, Role
from provportal.store.bank_account import BankAccount
from provportal.store.notice import Notice, NoticeDelivery, NoticePreference
from provportal.store.person import Membership, Person
from provportal.store.request import Request
from provportal.store.row import new_id

Reader = tuple[Person, NoticePreference | None]
"""A person and what the person chose; None as long as nothing was chosen."""


@dataclass(frozen=True, slots=True)
class News:
    """What happened to what. `params` are request numbers, days, codes and last fours.

    Never a name, an amount or the number of an account: they are read on a locked screen.
    """

    event: NoticeEvent
    subject: Subject
    organisation_id: str
    params: dict[str, str]


def tell_admins(session: Session, context: Context, news: News) -> int:
    """Tell each provider admin that an organisation has at this moment; returns how many.

    They are the contacts from before the change: whoever changes an account cannot choose them.
    """
    return _tell(
        session,
        context,
        news,
        _members(news.organisation_id).where(Membership.role == Role.PROVIDER_ADMIN),
    )


def tell_sender(
    session: Session, context: Context, request: Request, event: NoticeEvent, **params: str
) -> int:
    """Tell who sent a request; its provider's admins when that person has left. How many."""
    subject = Subject("request", request.id, request.agency_id)
    told = {"number": request.number, **params}
    news = News(event, subject, request.organisation_id, told)
    sender = _members(request.organisation_id).where(Person.id == request.submitted_by_id)
    return _tell(session, context, news, sender) or tell_admins(session, context, news)


def tell_of_account(
    session: Session, context: Context, account: BankAccount, event: NoticeEvent
) -> int:
    """Tell what happened to an account; returns how many were told."""
    subject = Subject("bank_account", account.id, account.agency_id)
    params = {"last4": account.last4}
    return tell_admins(session, context, News(event, subject, account.organisation_id, params))


def _members(organisation_id: str) -> sa.Select[Person, NoticePreference]:
    """The people of an organisation who have not left, each once."""
    return (
        sa.select(Person, NoticePreference)
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(NoticePreference, NoticePreference.person_id == Person.id)
        .where(Membership.organisation_id == organisation_id, Person.disabled_at.is_(None))
        .order_by(Person.id)
    )


def _tell(
    session: Session,
    context: Context,
    news: News,
    readers: sa.Select[Person, NoticePreference],
) -> int:
    found: dict[str, Reader] = {row[0].id: (row[0], row[1]) for row in session.execute(readers)}
    for reader in found.values():
        _queue(session, context, news, reader)
    return len(found)


def _queue(session: Session, context: Context, news: News, reader: Reader) -> None:
    """The notice, and a promise for each way by which it goes out."""
    person, chosen = reader
    notice = Notice(
        id=new_id(),
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
    session.add(notice)
    session.flush()
    queue_deliveries(session, context, notice, _channels(news.event, chosen), chosen)


def queue_deliveries(
    session: Session,
    context: Context,
    notice: Notice,
    ways: Iterable[Channel],
    chosen: NoticePreference | None,
) -> None:
    """A first attempt by each channel, promised for now, or for the end of the quiet hours."""
    quiet = quiet_hours(chosen)
    for channel in ways:
        attempt = NoticeDelivery(
            id=new_id(),
            agency_id=notice.agency_id,
            organisation_id=notice.organisation_id,
            notice_id=notice.id,
            channel=channel,
            attempt=1,
            due_at=quiet.wait(channel, context.now),
        )
        session.add(attempt)
        promise(session, context, Job.SEND_NOTICE, attempt.id, attempt.due_at)


def quiet_hours(chosen: NoticePreference | None) -> QuietHours:
    """Those of a person, else ours."""
    return QuietHours(chosen.quiet_from, chosen.quiet_to) if chosen else QuietHours()


def _channels(event: NoticeEvent, chosen: NoticePreference | None) -> tuple[Channel, ...]:
    topic = TOPICS[event]
    if chosen is None:
        return channels(topic, Ways.EMAIL, can_text=False)
    ways = {Topic.REQUESTS: chosen.requests, Topic.PAYMENTS: chosen.payments}
    return channels(topic, ways.get(topic, Ways.BOTH), can_text=chosen.takes_texts)
