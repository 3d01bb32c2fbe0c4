"""`provportal demo`: the sample county, walked by real actions."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import click

from provportal.cli import once
from provportal.cli.faults import one_sentence
from provportal.embedded import prepare_folder, socket_path, stop_left_over
from provportal.settings import Settings, from_environment


@click.command()
@click.option("--once", "run_once", is_flag=True, help="Run one month to its proof, then stop.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def demo(run_once: bool, as_json: bool) -> None:
    """Run the main job of the sample county once: from drafts to paid, with its proof."""
    if not run_once:
        raise click.UsageError("Only --once works so far.")
    with one_sentence():
        settings = once_settings(from_environment())
        begin_anew(settings)
    made = once.run(settings)
    click.echo(json.dumps(made.as_json(), indent=2) if as_json else made.as_text())


def once_settings(settings: Settings) -> Settings:
    """A folder of its own under DATA, on embedded defaults whatever else is configured."""
    folder = settings.data / "once"
    own = from_environment({"DATA": str(folder), "CLOCK_FILE": str(folder / "clock")})
    redis_url = f"unix://{socket_path(folder)}"
    return replace(own, redis_url=redis_url, argon2_cost=settings.argon2_cost)


def begin_anew(settings: Settings) -> None:
    """An empty folder with fresh keys, whatever a killed run left. Raises OSError."""
    stop_left_over(settings.data)
    shutil.rmtree(settings.data, ignore_errors=True)
    prepare_folder(settings)
