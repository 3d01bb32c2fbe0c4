"""The offset: the debit of our own account that balances a file or a batch."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from provportal.domain.ach.batches import BatchReading, numbered
from provportal.domain.ach.codes import DEBITS
from provportal.domain.ach.entry_rules import Case
from provportal.domain.ach.findings import Finding
from provportal.domain.ach.tally import Tally


def debit_findings(batches: list[BatchReading], lines: list[bytes]) -> Iterator[Finding]:
    """The first debit of each batch in which debits are neither allowed nor an offset.

    Debits are an offset when they equal the credits: of their batch, or, standing in a batch of
    their own, of all ordinary batches of the file.
    """
    ordinary = [batch for batch in batches if not batch.terms.allows_debits]
    whole = sum((batch.report.tally for batch in ordinary), Tally())
    for batch in ordinary:
        tally = batch.report.tally
        own_batch = tally.credit == 0 and whole.debit == whole.credit
        if tally.debit and whole.certain and not (tally.debit == tally.credit or own_batch):
            yield from _first_debit(batch, lines)


def _first_debit(batch: BatchReading, lines: list[bytes]) -> Iterator[Finding]:
    entries = (Case.of(e, batch.terms, "", 0) for e in numbered(batch.section.body, lines))
    debits = (case for case in entries if case.code in DEBITS)
    yield from (case.finding("Transaction Code", "debit") for case in islice(debits, 1))
