"""Moves a demo's clock ahead, and keeps on each day what falls due on it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import click

from provportal.cli.bank import BEHAVIOUR, play_bank
from provportal.cli.desk import work_through
from provportal.cli.sample_folder import READY
from provportal.clock import FileClock
from provportal.domain.calendar import PACIFIC, eastern_date
from provportal.embedded import is_running, valkey
from provportal.settings import Settings
from provportal.wiring import wire
from workers.queue import make_queue
from workers.relay import ask_hourly, collect

_STEP = re.compile(r"(\d{1,3})([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def read_step(text: str) -> timedelta:
    """'3d', '12h', '30m'. Raises click.BadParameter with one sentence."""
    match = _STEP.fullmatch(text)
    if match is None:
        raise click.BadParameter("write days, hours or minutes, like 3d, 12h or 30m")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def advance(settings: Settings, by: str) -> str:
    """Move the clock day by day, so that each day's due work is done on its day."""
    step = read_step(by)
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
        ask_hourly(wiring)
        work_through(wiring, queue)
        if play_bank(settings, BEHAVIOUR, eastern_date(clock.now())):
            collect(wiring)
            work_through(wiring, queue)
