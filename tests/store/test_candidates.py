"""What the database finds by blocking keys, judged, is what the file matcher says of everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from provportal.domain.duplicates import Line, Match, compare, invoice_key, service, sweep
from provportal.domain.money import Money
from provportal.domain.request import Channel
from provportal.store import history
from provportal.store.provider import Certificate, Child, Contract, Organisation
from provportal.store.request import Request, RequestLine, RequestVersion
from provportal.store.row import new_id
from tests.given import NOW, World, a_certificate, a_world, another_contract, another_provider

PEOPLE = ("Ana Lopez", "Ann Lopez", "Lopez, Ana", "Ana Ruiz")
FIRST = date(2026, 8, 25)

Bills = list[list[Line]]
"""The lines of some requests, in the order in which these were sent."""


@dataclass(frozen=True)
class Care:
    """A certificate: one contract of one payee."""

    certificate: Certificate
    contract: Contract
    token: str


@dataclass(frozen=True)
class Town:
    """Two payees, one of them with two contracts, and children with names alike."""

    world: World
    cares: list[Care]
    children: list[Child]


def a_town(engine: Engine) -> Town:
    world = a_world(engine)
    for name in PEOPLE:
        a_certificate(world, child_name=name)
    a_certificate(another_contract(world))
    a_certificate(another_provider(world))
    with Session(engine, expire_on_commit=False) as session:
        query = sa.select(Certificate, Contract, Organisation.tin_token)
        query = query.join(Contract, Contract.id == Certificate.contract_id)
        found = session.execute(query.join(Organisation)).all()
        one_each = {row[1].id: Care(*row) for row in found}
        children = sa.select(Child).where(Child.name.in_(PEOPLE))
        return Town(world, list(one_each.values()), list(session.scalars(children)))


def plain_line(draw: st.DrawFn, at: int, care: Care, child: Child) -> Line:
    first = FIRST + timedelta(days=draw(st.sampled_from([0, 0, 0, 2, 9])))
    return Line(
        request_no=f"R{at}",
        program="calworks",
        provider_id=care.contract.number,
        provider_tin_token=care.token,
        person_id=child.id,
        person_name=child.name,
        service_from=first,
        service_to=first + timedelta(days=draw(st.sampled_from([0, 0, 10]))),
        line_type=draw(st.sampled_from(["care", "Care", "make_up_day"])),
        invoice_no=draw(st.sampled_from(["", "INV-1", "inv 01"])),
        amount=Money(draw(st.sampled_from([100, 100, 100, 200]))),
        submitted_at=NOW + timedelta(hours=at),
    )


@st.composite
def bills(draw: st.DrawFn, town: Town) -> Bills:
    """Among few payees, people and days, so that most have something in common."""
    made = []
    for at in range(draw(st.integers(2, 6))):
        care = draw(st.sampled_from(town.cares))
        made.append(
            [
                plain_line(draw, at, care, draw(st.sampled_from(town.children)))
                for _ in range(draw(st.sampled_from([1, 1, 2])))
            ]
        )
    return made


def stored(session: Session, town: Town, lines: list[Line]) -> list[RequestLine]:
    """A request with these lines as its rows."""
    care = next(care for care in town.cares if care.contract.number == lines[0].provider_id)
    request = Request(
        id=new_id(),
        number=lines[0].request_no,
        agency_id=town.world.agency.id,
        organisation_id=care.contract.organisation_id,
        contract_id=care.contract.id,
        certificate_id=care.certificate.id,
        program="calworks",
        channel=Channel.PORTAL,
        service_from=FIRST,
        service_to=FIRST,
        created_at=NOW,
        submitted_at=lines[0].submitted_at,
        current_version=1,
    )
    session.add(request)
    session.flush()
    version = RequestVersion(
        id=new_id(),
        request_id=request.id,
        number=1,
        answers={},
        answers_schema="test",
        submitted_at=lines[0].submitted_at,
        idempotency_key=new_id(),
    )
    session.add(version)
    session.flush()
    rows = [stored_line(version, number, line) for number, line in enumerate(lines, 1)]
    session.add_all(rows)
    session.flush()
    return rows


def stored_line(version: RequestVersion, number: int, line: Line) -> RequestLine:
    return RequestLine(
        id=new_id(),
        version_id=version.id,
        request_id=version.request_id,
        number=number,
        person_id=line.person_id,
        tin_token=line.provider_tin_token,
        service_from=line.service_from,
        service_to=line.service_to,
        line_type=line.line_type,
        units="1",
        asked=line.amount,
        fund="test",
        invoice_number=line.invoice_no or None,
        bill_key="-",
        service=service(line.line_type),
        invoice_key=invoice_key(line.invoice_no),
    )


def by_the_database(session: Session, rows: list[RequestLine]) -> list[Match]:
    request = session.get_one(Request, rows[0].request_id)
    return [compare(*history.candidates(session, request, row)) for row in rows]


def by_files(sent: Bills, at: int) -> list[Match]:
    """The answers of the file matcher for one request: what follows it is new as well."""
    before = [line for lines in sent[:at] for line in lines]
    new = [line for lines in sent[at:] for line in lines]
    return list(sweep(new, before))[: len(sent[at])]


@settings(max_examples=100)
@given(st.data())
def judged_alike(engine: Engine, town: Town, data: st.DataObject) -> None:
    sent = data.draw(bills(town))
    at = data.draw(st.integers(0, len(sent) - 1))
    with Session(engine.execution_options(writes=True)) as session:
        rows = [stored(session, town, lines) for lines in sent]
        assert by_the_database(session, rows[at]) == by_files(sent, at)
        session.rollback()


def test_the_database_finds_what_the_file_matcher_judges_by(engine: Engine) -> None:
    judged_alike(engine, a_town(engine))


def sent_by(town: Town, child: int, at: int, days: int = 0) -> Line:
    """Five days of one child at the first payee, all with one invoice number."""
    care, person = town.cares[0], town.children[child]
    first = FIRST + timedelta(days=days)
    return Line(
        request_no=f"R{at}",
        program="calworks",
        provider_id=care.contract.number,
        provider_tin_token=care.token,
        person_id=person.id,
        person_name=person.name,
        service_from=first,
        service_to=first + timedelta(days=4),
        line_type="care",
        invoice_no="AUG-26",
        amount=Money(100),
        submitted_at=NOW + timedelta(hours=at),
    )


def found_for_the_last(engine: Engine, town: Town, sent: list[Line]) -> list[str]:
    """The numbers of the requests that a check of the last line reads."""
    with Session(engine.execution_options(writes=True)) as session:
        [*_, [row]] = [stored(session, town, [line]) for line in sent]
        request = session.get_one(Request, row.request_id)
        found = history.candidates(session, request, row)
        session.rollback()
    return sorted(line.request_no for line in (*found.earlier, *found.beside))


def test_a_line_that_several_keys_find_is_read_once(engine: Engine) -> None:
    town = a_town(engine)
    sent = [sent_by(town, 0, 1), sent_by(town, 0, 2)]
    assert found_for_the_last(engine, town, sent) == ["R1"]


def test_for_a_known_person_one_other_user_of_the_number_is_enough(engine: Engine) -> None:
    town = a_town(engine)
    others = [sent_by(town, child, child) for child in (1, 2, 3)]
    sent = [sent_by(town, 0, 4, days=-100), *others, sent_by(town, 0, 5)]
    found = found_for_the_last(engine, town, sent)
    assert (len(found), "R4" in found) == (2, True)


def test_for_a_person_never_seen_all_of_the_payees_lines_are_read(engine: Engine) -> None:
    town = a_town(engine)
    sent = [sent_by(town, child, child) for child in (1, 2, 3, 0)]
    assert found_for_the_last(engine, town, sent) == ["R1", "R2", "R3"]
