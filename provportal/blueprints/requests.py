"""Requests of a provider: the list, and the page that answers where the money is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound as NoSuchPage

from provportal.actions.previewing import CALENDAR
from provportal.blueprints.requests_account import account_to_fix
from provportal.domain.question import Wizard
from provportal.domain.remittance import Reason
from provportal.domain.request import LIFECYCLE, Action, ExceptionKind, Place, State
from provportal.domain.roles import PROVIDER_ROLES
from provportal.domain.submission import AT_SUBMIT, IN_BACKGROUND
from provportal.store.decision import Adjustment, DecisionKind
from provportal.store.money_facts import Known, Promising, known
from provportal.store.provider_pages import (
    CSV,
    PDF,
    PaymentRecord,
    adjustments_of,
    office_of,
    one_request,
    record_of,
    request_page,
)
from provportal.store.rules import rules_cited, rules_of
from provportal.web.access import allow, polled
from provportal.web.equipment import reading
from provportal.web.identity import current_context
from provportal.web.language import current
from provportal.web.links import link_to, link_to_request
from provportal.words import dates, findings, states
from provportal.words.bridge import differences
from provportal.words.money_sentence import money_sentence
from provportal.words.next_steps import next_step
from provportal.words.request_row import summary, title
from provportal.words.timeline import timeline

blueprint = Blueprint("requests", __name__, url_prefix="/requests")


@dataclass(frozen=True, slots=True)
class CheckShown:
    """One check: what it looks at, its result in words, and what it found."""

    name: str
    word: str
    kind: str
    findings: tuple[str, ...]


@blueprint.get("")
@allow(*PROVIDER_ROLES)
def index() -> str:
    """Requests, newest first, of one state or of all."""
    context, language = current_context(), current()
    chosen = _state(request.args.get("state", ""))
    after = _id(request.args.get("after", ""))
    with reading() as session:
        page = request_page(session, str(context.actor.organisation_id), chosen, after)
        found = known(session, page.rows, Promising(CALENDAR, context.now))
    return render_template(
        "requests/index.html",
        rows_shown=[(one.request.id, summary(language, one.standing)) for one in found],
        states=[(state.value, states.state(language, state)) for state in State],
        chosen=chosen.value if chosen else "",
        after=page.after,
        is_first=after is None,
        start=link_to("wizard.start"),
    )


@blueprint.get("/<uuid:request_id>")
@allow(*PROVIDER_ROLES)
def show(request_id: UUID) -> str:
    """Where one request's money is, and why it is what it is."""
    with reading() as session:
        one = look(session, request_id)
        version, adjusted = adjustments_of(session, one.approval.id) if one.approval else (None, ())
        rules = rules_cited(session, one.request, version)
        record = record_of(session, one.request.id)
        is_denied = one.request.place is Place.DENIED
        office = office_of(session, one.request) if is_denied else None
    return render_template(
        "requests/show.html",
        **_head(one, rules.wizard),
        rules=rules.version,
        program=rules.program,
        differences=differences(current(), [_reason(row) for row in adjusted]),
        stages=timeline(current(), one.standing),
        record=record,
        files=_files(record),
        account=account_to_fix(current_context().actor, one),
        receipt=link_to_request("wizard.sent", one.request.id) if one.lines else "",
        may=may_do(one),
        office=office,
        appeal_until=dates.day(current(), one.standing.due_on) if one.standing.due_on else "",
    )


@blueprint.get("/<uuid:request_id>/checks")
@polled
@allow(*PROVIDER_ROLES)
def checks(request_id: UUID) -> str:
    """The part of the page that changes while checks run."""
    with reading() as session:
        one = look(session, request_id)
        wizard = rules_of(session, one.request).wizard
    return render_template("requests/checks.html", **_head(one, wizard))


def look(session: Session, request_id: UUID) -> Known:
    """One request of the person's own organization as it stands now. Raises NotFound."""
    context = current_context()
    row = one_request(session, str(context.actor.organisation_id), str(request_id))
    return known(session, [row], Promising(CALENDAR, context.now))[0]


