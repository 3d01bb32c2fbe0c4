"""Hostile text wherever people's words are kept, put there by the actions themselves."""

from __future__ import annotations

import sqlalchemy as sa

from provportal.actions import bank_account_stops, bank_accounts, batching, holding, reviewing
from provportal.actions.reviewing import Reasoned
from provportal.domain.bank_account import Stop
from provportal.domain.request import Place
from provportal.domain.roles import Context
from provportal.store.agency import Agency
from provportal.store.person import Person
from provportal.store.provider import Child, Organisation
from provportal.store.session import transaction
from tests import given
from tests.given import RUN_DAY, World
from tests.given_requests import a_draft, a_request
from tests.web import odd

ATTACK = "\"'><img src=x onerror=pwn()>"
MARK = "onerror=pwn()"
"""What it has in common with itself when it is quoted."""
OTHERS = ("<script>pwn()</script>", "' onfocus='pwn()' autofocus x='")
KEPT = {
    "asked_item.note",
    "bank_account.holder_name",
    "bank_account.stopped_note",
    "decision.note",
    "decision.private_note",
    "draft.answers",
    "withdrawal.reason",
}
"""Columns that hold what people typed."""
WORDS = Reasoned("other", ATTACK, ATTACK)


def plant(world: World) -> None:
    """Say it in every note and reason, and give it to everybody as a name."""
    _in_requests(world)
    _in_bank_changes(world)
    with transaction(world.engine) as session:
        for row in (Organisation, Person, Child, Agency):
            session.execute(sa.update(row).values(name=ATTACK))


def _in_requests(world: World) -> None:
    reviewer, officer = world.agency.reviewer, world.agency.officer
    asked, aside = (a_request(world, Place.IN_REVIEW) for _ in range(2))
    held, _cancelled = (a_request(world, Place.APPROVED) for _ in range(2))
    a_draft(world, care={"different": ATTACK}, days={"different": {"2026-10-06": ATTACK}})
    with transaction(world.engine) as session:
        doing = world.doing(reviewer)
        reviewing.send_back(session, doing, asked, {"amount.total": ATTACK}, WORDS)
        reviewing.set_aside(session, doing, aside, WORDS)
        holding.hold(session, world.doing(officer, RUN_DAY), held, WORDS)
    with transaction(world.engine) as session:
        run = batching.build(session, world.doing(officer, RUN_DAY))
        batching.cancel(session, world.doing(officer, RUN_DAY), run.id, ATTACK)
    odd.withdrawn(world, ATTACK)


def _in_bank_changes(world: World) -> None:
    admin: Context = world.doing(world.provider.admin)
    for number, stops in (("000555666777", True), ("000555666888", False)):
        with transaction(world.engine) as session:
            details = given.details(number, holder_name=ATTACK)
            account = bank_accounts.enter(session, admin, world.agency.id, details, world.keyring)
            if stops:
                officer = world.doing(world.agency.officer)
                bank_account_stops.refuse(session, officer, account.id, Stop.OTHER, ATTACK)
