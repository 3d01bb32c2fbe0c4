"""`provportal demo`: the sample county on embedded defaults, to look at or to run once."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace

import click

<<<<<<< HEAD
from provportal.cli import live, once
from provportal.cli.web import listen
from provportal.embedded import socket_path
from provportal.settings import Settings, SettingsFault, from_environment
=======
from provportal.cli import once
from provportal.cli.faults import one_sentence
from provportal.embedded import prepare_folder, socket_path, stop_left_over
from provportal.settings import Settings, from_environment
>>>>>>> tworkers


@click.group(invoke_without_command=True)
@click.option("--once", "run_once", is_flag=True, help="Run one month to its proof, then stop.")
<<<<<<< HEAD
@click.option("--json", "as_json", is_flag=True, help="With --once: print JSON.")
@click.pass_context
def demo(context: click.Context, run_once: bool, as_json: bool) -> None:
    """Start the portal with an invented county; Ctrl-C ends it."""
    if context.invoked_subcommand is not None:
        return
    try:
        if run_once:
            _run_once(as_json)
        else:
            _serve()
    except SettingsFault as fault:
        raise click.ClickException(str(fault)) from fault
    except (FileExistsError, NotADirectoryError, PermissionError) as fault:
        sentence = f"The data folder cannot be used: {fault.filename}. Name another with DATA=."
        raise click.ClickException(sentence) from fault


def _run_once(as_json: bool) -> None:
    settings = _embedded(from_environment(), "once")
    shutil.rmtree(settings.data, ignore_errors=True)
=======
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def demo(run_once: bool, as_json: bool) -> None:
    """Run the main job of the sample county once: from drafts to paid, with its proof."""
    if not run_once:
        raise click.UsageError("Only --once works so far.")
    with one_sentence():
        settings = once_settings(from_environment())
        begin_anew(settings)
>>>>>>> tworkers
    made = once.run(settings)
    click.echo(json.dumps(made.as_json(), indent=2) if as_json else made.as_text())


<<<<<<< HEAD
def _serve() -> None:
    settings = _embedded(from_environment(), ".")
    try:
        listen("127.0.0.1", settings.port).close()
    except OSError as fault:
        sentence = f"Port {settings.port} is in use. Name another one, for example PORT=8001."
        raise click.ClickException(sentence) from fault
    live.serve(settings)


@demo.command()
@click.argument("step")
def advance(step: str) -> None:
    """Move the demo's clock ahead (3d, 12h, 30m) and keep what falls due."""
    settings = _embedded(from_environment(), ".")
    click.echo(live.advance(settings, live.read_step(step)))


def _embedded(settings: Settings, folder: str) -> Settings:
    """A folder under DATA on embedded defaults, whatever else is configured."""
    data = (settings.data / folder).resolve()
    own = from_environment({"DATA": str(data), "CLOCK_FILE": str(data / "clock")})
    redis_url = f"unix://{socket_path(data)}"
    cost, port = settings.argon2_cost, settings.port
    own = replace(own, redis_url=redis_url, argon2_cost=cost, port=port)
    # Workers wire themselves from the environment, like any worker process.
    os.environ.update(own.as_environment())
    return own
=======
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
>>>>>>> tworkers
