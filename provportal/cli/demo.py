"""`provportal demo`: the sample county on embedded defaults, to look at or to run once."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click

from provportal.cli.demo_code import code_of
from provportal.cli.faults import one_sentence
from provportal.cli.live import serve
from provportal.embedded import prepare_folder, socket_path, stop_left_over
from provportal.settings import STAND_IN, Settings, from_environment
from provportal.wiring import Wiring

WALKS = {
    "once": "provportal.cli.once:run",
    "county": "provportal.cli.walk_county:make_county",
    "ahead": "provportal.cli.walk_ahead:advance",
}
"""What walks the sample is looked up by name when it is called: a later start of the demo has no
use for it, nor for the library of PDFs."""


def walk(name: str) -> Callable[..., Any]:
    """The function that walks."""
    module, _, function = WALKS[name].partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


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
    with one_sentence():
        settings = embedded_settings(from_environment(), "once")
        begin_anew(settings)
    made = walk("once")(settings)
    click.echo(json.dumps(made.as_json(), indent=2) if as_json else made.as_text())


def _serve() -> None:
    with one_sentence():
        settings = embedded_settings(from_environment(), ".")
        prepare_folder(settings)
    refuse_taken_port(settings.port)
    serve(settings, make_county)


def make_county(wiring: Wiring) -> None:
    """The sample, at a first start."""
    walk("county")(wiring)


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
    click.echo(walk("ahead")(settings, step))


@demo.command()
@click.argument("who")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def code(who: str, as_json: bool) -> None:
    """Print the code that the app of a person shows now; WHO is a role or an email."""
    found = code_of(from_environment().data, who)
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


def begin_anew(settings: Settings) -> None:
    """An empty folder with fresh keys, whatever a killed run left. Raises OSError."""
    stop_left_over(settings.data)
    shutil.rmtree(settings.data, ignore_errors=True)
    prepare_folder(settings)
