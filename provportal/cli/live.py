"""The running demo: made at its first start, served by real processes, its clock moved by hand."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Callable

import click

from provportal.cli.sign_ins import (
    SignIn,
    make_sign_ins,
    one_per_role,
    quick_passwords,
    write_sign_ins,
)
from provportal.cli.supervisor import Ended, processes
from provportal.embedded import valkey
from provportal.settings import Settings
from provportal.store.migrate import upgrade
from provportal.wiring import Wiring, wire

PROCESSES = ("web", "worker", "relay", "bank")
READY = "sample-is-ready"
LOG = "demo.log"
"""What the processes tell; each start adds to it."""
PATIENCE_SECONDS, PAUSE_SECONDS = 30, 0.05


def serve(settings: Settings, make: Callable[[Wiring], None]) -> None:
    """Everything, until Ctrl-C. The first start makes the sample; later ones find it."""
    is_made = (settings.data / READY).exists()
    if not is_made:
        # Before the wiring, which makes the folders that this would take away.
        forget_broken_attempt(settings)
    with valkey(settings):
        wiring = wire(settings)
        if is_made:
            upgrade(wiring.engine)
        else:
            make(wiring)
            (settings.data / READY).touch()
        wiring.engine.dispose()
        _until_ended(settings, wiring)


def _until_ended(settings: Settings, wiring: Wiring) -> None:
    told = settings.data / LOG
    try:
        with told.open("ab") as log, processes(PROCESSES, settings.as_environment(), log):
            sign_ins = make_sign_ins(wiring, quick_passwords())
            wait_for_pages(settings.port)
            _tell(settings, sign_ins)
    except KeyboardInterrupt:
        click.echo("Ended.")
    except Ended as ended:
        sentence = f"The process '{ended}' ended by itself. {told} says why."
        raise click.ClickException(sentence) from ended


def wait_for_pages(port: int) -> None:
    """Until somebody listens: who is told an address may open it. Of an ended web others tell."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(PAUSE_SECONDS)
        else:
            return


def forget_broken_attempt(settings: Settings) -> None:
    """Delete what a first start left that was ended in its middle, and nothing else.

    Only a demo has its clock in its folder, and that is the first thing made. Raises
    ClickException for a database without one: it is somebody's, and no demo.
    """
    clock, database = settings.data / "clock", settings.data / "portal.sqlite3"
    if database.exists() and not clock.exists():
        sentence = f"{database} is no demo's. Name another folder, for example DATA=var/demo."
        raise click.ClickException(sentence)
    for folder in (settings.documents_path, settings.outgoing_path, settings.incoming_path):
        shutil.rmtree(folder, ignore_errors=True)
    for path in (*settings.data.glob(f"{database.name}*"), clock):
        path.unlink(missing_ok=True)


def _tell(settings: Settings, sign_ins: list[SignIn]) -> None:
    write_sign_ins(settings.data / "sign-ins.json", sign_ins)
    click.echo(f"Provider payments: http://127.0.0.1:{settings.port}")
    for one in one_per_role(sign_ins):
        click.echo(f"  {one.role:16} {one.email:44} {one.password}  {one.place}")
    click.echo("The code that signing in asks for next: provportal demo code ROLE (or EMAIL)")
    click.echo(f"All sign-ins: {settings.data / 'sign-ins.json'}")
    click.echo(f"What the processes tell: {settings.data / LOG}")
    click.echo("Ctrl-C ends it.")
