"""The main job, once: import the sample, walk its months, show what came of the last one."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime

from rq import Queue

from provportal import logs
from provportal.cli.cast import read_cast
from provportal.cli.made import Made, made_for
from provportal.cli.progress import telling
from provportal.cli.walk import Walker, open_accounts, walk_month
from provportal.clock import FileClock
from provportal.domain.programs import PROGRAMS
from provportal.domain.roles import SYSTEM, Context
from provportal.embedded import valkey
from provportal.imports.kinds import KINDS
from provportal.imports.load import Importer
from provportal.integrity import check
from provportal.rails.simulator import Behaviour
from provportal.sample.accounts import sample_accounts
from provportal.sample.files import sample_files
from provportal.sample.plan import sample_plan
from provportal.sample.size import SMALL
from provportal.settings import Settings
from provportal.store.migrate import upgrade
from provportal.wiring import Wiring, wire
from workers.queue import make_queue

SEED = 20261001
BEGIN = datetime(2026, 9, 1, 15, 0, tzinfo=UTC)
"""The sample's first day: accounts are entered before the first month is asked for."""


def run(settings: Settings) -> Made:
    """All of it in an empty folder of its own; nothing is left running."""
    logs.configure(sys.stderr, logging.ERROR)
    steps = len(SMALL.months) + 2
    with valkey(settings), telling("Making the sample county", steps) as tell:
        walker = prepare(settings, make_queue(settings.redis_url))
        tell("Opening bank accounts")
        open_accounts(walker, sample_accounts(SEED, SMALL), BEGIN.date())
        for month in SMALL.months:
            tell(f"Walking {month:%B %Y}: from drafts to the money")
            walk_month(walker, month, sample_plan(SEED, SMALL, month))
        tell("Checking every cent")
        whole = integrity_of(walker.wiring)
        return made_for(walker.wiring, SMALL.months[-1], whole)


def prepare(settings: Settings, queue: Queue) -> Walker:
    """A migrated database with the sample's reference data, at the sample's first day."""
    clock = FileClock(settings.clock_path) if settings.clock_path else None
    if clock is None:
        raise ValueError("the sample needs a clock of its own")
    clock.begin(BEGIN)
    wiring = wire(settings)
    upgrade(wiring.engine)
    import_sample(wiring)
    return Walker(wiring, queue, clock, read_cast(wiring.engine), Behaviour())


def import_sample(wiring: Wiring) -> None:
    """Bring the sample's files in through the importers. Raises ValueError on any fault."""
    context = Context(SYSTEM, wiring.clock.now(), "sample")
    importer = Importer(wiring.engine, context, wiring.keyring, PROGRAMS)
    for name, text in sample_files(SEED, SMALL).items():
        report = importer.bring_in(KINDS[name], text.encode())
        if report.faults:
            raise ValueError(f"{name}: {report.faults[0]}")


def integrity_of(wiring: Wiring) -> str:
    """'ok', or the names of the invariants that do not hold."""
    broken = [
        one.invariant.name for one in check(wiring.engine, wiring.settings.outgoing_path).broken
    ]
    return f"broken: {', '.join(broken)}" if broken else "ok"
