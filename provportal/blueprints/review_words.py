"""What staff read for codes: checks and findings, states, decisions, events. Small on purpose."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.domain.checks import Verdict
from provportal.domain.request import Place
from provportal.store.decision import DecisionKind
from provportal.words.reasons import places

CHECKS = {
    "format": _l("Every question is answered"),
    "provider": _l("The contract covers the month"),
    "certificate": _l("The certificate covers the month"),
    "amount": _l("The amount can be paid"),
    "documents": _l("The documents are there"),
    "signatures": _l("Everybody has signed"),
    "rules": _l("The program's rules"),
    "duplicate_exact": _l("Nobody asked for the same care before"),
    "bank_account": _l("There is an account to pay to"),
    "duplicate_near": _l("Nothing looks like another request"),
    "account": _l("The account can take a payment"),
    "history": _l("Fits the billing history"),
}

VERDICTS = {
    Verdict.RUNNING: (_l("Runs now"), ""),
    Verdict.PASSED: (_l("Passed"), "done"),
    Verdict.NOTED: (_l("Passed, noted"), "done"),
    Verdict.WARNED: (_l("Your look"), "you"),
    Verdict.BLOCKED: (_l("Blocks"), "you"),
    Verdict.NOT_RUN: (_l("Not run yet"), "you"),
}
"""Word and kind of tag."""

FINDINGS = {
    "contract_not_started": _l("Contract {number} starts on {starts_on}"),
    "contract_ended": _l("Contract {number} ended on {ends_on}"),
    "outside_certificate": _l("The month is outside the certificate"),
    "partly_outside_certificate": _l("Days outside the certificate, {starts_on} to {ends_on}"),
    "already_asked": _l("The same care is asked for in {number}"),
    "no_bank_account": _l("No active bank account"),
    "looks_like_another": _l("Looks like {number}"),
    "amount_unusual": _l("${asked} asked, ${usual} usual in {months} months"),
    "care_overlaps": _l("Another provider, {number}, from {from} to {to}"),
    "account_shared": _l("Account also used by provider {provider}"),
    "routing_number": _l("The routing number does not pass the bank's own check"),
    "second_change": _l("A second rate change in a year: the rate from {date} is not used"),
    "needs_undocumented": _l("Exceptional needs without their papers"),
    "note_missing": _l("Care outside the schedule without a note"),
    "not_stacked": _l("Evening care and exceptional needs do not add up"),
    "no_rate": _l("The rate sheet has no rate for this month"),
    "weeks_differ": _l("Weeks add up to {weeks}, the total says {total}"),
    "not_paid.NOAUTH": _l("${amount} not paid: no authorization on some days"),
    "not_paid.ENDED": _l("${amount} not paid: the authorization ended"),
    "not_paid.LIC": _l("${amount} not paid: the license was not active"),
    "not_paid.TRUST": _l("${amount} not paid: TrustLine was not active"),
    "not_paid.CLOSE": _l("${amount} not paid: closed days"),
}
"""By code; a finding about a program's rule is looked up by what it is about (`what`)."""

UNNAMED = _l("Look at this: {code}")

STATES = {
    Place.DRAFT: _l("Draft"),
    Place.SUBMITTED: _l("Submitted"),
    Place.IN_REVIEW: _l("In review"),
    Place.APPROVED: _l("Approved"),
    Place.PAYOUT_SCHEDULED: _l("Payout scheduled"),
    Place.PAID: _l("Paid"),
    Place.ASKED: _l("With the provider"),
    Place.SET_ASIDE: _l("Set aside"),
    Place.HELD: _l("Held"),
    Place.RETURNED: _l("Returned by the bank"),
    Place.DENIED: _l("Not paid"),
}

DECISIONS = {
    DecisionKind.RECOMMEND: _l("Recommended"),
    DecisionKind.ASK: _l("Sent back"),
    DecisionKind.SET_ASIDE: _l("Set aside"),
    DecisionKind.APPROVE: _l("Approved"),
    DecisionKind.DENY: _l("Denied"),
    DecisionKind.HOLD: _l("Held"),
    DecisionKind.END_HOLD: _l("Hold ended"),
    DecisionKind.REDECIDE: _l("Back for a new decision"),
    DecisionKind.LAPSE: _l("Closed: no answer came"),
    DecisionKind.UPHOLD_APPEAL: _l("Appeal upheld"),
}

EVENTS = {
    "request.start": _l("Started"),
    "request.save": _l("Saved"),
    "request.upload": _l("Document added"),
    "request.submit": _l("Sent"),
    "request.submit_refused": _l("Not accepted"),
    "request.check": _l("Checked"),
    "request.take": _l("Taken"),
    "request.ask": _l("Sent back"),
    "request.answer": _l("Fixed and sent again"),
    "request.set_aside": _l("Set aside"),
    "request.resume": _l("Taken up again"),
    "request.recommend": _l("Recommended"),
    "request.approve": _l("Approved"),
    "request.deny": _l("Denied"),
    "request.recall": _l("Taken back by the provider"),
    "request.withdraw": _l("Withdrawn by the provider"),
    "request.schedule": _l("In a payment run"),
    "request.unschedule": _l("Out of the payment run"),
    "request.hold": _l("Held"),
    "request.end_hold": _l("Hold ended"),
    "request.redecide": _l("Back in review"),
    "request.lapse": _l("Closed: no answer came"),
    "request.uphold_appeal": _l("Appeal upheld: back in review"),
    "request.pay": _l("Paid"),
    "request.return": _l("Returned by the bank"),
    "request.pay_again": _l("Approved to be paid again"),
    "request.document_read": _l("Document opened"),
}


def finding_words(code: str, params: Mapping[str, object]) -> str:
    """The sentence of one finding; a code without one is named, never hidden."""
    message = str(FINDINGS.get(str(params.get("what"))) or FINDINGS.get(code) or UNNAMED)
    values = {"code": code, **params}
    if not places(message) <= values.keys():
        return str(UNNAMED).format(code=code)
    return message.format(**values)
