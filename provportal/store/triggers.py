"""The triggers: what must never be false, said by the database itself, on both engines.

Made from the lifecycle tables, so that not even SQL can jump. A migration holds the text as it
was when it was written; a test compares it with what this module makes today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provportal.domain import bank_account, payout, request, rule_draft, upload

_PLACE = "{row}.state || COALESCE('.' || {row}.exception_kind, '')"
_STATE = "{row}.state"

APPEND_ONLY = (
    "adjustment",
    "audit_event",
    "decision",
    "decision_line",
    "ledger_posting",
    "received_file",
    "remittance_line",
    "request_line",
    "request_version",
    "rule_version",
)
"""Rows of these tables are written once."""

_BLOCKED = (
    "NEW.state IN ('submitted', 'in_review', 'approved', 'payout_scheduled') AND EXISTS ("
    "SELECT 1 FROM check_result c JOIN request_version v ON v.id = c.version_id "
    "WHERE v.request_id = NEW.id AND v.number = NEW.current_version AND c.verdict = 'blocked')"
)
_PAID_WITHOUT = (
    "NEW.state = 'paid' AND NOT EXISTS (SELECT 1 FROM remittance_line l "
    "JOIN remittance r ON r.id = l.remittance_id "
    "WHERE l.request_id = NEW.id AND r.returned_on IS NULL)"
)
_SCHEDULED_WITHOUT = (
    "NEW.state = 'payout_scheduled' AND NOT EXISTS ("
    "SELECT 1 FROM batch_line b WHERE b.request_id = NEW.id AND b.active)"
)
_RELEASED = (
    "OLD.state <> 'built' AND (NEW.total <> OLD.total OR NEW.entry_count <> OLD.entry_count "
    "OR NEW.effective_on <> OLD.effective_on OR NEW.number <> OLD.number)"
)
_WRITTEN_FILE = (
    "OLD.sha256 IS NOT NULL OR NEW.name <> OLD.name OR NEW.created_at <> OLD.created_at "
    "OR NEW.file_id_modifier <> OLD.file_id_modifier"
)
_REMITTANCE = (
    "NEW.snapshot IS NULL OR NEW.number <> OLD.number OR NEW.paid <> OLD.paid "
    "OR NEW.settled_on <> OLD.settled_on "
    "OR CAST(NEW.snapshot AS TEXT) <> CAST(OLD.snapshot AS TEXT)"
)
_NOTICE = (
    "OLD.sent_at IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.event <> OLD.event "
    "OR NEW.subject_id <> OLD.subject_id OR NEW.queued_at <> OLD.queued_at "
    "OR CAST(NEW.params AS TEXT) <> CAST(OLD.params AS TEXT)"
)
_PROPOSED_TEXT = (
    "OLD.state <> 'written' AND (NEW.hash <> OLD.hash OR NEW.version <> OLD.version "
    "OR NEW.effective_from <> OLD.effective_from OR NEW.program <> OLD.program "
    "OR NEW.agency_id <> OLD.agency_id "
    "OR CAST(NEW.payload AS TEXT) <> CAST(OLD.payload AS TEXT) "
    "OR CAST(NEW.authors AS TEXT) <> CAST(OLD.authors AS TEXT))"
)
_UPLOAD = (
    "NEW.sha256 <> OLD.sha256 OR NEW.request_id <> OLD.request_id "
    "OR NEW.agency_id <> OLD.agency_id "
    "OR NEW.organisation_id <> OLD.organisation_id OR NEW.question <> OLD.question "
    "OR NEW.sent_at <> OLD.sent_at"
)
_ONE_PERSON = (
    "NEW.published_by_id IS NOT NULL "
    "AND (NEW.drafted_by_id IS NULL OR NEW.drafted_by_id = NEW.published_by_id)"
)
_DELIVERY = (
    "OLD.result IS NOT NULL OR NEW.notice_id <> OLD.notice_id OR NEW.channel <> OLD.channel "
    "OR NEW.attempt <> OLD.attempt"
)
_PERSON_NOTICE = (
    "OLD.result IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.event <> OLD.event "
    "OR NEW.channel <> OLD.channel OR NEW.attempt <> OLD.attempt"
)
_PROMISED_DATE = (
    "OLD.closed_at IS NOT NULL OR NEW.request_id <> OLD.request_id OR NEW.kind <> OLD.kind "
    "OR NEW.day <> OLD.day OR NEW.made_at <> OLD.made_at"
)


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuse an event on a table when a condition holds."""

    name: str
    table: str
    event: str
    when: str
    message: str


def _lifecycle(
    table: str, start: str, pairs: Iterable[tuple[str, str]], state: str
) -> Iterator[Guard]:
    new, old = state.format(row="NEW"), state.format(row="OLD")
    allowed = ", ".join(f"'{source}>{target}'" for source, target in pairs)
    yield Guard(
        f"{table}_start", table, "INSERT", f"({new}) <> '{start}'", f"a {table} starts in {start}"
    )
    yield Guard(
        f"{table}_move",
        table,
        "UPDATE",
        f"({new}) <> ({old}) AND ({old}) || '>' || ({new}) NOT IN ({allowed})",
        f"the lifecycle of {table} has no such move",
    )


