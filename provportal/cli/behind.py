"""Behind the demo's pages: their sign-ins, the queue, and the processes that nobody waits for."""

from __future__ import annotations

import http.client
import time
from contextlib import closing
from pathlib import Path

import click

from provportal.cli.sign_ins import (
    SignIn,
    make_sign_ins,
    one_per_role,
    quick_passwords,
    write_sign_ins,
)
from provportal.cli.supervisor import Processes
from provportal.embedded import valkey
from provportal.settings import Settings
from provportal.wiring import wire

BEHIND = ("worker", "relay", "bank")
PATIENCE_SECONDS, PAUSE_SECONDS = 30, 0.05


def play(settings: Settings, running: Processes, log: Path) -> None:
    """Tell the sign-ins once the first page answers, then begin the rest; until Ctrl-C.

    Raises Ended when a process ends by itself.
    """
    wiring = wire(settings)
    sign_ins = make_sign_ins(wiring, quick_passwords())
    wiring.engine.dispose()
    # Closed here too: all processes end before their queue does.
    with valkey(settings), closing(running):
        wait_for_pages(settings.port, running)
        running.begin(*BEHIND)
        write_sign_ins(settings.data / "sign-ins.json", sign_ins)
        _tell(settings, sign_ins, log)
        running.watch()


def wait_for_pages(port: int, running: Processes) -> None:
    """Until the first page answers: who is told an address may open it. Raises Ended."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        running.check()
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
            try:
                connection.request("GET", "/sign-in")
                connection.getresponse().read()
            except OSError:
                time.sleep(PAUSE_SECONDS)
            else:
                return


def _tell(settings: Settings, sign_ins: list[SignIn], log: Path) -> None:
    click.echo(f"Provider payments: http://127.0.0.1:{settings.port}")
    for one in one_per_role(sign_ins):
        click.echo(f"  {one.role:16} {one.email:44} {one.password}  {one.place}")
    click.echo("The code that signing in asks for next: provportal demo code ROLE (or EMAIL)")
    click.echo(f"All sign-ins: {settings.data / 'sign-ins.json'}")
    click.echo(f"What the processes tell: {log}")
    click.echo("Ctrl-C ends it.")
