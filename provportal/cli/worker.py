"""`provportal worker`: keeps promises, one fork a job."""

from __future__ import annotations

import click

from provportal.documents import remittance_pdf
from provportal.settings import from_environment
from workers.queue import make_queue, make_worker


@click.command()
@click.option("--burst", is_flag=True, help="Stop when the queue is empty.")
def worker(burst: bool) -> None:
    """Run jobs from the queue until stopped."""
    # Rendering once here saves each fork the first render's cost (measured, design).
    remittance_pdf.warm()
    make_worker(make_queue(from_environment().redis_url)).work(burst=burst)