def guards() -> list[Guard]:
    """All of them, in the order in which they are made."""
    accounts, drafts = bank_account.LIFECYCLE, rule_draft.LIFECYCLE
    return [
        *_lifecycle("request", request.LIFECYCLE.start, request.LIFECYCLE.pairs(), _PLACE),
        *_lifecycle("batch", payout.BATCH.start, payout.BATCH.pairs(), _STATE),
        *_lifecycle("entry", payout.ENTRY.start, payout.ENTRY.pairs(), _STATE),
        *_lifecycle("bank_account", accounts.start, accounts.pairs(), _STATE),
        *_lifecycle("rule_draft", drafts.start, drafts.pairs(), _STATE),
        *_lifecycle("upload", upload.LIFECYCLE.start, upload.LIFECYCLE.pairs(), _STATE),
        *_EVIDENCE,
        *_append_only(),
        # REPLACE deletes before it inserts, past a delete trigger where the pragma is off.
        Guard(
            "audit_event_no_replace",
            "audit_event",
            "INSERT",
            "EXISTS (SELECT 1 FROM audit_event WHERE sequence = NEW.sequence)",
            "audit_event is append-only",
        ),
    ]


_EVIDENCE = (
    Guard("request_blocked", "request", "UPDATE", _BLOCKED, "a blocking check failed"),
    Guard("request_paid", "request", "UPDATE", _PAID_WITHOUT, "paid needs a remittance"),
    Guard("request_scheduled", "request", "UPDATE", _SCHEDULED_WITHOUT, "scheduled needs a batch"),
    Guard("batch_released", "batch", "UPDATE", _RELEASED, "a released batch never changes"),
    Guard("bank_file_kept", "bank_file", "UPDATE", _WRITTEN_FILE, "a bank file is written once"),
    Guard("bank_file_no_delete", "bank_file", "DELETE", "1 = 1", "a bank file is kept"),
    Guard("remittance_kept", "remittance", "UPDATE", _REMITTANCE, "a remittance never changes"),
    Guard("remittance_no_delete", "remittance", "DELETE", "1 = 1", "remittance is kept"),
    Guard("notice_kept", "notice", "UPDATE", _NOTICE, "a notice is sent once and never changes"),
    Guard("notice_no_delete", "notice", "DELETE", "1 = 1", "a notice is kept"),
    Guard("rule_draft_text", "rule_draft", "UPDATE", _PROPOSED_TEXT, "proposed rules stay"),
    Guard("rule_draft_no_delete", "rule_draft", "DELETE", "1 = 1", "a draft of rules is kept"),
    Guard("upload_kept", "upload", "UPDATE", _UPLOAD, "what was sent stays as it was sent"),
    Guard("upload_no_delete", "upload", "DELETE", "1 = 1", "an upload is kept"),
    Guard("rule_version_by_two", "rule_version", "INSERT", _ONE_PERSON, "rules need two people"),
    Guard("notice_delivery_kept", "notice_delivery", "UPDATE", _DELIVERY, "an attempt ends once"),
    Guard("notice_delivery_no_delete", "notice_delivery", "DELETE", "1 = 1", "an attempt is kept"),
    Guard(
        "promised_date_kept", "promised_date", "UPDATE", _PROMISED_DATE, "a promise never changes"
    ),
    Guard("person_notice_kept", "person_notice", "UPDATE", _PERSON_NOTICE, "an attempt ends once"),
    Guard("person_notice_no_delete", "person_notice", "DELETE", "1 = 1", "an attempt is kept"),
    Guard("promised_date_no_delete", "promised_date", "DELETE", "1 = 1", "a promise is kept"),
)
"""States that need their evidence, and rows that only their few open columns may change."""

_KEPT = (
    "bank_file",
    "notice",
    "notice_delivery",
    "person_notice",
    "promised_date",
    "remittance",
    "rule_draft",
    "upload",
)
"""Tables whose rows change in few columns and never go."""


def _append_only() -> Iterator[Guard]:
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            yield Guard(
                f"{table}_no_{event.lower()}", table, event, "1 = 1", f"{table} is append-only"
            )


def sqlite_statements() -> list[str]:
    return [
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"WHEN {guard.when} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
        for guard in guards()
    ]


def postgresql_statements() -> list[str]:
    statements: list[str] = []
    for guard in guards():
        row = "OLD" if guard.event == "DELETE" else "NEW"
        statements += [
            f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {guard.when} THEN RAISE EXCEPTION '{guard.message}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$",
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
            # ALWAYS: it also holds for replicas and survives a dump and restore.
            f"ALTER TABLE {guard.table} ENABLE ALWAYS TRIGGER {guard.name}",
        ]
    statements += [
        "CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'this table is append-only' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    ]
    for table in (*APPEND_ONLY, *_KEPT):
        statements += [
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate",
        ]
    return statements
