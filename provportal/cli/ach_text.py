"""Bank files in words for people: findings, contents, codes; account numbers masked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
from provportal.domain.ach.routing import has_check_digit
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


def visible(line: str) -> str:
    """The line with everything but printable ASCII escaped: a bank's file may hold anything."""
    if line.isascii() and line.isprintable():
        return line
    return "".join(c if c.isascii() and c.isprintable() else ascii(c)[1:-1] for c in line)


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
        ((batch.line, [_batch_line(batch)]) for batch in report.batches),
        ((entry.line, _entry_lines(entry)) for entry in report.entries()),
        ((answer.line, list(_answer_lines(answer))) for answer in report.answers),
        key=itemgetter(0),
    )
    return (line for _, lines in rows for line in lines)


def _batch_line(batch: BatchReport) -> str:
    sums = batch.tally
    return (
        f"Batch {batch.number.lstrip('0') or '-'}: {batch.sec_code} {batch.description},"
        f" company {batch.company_id}, effective {batch.effective_entry_date}:"
        f" {sums.entries} entries, debit {Money(sums.debit).shown()},"
        f" credit {Money(sums.credit).shown()}"
    )


def _entry_lines(entry: ReadEntry) -> list[str]:
    if entry.amount is None or not has_check_digit(entry.routing_number):
        # Its characters may have moved: an account number could stand where a name does.
        return [f"  line {entry.line}: an entry that cannot be read"]
    code = TRANSACTION_CODES.get(entry.transaction_code)
    kind = f"{code.account_kind} {code.direction}" if code else f"code {entry.transaction_code}"
    amount = Money(entry.amount).shown()
    name = f", {entry.name}, {entry.identification}" if entry.sec_code in LIKE_PPD else ""
    account = mask(entry.account_number)
    return [
        f"  line {entry.line}: {kind} {amount} to {account}"
        f" at {entry.routing_number}{name}, trace {entry.trace}",
        *(f"    addenda: {text.rstrip()}" for text in entry.addenda),
    ]


def _answer_lines(answer: Answer) -> Iterator[str]:
    about = change_code(answer.code) or return_code(answer.code)
    title = about.title if about else "a code that the tables do not know"
    yield f"    {answer.kind.replace('_', ' ')} {answer.code}: {title}; of {answer.original_trace}"
    if answer.addenda_information:
        yield f"    the bank says: {answer.addenda_information}"
    for name, text in masked_parts(answer).items():
        yield f"    corrected {name.replace('_', ' ')}: {text}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code in words; `provider_reads` is None where there is nothing for the provider to do."""

    code: str
    title: str
    comes_from: str
    fields: str
    who_acts: str
    deadline: str
    provider_reads: str | None
    in_the_portal: str


def explained(about: ReturnCode | ChangeCode) -> Explanation:
    """What a code means, which fields are at fault, who acts, what the provider reads."""
    if isinstance(about, ReturnCode):
        fields = _in_words(about.fields_at_fault)
        who, deadline = about.who_must_act.replace("+", " and "), about.deadline
        message = about.provider_message or None
    else:
        fields = _in_words(about.fields_to_update)
        who, deadline = "agency", about.originator_deadline
        message = _correction_message(about)
    return Explanation(
        code=about.code,
        title=about.title,
        comes_from=about.initiated_by,
        fields=fields,
        who_acts=who,
        deadline=deadline,
        provider_reads=message,
        in_the_portal=about.portal_action,
    )


def explanation_lines(about: ReturnCode | ChangeCode) -> Iterator[str]:
    """The same for people, a line for each question."""
    said = explained(about)
    yield f"{said.code}: {said.title} (comes from: {said.comes_from})"
    yield f"{'At fault' if isinstance(about, ReturnCode) else 'To correct'}: {said.fields}"
    yield f"Who acts: {said.who_acts}"
    yield f"Deadline: {said.deadline}"
    yield f"The provider reads: {said.provider_reads or 'nothing; there is nothing to do'}"
    yield f"In the portal: {said.in_the_portal}"


def _in_words(fields: tuple[str, ...]) -> str:
    return ", ".join(FIELDS_IN_WORDS[name] for name in fields) or "no field of the provider's"


def _correction_message(about: ChangeCode) -> str | None:
    if not about.fields_to_update:
        return None
    return f"Your bank sent us a correction: {_in_words(about.fields_to_update)}."
