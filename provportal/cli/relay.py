"""`provportal relay`: pushes the outbox, sweeps, collects the banks' files."""

from __future__ import annotations

import click

from provportal.settings import from_environment
from provportal.wiring import wire
from workers.queue import make_queue
from workers.relay import run


@click.command()
def relay() -> None:
    """Run until stopped. Several may run at once."""
    settings = from_environment()
    run(wire(settings), make_queue(settings.redis_url))
