"""The main job, once: import the sample, walk its months, show what came of the last one."""

from __future__ import annotations

import logging
import shutil
import sys
from functools import partial

from provportal import logs
from provportal.cli.desk import work_through
from provportal.cli.made import Made, made_for
from provportal.cli.progress import telling
from provportal.cli.walk_accounts import open_accounts
from provportal.cli.walk_months import STEPS_A_MONTH, walk_month
from provportal.cli.walk_start import SEED, prepare
from provportal.data_folder import prepare_folder
from provportal.embedded import stop_left_over, valkey
from provportal.integrity import check
from provportal.sample.accounts import sample_accounts
from provportal.sample.plan import sample_month
from provportal.sample.size import SMALL
from provportal.settings import Settings
from provportal.wiring import Wiring, wire
from workers.queue import make_queue


def run(settings: Settings) -> Made:
    """All of it in an empty folder of its own; nothing is left running."""
    begin_anew(settings)
    logs.configure(sys.stderr, logging.ERROR)
    steps = len(SMALL.months) * STEPS_A_MONTH + 2
    with valkey(settings), telling("Making the sample county", steps) as tell:
        keep_due = partial(work_through, queue=make_queue(settings.redis_url))
        walker = prepare(wire(settings), SMALL, keep_due)
        tell("Opening bank accounts")
        open_accounts(walker, sample_accounts(SEED, SMALL))
        for month in SMALL.months:
            walk_month(walker, sample_month(SEED, SMALL, month), tell)
        tell("Checking every cent")
        whole = integrity_of(walker.wiring)
        return made_for(walker.wiring, SMALL.months[-1], whole)


def begin_anew(settings: Settings) -> None:
    """An empty folder with fresh keys, whatever a killed run left. Raises OSError."""
    stop_left_over(settings.data)
    shutil.rmtree(settings.data, ignore_errors=True)
    prepare_folder(settings)


def integrity_of(wiring: Wiring) -> str:
    """'ok', or the names of the invariants that do not hold."""
    broken = [
        one.invariant.name for one in check(wiring.engine, wiring.settings.outgoing_path).broken
    ]
    return f"broken: {', '.join(broken)}" if broken else "ok"
