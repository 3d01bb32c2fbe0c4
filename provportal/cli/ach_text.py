"""Bank files in words for people: findings, contents, codes; account numbers masked."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from operator import itemgetter

from provportal.cli.ach_json import masked_parts
from provportal.domain.ach.answers import Answer
from provportal.domain.ach.codes import (
    TRANSACTION_CODES,
    ChangeCode,
    ReturnCode,
    change_code,
    return_code,
)
from provportal.domain.ach.entries import ReadEntry
from provportal.domain.ach.findings import Finding, Severity
from provportal.domain.ach.masking import mask
from provportal.domain.ach.report import BatchReport, Report
from provportal.domain.money import Money

FIELDS_IN_WORDS = {
    "account_number": "account number",
    "routing_number": "routing number",
    "account_type": "account type (checking or savings)",
    "name": "name on the account",
    "provider_id": "provider number",
    "bank": "the bank itself",
    "account_status": "the account's standing at the bank",
    "payee_status": "the payee's status",
    "see_addenda_information": "the field that the addenda information names",
}

LIKE_PPD = frozenset({"PPD", "CCD", "CTX", "COR", "WEB", "TEL"})
"""Entry classes whose entries hold the name where ours do; others may hold an account there."""


def finding_lines(report: Report) -> Iterator[str]:
    """One line for each finding."""
    for finding in report.findings:
        yield f"  {_place(finding)}: {finding.severity}: {finding.message}{_value(finding)}"


def _place(finding: Finding) -> str:
    record = f", {finding.record}" if finding.record else ""
    field = f", {finding.field}" if finding.field else ""
    return f"line {finding.line}{record}{field} ({finding.start}-{finding.end})"


def _value(finding: Finding) -> str:
    return "" if finding.value is None else f" [{finding.value}]"


def verdict(report: Report) -> str:
    """How many errors and warnings, and what the file adds up to."""
    errors = sum(f.severity is Severity.ERROR for f in report.findings)
    warnings = len(report.findings) - errors
    tally = report.tally
    sums = f"debit {Money(tally.debit).shown()}, credit {Money(tally.credit).shown()}"
    found = f"{errors} errors, {warnings} warnings" if report.findings else "nothing wrong"
    return f"{found}; {len(report.batches)} batches, {tally.entries} entries, {sums}"


def content_lines(report: Report) -> Iterator[str]:
    """The file for people: batches, entries and banks' answers in the order of the file."""
    rows = merge(
        ((batch.line, _batch_line(batch)) for batch in report.batches),
        ((entry.line, _entry_lines(entry)) for entry in report.entries()),
        ((answer.line, "\n".join(_answer_lines(answer))) for answer in report.answers),
        key=itemgetter(0),
    )
    return (text for _, text in rows)


def _batch_line(batch: BatchReport) -> str:
    sums = batch.tally
    return (
        f"Batch {batch.number.lstrip('0') or '-'}: {batch.sec_code} {batch.description},"
        f" company {batch.company_id}, effective {batch.effective_entry_date}:"
        f" {sums.entries} entries, debit {Money(sums.debit).shown()},"
        f" credit {Money(sums.credit).shown()}"
    )


def _entry_lines(entry: ReadEntry) -> str:
    code = TRANSACTION_CODES.get(entry.transaction_code)
    kind = f"{code.account_kind} {code.direction}" if code else f"code {entry.transaction_code}"
    amount = "amount unreadable" if entry.amount is None else Money(entry.amount).shown()
    name = f", {entry.name}, {entry.identification}" if entry.sec_code in LIKE_PPD else ""
    account = mask(entry.account_number)
    lines = [
        f"  line {entry.line}: {kind} {amount} to {account}"
        f" at {entry.routing_number}{name}, trace {entry.trace}",
        *(f"    addenda: {text.rstrip()}" for text in entry.addenda),
    ]
    return "\n".join(lines)


def _answer_lines(answer: Answer) -> Iterator[str]:
    about = change_code(answer.code) or return_code(answer.code)
    title = about.title if about else "a code that the tables do not know"
    yield f"    {answer.kind.replace('_', ' ')} {answer.code}: {title}; of {answer.original_trace}"
    if answer.addenda_information:
        yield f"    the bank says: {answer.addenda_information}"
    for name, text in masked_parts(answer).items():
        yield f"    corrected {name.replace('_', ' ')}: {text}"


def explanation_lines(about: ReturnCode | ChangeCode) -> Iterator[str]:
    """What a code means, what is at fault, who acts, what the provider reads."""
    yield f"{about.code}: {about.title} (comes from: {about.initiated_by})"
    if isinstance(about, ReturnCode):
        yield f"At fault: {_in_words(about.fields_at_fault)}"
        yield f"Who acts: {about.who_must_act.replace('+', ' and ')}"
        yield f"Deadline: {about.deadline}"
        yield f"The provider reads: {about.provider_message or 'nothing; there is nothing to do'}"
    else:
        yield f"To correct: {_in_words(about.fields_to_update)}"
        yield "Who acts: agency"
        yield f"Deadline: {about.originator_deadline}"
        yield f"The provider reads: {_correction_message(about)}"
    yield f"In the portal: {about.portal_action}"


def _in_words(fields: tuple[str, ...]) -> str:
    return ", ".join(FIELDS_IN_WORDS[name] for name in fields) or "no field of the provider's"


def _correction_message(about: ChangeCode) -> str:
    if not about.fields_to_update:
        return "nothing; there is nothing to do"
    return f"Your bank sent us a correction: {_in_words(about.fields_to_update)}."
