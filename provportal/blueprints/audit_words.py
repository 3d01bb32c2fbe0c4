"""What the audit log's codes mean to a person: what was done, to what, and what changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.blueprints.review_words import EVENTS

DONE = EVENTS | {
    "batch.build": _l("Built"),
    "batch.release": _l("Released"),
    "batch.send": _l("Sent to the bank"),
    "batch.acknowledge": _l("Acknowledged by the bank"),
    "batch.settle": _l("Settled"),
    "batch.cancel": _l("Cancelled"),
    "batch.reject": _l("Rejected by the bank"),
    "entry.settle": _l("Settled"),
    "entry.reject": _l("Rejected by the bank"),
    "entry.return": _l("Returned by the bank"),
    "entry.cancel": _l("Cancelled"),
    "remittance.post": _l("Posted"),
    "remittance.returned": _l("Marked as returned"),
    "bank_account.enter": _l("Entered"),
    "bank_account.approve": _l("Approved"),
    "bank_account.refuse": _l("Refused"),
    "bank_account.verify": _l("Verified"),
    "bank_account.activate": _l("Made active"),
    "bank_account.suspend": _l("Stopped"),
    "bank_account.reinstate": _l("Made active again"),
    "bank_account.replace": _l("Replaced"),
    "bank_account.block": _l("Blocked"),
    "bank_account.reveal": _l("Looked at a whole number"),
    "agency.tier": _l("Set the amount above which approvals ask for a code"),
    "membership.role": _l("Gave another role"),
    "rule_draft.change": _l("Written anew"),
    "rule_draft.discard": _l("Discarded"),
    "rule_draft.draft": _l("Drafted"),
    "rule_draft.propose": _l("Proposed to a second person"),
    "rule_draft.publish": _l("Published"),
    "rule_draft.take_back": _l("Taken back"),
    "rule_version.publish": _l("Published"),
    "upload.condemn": _l("Found harmful, never opened"),
    "upload.give_up": _l("Cannot be read, never opened"),
    "upload.open": _l("Begun to be drawn anew"),
    "upload.release": _l("Found clean, and drawn anew"),
    "sign_in.done": _l("Signed in"),
    "sign_in.membership": _l("Chose where to work"),
    "sign_out.done": _l("Signed out"),
    "access.denied": _l("Was refused"),
    "document.download": _l("Downloaded"),
    "received_file.refused": _l("Refused"),
    "request.date_slipped": _l("Gave it a new date, and told the provider"),
    "notice.delivered": _l("Sent"),
    "notice.refused": _l("Sent, and it came back"),
    "notice.try_later": _l("Could not send, tries again"),
    "notice.perhaps_sent": _l("Perhaps sent: the process ended in between"),
    "notice.not_wanted": _l("Not sent: nobody to send it to"),
    "person.phone_confirmed": _l("Confirmed a phone"),
    "person.phone_code_refused": _l("Entered a code for a phone that does not fit"),
    "person.notices": _l("Chose how to be told"),
}
"""By action; imported records come as noun.verb and are read by their verb."""

VERBS = {"add": _l("Added"), "change": _l("Changed")}

NOUNS = {
    "request": _l("Request"),
    "batch": _l("Payment run"),
    "entry": _l("Bank entry"),
    "remittance": _l("Payment record"),
    "document": _l("Document"),
    "upload": _l("File sent"),
    "bank_account": _l("Bank account"),
    "bank_profile": _l("Bank profile"),
    "contract": _l("Contract"),
    "certificate": _l("Certificate"),
    "child": _l("Child"),
    "rate": _l("Rate"),
    "organisation": _l("Provider"),
    "agency": _l("Agency"),
    "person": _l("Person"),
    "membership": _l("Membership"),
    "rule_draft": _l("Draft of rules"),
    "rule_version": _l("Rules"),
    "received_file": _l("Bank's file"),
    "notice": _l("Notice"),
    "page": _l("Page"),
}

SHOWN_OF_A_HASH = 12
_HASH = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def done(action: str) -> str:
    """What was done; an action without words is named, never hidden."""
    return str(DONE.get(action) or VERBS.get(action.partition(".")[2]) or action)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Each value that differs, 'place: submitted, then in_review'. Ids say nothing to a person."""
    for name in dict.fromkeys((*before, *after)):
        old, new = _plain(before.get(name)), _plain(after.get(name))
        if old == new:
            continue
        label = name.replace("_", " ")
        yield (
            f"{label}: {old} \N{RIGHTWARDS ARROW} {new}"
            if old and new
            else f"{label}: {new or old}"
        )


def _plain(value: object) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, Mapping):
        parts = ((name, _plain(part)) for name, part in value.items())
        return ", ".join(f"{name} {part}" for name, part in parts if part)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_plain(part) for part in value)))
    text = str(value)
    if _HASH.fullmatch(text):
        return f"{text[:SHOWN_OF_A_HASH]}..."
    return "" if _ID.fullmatch(text) else text
