"""A PostgreSQL server for one test run: started once, fast and forgetful, gone at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg

OWNER = "portal_owner"
APPLICATION = "portal_app"
"""The role that the portal itself uses: owns nothing, may not rewrite history."""

_FORGETFUL = "fsync=off\nsynchronous_commit=off\nfull_page_writes=off\nmax_connections=200\n"


class NoPostgres(Exception):
    """PostgreSQL's programs are not installed; `scripts/setup test` installs them."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, reached over a Unix socket in its own folder."""

    folder: Path

    def url(self, database: str, role: str = OWNER) -> str:
        return f"postgresql+psycopg://{role}@/{database}?host={self.folder}"

    def create(self, name: str, like: str = "template1") -> None:
        """A new database, like one that nobody is using."""
        # Copied file by file: a third of the time of writing each page to the log first.
        _administer(self.folder, f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY FILE_COPY")

    def drop(self, name: str) -> None:
        """A database and whoever uses it are gone."""
        _administer(self.folder, f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        _run(_programs() / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Server:
    """Start a server in a new folder. Raises NoPostgres."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root; Debian's package brings this user.
        shutil.chown(folder, "postgres")
    data = folder / "data"
    _run(programs / "initdb", "-D", data, "-A", "trust", "--no-sync", "-U", OWNER, "-E", "UTF8")
    with (data / "postgresql.conf").open("a") as file:
        file.write(f"{_FORGETFUL}listen_addresses=''\nunix_socket_directories='{folder}'\n")
    _run(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "start")
    _run(programs / "psql", "-h", folder, "-U", OWNER, "-d", "postgres", "-c",
         f"CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER")  # fmt: skip
    return Server(folder)


@cache
def _administrator(folder: Path, process: int) -> psycopg.Connection:
    """One for each process: a connection does not survive a fork."""
    return psycopg.connect(host=str(folder), user=OWNER, dbname="postgres", autocommit=True)


def _administer(folder: Path, statement: str) -> None:
    _administrator(folder, os.getpid()).execute(statement)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise NoPostgres("PostgreSQL is not installed: run scripts/setup test")


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    done = subprocess.run(words, capture_output=True, text=True, cwd="/", check=False)  # noqa: S603
    if done.returncode:
        raise NoPostgres(f"{words[-1]}: {done.stderr}")
