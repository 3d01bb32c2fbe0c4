"""A real server in a process of its own, on a database with a few people in it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from provportal.clock import SystemClock
from provportal.domain.roles import Role
from provportal.settings import STAND_IN, Settings, from_environment
from provportal.store.keyring import Keyring
from provportal.web.equipment import from_settings
from tests.databases import a_database
from tests.web.applications import application
from tests.web.given import MovableClock, Portal, agency, member, organisation, person

ROOT = Path(__file__).parents[1]
LONG_NAME = "Guadalupe Montserrat Villavicencio-Featherstonehaugh de la Concepción"


def settings_of(folder: Path) -> Settings:
    """Everything under one folder; the port is the system's choice."""
    return from_environment(
        {"DATA": str(folder), "PORT": "0", "ARGON2_COST": "1", "SCANNER": STAND_IN}
    )


def prepare(folder: Path) -> None:
    """Keys, an empty database, and people."""
    settings = settings_of(folder)
    Keyring.create(settings.keys_path)
    a_database(folder).dispose()
    equipment = from_settings(settings)
    machine = MovableClock()
    machine.at = SystemClock().now()
    made = Portal(equipment, application(equipment), machine)
    care, county = organisation(made), agency(made)
    member(made, person(made), Role.BILLER, organisation_id=care)
    long = organisation(made, LONG_NAME)
    # One for each journey: a person's codes are three in half a minute, and each is good once.
    for email in ("both@example.org", "either@example.org"):
        both = person(made, email, name=LONG_NAME)
        member(made, both, Role.PROVIDER_ADMIN, organisation_id=long)
        member(made, both, Role.REVIEWER, agency_id=county)
    attack = "<img src=x onerror='window.pwn=1'><script>window.pwn=1</script>"
    evil = person(made, "evil@example.org", name=attack)
    member(made, evil, Role.BILLER, organisation_id=organisation(made, attack))
    equipment.engine.dispose()


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The server's address; it is asked to end, and ends by itself."""
    environment = os.environ | settings_of(folder).as_environment() | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "provportal", "web"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
        )
        assert process.stdout is not None
        with process.stdout:
            line = process.stdout.readline()
            assert "http://" in line, (folder / "log").read_text()
            try:
                yield line.split()[3]
            finally:
                process.send_signal(signal.SIGINT)
                assert process.wait(20) == 0
