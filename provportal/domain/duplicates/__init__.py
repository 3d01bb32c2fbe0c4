"""Duplicates: whether a new line asks again for what an earlier request already asked for.

`compare` checks one line against the candidates that its `blocking_keys` find in the database;
`sweep` checks whole files. Both weigh the same evidence (evidence.py) by the same rules.
"""

from __future__ import annotations

from provportal.domain.duplicates.blocking import BlockingKey, blocking_keys
from provportal.domain.duplicates.compare import compare
from provportal.domain.duplicates.invoice_number import invoice_key
from provportal.domain.duplicates.line import Line, bill_key
from provportal.domain.duplicates.line_types import service
from provportal.domain.duplicates.names import name_key
from provportal.domain.duplicates.reading import COLUMNS, Fault, read_lines
from provportal.domain.duplicates.sweep import sweep
from provportal.domain.duplicates.verdict import Match, Reason, Verdict

__all__ = [
    "COLUMNS",
    "BlockingKey",
    "Fault",
    "Line",
    "Match",
    "Reason",
    "Verdict",
    "bill_key",
    "blocking_keys",
    "compare",
    "invoice_key",
    "name_key",
    "read_lines",
    "service",
    "sweep",
]
