"""What a reader found in a file: findings, batches, totals, answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from provportal.domain.ach.answers import Answer
from provportal.domain.ach.entries import ReadEntry, read_entries
from provportal.domain.ach.findings import Finding, Severity
from provportal.domain.ach.layout import BLOCK
from provportal.domain.ach.tally import Tally


class Profile(StrEnum):
    """Strict is for what we send, inbound for what banks send."""

    STRICT = "strict"
    INBOUND = "inbound"


@dataclass(frozen=True, slots=True)
class BatchReport:
    """One batch: its header as it stands, its sums in cents counted from the entries.

    Without a header, `line` is the batch's first record and the header's fields are ''.
    """

    line: int
    number: str
    sec_code: str
    service_class: str
    company_id: str
    description: str
    effective_entry_date: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Report:
    """The result of reading one file. `records` are its lines as they stand, line ends removed."""

    profile: Profile
    findings: tuple[Finding, ...]
    batches: tuple[BatchReport, ...]
    answers: tuple[Answer, ...]
    records: list[bytes]

    @property
    def valid(self) -> bool:
        """No finding is an error."""
        return all(finding.severity != Severity.ERROR for finding in self.findings)

    @property
    def tally(self) -> Tally:
        return sum((batch.tally for batch in self.batches), Tally())

    @property
    def blocks(self) -> int:
        return -(-len(self.records) // BLOCK)

    def entries(self) -> Iterator[ReadEntry]:
        """Every entry with its addenda, account numbers in clear."""
        return read_entries(self.records)
