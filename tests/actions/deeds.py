"""Every action on a request or a batch as a row: who does it rightly, and how it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from provportal.actions import (
    appealing,
    asking,
    batching,
    copying,
    deciding,
    drafts,
    holding,
    releasing,
    reviewing,
    settling,
)
from provportal.actions.releasing import SentFile
from provportal.actions.submitting import submit
from provportal.domain.roles import SYSTEM, Actor, Context, Role
from provportal.store.session import transaction
from tests.given import NOW, RUN_DAY, SETTLEMENT, WHY, World

Do = Callable[[Session, Context, str], object]


@dataclass(frozen=True)
class Deed:
    """An action on the row of an id, with the people who may do it and the usual time."""

    name: str
    people: tuple[str, ...]
    do: Do
    now: datetime = NOW


PROVIDER = ("biller", "admin")
LONG_AFTER = NOW + timedelta(days=30)
"""No provider can answer any more."""
ASKED = {"amount.total": "Please check the amount."}

REQUEST_DEEDS = (
    Deed("save", PROVIDER, lambda s, c, i: drafts.save_step(s, c, i, "days", {"different": {}})),
    Deed("submit", PROVIDER, lambda s, c, i: submit(s, c, i, f"once-more-{i}")),
    Deed("recall", PROVIDER, drafts.recall),
    Deed("withdraw", PROVIDER, lambda s, c, i: drafts.withdraw(s, c, i, "Sent twice.")),
    Deed(
        "answer",
        PROVIDER,
        lambda s, c, i: asking.answer(s, c, i, {"amount.total": "940.00"}, f"answer-{i}"),
    ),
    Deed("take", ("reviewer", "other_reviewer"), reviewing.take),
    Deed(
        "send_back",
        ("reviewer", "other_reviewer"),
        lambda s, c, i: reviewing.send_back(s, c, i, ASKED, WHY),
    ),
    Deed(
        "set_aside",
        ("reviewer", "other_reviewer"),
        lambda s, c, i: reviewing.set_aside(s, c, i, WHY),
    ),
    Deed("resume", ("reviewer",), lambda s, c, i: reviewing.resume(s, c, i, "It is settled.")),
    Deed(
        "recommend",
        ("reviewer", "other_reviewer"),
        lambda s, c, i: reviewing.recommend(s, c, i, WHY),
    ),
    Deed(
        "approve",
        ("approver", "other_approver"),
        lambda s, c, i: deciding.approve(s, c, i, WHY),
    ),
    Deed("deny", ("approver", "other_approver"), lambda s, c, i: deciding.deny(s, c, i, WHY)),
    Deed(
        "lapse",
        ("approver", "other_approver"),
        lambda s, c, i: appealing.lapse(s, c, i, WHY),
        LONG_AFTER,
    ),
    Deed("uphold", ("other_approver",), lambda s, c, i: appealing.uphold_appeal(s, c, i, WHY)),
    Deed("hold", ("officer", "other_officer"), lambda s, c, i: holding.hold(s, c, i, WHY), RUN_DAY),
    Deed("redecide", ("officer",), lambda s, c, i: holding.redecide(s, c, i, WHY), RUN_DAY),
    Deed("copy", PROVIDER, copying.copy),
)

SENT_FILE = SentFile(sha256="a" * 64, size=940, storage_key="kept")

BATCH_DEEDS = (
    Deed(
        "cancel",
        ("officer", "other_officer"),
        lambda s, c, i: batching.cancel(s, c, i, "Too early."),
        RUN_DAY,
    ),
    Deed("release", ("other_officer",), releasing.release, RUN_DAY),
    Deed(
        "record_sent",
        ("system",),
        lambda s, c, i: releasing.record_sent(s, c, i, SENT_FILE),
        RUN_DAY,
    ),
    Deed("settle", ("system",), settling.settle, SETTLEMENT),
)


def people(world: World) -> dict[str, Actor]:
    """Everyone there is: the staff, the provider's two, and the system."""
    provider = {"biller": world.provider.biller, "admin": world.provider.admin}
    return {**world.agency.staff, **provider, "system": SYSTEM}


class _Undone(Exception):
    """Ends an attempt, so that its database stays as it was."""


def attempt(world: World, deed: Deed, actor: Actor, row_id: str) -> str:
    """'done', or the name of the exception that the deed answers with; never keeps a change."""
    try:
        with transaction(world.engine) as session:
            deed.do(session, world.doing(actor, deed.now), row_id)
            raise _Undone
    except _Undone:
        return "done"
    except Exception as refusal:
        return type(refusal).__name__


def open_deeds(world: World, deeds: tuple[Deed, ...], row_id: str) -> set[str]:
    """What the right people could do now; all else must answer NotAllowed."""
    everyone = people(world)
    answers = {deed.name: attempt(world, deed, everyone[deed.people[0]], row_id) for deed in deeds}
    assert set(answers.values()) <= {"done", "NotAllowed"}, answers
    return {name for name, answer in answers.items() if answer == "done"}


def also(actor: Actor, role: Role, world: World) -> Actor:
    """The same person in a second membership, at the agency."""
    return Actor(role, actor.person_id, agency_id=world.agency.id)
