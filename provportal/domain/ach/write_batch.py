"""Writes one batch: header, entries by stretches, control."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from datetime import date
from itertools import chain, islice

from provportal.domain.ach.codes import DEBITS
from provportal.domain.ach.compose import Refused, compose, compose_entries, refuse_first
from provportal.domain.ach.controls import batch_control_values, repeated_from
from provportal.domain.ach.explain import explain
from provportal.domain.ach.headers import Header, batch_header_findings, six_digits, terms_of
from provportal.domain.ach.layout import BATCH_CONTROL, BATCH_HEADER
from provportal.domain.ach.model import BankProfile, Batch, Entry, Reserved, Sec
from provportal.domain.ach.stretch import recognise
from provportal.domain.ach.tally import Tally
from provportal.domain.ach.terms import Terms
from provportal.domain.ach.verification import verification_findings

STRETCH = 250
"""Entries written together."""

MIXED, CREDITS_ONLY, DEBITS_ONLY = "200", "220", "225"


def write_batch(
    profile: BankProfile, batch: Batch, created: date, previous_number: str
) -> Generator[str, None, tuple[Header, Tally]]:
    """The batch's records, joined by line ends; returns its header and its sums. Raises Refused."""
    end = profile.line_ending.value
    entries = iter(batch.entries)
    first = next(entries, None)
    if first is None:
        raise Refused("Record Type", "a batch has at least one entry")
    header = _header(profile, batch, first)
    refuse_first(batch_header_findings(header, created, previous_number, Tally()))
    yield header.text
    terms = terms_of(header, created)
    tally = yield from _write_entries(chain([first], entries), terms, end)
    refuse_first(batch_header_findings(header, created, previous_number, tally))
    _refuse_unbalanced(profile, terms, tally)
    yield compose(BATCH_CONTROL, batch_control_values(tally) | repeated_from(header.text))
    return header, tally


def _header(profile: BankProfile, batch: Batch, first: Entry) -> Header:
    if batch.sec_code == Sec.CTX:
        raise Refused("SEC Code", "only PPD and CCD are written", batch.sec_code)
    text = compose(
        BATCH_HEADER,
        {
            "Service Class Code": batch.service_class or _service_class(profile, batch, first),
            "Company Name": profile.company_name,
            "Company Identification": profile.company_id,
            "SEC Code": batch.sec_code,
            "Company Entry Description": batch.description,
            "Company Descriptive Date": batch.descriptive_date,
            "Effective Entry Date": six_digits(batch.effective_entry_date),
            "Originator Status Code": "1",
            "ODFI Identification": profile.odfi[:8],
            "Batch Number": f"{batch.number:07}",
        },
    )
    return Header(0, BATCH_HEADER, text)


def _service_class(profile: BankProfile, batch: Batch, first: Entry) -> str:
    """Mixed where credits and their debits stand together, else what the first entry is."""
    if profile.offset_account or batch.description == Reserved.ACCOUNT_VERIFICATION:
        return MIXED
    return DEBITS_ONLY if first.transaction_code in DEBITS else CREDITS_ONLY


def _write_entries(entries: Iterable[Entry], terms: Terms, end: str) -> Generator[str, None, Tally]:
    remaining = iter(entries)
    tally, trace = Tally(), ""
    verifications: list[tuple[int, str]] = []
    while stretch := list(islice(remaining, STRETCH)):
        records = compose_entries(stretch)
        part, trace = _judge(records, terms, trace)
        tally += part
        if terms.description == Reserved.ACCOUNT_VERIFICATION:
            verifications += [(0, record) for record in records]
            refuse_first(verification_findings(verifications, terms))
        yield end.join(records)
    return tally


def _judge(records: list[str], terms: Terms, previous_trace: str) -> tuple[Tally, str]:
    """The sums of right records and their last trace number. Raises Refused for a wrong one."""
    recognised = recognise("".join(records), terms, previous_trace)
    if recognised:
        return recognised
    numbered = list(enumerate(records, start=1))
    tally, findings, trace = explain(numbered, terms, previous_trace)
    refuse_first(findings)
    return tally, trace


def _refuse_unbalanced(profile: BankProfile, terms: Terms, tally: Tally) -> None:
    if terms.allows_debits or tally.debit == tally.credit:
        return
    if tally.debit or profile.offset_account:
        raise Refused("Total Debit", "an offset equals the credits of its batch", str(tally.debit))
