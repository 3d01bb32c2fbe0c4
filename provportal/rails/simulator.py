"""Plays the bank: takes the bytes that were sent and gives the files a bank would send back.

It knows nothing but the file itself: no database, and nothing of ours but the bank-file reader.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from provportal.domain.ach import acknowledgement
from provportal.domain.ach.acknowledgement import Acknowledgement
from provportal.domain.ach.codes import TRANSACTION_CODES
from provportal.domain.ach.entries import ReadEntry, as_text
from provportal.domain.ach.findings import Severity
from provportal.domain.ach.headers import six_digit_date
from provportal.domain.ach.layout import FILE_HEADER, RECORDS
from provportal.domain.ach.lines import Unreadable
from provportal.domain.ach.reader import read_file
from provportal.domain.ach.reply import Reply, corrected_text, reply_file
from provportal.domain.ach.report import Profile, Report
from provportal.domain.ach.settlement import answer_due, settlement_date
from provportal.domain.ach.tally import Tally


@dataclass(frozen=True, slots=True)
class Rule:
    """An entry whose account number ends so is answered with this code (R.. or C..).

    `corrected` gives the parts of a correction by name; `information` is a return's free text.
    """

    account_ends: str
    code: str
    corrected: Mapping[str, str] = field(default_factory=dict)
    information: str = ""

    @property
    def text(self) -> str:
        """What the addenda record says beside the code."""
        return corrected_text(self.code, self.corrected) if self.corrected else self.information


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What the bank does: the first rule that fits an account decides; a reason rejects all."""

    rules: tuple[Rule, ...] = ()
    rejects_because: str = ""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """One file from the bank; it lies there from the day `due` on."""

    name: str
    data: bytes
    due: date


def answer(sent: bytes, behaviour: Behaviour, on: date) -> list[AnswerFile]:
    """The bank's files about one sent file that lie ready on a day, in the order of their days.

    The acknowledgement comes at once, returns and corrections on the second banking day after
    settlement. Asked again on a later day, it gives the same files and those that became due. A
    rejected file has no others.
    """
    digest = hashlib.sha256(sent).hexdigest()
    try:
        report = read_file(sent, Profile.STRICT)
    except Unreadable:
        report = None
    acknowledged = _acknowledge(report, digest, behaviour)
    name = f"acknowledgement-{digest[:12]}.json"
    files = [AnswerFile(name, acknowledgement.write(acknowledged), on)]
    if report is None or not acknowledged.accepted:
        return files
    ordered = sorted(replies(report, behaviour), key=_file_key)
    for (due, is_correction), group in groupby(ordered, _file_key):
        kind = "corrections" if is_correction else "returns"
        name = f"{kind}-{due:%Y%m%d}-{digest[:12]}.ach"
        files.append(AnswerFile(name, replies_as_file(report, list(group), due), due))
    return [file for file in files if file.due <= on]


def _file_key(reply: Reply) -> tuple[date, bool]:
    return answer_due(reply.settled), reply.is_correction


def _acknowledge(report: Report | None, digest: str, behaviour: Behaviour) -> Acknowledgement:
    if report is None:
        return Acknowledgement.of(digest, Tally(), "unreadable")
    errors = [f"{f.line}: {f.message}" for f in report.findings if f.severity == Severity.ERROR]
    reason = behaviour.rejects_because or "; ".join(errors[:3])
    return Acknowledgement.of(digest, report.tally, reason)


def replies(report: Report, behaviour: Behaviour) -> Iterator[Reply]:
    """What the receiving banks answer to the entries of a file, in its order.

    Dates are counted from the file's creation date: on that day the bank got it.
    """
    received = received_on(report)
    for entry in report.entries():
        rule = _rule_for(entry, behaviour)
        if rule:
            settled = settlement_date(six_digit_date(entry.effective_entry_date), received)
            yield Reply(entry, rule.code, settled, rule.text)


def received_on(report: Report) -> date:
    """The File Creation Date; the first day of the century for a file that has none."""
    digits = RECORDS[FILE_HEADER]["File Creation Date"].of(as_text(report.records[0]))
    return six_digit_date(digits) or date(2000, 1, 1)


def _rule_for(entry: ReadEntry, behaviour: Behaviour) -> Rule | None:
    code = TRANSACTION_CODES.get(entry.transaction_code)
    if code is None or not code.return_code:
        return None
    fits = (r for r in behaviour.rules if entry.account_number.endswith(r.account_ends))
    return next(fits, None)


def replies_as_file(report: Report, chosen: list[Reply], on: date) -> bytes:
    """The replies as a Nacha file addressed to the originator of the file they answer."""
    header = as_text(report.records[0])
    return reply_file(chosen, sender=header[3:13], receiver=header[13:23], on=on)
