"""Two agencies and three providers in one portal, each with an object of every kind."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from provportal.actions import bank_accounts, batching
from provportal.documents.quarantine import check_upload
from provportal.documents.scanner import EicarOnly
from provportal.documents.storage import Shelf
from provportal.documents.uploads import Upload, keep_upload
from provportal.domain.request import Place
from provportal.domain.roles import PROVIDER_ROLES, SYSTEM, Actor
from provportal.store import tables
from provportal.store.session import reading, transaction
from tests import given
from tests.given import RUN_DAY, World
from tests.given_requests import a_draft, a_request, sent
from tests.given_rules import a_book, later, proposed
from tests.web.every_place import render
from tests.web.given_wizard import PDF, Desk, a_desk

MISSING = "00000000-0000-7000-8000-000000000000"
OBJECTS = {
    "request_id": "request",
    "document_id": "upload",
    "remittance_id": "remittance",
    "account_id": "bank_account",
    "batch_id": "batch",
    "agency_id": "agency",
    "version_id": "rule_version",
    "draft_id": "rule_draft",
    "person_id": "person",
    "membership_id": "membership",
}
"""The table of what an id in an address names. A new kind of id must be added here."""
WORDS = {"slug": "days", "key": "different", "number": 1}
"""What else may stand in an address of an object."""
_days = itertools.count(2)
"""Months from now, on which no two drafts of one agency begin."""
Ids = dict[str, str]
"""An id for each kind of object."""


@dataclass(frozen=True)
class Scopes:
    """One's own place, a neighbour at the same agency, and a stranger at another one."""

    desk: Desk
    neighbour: World
    stranger: World

    @property
    def own(self) -> World:
        return self.desk.world

    def people(self) -> list[Actor]:
        """Everybody of one's own place, one for each role."""
        world = self.own
        people = [world.provider.biller, world.provider.admin, *world.agency.staff.values()]
        return list({actor.role: actor for actor in people}.values())

    def foreign(self, actor: Actor) -> list[Ids]:
        """Objects that a person must not know of."""
        stranger = _ids(self.stranger)
        if actor.role not in PROVIDER_ROLES:
            return [stranger]
        # The agency itself is shared with the neighbour.
        return [stranger, _ids(self.neighbour) | {"agency_id": MISSING}]

    def ids(self) -> Ids:
        """Objects of one's own."""
        return _ids(self.own)


def three_scopes(folder: Path) -> Scopes:
    """Each with a draft, a document, a payment, a bank change, and a run that was built."""
    desk = a_desk(folder)
    neighbour = given.another_provider(desk.world)
    given.an_active_account(neighbour, "000111222333")
    agency = given.an_agency(desk.world.engine)
    provider = given.a_provider(desk.world.engine, agency)
    stranger = replace(desk.world, agency=agency, provider=provider)
    given.an_active_account(stranger, "000444555666")
    shelf = Shelf(desk.world.engine, desk.portal.equipment.storage)
    worlds = (desk.world, neighbour, stranger)
    for world in worlds:
        a_request(world, at=Place.PAID)
    render(shelf)
    for world in worlds:
        _fill(world, shelf)
    return Scopes(desk, neighbour, stranger)


def _fill(world: World, shelf: Shelf) -> None:
    a_request(world, at=Place.APPROVED)
    with transaction(world.engine) as session:
        batching.build(session, world.doing(world.agency.officer, RUN_DAY))
    with transaction(world.engine) as session:
        admin, details = world.doing(world.provider.admin), given.details("000777888999")
        bank_accounts.enter(session, admin, world.agency.id, details, world.keyring)
    number = next(_days)
    proposed(world, a_book(f"rules-{number}", later(number).isoformat()))
    draft = a_draft(world)
    biller = world.doing(world.provider.biller)
    upload_id = keep_upload(shelf, biller, Upload(draft, "parent.sheet", PDF))
    check_upload(shelf, EicarOnly(), world.doing(SYSTEM), upload_id)
    assert sent(world, draft).accepted


def _ids(world: World) -> Ids:
    """The newest object of each kind; the request is the one of the document."""
    with reading(world.engine) as session:
        return {
            name: _newest(session, tables.METADATA.tables[row], world)
            for name, row in OBJECTS.items()
        }


def _newest(session: Session, table: sa.Table, world: World) -> str:
    owners = {"agency_id": world.agency.id, "organisation_id": world.provider.id}
    asked = sa.select(table.c.id).order_by(table.c.id.desc())
    if table.name == "membership":
        mine = asked.where(table.c.person_id == world.provider.biller.person_id)
        return str(session.scalars(mine).first())
    for name, owner in owners.items():
        if name in table.c:
            asked = asked.where(table.c[name] == owner)
    if table.name == "person":
        asked = asked.where(table.c.id == world.provider.biller.person_id)
    if table.name == "agency":
        asked = asked.where(table.c.id == world.agency.id)
    return str(session.scalars(asked).first())


def rules_of_objects(app: Flask) -> Iterator[Rule]:
    """The rules with an id in them."""
    return (rule for rule in app.url_map.iter_rules() if rule.arguments & set(OBJECTS))


def address(rule: Rule, ids: Ids) -> str:
    """The address of these objects."""
    known = WORDS | ids | dict(rule.defaults or {})
    built = rule.build({name: known[name] for name in rule.arguments})
    assert built is not None
    return built[1]
