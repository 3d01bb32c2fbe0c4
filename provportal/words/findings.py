"""What the checks are called and what they found, for the provider and for staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from provportal.domain.ach.codes import return_code
from provportal.domain.checks import Verdict
from provportal.domain.money import Money, NotMoney
from provportal.domain.programs.declared.check import DECLARED
from provportal.domain.question import Wizard
from provportal.domain.submission import DIFFERENCE, DIFFERENCE_QUESTION
from provportal.domain.texts import from_params
from provportal.words import amounts, dates
from provportal.words.catalogue import in_words, say
from provportal.words.reasons import places


class Found(Protocol):
    """A check with what it found, as it is stored."""

    findings: list[Any]


CHECKS: dict[str, str] = {
    "format": "Every question is answered",
    "provider": "Your contract covers the time of care",
    "certificate": "The care is inside the approved dates",
    "amount": "The amount is above zero",
    "documents": "The documents are here",
    "signatures": "The signatures are here",
    "rules": "The program's rules",
    "duplicate_exact": "Not asked for before",
    "bank_account": "There is a bank account to pay to",
    "duplicate_near": "Compared with other requests",
    "account": "The bank account can be paid",
    "history": "Fits your earlier requests",
    "files": "Your files are safe and readable",
}

VERDICTS: dict[Verdict, str] = {
    Verdict.RUNNING: "Running",
    Verdict.PASSED: "Passed",
    Verdict.NOTED: "Passed",
    Verdict.WARNED: "Staff will look",
    Verdict.BLOCKED: "Needs a fix",
    Verdict.NOT_RUN: "Not run yet",
}

SENTENCES: dict[str, str] = {
    "empty": "Answer this question.",
    "document_missing": "Add this document. A clear phone photo is fine.",
    "file_infected": "This file holds a virus. Nobody opened it. Add a new photo instead.",
    "file_broken": "This file is not whole. Add it once more, or take a new photo.",
    "file_locked": "This PDF asks for a password. Add one that opens without it.",
    "file_many_pages": "This PDF has more than 20 pages. Add the pages that were asked for.",
    "file_many_pixels": "This picture is too large to open. Take the photo again at a lower size.",
    "document_seen_before": "A file here was sent before. County staff will look at it.",
    "not_agreed": "Tick the statement: without it we cannot take the request.",
    "contract_not_started": "Your contract {number} starts on {starts_on}.",
    "contract_ended": "Your contract {number} ended on {ends_on}.",
    "month_not_started": "This month has not begun. This program pays after care is given.",
    "outside_certificate": "This care is outside the approved dates ({starts_on} to {ends_on}).",
    "partly_outside_certificate": (
        "Some days are outside the approved dates ({starts_on} to {ends_on}). They are not paid."
    ),
    "amount_zero": "Enter the amount you ask for. It must be more than $0.00.",
    "amount_too_large": "This amount is larger than one request can hold.",
    "amount_over_limit": (
        "One request may ask for {most} at most. Enter less, or call us when the month cost more."
    ),
    "already_asked": "You already asked for this care with {number}.",
    "no_bank_account": "There is no bank account yet. We cannot pay before there is one.",
    "looks_like_another": "This looks like {number}. County staff will compare the two.",
    "amount_unusual": (
        "{asked} is much more than the usual {usual}. County staff will look at the reason."
    ),
    "care_overlaps": "Another provider asked for the same child from {from} to {to}.",
    "account_shared": "Another provider is paid to the same bank account. County staff will look.",
    "routing_number": "The routing number of your bank account does not pass the bank's own check.",
    "money_format": "Enter dollars and cents, like 412.50.",
    "cannot_read": "We could not read this answer. Check it and send it again.",
    "unsigned": "This signature is missing.",
    "signed_early": "Sign on or after {date}, the last day of care.",
    "no_total": "Enter the total that you ask for.",
    "weeks_differ": "Your weeks add up to {weeks} but the total says {total}.",
    "no_rate": "Your rate sheet has no rate for this month.",
    "second_change": "A rate may change once a year. The rate from {date} is not used.",
    "needs_undocumented": "Send the IEP or IFSP and a note of the extra costs to use this rate.",
    "note_missing": "Care outside the schedule needs a note that says why.",
    "not_stacked": ("Evening care and exceptional needs do not add up. The higher amount is used."),
    "nothing_payable": "The rules pay nothing for this month.",
    "not_paid.NOAUTH": "{amount} is not paid: there was no authorization on these days.",
    "not_paid.ENDED": "{amount} is not paid: the authorization had ended.",
    "not_paid.LIC": "{amount} is not paid: your license was not active on these days.",
    "not_paid.TRUST": "{amount} is not paid: TrustLine was not active on these days.",
    "not_paid.CLOSE": "{amount} is not paid: these closed days are not paid days.",
}
"""By the code of a finding, or by what it is about where its code is the reason of a cut."""

FOR_STAFF: dict[str, str] = {
    "contract_not_started": "Contract {number} starts on {starts_on}.",
    "contract_ended": "Contract {number} ended on {ends_on}.",
    "outside_certificate": "The month is outside the certificate.",
    "partly_outside_certificate": "Days outside the certificate, {starts_on} to {ends_on}.",
    "amount_over_limit": "More is asked than the rules allow at once, {most}.",
    "already_asked": "The same care is asked for in {number}.",
    "no_bank_account": "No active bank account.",
    "looks_like_another": "Looks like {number}.",
    "document_seen_before": "The same file was sent with {number}.",
    "file_infected": "A file holds a virus. Nobody can open it.",
    "amount_unusual": "{asked} asked, {usual} usual in {months} months.",
    "care_overlaps": "Another provider, {number}, from {from} to {to}.",
    "account_shared": "Account also used by provider {provider}.",
    "routing_number": "The routing number does not pass the bank's own check.",
    "no_rate": "The rate sheet has no rate for this month.",
    "weeks_differ": "Weeks add up to {weeks}, the total says {total}.",
    "needs_undocumented": "Exceptional needs without their papers.",
    "not_paid.LIC": "{amount} is not paid: the license was not active.",
}
"""Where staff are told something else: about the provider, and with what only they may read."""

UNNAMED = "County staff will look at this."
"""For a code without a sentence: a code is never shown raw."""

UNNAMED_FOR_STAFF = "Look at this: {code}."
"""Staff are told the code: never hidden from those who must decide."""


def check_name(language: str, code: str) -> str:
    """What a check looks at."""
    return say(language, CHECKS.get(code, "Another check"))


def verdict_word(language: str, verdict: Verdict) -> str:
    """The result of a check in a word or two."""
    return say(language, VERDICTS[verdict])


def sentence(language: str, code: str, params: Mapping[str, Any]) -> str:
    """The sentence of one finding; values are shown as people read them."""
    return _said(language, SENTENCES, (code, UNNAMED), params)


def for_staff(language: str, code: str, params: Mapping[str, Any]) -> str:
    """The sentence of one finding, as staff read it."""
    return _said(language, SENTENCES | FOR_STAFF, (code, UNNAMED_FOR_STAFF), params)


def _said(
    language: str, sentences: Mapping[str, str], named: tuple[str, str], params: Mapping[str, Any]
) -> str:
    """The sentence of a code; `named` is the code, and what is said when it has none."""
    code, unnamed = named
    if code == DECLARED:
        return from_params(params).in_language(language)
    values = {name: _shown(language, str(value)) for name, value in params.items() if value}
    values["code"] = code
    message = sentences.get(str(params.get("what"))) or sentences.get(code, unnamed)
    if not places(message) <= values.keys():
        message = unnamed
    return say(language, message, **{name: values[name] for name in places(message)})


def asked(language: str, note: str, checks: Sequence[Found] = ()) -> str:
    """What is wanted of one field: staff's own words, or the sentence of what a check found."""
    if note in SENTENCES:
        found = [each for check in checks for each in check.findings if each["code"] == note]
        return sentence(language, note, found[0]["params"] if found else {})
    is_code = " " not in note.strip()
    return say(language, UNNAMED) if is_code else note


def field_name(language: str, wizard: Wizard, field: str) -> str:
    """The question that 'step.question' names; the step's name when it is a statement."""
    if field == DIFFERENCE:
        return in_words(language, DIFFERENCE_QUESTION.label)
    slug, _, key = field.partition(".")
    for step in wizard.steps:
        if step.slug == slug:
            labels = {question.key: question.label for question in step.questions}
            return in_words(language, labels.get(key, step.name))
    return say(language, "Your request")


def returned(language: str, code: str) -> str:
    """Why a bank sent a payment back, and what to do."""
    known = return_code(code)
    message = known.provider_message if known is not None else ""
    return say(language, message or "The bank did not say more. Call the help line.")


def _shown(language: str, value: str) -> str:
    """An ISO date and a machine amount ('950.00') as people read them; the rest as it stands."""
    try:
        return dates.day(language, date.fromisoformat(value))
    except ValueError:
        pass
    try:
        return amounts.dollars(Money.read(value)) if "." in value else value
    except NotMoney:
        return value
