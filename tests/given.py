"""Builders: a small world of reference rows, and real actions that walk a request to a place."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from provportal.actions import bank_accounts
from provportal.actions.bank_accounts import Details
from provportal.actions.reviewing import Reasoned
from provportal.domain.bank_account import AccountKind, Holder
from provportal.domain.money import Money
from provportal.domain.programs.calworks.book import load_los_angeles
from provportal.domain.roles import SYSTEM, Actor, Context, Role
from provportal.domain.rulebook import canonical_json, payload_hash
from provportal.store.agency import Agency, BankProfile, RuleVersion
from provportal.store.keyring import Keyring
from provportal.store.person import Membership, Person
from provportal.store.provider import Certificate, Child, Contract, Organisation, Rate
from provportal.store.row import new_id
from provportal.store.session import transaction
from tests.walked import walked

NOW = datetime(2026, 11, 3, 17, 0, tzinfo=UTC)
"""Tuesday 3 November 2026, 9 am Pacific: October can be asked for."""
RUN_DAY = datetime(2026, 11, 6, 17, 0, tzinfo=UTC)
"""Friday 6 November 2026: the run whose cut-off is Thursday, 5 pm Pacific."""
SETTLEMENT = datetime(2026, 11, 10, 17, 0, tzinfo=UTC)
"""Tuesday 10 November 2026: two banking days after the run."""
MONTH = date(2026, 10, 1)
WHY = Reasoned("complete", "Everything fits.")
ROUTING = "122000166"
WEEK = {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
"""Certified Monday to Friday, 45 hours."""

_numbers = itertools.count(1)


def number(prefix: str) -> str:
    """A fresh reference number."""
    return f"{prefix}-{next(_numbers)}"


@dataclass(frozen=True)
class AnAgency:
    """An agency with rules, a bank profile and one person per duty."""

    id: str
    staff: dict[str, Actor]

    def __getattr__(self, duty: str) -> Actor:
        return self.staff[duty]


@dataclass(frozen=True)
class AProvider:
    """An organisation with a contract, a rate and people."""

    id: str
    contract_id: str
    contract_number: str
    admin: Actor
    biller: Actor


@dataclass(frozen=True)
class World:
    """A database with one agency and one provider that has an active account."""

    engine: Engine
    keyring: Keyring
    agency: AnAgency
    provider: AProvider

    def doing(self, actor: Actor, now: datetime = NOW) -> Context:
        return Context(actor, now, "test")


def a_world(engine: Engine) -> World:
    """The smallest world in which a request can be paid."""
    return replace(walked(engine, a_world, lambda: _a_world(engine)), engine=engine)


def _a_world(engine: Engine) -> World:
    agency = an_agency(engine)
    provider = a_provider(engine, agency)
    world = World(engine, Keyring.fresh(), agency, provider)
    an_active_account(world)
    return world


def an_agency(engine: Engine) -> AnAgency:
    """An invented agency in Los Angeles County, with the Los Angeles rule book."""
    agency_id = new_id()
    code = number("agency")
    book = load_los_angeles()
    with transaction(engine) as session:
        session.add(Agency(id=agency_id, code=code, name="Alder County", county="Los Angeles",
                           phone="555-0100"))  # fmt: skip
        session.flush()
        session.add(
            BankProfile(
                agency_id=agency_id,
                odfi="121000374",
                destination="121000374",
                destination_name="FEDERAL RESERVE BANK",
                origin="1999999999",
                origin_name="ALDER COUNTY",
                company_name="ALDER COUNTY",
                company_id="1999999999",
            )
        )
        session.add(
            RuleVersion(
                agency_id=agency_id,
                program="calworks",
                version=book.version,
                effective_from=book.effective_from,
                payload=_json(book.payload),
                hash=payload_hash(book.payload),
                source="test",
                published_at=NOW,
            )
        )
    duties = {
        "reviewer": Role.REVIEWER,
        "other_reviewer": Role.REVIEWER,
        "approver": Role.APPROVER,
        "other_approver": Role.APPROVER,
        "officer": Role.PAYMENT_OFFICER,
        "other_officer": Role.PAYMENT_OFFICER,
        "auditor": Role.AUDITOR,
        "program_admin": Role.PROGRAM_ADMIN,
        "other_program_admin": Role.PROGRAM_ADMIN,
    }
    staff = {duty: Actor(role, new_id(), agency_id) for duty, role in duties.items()}
    with transaction(engine) as session:
        _add_people(session, staff.values())
    return AnAgency(agency_id, staff)


def _json(payload: Any) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(canonical_json(payload))
    return stored


def a_person(
    engine: Engine,
    role: Role,
    *,
    agency_id: str | None = None,
    organisation_id: str | None = None,
    may_sign: bool = False,
) -> Actor:
    """A person with one membership."""
    actor = Actor(role, new_id(), agency_id, organisation_id, may_sign)
    with transaction(engine) as session:
        _add_people(session, [actor])
    return actor


def _add_people(session: Session, actors: Iterable[Actor]) -> None:
    for actor in actors:
        email = f"{number('person')}@example.org"
        session.add(Person(id=actor.person_id, email=email, name="Pat Person"))
        session.flush()
        session.add(
            Membership(
                person_id=actor.person_id,
                agency_id=actor.agency_id,
                organisation_id=actor.organisation_id,
                role=actor.role,
                may_sign=actor.may_sign,
            )
        )


def a_provider(engine: Engine, agency: AnAgency, rate: str = "950.00", **terms: Any) -> AProvider:
    """A licensed home with a monthly full-time rate for two- to five-year-olds.

    Its contract's terms can be replaced by their names.
    """
    organisation_id = new_id()
    admin, biller = (
        Actor(role, new_id(), None, organisation_id, may_sign=True)
        for role in (Role.PROVIDER_ADMIN, Role.BILLER)
    )
    with transaction(engine) as session:
        session.add(
            Organisation(
                id=organisation_id,
                reference=number("provider"),
                name="Luciérnaga Family Child Care",
                tin_sealed="1.test",
                tin_last4="0000",
                tin_token=number("token"),
            )
        )
        session.flush()
        contract = a_contract(session, agency, organisation_id, rate, **terms)
        _add_people(session, [admin, biller])
    return AProvider(organisation_id, *contract, admin, biller)


def a_contract(
    session: Session, agency: AnAgency, organisation_id: str, rate: str = "950.00", **terms: Any
) -> tuple[str, str]:
    """A contract of a provider with an agency, and its rate; returns its id and its number."""
    plain = {
        "kind": "licensed_home",
        "licence": {"from": "2020-01-01", "to": None},
        "trustline": None,
        "relationship": None,
        "closure_days_used": 0,
        "closures_paid_by_private_families": True,
        "registration_fee": None,
    }
    contract = Contract(
        id=new_id(),
        agency_id=agency.id,
        organisation_id=organisation_id,
        program="calworks",
        number=number("P"),
        starts_on=date(2025, 1, 1),
        terms=plain | terms,
    )
    session.add(contract)
    session.flush()
    session.add(
        Rate(
            contract_id=contract.id,
            category="monthly_full_time",
            age_group="2-5",
            amount=Money.read(rate),
            effective_from=date(2026, 1, 1),
        )
    )
    return contract.id, contract.number


def another_contract(world: World, agency: AnAgency | None = None) -> World:
    """The same provider under another contract, with this agency or with another one."""
    agency = agency or world.agency
    with transaction(world.engine) as session:
        contract_id, contract_number = a_contract(session, agency, world.provider.id)
    provider = replace(world.provider, contract_id=contract_id, contract_number=contract_number)
    return replace(world, agency=agency, provider=provider)


def another_provider(world: World, rate: str = "950.00", **terms: Any) -> World:
    """The same agency with another provider, which has no bank account yet."""
    return replace(world, provider=a_provider(world.engine, world.agency, rate, **terms))


def a_certificate(
    world: World,
    *,
    starts_on: date = date(2026, 1, 1),
    ends_on: date = date(2027, 12, 31),
    child_id: str | None = None,
    child_number: str | None = None,
    child_name: str = "Mateo Rivera",
) -> str:
    """A certificate for a child of three, Monday to Friday; returns its id."""
    certificate_id = new_id()
    with transaction(world.engine) as session:
        if child_id is None:
            child_id = new_id()
            session.add(
                Child(
                    id=child_id,
                    agency_id=world.agency.id,
                    number=child_number or number("C"),
                    name=child_name,
                    born=date(2023, 3, 14),
                    terms={"school": None, "exceptional_needs": None},
                )
            )
            session.flush()
        session.add(
            Certificate(
                id=certificate_id,
                agency_id=world.agency.id,
                contract_id=world.provider.contract_id,
                child_id=child_id,
                number=number("A"),
                starts_on=starts_on,
                ends_on=ends_on,
                terms={
                    "stage": 1,
                    "case_number": "1B2C3D4",
                    "variable": False,
                    "schedule": WEEK,
                    "category": None,
                    "family_fee": "0.00",
                },
            )
        )
    return certificate_id


def answers(total: str = "950.00", **changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What a biller fills in for a plain month; a step can be replaced by its slug."""
    plain: dict[str, dict[str, Any]] = {
        "days": {"different": {}},
        "amount": {"total": total},
        "documents": {},
        "parent": {"signed_on": "2026-10-31", "sheet": "a-document"},
        "sign": {"signed_on": "2026-10-31", "agreed": True},
    }
    return plain | changes


def details(account: str = "000123456789", **changes: Any) -> Details:
    """A bank account as a provider types it."""
    plain = Details(
        ROUTING, account, AccountKind.CHECKING, Holder.BUSINESS, "Luciernaga Child Care"
    )
    return replace(plain, **changes)


def an_active_account(world: World, account: str = "000123456789") -> str:
    """Entered, approved and verified long ago; returns its id."""
    then = NOW - timedelta(days=60)
    with transaction(world.engine) as session:
        entered = bank_accounts.enter(
            session,
            world.doing(world.provider.admin, then),
            world.agency.id,
            details(account),
            world.keyring,
        )
        bank_accounts.approve(session, world.doing(world.agency.officer, then), entered.id)
        bank_accounts.verify(session, world.doing(SYSTEM, then + timedelta(days=10)), entered.id)
    return entered.id
