"""`provportal demo`: the sample county on embedded defaults, to look at or to run once."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import replace

import click

from provportal.cli.later import later
from provportal.cli.live import serve
from provportal.cli.setting_faults import sentence_of_settings
from provportal.data_folder import prepare_folder, socket_path
from provportal.settings import STAND_IN, Settings, from_environment


@click.group(invoke_without_command=True)
@click.option("--once", "run_once", is_flag=True, help="Run one month to its proof, then stop.")
@click.option("--json", "as_json", is_flag=True, help="With --once: print JSON.")
@click.pass_context
def demo(context: click.Context, run_once: bool, as_json: bool) -> None:
    """Start the portal with an invented county; Ctrl-C ends it."""
    if context.invoked_subcommand is not None:
        return
    if run_once:
        _run_once(as_json)
    else:
        _serve()


def _run_once(as_json: bool) -> None:
    with sentence_of_settings():
        settings = embedded_settings(from_environment(), "once")
        # Tried before anything large is loaded.
        prepare_folder(settings)
    made = later("once")(settings)
    click.echo(json.dumps(made.as_json(), indent=2) if as_json else made.as_text())


def _serve() -> None:
    with sentence_of_settings():
        settings = embedded_settings(from_environment(), ".")
        prepare_folder(settings)
    refuse_taken_port(settings.port)
    serve(settings)


def refuse_taken_port(port: int) -> None:
    """Say it before anything is made. Raises ClickException with one sentence."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as fault:
        sentence = f"Port {port} is in use. Name another one, for example PORT=8001."
        raise click.ClickException(sentence) from fault


@demo.command()
@click.argument("step")
def advance(step: str) -> None:
    """Move the demo's clock ahead (3d, 12h, 30m) and keep what falls due."""
    settings = embedded_settings(from_environment(), ".")
    click.echo(later("ahead")(settings, step))


@demo.command()
@click.argument("who")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def code(who: str, as_json: bool) -> None:
    """Print the code that the app of a person shows now; WHO is a role or an email."""
    found = later("code")(from_environment().data, who)
    click.echo(json.dumps(found.as_json()) if as_json else found.code)


def embedded_settings(settings: Settings, folder: str) -> Settings:
    """A folder under DATA on embedded defaults, whatever else is configured."""
    data = (settings.data / folder).resolve()
    given = {"DATA": str(data), "CLOCK_FILE": str(data / "clock"), "SCANNER": STAND_IN}
    own = from_environment(given)
    redis_url = f"unix://{socket_path(data)}"
    cost, port = settings.argon2_cost, settings.port
    own = replace(own, redis_url=redis_url, argon2_cost=cost, port=port)
    # Workers wire themselves from the environment, like any worker process.
    os.environ.update(own.as_environment())
    return own
