"""What the review page shows of one request: read together, in few questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from provportal.actions.bills import Bill, make_bill
from provportal.domain.checks import Verdict, open_for_approval, open_for_review
from provportal.domain.money import Money, total
from provportal.domain.program import Facts, Program, Unreadable
from provportal.domain.question import Wizard
from provportal.domain.remittance import Reason
from provportal.domain.roles import Context
from provportal.store import review_page
from provportal.store.agency import RuleVersion
from provportal.store.decision import CheckResult, Decision, DecisionKind
from provportal.store.programs import program_of
from provportal.store.reads import NotFound, check_results, facts_of
from provportal.store.request import AskedItem, Request
from provportal.store.review_page import Decided, Event, Header
from provportal.store.rules import rules_of, version_cited
from provportal.store.upload import Upload, uploads_of


@dataclass(frozen=True, slots=True)
class Priced:
    """One line: what is asked, what is paid, and why not the rest."""

    number: int
    what: str
    asked: Money
    payable: Money
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """The rules' answer, as decided or as it stands today."""

    lines: tuple[Priced, ...]
    is_decided: bool
    explanation: Sequence[dict[str, object]]

    @property
    def asked(self) -> Money:
        return total(line.asked for line in self.lines)

    @property
    def payable(self) -> Money:
        return total(line.payable for line in self.lines)


@dataclass(frozen=True, slots=True)
class Seen:
    """One request with all that staff look at before they decide."""

    header: Header
    program: Program
    rules: RuleVersion | None
    """The version that the price stands on."""
    wizard: Wizard
    facts: Facts
    price: Price | None
    checks: Sequence[CheckResult]
    decisions: Sequence[Decided]
    asked: Sequence[AskedItem]
    uploads: Mapping[str, Upload]
    events: Sequence[Event]
    closed: frozenset[date]

    @property
    def request(self) -> Request:
        return self.header.request

    @property
    def verdicts(self) -> list[Verdict]:
        return [check.verdict for check in self.checks]

    @property
    def is_recommended(self) -> bool:
        """Whether the version that counts has a recommendation that still stands."""
        return self.request.reviewed_by_id is not None and any(
            made.decision.kind is DecisionKind.RECOMMEND
            and made.decision.version_id == self.header.version.id
            for made in self.decisions
        )

    @property
    def may_be_taken(self) -> bool:
        return self.request.withdrawn_at is None and open_for_review(self.verdicts)

    @property
    def may_be_approved(self) -> bool:
        return open_for_approval(self.verdicts)

    @property
    def worked_on_by(self) -> frozenset[str | None]:
        """Who may not approve or deny it: who sent it, reviewed it or asked about it."""
        deciders = self._deciders(DecisionKind.RECOMMEND, DecisionKind.ASK, DecisionKind.SET_ASIDE)
        return deciders | {self.request.submitted_by_id, self.request.reviewed_by_id}

    @property
    def closed_by(self) -> frozenset[str | None]:
        """Who may not uphold an appeal: who closed it without payment."""
        return self._deciders(DecisionKind.DENY, DecisionKind.LAPSE)

    def _deciders(self, *kinds: DecisionKind) -> frozenset[str | None]:
        made = [each.decision for each in self.decisions]
        return frozenset(decision.decided_by_id for decision in made if decision.kind in kinds)


def look(session: Session, context: Context, request_id: str) -> Seen:
    """Everything of one request in the actor's agency. Raises NotFound."""
    found = review_page.header(session, context.actor, request_id)
    version_id = found.version.id
    is_approved = found.request.approved_by_id is not None
    decided = review_page.approved_amounts(session, version_id) if is_approved else []
    made = review_page.decisions(session, request_id)
    rules = rules_of(session, found.request)
    bill = None if decided else _bill(session, context, found)
    return Seen(
        header=found,
        program=program_of(session, found.request),
        rules=version_cited(session, rules, _approval(decided, made)),
        wizard=rules.wizard,
        facts=bill.facts if bill else facts_of(session, found.request),
        price=_decided(decided, made) if decided else _priced(bill),
        checks=check_results(session, version_id),
        decisions=made,
        asked=review_page.asked_items(session, request_id),
        uploads=uploads_of(session, request_id),
        events=review_page.history(session, request_id),
        closed=review_page.closed_days(session, found.request.agency_id),
    )


def _bill(session: Session, context: Context, found: Header) -> Bill | None:
    """What the rules pay today; received is the day on which this version was sent."""
    then = Context(context.actor, found.version.submitted_at, context.request_id)
    try:
        return make_bill(session, then, found.request, found.version.answers)
    except (Unreadable, NotFound):
        return None


def _priced(bill: Bill | None) -> Price | None:
    if bill is None:
        return None
    kinds = {line.number: line.line_type for line in bill.lines}
    lines = tuple(
        Priced(line.number, kinds[line.number], line.asked, line.payable, line.reasons)
        for line in bill.assessment.lines
    )
    return Price(lines, False, _explained(bill.assessment.result))


def _decided(decided: Sequence[review_page.PaidLine], made: Sequence[Decided]) -> Price:
    lines = tuple(
        Priced(
            paid.line.number,
            paid.line.line_type,
            paid.line.asked,
            paid.amount.payable,
            paid.reasons,
        )
        for paid in decided
    )
    approval = _approval(decided, made)
    return Price(lines, True, _explained(approval.result) if approval else [])


def _approval(decided: Sequence[review_page.PaidLine], made: Sequence[Decided]) -> Decision | None:
    """The decision that the amounts are of."""
    ids = {paid.amount.decision_id for paid in decided}
    return next((entry.decision for entry in made if entry.decision.id in ids), None)


def _explained(result: dict[str, object]) -> list[dict[str, object]]:
    """Which rule was asked what and what it answered, where a program tells it."""
    told = result.get("explanation")
    return [dict(rule) for rule in told] if isinstance(told, list) else []
