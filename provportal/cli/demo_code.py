"""The code of a person of the demo, as the app on a phone would show it at this moment."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from provportal.actions.one_time_codes import STEP_SECONDS, code_at


@dataclass(frozen=True, slots=True)
class CodeOfNow:
    """A code, whose it is, and for how many seconds the app goes on showing it."""

    email: str
    role: str
    code: str
    seconds_left: int

    def as_json(self) -> dict[str, str | int]:
        return {
            "email": self.email,
            "role": self.role,
            "code": self.code,
            "seconds_left": self.seconds_left,
        }


def code_of(folder: Path, who: str) -> CodeOfNow:
    """The code of the first person with a role, or of an email; the folder is the demo's.
    Raises ClickException.

    By the machine's clock, as the portal takes it: moving the demo's clock moves no phone.
    """
    now = datetime.now(UTC)
    found = _named(_read(folder / "sign-ins.json"), who)
    left = STEP_SECONDS - int(now.timestamp()) % STEP_SECONDS
    return CodeOfNow(found["email"], found["role"], code_at(found["totp_secret"], now), left)


def _read(path: Path) -> list[dict[str, str]]:
    try:
        read: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        sentence = f"There is no {path}: start the demo first, with the same DATA."
        raise click.ClickException(sentence) from missing
    return read


def _named(people: Iterable[Mapping[str, str]], who: str) -> Mapping[str, str]:
    known = list(people)
    for one in known:
        if who in (one["role"], one["email"]):
            return one
    roles = ", ".join(dict.fromkeys(one["role"] for one in known))
    raise click.ClickException(f"Nobody is {who}. Name an email, or one of {roles}.")
