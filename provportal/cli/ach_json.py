"""A report as the JSON object that `provportal ach check --json` prints, account numbers masked."""

from __future__ import annotations

from dataclasses import asdict

from provportal.domain.ach.answers import Answer
from provportal.domain.ach.findings import Finding, Severity
from provportal.domain.ach.layout import LENGTH
from provportal.domain.ach.masking import mask
from provportal.domain.ach.report import BatchReport, Profile, Report
from provportal.domain.ach.tally import Tally

Json = dict[str, object]


def report_as_json(file: str, report: Report) -> Json:
    """The whole report of one file."""
    tally = report.tally
    return {
        "file": file,
        "profile": report.profile,
        "valid": report.valid,
        "findings": [asdict(finding) for finding in report.findings],
        "batches": [_batch(batch) for batch in report.batches],
        "totals": {
            "batches": len(report.batches),
            **_sums(tally),
            "blocks": report.blocks,
            "records": len(report.records),
        },
        "answers": [_answer(answer) for answer in report.answers],
    }


def unreadable_as_json(file: str, profile: Profile, reason: str) -> Json:
    """The same object for a file that could not be read at all."""
    finding = Finding(1, None, None, 1, LENGTH, "unreadable_file", Severity.ERROR, reason, None)
    return report_as_json(file, Report(profile, (finding,), (), (), []))


def _sums(tally: Tally) -> Json:
    return {
        "entries": tally.entries,
        "addenda": tally.addenda,
        "debit": tally.debit,
        "credit": tally.credit,
        "entry_hash": tally.entry_hash,
    }


def _batch(batch: BatchReport) -> Json:
    return {
        "line": batch.line,
        "number": int(batch.number) if batch.number.isdecimal() else None,
        "sec_code": batch.sec_code,
        "service_class": batch.service_class,
        "company_id": batch.company_id,
        "description": batch.description,
        "effective_entry_date": batch.effective_entry_date,
        **_sums(batch.tally),
    }


def _answer(answer: Answer) -> Json:
    content: Json = asdict(answer)
    del content["trace"]
    content["corrected"] = masked_parts(answer)
    return content


def masked_parts(answer: Answer) -> dict[str, str]:
    """What a correction says, its account number masked."""
    return {
        name: mask(text) if name == "account_number" else text
        for name, text in answer.corrected.items()
    }
