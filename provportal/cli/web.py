"""`provportal web`: serves the pages with gunicorn until Ctrl-C."""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path

import click
from flask import Flask
from gunicorn.app.base import (  # type: ignore[import-untyped]  # ships no types
    BaseApplication,
)

from provportal import logs
from provportal.app import create_app
from provportal.settings import Settings, SettingsFault, from_environment
from provportal.store.keyring import KeyFileRefused, Keyring
from provportal.web.equipment import from_settings

THREADS = 4
"""A slow telephone holds a thread, not the server."""

MEMORY = Path("/dev/shm")  # noqa: S108 - where it exists; a worker's heartbeat must not wait for a disk
BACKLOG = 512
DRAIN_SECONDS = 10


class Server(BaseApplication):  # type: ignore[misc]  # ships no types
    """gunicorn, told by us and not by files or the environment."""

    def __init__(self, settings: Settings, listening: socket.socket, hosts: tuple[str, ...]):
        self._settings, self._listening, self._hosts = settings, listening, hosts
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"fd://{self._listening.fileno()}",
            "worker_class": "gthread",
            "workers": os.cpu_count() or 1,
            "threads": THREADS,
            "worker_tmp_dir": str(MEMORY) if MEMORY.is_dir() else None,
            "graceful_timeout": DRAIN_SECONDS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "preload_app": True,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Once, before the fork: a pool of connections is empty until a page asks."""
        logs.configure(sys.stderr)
        return create_app(from_settings(self._settings, self._hosts))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--name", "names", multiple=True, help="Another host name that this portal answers.")
def web(host: str, names: tuple[str, ...]) -> None:
    """Serve the pages on PORT (8000) until Ctrl-C."""
    try:
        settings = from_environment()
        Keyring.load(settings.keys_path)
        listening = listen(host, settings.port)
    except SettingsFault as fault:
        raise click.ClickException(str(fault)) from fault
    except FileNotFoundError as fault:
        sentence = (
            f"There is no key file at {fault.filename}. Run `provportal demo` or set KEYS_FILE."
        )
        raise click.ClickException(sentence) from fault
    except KeyFileRefused as fault:
        raise click.ClickException(f"The key file was refused: {fault}.") from fault
    click.echo(f"Provider payments on http://{host}:{listening.getsockname()[1]} (Ctrl-C ends it)")
    Server(settings, listening, names).run()


def listen(host: str, port: int) -> socket.socket:
    """The port, taken before anything is started. Raises SettingsFault when it cannot be had."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # A server that has just ended must not block the next start.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except (OSError, OverflowError) as fault:
        listening.close()
        is_taken = isinstance(fault, OSError) and fault.errno == errno.EADDRINUSE
        why = "is in use" if is_taken else f"cannot be had ({fault})"
        raise SettingsFault(
            f"Port {port} {why}. Name another one, for example PORT=8001."
        ) from fault
    listening.set_inheritable(True)
    return listening
