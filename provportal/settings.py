"""Settings: one frozen value made from the environment; incomplete ones refuse to start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATABASES = ("sqlite://", "postgresql://", "postgresql+psycopg://")


class SettingsFault(Exception):
    """A setting is missing or wrong; the message is one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where everything is. Embedded defaults put all of it under one data folder."""

    data: Path
    database_url: str
    redis_url: str
    keys_path: Path
    documents_path: Path
    outgoing_path: Path
    incoming_path: Path
    clock_path: Path | None
    """A file that moves the clock; None is the machine's clock."""
    argon2_cost: int
    """Passes of argon2id; 2 with 19 MiB is OWASP's minimum."""
    port: int
    """0 takes any free one."""

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    def as_environment(self) -> dict[str, str]:
        """The same settings for a child process."""
        named = {
            "DATA": str(self.data),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "KEYS_FILE": str(self.keys_path),
            "DOCUMENTS": str(self.documents_path),
            "OUTGOING": str(self.outgoing_path),
            "INCOMING": str(self.incoming_path),
            "ARGON2_COST": str(self.argon2_cost),
            "PORT": str(self.port),
        }
        return named | ({"CLOCK_FILE": str(self.clock_path)} if self.clock_path else {})


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings. Raises SettingsFault with one sentence."""
    # An empty value is none: `make demo DATA=` must not mean the current folder.
    environ = {name: value for name, value in environ.items() if value}
    data = Path(environ.get("DATA", "var")).absolute()
    clock = environ.get("CLOCK_FILE")
    return Settings(
        data=data,
        database_url=_database(environ, data),
        redis_url=environ.get("REDIS_URL", f"unix://{data / 'valkey.sock'}"),
        keys_path=Path(environ.get("KEYS_FILE", data / "keys.json")),
        documents_path=Path(environ.get("DOCUMENTS", data / "documents")),
        outgoing_path=Path(environ.get("OUTGOING", data / "outgoing")),
        incoming_path=Path(environ.get("INCOMING", data / "incoming")),
        clock_path=Path(clock) if clock else None,
        argon2_cost=_whole(environ, "ARGON2_COST", 2, range(1, 101)),
        port=_whole(environ, "PORT", 8000, range(65_536)),
    )


def _database(environ: Mapping[str, str], data: Path) -> str:
    url = environ.get("DATABASE_URL", f"sqlite:///{data / 'portal.sqlite3'}")
    if not url.startswith(DATABASES):
        # Without the value: it may hold a password.
        raise SettingsFault("DATABASE_URL must begin with sqlite:// or postgresql://.")
    return url


def _whole(environ: Mapping[str, str], name: str, default: int, allowed: range) -> int:
    text = environ.get(name, str(default))
    # isdigit() alone takes signs like a small two, which are no numbers.
    if not (text.isascii() and text.isdigit()):
        raise SettingsFault(f"{name} must be a whole number, not '{text}'.")
    if len(text) > len(str(allowed[-1])) or int(text) not in allowed:
        raise SettingsFault(f"{name} must be from {allowed[0]} to {allowed[-1]}, not {text}.")
    return int(text)
