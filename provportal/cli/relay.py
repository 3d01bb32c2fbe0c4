"""`provportal relay`: pushes the outbox, sweeps, collects the banks' files."""

from __future__ import annotations

import sys

import click

from provportal import logs
from provportal.cli.faults import one_sentence
from provportal.settings import from_environment
from provportal.wiring import wire
from workers.queue import make_queue
from workers.relay import run


@click.command()
def relay() -> None:
    """Run until stopped. Several may run at once. Ends when Redis or the database is gone."""
    logs.configure(sys.stderr)
    with one_sentence():
        settings = from_environment()
        run(wire(settings), make_queue(settings.redis_url))
