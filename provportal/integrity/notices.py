"""Notices and promised dates: who was to be told is told, and nothing is promised in vain."""

from __future__ import annotations

import json
from collections.abc import Iterator

from provportal.integrity.invariant import Breach, Columns, Invariant


def told_as_recorded(row: Columns) -> Iterator[Breach]:
    """The audit row of an entered account says how many people were to be told.

    One from before there were notices says nothing, and is not judged.
    """
    name, entered, notices = row
    told = json.loads(entered).get("told")
    if told is not None and (told < 1 or told != notices):
        yield Breach(name, f"{told} people were to be told of it, and there are {notices} notices")


NOTICES = (
    Invariant(
        "entered_account_is_told",
        "Each admin whom a new bank account was to be told to has a notice.",
        """
        SELECT 'bank_account ' || c.id, CAST(a.after AS TEXT), COALESCE(n.told, 0)
        FROM bank_account c
        JOIN audit_event a ON a.subject = 'bank_account' AND a.action = 'bank_account.enter'
            AND REPLACE(a.subject_id, '-', '') = REPLACE(CAST(c.id AS VARCHAR(36)), '-', '')
        LEFT JOIN (
            SELECT REPLACE(subject_id, '-', '') AS id, COUNT(DISTINCT person_id) AS told
            FROM notice WHERE event = 'bank_details_entered'
            GROUP BY REPLACE(subject_id, '-', '')
        ) n ON n.id = REPLACE(CAST(c.id AS VARCHAR(36)), '-', '')
        """,
        told_as_recorded,
    ),
    Invariant(
        "sent_notice_was_delivered",
        "A notice is marked as sent when an attempt to deliver it succeeded, and only then.",
        """
        SELECT 'notice ' || n.id, CASE WHEN n.sent_at IS NULL
            THEN 'it was delivered and is not marked as sent'
            ELSE 'it is marked as sent and no attempt was delivered' END
        FROM notice n
        LEFT JOIN (
            SELECT notice_id AS id, COUNT(*) AS times
            FROM notice_delivery WHERE result = 'delivered' GROUP BY notice_id
        ) d ON d.id = n.id
        WHERE (n.sent_at IS NULL AND d.times > 0) OR (n.sent_at IS NOT NULL AND d.times IS NULL)
        """,
    ),
    Invariant(
        "open_promise_has_its_request",
        "A date is promised only for a request that waits for a decision or for its money.",
        """
        SELECT 'request ' || r.number, 'it is promised ' || p.kind || ' and is '
            || CASE WHEN r.withdrawn_at IS NOT NULL THEN 'withdrawn'
               ELSE r.state || COALESCE('.' || r.exception_kind, '') END
        FROM promised_date p
        JOIN request r ON r.id = p.request_id
        WHERE p.closed_at IS NULL AND (r.withdrawn_at IS NOT NULL OR r.state IN ('draft', 'paid')
            OR r.exception_kind IN ('provider', 'denied', 'returned'))
        """,
    ),
)
