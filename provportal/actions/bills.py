"""The bill that is being sent: what the program makes of the answers, and the keys it claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from provportal.actions.drafts import free_keys
from provportal.domain.calendar import pacific_date
from provportal.domain.checks import Finding
from provportal.domain.duplicates import bill_key
from provportal.domain.program import AskedLine, Assessment, Facts, Program
from provportal.domain.question import Wizard
from provportal.domain.roles import Context
from provportal.domain.severities import as_set
from provportal.domain.submission import Evidence, at_submit, duplicate_findings
from provportal.store.agency import RuleVersion
from provportal.store.programs import program_by
from provportal.store.reads import active_account, book_of, facts_of, rule_version_on
from provportal.store.request import BillKey, Request


@dataclass(frozen=True, slots=True)
class Bill:
    """The facts, the answers, what they ask for, and what the rules make of it."""

    program: Program
    facts: Facts
    answers: dict[str, Any]
    lines: tuple[AskedLine, ...]
    assessment: Assessment
    rules: RuleVersion
    wizard: Wizard


def make_bill(
    session: Session, context: Context, request: Request, answers: dict[str, Any]
) -> Bill:
    """Read the answers with the program and price them by the rules in force on the month.

    Raises Unreadable with findings, NotFound when the agency has no rules for the month.
    """
    facts = facts_of(session, request)
    rules = rule_version_on(session, request.agency_id, request.program, request.service_from)
    program = program_by(rules)
    lines = program.lines(facts, answers)
    received = pacific_date(context.now)
    book = book_of(rules)
    assessment = program.assess(facts, answers, book, received)
    return Bill(program, facts, answers, lines, assessment, rules, program.wizard_in(book))


def check_bill(
    session: Session, context: Context, request: Request, bill: Bill
) -> Mapping[str, tuple[Finding, ...]]:
    """The findings of each check of the submit transaction."""
    account = active_account(session, request.agency_id, request.organisation_id)
    evidence = Evidence(
        key_held_by=_key_holder(session, request, keys_of(request, bill)),
        account_on_file=account is not None,
        received=pacific_date(context.now),
    )
    found = at_submit(bill.wizard, bill.answers, bill.facts, bill.assessment, evidence)
    severities = bill.program.severities_in(book_of(bill.rules))
    return {check: as_set(findings, severities) for check, findings in found.items()}


def keys_of(request: Request, bill: Bill) -> dict[int, str]:
    """The bill key of each line, by line number."""
    return {
        line.number: bill_key(
            request.program,
            bill.facts.contract.number,
            bill.facts.person.number,
            line.service_from,
            line.service_to,
            line.line_type,
        )
        for line in bill.lines
    }


def _key_holder(session: Session, request: Request, keys: Mapping[int, str]) -> str | None:
    return session.scalar(
        sa.select(Request.number)
        .join(BillKey, BillKey.request_id == Request.id)
        .where(
            BillKey.agency_id == request.agency_id,
            BillKey.key.in_(keys.values()),
            BillKey.request_id != request.id,
        )
        .limit(1)
    )


def claim_keys(session: Session, request: Request, bill: Bill) -> tuple[Finding, ...]:
    """Claim the keys; of two requests that race, the unique key lets one through.

    The loser gets the finding that names the winner.
    """
    keys = keys_of(request, bill)
    try:
        with session.begin_nested():
            free_keys(session, request)
            session.add_all(
                BillKey(agency_id=request.agency_id, key=key, request_id=request.id)
                for key in keys.values()
            )
    except IntegrityError:
        return duplicate_findings(_key_holder(session, request, keys) or "-")
    return ()
