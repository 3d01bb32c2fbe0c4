"""The bank of a demonstration: sees what was sent, and puts its answers out on their days."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import click

from provportal.clock import FileClock, SystemClock
from provportal.domain.calendar import eastern_date
from provportal.rails.simulator import Behaviour, Rule, answer
from provportal.sample.accounts import UNKNOWN_ENDING
from provportal.settings import Settings, from_environment

BEHAVIOUR = Behaviour((Rule(UNKNOWN_ENDING, "R03"),))
"""The demo's bank does not know one account of the sample."""
PAUSE_SECONDS = 1.0


def play_bank(settings: Settings, behaviour: Behaviour, today: date) -> int:
    """One look of the bank at its inbox; how many files it put out.

    It reads only the bytes that were sent, and notes beside its answers when it got each file.
    """
    put = 0
    for sent in sorted(settings.outgoing_path.glob("*/*.ach")):
        mailbox = settings.incoming_path / sent.parent.name
        mailbox.mkdir(parents=True, exist_ok=True, mode=0o700)
        got_on = _day_of_arrival(mailbox / f".{sent.name}.got", today)
        for file in answer(sent.read_bytes(), behaviour, got_on):
            put += file.due <= today and _put_once(mailbox / file.name, file.data)
    return put


def _day_of_arrival(note: Path, today: date) -> date:
    _put_once(note, today.isoformat().encode())
    return date.fromisoformat(note.read_text())


def _put_once(target: Path, data: bytes) -> bool:
    """Written to a hidden name first: who collects must never see half a file."""
    if target.exists():
        return False
    part = target.with_name(f".{target.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
    part.replace(target)
    return True


@click.command(hidden=True)
def bank() -> None:
    """The demo's bank, as a process: looks at its inbox until it is ended."""
    settings = from_environment()
    clock = FileClock(settings.clock_path) if settings.clock_path else SystemClock()
    while True:
        play_bank(settings, BEHAVIOUR, eastern_date(clock.now()))
        time.sleep(PAUSE_SECONDS)
