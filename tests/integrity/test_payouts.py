"""Each invariant of payouts finds its planted fault and names the row."""

from __future__ import annotations

import pytest

from tests.integrity.conftest import Loose
from tests.integrity.fault import Fault, is_found, named

SETTLED = "SELECT {} FROM entry WHERE state = 'settled' ORDER BY trace LIMIT 1"
ENTRY = f"({SETTLED.format('id')})"
TRACE = f"({SETTLED.format('trace')})"
LIVE_LINE = (
    "SELECT {} FROM batch_line bl JOIN entry e ON e.id = bl.entry_id AND e.state = 'settled' "
    "JOIN request r ON r.id = bl.request_id WHERE bl.active ORDER BY r.number LIMIT 1"
)
BATCH = "(SELECT id FROM batch WHERE state = 'settled' ORDER BY id LIMIT 1)"
BATCH_NAME = (
    "SELECT 'batch ' || a.code || ' ' || b.number FROM batch b JOIN agency a ON a.id = b.agency_id "
    "WHERE b.state = '{}' ORDER BY b.id LIMIT 1"
)
COPY_LINE = (
    "INSERT INTO batch_line (id, batch_id, entry_id, request_id, line_id, decision_line_id, "
    "amount, active) SELECT line_id, batch_id, {entry}, request_id, line_id, decision_line_id, "
    f"amount, active FROM batch_line WHERE id = ({LIVE_LINE.format('bl.id')})"
)
"""The same line once more; its own id is a fresh one for a batch line."""

EMPTIED = (
    "(SELECT MIN(e.trace) FROM entry e JOIN batch_line bl ON bl.entry_id = e.id "
    "WHERE SUBSTR(bl.left_because, 1, 5) = 'hold:' AND e.state = 'rejected')"
)
"""The trace of an entry that holds emptied."""

FAULTS = (
    Fault(
        "one_live_batch",
        LIVE_LINE.format("'request_line ' || r.number || ' line 1'"),
        (COPY_LINE.format(entry="entry_id"),),
    ),
    Fault(
        "one_live_entry",
        LIVE_LINE.format("'request_line ' || r.number || ' line 1'"),
        (COPY_LINE.format(entry="(SELECT id FROM entry WHERE state = 'live' LIMIT 1)"),),
    ),
    Fault(
        "dead_entry_pays_nothing",
        f"SELECT 'batch_line ' || id FROM batch_line WHERE entry_id = {ENTRY}",
        (f"UPDATE entry SET state = 'rejected' WHERE id = {ENTRY}",),
    ),
    Fault(
        "trace_is_unique",
        f"SELECT 'entry ' || {TRACE}",
        (f"UPDATE entry SET trace = {TRACE} WHERE state = 'rejected'",),
    ),
    Fault(
        "trace_has_the_banks_shape",
        "SELECT 'entry 123'",
        (f"UPDATE entry SET trace = '123' WHERE id = {ENTRY}",),
    ),
    Fault(
        "answer_names_its_entry",
        "SELECT 'bank_answer ' || id FROM bank_answer",
        ("UPDATE bank_answer SET original_trace = '123'",),
    ),
    Fault(
        "entry_is_its_lines",
        f"SELECT 'entry ' || {TRACE}",
        (f"UPDATE entry SET amount = amount + 1 WHERE id = {ENTRY}",),
    ),
    Fault(
        "entry_is_its_lines",
        f"SELECT 'entry ' || {EMPTIED}",
        (
            "UPDATE batch_line SET left_because = 'lost' WHERE entry_id = "
            f"(SELECT id FROM entry WHERE trace = {EMPTIED})",
        ),
    ),
    Fault(
        "batch_is_its_entries",
        BATCH_NAME.format("settled"),
        (f"UPDATE batch SET total = total - 1 WHERE id = {BATCH}",),
    ),
    Fault(
        "batch_line_is_decided",
        LIVE_LINE.format("'batch_line ' || bl.id"),
        (f"UPDATE batch_line SET amount = amount + 1 WHERE id = ({LIVE_LINE.format('bl.id')})",),
    ),
    Fault(
        "money_has_an_entry",
        LIVE_LINE.format("'batch_line ' || bl.id"),
        (f"UPDATE batch_line SET entry_id = NULL WHERE id = ({LIVE_LINE.format('bl.id')})",),
    ),
    Fault(
        "settled_line_is_remitted",
        LIVE_LINE.format("'batch_line ' || bl.id"),
        (f"DELETE FROM remittance_line WHERE batch_line_id = ({LIVE_LINE.format('bl.id')})",),
    ),
    Fault(
        "remitted_batch_settled",
        f"SELECT 'remittance ' || number FROM remittance WHERE batch_id = {BATCH}",
        (f"UPDATE batch SET acknowledged_at = NULL WHERE id = {BATCH}",),
    ),
    Fault(
        "sent_has_file",
        BATCH_NAME.format("settled"),
        (f"UPDATE bank_file SET sha256 = NULL WHERE batch_id = {BATCH}",),
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_invariant_finds_its_planted_fault(loose: Loose, fault: Fault) -> None:
    is_found(loose, fault)
