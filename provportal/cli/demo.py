"""`provportal demo`: the sample county on embedded defaults, to look at or to run once."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace

import click

from provportal.cli import live, once
from provportal.cli.web import listen
from provportal.embedded import socket_path
from provportal.settings import Settings, SettingsFault, from_environment


@click.group(invoke_without_command=True)
@click.option("--once", "run_once", is_flag=True, help="Run one month to its proof, then stop.")
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
    made = once.run(settings)
    click.echo(json.dumps(made.as_json(), indent=2) if as_json else made.as_text())


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