def _head(one: Known, wizard: Wizard) -> dict[str, object]:
    """What the page and its fragment share: the money sentence, the one thing to do, the checks."""
    language = current()
    return {
        "one": one,
        "standing": one.standing,
        "title": title(language, one.standing),
        "tag": states.tag(language, one.standing),
        "sentence": money_sentence(language, one.standing),
        "step": next_step(language, one.standing),
        "note": _note(one),
        "items": _items(one, wizard),
        "checks": _checks(one),
        "fix": link_to_request("wizard.fix", one.request.id)
        if one.request.place is Place.ASKED and not _is_withdrawn(one)
        else "",
        "resume": link_to_request("wizard.resume", one.request.id)
        if one.request.place is Place.DRAFT and not _is_withdrawn(one)
        else "",
    }


@dataclass(frozen=True, slots=True)
class May:
    """What a provider may do with a request beside waiting and fixing."""

    recall: bool
    withdraw: bool
    copy: bool


def may_do(one: Known) -> May:
    """As the lifecycle has it; only what will not be paid can be copied."""
    role, place = current_context().actor.role, one.request.place
    if _is_withdrawn(one):
        return May(recall=False, withdraw=False, copy=True)
    return May(
        recall=LIFECYCLE.may(Action.RECALL, place, role),
        withdraw=LIFECYCLE.may(Action.WITHDRAW, place, role),
        copy=place is Place.DENIED,
    )


NOTED_BY: dict[ExceptionKind, tuple[DecisionKind, ...]] = {
    ExceptionKind.PROVIDER: (DecisionKind.ASK,),
    ExceptionKind.STAFF: (DecisionKind.SET_ASIDE,),
    ExceptionKind.HELD: (DecisionKind.HOLD,),
    ExceptionKind.DENIED: (DecisionKind.DENY, DecisionKind.LAPSE),
}
"""Whose words explain an exception."""


def _note(one: Known) -> str:
    """Why it stands still: what staff wrote, or what the bank said."""
    payment = one.standing.payment
    if one.request.place is Place.RETURNED and payment is not None:
        return findings.returned(current(), payment.return_code)
    kind = one.request.exception_kind
    wanted = NOTED_BY.get(kind, ()) if kind is not None and not _is_withdrawn(one) else ()
    notes = [decision.note for decision in one.decisions if decision.kind in wanted]
    return notes[-1] if notes else ""


def _items(one: Known, wizard: Wizard) -> list[tuple[str, str]]:
    """Each thing asked: its question, and what is wanted of it."""
    if _is_withdrawn(one):
        return []
    language = current()
    return [
        (
            findings.field_name(language, wizard, item.field),
            findings.asked(language, item.note, one.checks),
        )
        for item in one.asked
    ]


def _is_withdrawn(one: Known) -> bool:
    return one.request.withdrawn_at is not None


VERDICT_KINDS = {"passed": "done", "noted": "done", "blocked": "you"}


def _checks(one: Known) -> list[CheckShown]:
    language = current()
    return [
        CheckShown(
            findings.check_name(language, check.check_code),
            findings.verdict_word(language, check.verdict),
            VERDICT_KINDS.get(check.verdict, ""),
            tuple(
                findings.sentence(language, str(found["code"]), found["params"])
                for found in check.findings
            ),
        )
        for check in sorted(one.checks, key=lambda check: _place_of(check.check_code))
    ]


def _place_of(code: str) -> int:
    """Checks stand in the order in which a request passes them."""
    order = (*AT_SUBMIT, *IN_BACKGROUND)
    return order.index(code) if code in order else len(order)


def _reason(row: Adjustment) -> Reason:
    return Reason(row.code, row.amount, row.rule, row.params)


def _files(record: PaymentRecord | None) -> list[tuple[str, int]]:
    """(kind, bytes) of what can be downloaded."""
    made = {"pdf": PDF, "csv": CSV}
    found = [(kind, record.document(name)) for kind, name in made.items()] if record else []
    return [(kind, document.size) for kind, document in found if document is not None]


def _state(typed: str) -> State | None:
    return State(typed) if typed in set(State) else None


def _id(typed: str) -> str | None:
    """The id of an address; one that is none is a page that does not exist."""
    try:
        return str(UUID(typed)) if typed else None
    except ValueError:
        raise NoSuchPage from None
