"""The running demo: made at its first start, served by real processes, its clock moved by hand."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import click

from provportal.actions.passwords import Passwords, argon2id
from provportal.cli.bank import BEHAVIOUR, play_bank
from provportal.cli.cast import read_cast
from provportal.cli.desk import work_through
from provportal.cli.once import BEGIN, SEED, import_sample
from provportal.cli.progress import telling
from provportal.cli.sign_ins import SignIn, make_sign_ins, one_per_role, write_sign_ins
from provportal.cli.supervisor import Ended, processes
from provportal.cli.walk import Walker, open_accounts, walk_halfway, walk_month
from provportal.clock import FileClock
from provportal.domain.calendar import PACIFIC, eastern_date
from provportal.embedded import is_running, valkey
from provportal.rails.simulator import Behaviour
from provportal.sample.accounts import sample_accounts
from provportal.sample.plan import sample_plan
from provportal.sample.size import SMALL
from provportal.settings import Settings
from provportal.store.migrate import upgrade
from provportal.wiring import Wiring, wire
from workers.queue import make_queue
from workers.relay import collect

PROCESSES = ("web", "worker", "relay", "bank")
READY = "sample-is-ready"

_STEP = re.compile(r"(\d{1,3})([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def serve(settings: Settings) -> None:
    """Everything, until Ctrl-C. The first start makes the sample; later ones find it."""
    with valkey(settings):
        wiring = wire(settings)
        upgrade(wiring.engine)
        if not (settings.data / READY).exists():
            make_sample(settings, wiring)
        wiring.engine.dispose()
        try:
            with processes(PROCESSES, settings.as_environment()):
                # Hashing takes about as long as they take to start: at the same time.
                _tell(settings, make_sign_ins(wiring, Passwords(argon2id(settings.argon2_cost))))
        except KeyboardInterrupt:
            click.echo("Ended.")
        except Ended as ended:
            raise click.ClickException(f"The process '{ended}' ended by itself.") from ended


def make_sample(settings: Settings, wiring: Wiring) -> None:
    """The county, one month paid, the next one half done. A broken attempt starts anew."""
    clock = FileClock(Path(str(settings.clock_path)))
    with telling("Making the sample county", len(SMALL.months) + 2) as tell:
        clock.begin(BEGIN)
        import_sample(wiring)
        queue = make_queue(settings.redis_url)
        walker = Walker(wiring, queue, clock, read_cast(wiring.engine), Behaviour())
        tell("Opening bank accounts")
        open_accounts(walker, sample_accounts(SEED, SMALL), BEGIN.date())
        for month in SMALL.months[:-1]:
            tell(f"Walking {month:%B %Y}: from drafts to the money")
            walk_month(walker, month, sample_plan(SEED, SMALL, month))
        month = SMALL.months[-1]
        tell(f"Walking {month:%B %Y} halfway")
        walk_halfway(walker, month, sample_plan(SEED, SMALL, month))
    (settings.data / READY).touch()


def _tell(settings: Settings, sign_ins: list[SignIn]) -> None:
    write_sign_ins(settings.data / "sign-ins.json", sign_ins)
    click.echo(f"Provider payments: http://127.0.0.1:{settings.port}")
    for one in one_per_role(sign_ins):
        click.echo(f"  {one.role:16} {one.email:44} {one.password}  {one.place}")
    click.echo(f"All sign-ins: {settings.data / 'sign-ins.json'}")
    click.echo("Ctrl-C ends it.")


def read_step(text: str) -> timedelta:
    """'3d', '12h', '30m'. Raises click.BadParameter with one sentence."""
    match = _STEP.fullmatch(text)
    if match is None:
        raise click.BadParameter("write days, hours or minutes, like 3d, 12h or 30m")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def advance(settings: Settings, step: timedelta) -> str:
    """Move the clock day by day, so that each day's due work is done on its day."""
    if not (settings.data / READY).exists():
        raise click.ClickException("There is no demo in this folder yet. Start it first.")
    clock = FileClock(Path(str(settings.clock_path)))
    if is_running(settings):
        _advance(settings, clock, step)
    else:
        with valkey(settings):
            _advance(settings, clock, step)
    return f"It is now {clock.now().astimezone(PACIFIC):%a %d %b %Y, %I:%M %p} (Pacific)."


def _advance(settings: Settings, clock: FileClock, step: timedelta) -> None:
    wiring, queue = wire(settings), make_queue(settings.redis_url)
    day = timedelta(days=1)
    while step:
        stride = min(step, day)
        clock.advance(stride)
        step -= stride
        work_through(wiring, queue)
        if play_bank(settings, BEHAVIOUR, eastern_date(clock.now())):
            collect(wiring)
            work_through(wiring, queue)
