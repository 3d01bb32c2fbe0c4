"""Notices: what people are told when nobody is looking at a page, and by which way."""

from __future__ import annotations

from enum import StrEnum


class NoticeEvent(StrEnum):
    """What happened; the sentence is made when the notice is sent."""

    REQUEST_RECEIVED = "request_received"
    REQUEST_NEEDS_ACTION = "request_needs_action"
    REQUEST_SCHEDULED = "request_scheduled"
    REQUEST_DENIED = "request_denied"
    DATE_SLIPPED = "date_slipped"
    PAYMENT_SENT = "payment_sent"
    PAYMENT_RETURNED = "payment_returned"
    BANK_DETAILS_ENTERED = "bank_details_entered"
    BANK_DETAILS_ACTIVE = "bank_details_active"
    BANK_DETAILS_STOPPED = "bank_details_stopped"


class Topic(StrEnum):
    """What a person chooses ways for. The last one cannot be switched off."""

    REQUESTS = "requests"
    PAYMENTS = "payments"
    ALWAYS = "always"


TOPICS: dict[NoticeEvent, Topic] = {
    NoticeEvent.REQUEST_RECEIVED: Topic.REQUESTS,
    NoticeEvent.DATE_SLIPPED: Topic.REQUESTS,
    NoticeEvent.REQUEST_SCHEDULED: Topic.PAYMENTS,
    NoticeEvent.PAYMENT_SENT: Topic.PAYMENTS,
    # A day by which to answer or appeal passes whether one reads of it or not; and who changes bank
    # details in another's name must not be able to silence the warning.
    NoticeEvent.REQUEST_NEEDS_ACTION: Topic.ALWAYS,
    NoticeEvent.REQUEST_DENIED: Topic.ALWAYS,
    NoticeEvent.PAYMENT_RETURNED: Topic.ALWAYS,
    NoticeEvent.BANK_DETAILS_ENTERED: Topic.ALWAYS,
    NoticeEvent.BANK_DETAILS_ACTIVE: Topic.ALWAYS,
    NoticeEvent.BANK_DETAILS_STOPPED: Topic.ALWAYS,
}


class Channel(StrEnum):
    """How a notice goes out."""

    EMAIL = "email"
    TEXT = "text"


class Ways(StrEnum):
    """How a person wants to hear of a topic."""

    EMAIL = "email"
    TEXT = "text"
    BOTH = "both"
    NONE = "none"


_CHANNELS: dict[Ways, tuple[Channel, ...]] = {
    Ways.EMAIL: (Channel.EMAIL,),
    Ways.TEXT: (Channel.TEXT,),
    Ways.BOTH: (Channel.EMAIL, Channel.TEXT),
    Ways.NONE: (),
}


def channels(topic: Topic, ways: Ways, *, can_text: bool) -> tuple[Channel, ...]:
    """By which ways a notice goes to a person; one that cannot be texted gets an email instead.

    `can_text`: there is a phone number, and it takes our texts.
    """
    wanted = _CHANNELS[Ways.BOTH if topic is Topic.ALWAYS else ways]
    if can_text:
        return wanted
    return (Channel.EMAIL,) if wanted else ()
