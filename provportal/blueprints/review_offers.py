"""What a person may do with a request now, and the sentence that says why nothing or not all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from provportal.blueprints.review_seen import Seen
from provportal.domain.calendar import pacific_date
from provportal.domain.checks import Verdict
from provportal.domain.request import LIFECYCLE, Action, Place
from provportal.domain.roles import Actor, Role
from provportal.forms.review import Choice
from provportal.web.identity import current_context
from provportal.web.language import current
from provportal.words import dates

CHOICES = {
    Choice.RECOMMEND: _l("Recommend paying %(amount)s"),
    Choice.SEND_BACK: _l("Send back to the provider"),
    Choice.SET_ASIDE: _l("Set aside: we must settle something"),
    Choice.APPROVE: _l("Approve %(amount)s"),
    Choice.DENY: _l("Do not pay"),
    Choice.LAPSE: _l("Close it: no answer came"),
    Choice.UPHOLD: _l("Uphold the appeal: review it again"),
}

_UNSETTLED = (Verdict.RUNNING, Verdict.NOT_RUN, Verdict.BLOCKED)


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be done, and what is said instead of a button."""

    choices: tuple[Choice, ...] = ()
    may_take: bool = False
    may_resume: bool = False
    why_not: str = ""

    def labelled(self, seen: Seen) -> list[tuple[str, str]]:
        """The choices with their words."""
        amount = seen.price.payable.shown() if seen.price else ""
        return [
            (choice.value, str(CHOICES[choice]) % {"amount": amount}) for choice in self.choices
        ]


def offer_to(actor: Actor, seen: Seen) -> Offer:
    """What this person may do with this request as it stands."""
    if actor.role not in (Role.REVIEWER, Role.APPROVER):
        return Offer(why_not=str(_("You can read this and change nothing.")))
    place = seen.request.place
    if place is Place.SUBMITTED and actor.role is Role.REVIEWER:
        return _taking(actor, seen)
    if place is Place.SET_ASIDE:
        return _resuming(actor, seen)
    if place is Place.IN_REVIEW:
        return _reviewing(actor, seen) if actor.role is Role.REVIEWER else _deciding(actor, seen)
    if actor.role is Role.APPROVER and place in AFTER_REVIEW:
        return AFTER_REVIEW[place](actor, seen)
    return Offer(why_not=str(ELSEWHERE.get(place, _("Nothing is to be decided now."))))


def _taking(actor: Actor, seen: Seen) -> Offer:
    if seen.request.submitted_by_id == actor.person_id:
        return Offer(why_not=str(_("You sent this request, so another reviewer takes it.")))
    if seen.request.withdrawn_at is not None:
        return Offer(why_not=str(_("The provider withdrew it.")))
    if not seen.may_be_taken:
        return Offer(why_not=_open_checks(seen))
    return Offer(may_take=True)


def _resuming(actor: Actor, seen: Seen) -> Offer:
    is_mine = seen.request.owner_id == actor.person_id
    if is_mine and LIFECYCLE.may(Action.RESUME, seen.request.place, actor.role):
        return Offer((Choice.SEND_BACK,), may_resume=Verdict.BLOCKED not in seen.verdicts)
    name = seen.header.owner or _("Somebody else")
    return Offer(why_not=str(_("%(name)s set it aside and takes it up again.", name=name)))


def _reviewing(actor: Actor, seen: Seen) -> Offer:
    if seen.request.submitted_by_id == actor.person_id:
        return Offer(why_not=str(_("You sent this request, so another reviewer looks at it.")))
    choices = (Choice.RECOMMEND, Choice.SEND_BACK, Choice.SET_ASIDE)
    if seen.price is None:
        why = str(_("The rules cannot price it, so it cannot be recommended."))
        return Offer(choices[1:], why_not=why)
    said = str(_("It is recommended. An approver decides next.")) if seen.is_recommended else ""
    return Offer(choices, why_not=said)


def _deciding(actor: Actor, seen: Seen) -> Offer:
    if actor.person_id in seen.worked_on_by:
        return Offer(why_not=str(_("You sent or reviewed it, so another approver decides.")))
    if not seen.is_recommended:
        why = str(_("No reviewer has recommended it yet, so it cannot be approved."))
        return Offer((Choice.DENY,), why_not=why)
    if not seen.may_be_approved:
        return Offer((Choice.DENY,), why_not=_open_checks(seen))
    return Offer((Choice.APPROVE, Choice.DENY))


def _unanswered(actor: Actor, seen: Seen) -> Offer:
    """What the provider did not answer in time can be closed."""
    due_on = seen.request.due_on
    if seen.request.withdrawn_at is not None:
        return Offer(why_not=str(_("The provider withdrew it.")))
    if due_on is None or pacific_date(current_context().now) <= due_on:
        day = dates.day(current(), due_on) if due_on else ""
        return Offer(why_not=str(_("The provider can answer until %(day)s.", day=day)))
    if actor.person_id in seen.worked_on_by:
        return Offer(why_not=str(_("You sent or reviewed it, so another approver closes it.")))
    return Offer((Choice.LAPSE,))


def _closed(actor: Actor, seen: Seen) -> Offer:
    """An appeal is another person's to uphold than the one's who closed it."""
    if actor.person_id in seen.closed_by:
        return Offer(
            why_not=str(_("You decided not to pay it, so another approver decides on an appeal."))
        )
    if Verdict.BLOCKED in seen.verdicts:
        return Offer(why_not=str(_("A check blocks what was sent. Only a new request helps.")))
    return Offer((Choice.UPHOLD,))


AFTER_REVIEW: dict[Place, Callable[[Actor, Seen], Offer]] = {
    Place.ASKED: _unanswered,
    Place.DENIED: _closed,
}
"""Where an approver can act after the review."""

ELSEWHERE = {
    Place.SUBMITTED: _l("A reviewer takes it first."),
    Place.ASKED: _l("The provider answers next."),
    Place.DENIED: _l("It is closed. An approver decides on an appeal."),
    Place.HELD: _l("A payment officer holds it."),
}
"""Whose turn it is where this person has none."""


def _open_checks(seen: Seen) -> str:
    number = sum(verdict in _UNSETTLED for verdict in seen.verdicts)
    return str(
        ngettext(
            "It waits: %(num)s check has not passed.",
            "It waits: %(num)s checks have not passed.",
            number,
        )
    )
