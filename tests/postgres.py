"""A PostgreSQL server for one test run: started once, fast and forgetful, gone at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

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
    programs: Path

    def url(self, database: str, role: str = OWNER) -> str:
        return f"postgresql+psycopg://{role}@/{database}?host={self.folder}"

    def stop(self) -> None:
        _run(self.programs / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
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
    return Server(folder, programs)


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
