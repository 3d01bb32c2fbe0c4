"""Walking the sample: the equipment with which its people act, and the time at which they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.cli.bank import play_bank
from provportal.cli.cast import Cast
from provportal.clock import FileClock
from provportal.domain.calendar import PACIFIC, eastern_date
from provportal.domain.roles import Actor, Context
from provportal.rails.simulator import Behaviour
from provportal.sample.plan import PlannedRequest
from provportal.store.provider import Certificate
from provportal.store.request import Request
from provportal.store.session import reading
from provportal.wiring import Wiring
from workers.relay import collect


@dataclass(frozen=True, slots=True)
class Walker:
    """One demonstration: its equipment, its clock, its people, its bank.

    `keep_due` keeps every promise that is due, by whatever way.
    """

    wiring: Wiring
    keep_due: Callable[[Wiring], None]
    clock: FileClock
    cast: Cast
    bank: Behaviour

    @property
    def engine(self) -> Engine:
        return self.wiring.engine

    def context(self, actor: Actor) -> Context:
        return Context(actor, self.clock.now(), "demo")

    def at(self, day: date, hour: int, minute: int = 0) -> None:
        """Move on to a Pacific time and keep what falls due until then."""
        moment = datetime.combine(day, time(hour, minute), PACIFIC)
        if moment > self.clock.now():
            self.clock.set_to(moment)
        self.settle_work()

    def settle_work(self) -> None:
        """The bank answers and the jobs run, until nothing is due."""
        self.keep_due(self.wiring)
        today = eastern_date(self.clock.now())
        if play_bank(self.wiring.settings, self.bank, today):
            collect(self.wiring)
            self.keep_due(self.wiring)


@dataclass(frozen=True, slots=True)
class Walked:
    """A planned request as it stands in the database."""

    id: str
    number: str
    agency_id: str
    organisation_id: str


def walked(walker: Walker, planned: PlannedRequest) -> Walked:
    """The request that was begun for a plan, the latest of several."""
    with reading(walker.engine) as session:
        row = session.execute(
            sa.select(Request.id, Request.number, Request.agency_id, Request.organisation_id)
            .join(Certificate, Certificate.id == Request.certificate_id)
            .where(Certificate.number == planned.certificate, Request.service_from == planned.month)
            .order_by(Request.created_at.desc())
            .limit(1)
        ).one()
    return Walked(*row)
