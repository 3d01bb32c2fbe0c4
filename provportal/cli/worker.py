"""`provportal worker`: keeps promises, one fork a job."""

from __future__ import annotations

import sys

import click

from provportal import logs
from provportal.cli.faults import one_sentence
from provportal.settings import from_environment
from provportal.wiring import wire
from workers import jobs
from workers.queue import make_queue, make_worker


@click.command()
@click.option("--burst", is_flag=True, help="Stop when the queue is empty.")
def worker(burst: bool) -> None:
    """Run jobs from the queue until stopped."""
    logs.configure(sys.stderr)
    with one_sentence():
        settings = from_environment()
        # Faults that every job would meet are told at the start.
        wire(settings).engine.dispose()
        queue = make_queue(settings.redis_url)
        queue.connection.ping()
    jobs.warm()
    make_worker(queue).work(burst=burst)
