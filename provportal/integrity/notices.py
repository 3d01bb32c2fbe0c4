"""Notices: whoever was to be told of a new bank account has a notice waiting or sent."""

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
)
