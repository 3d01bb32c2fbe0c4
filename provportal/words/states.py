"""The state of a request in one to three words, and whether it waits for the provider."""

from __future__ import annotations

from dataclasses import dataclass

from provportal.domain.request import Place, State
from provportal.domain.standing import Case, Standing, case_of
from provportal.words.catalogue import say

WAITS_FOR_YOU = "you"
DONE = "done"


@dataclass(frozen=True, slots=True)
class Tag:
    """The word, and how it is drawn: '' (neutral), 'you' (waits for the reader) or 'done'."""

    word: str
    kind: str = ""


TAGS: dict[Place, Tag] = {
    Place.DRAFT: Tag("Draft"),
    Place.SUBMITTED: Tag("Submitted"),
    Place.IN_REVIEW: Tag("In review"),
    Place.APPROVED: Tag("Approved"),
    Place.PAYOUT_SCHEDULED: Tag("Payout scheduled"),
    Place.PAID: Tag("Paid", DONE),
    Place.ASKED: Tag("Needs your action", WAITS_FOR_YOU),
    Place.SET_ASIDE: Tag("On hold with us"),
    Place.HELD: Tag("On hold with us"),
    Place.RETURNED: Tag("Needs your action", WAITS_FOR_YOU),
    Place.DENIED: Tag("Not paid"),
}
ODD_TAGS: dict[Case, Tag] = {
    Case.WITHDRAWN: Tag("Withdrawn"),
    Case.RETURNED_CHECKING: Tag("On hold with us"),
}
"""Where the case, not the place alone, decides the word."""

STATES: dict[State, str] = {
    State.DRAFT: "Draft",
    State.SUBMITTED: "Submitted",
    State.IN_REVIEW: "In review",
    State.APPROVED: "Approved",
    State.PAYOUT_SCHEDULED: "Payout scheduled",
    State.PAID: "Paid",
    State.EXCEPTION: "Needs action, on hold or not paid",
}
"""The seven states, as a list is filtered by."""


def tag(language: str, standing: Standing) -> Tag:
    """The word a provider reads beside a request."""
    found = ODD_TAGS.get(case_of(standing)) or TAGS[standing.place]
    return Tag(say(language, found.word), found.kind)


def state(language: str, of: State) -> str:
    """The word of a state in a list of states."""
    return say(language, STATES[of])
