"""Notices: what people are told when nobody is looking at a page."""

from __future__ import annotations

from enum import StrEnum


class NoticeEvent(StrEnum):
    """What happened; the sentence is made when the notice is sent."""

    BANK_DETAILS_ENTERED = "bank_details_entered"
    BANK_DETAILS_ACTIVE = "bank_details_active"
    BANK_DETAILS_STOPPED = "bank_details_stopped"
    PAYMENT_RETURNED = "payment_returned"
