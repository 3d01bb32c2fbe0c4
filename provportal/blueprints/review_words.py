"""What staff read for codes: verdicts, states, decisions, events. Small on purpose."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.domain.checks import Verdict
from provportal.domain.request import Place
from provportal.store.decision import DecisionKind
from provportal.web.language import current
from provportal.words import findings

VERDICTS = {
    Verdict.RUNNING: (_l("Runs now"), ""),
    Verdict.PASSED: (_l("Passed"), "done"),
    Verdict.NOTED: (_l("Passed, noted"), "done"),
    Verdict.WARNED: (_l("Your look"), "you"),
    Verdict.BLOCKED: (_l("Blocks"), "you"),
    Verdict.NOT_RUN: (_l("Not run yet"), "you"),
}
"""Word and kind of tag."""

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


def check_name(code: str) -> str:
    """What a check looks at."""
    return findings.check_name(current(), code)


def finding_words(code: str, params: Mapping[str, object]) -> str:
    """The sentence of one finding; a code without one is named, never hidden."""
    return findings.for_staff(current(), code, params)
