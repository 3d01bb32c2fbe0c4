"""`provportal demo`: the running portal on its sample, told to a script, ended without a trace."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.given import ROOT, command, environment, run

pytestmark = pytest.mark.slow

READY = "Ctrl-C ends it."
ROLES = {
    "biller",
    "provider_admin",
    "reviewer",
    "approver",
    "payment_officer",
    "program_admin",
    "auditor",
}


def a_free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass
class Demo:
    """One start of the demo in a folder."""

    data: Path
    port: int
    process: subprocess.Popen[str]
    said: list[str]

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal, Ctrl-C unless said, and wait; the exit code."""
        self.process.send_signal(number)
        assert self.process.stdout is not None
        with self.process.stdout:
            return self.process.wait(30)

    def page(self) -> int:
        """The status of the sign-in page, once the server answers."""
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sign-in") as answer:
                    return int(answer.status)
            except OSError:
                time.sleep(0.1)
        return 0


def start(data: Path) -> Demo:
    """Start it and read what it says until it is ready."""
    port = a_free_port()
    process = subprocess.Popen(  # noqa: S603 - our own command
        command("demo"),
        cwd=ROOT,
        env=environment(data, PORT=str(port), ARGON2_COST="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line.rstrip())
        if READY in line:
            break
    return Demo(data, port, process, said)


def ours(data: Path) -> list[str]:
    """Every process that was given this data folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                given = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if os.fsencode(f"{data}") in given:
                found.append(entry.name)
    return found


def gone(data: Path) -> bool:
    for _ in range(150):
        if not ours(data):
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose first start made the sample, and was ended by Ctrl-C."""
    data = tmp_path_factory.mktemp("live")
    demo = start(data)
    assert READY in demo.said[-1], demo.said
    assert demo.end() == 0
    assert gone(data), ours(data)
    return data


@pytest.fixture
def demo(made: Path) -> Iterator[Demo]:
    """A later start, which finds the sample."""
    started = start(made)
    yield started
    if started.process.poll() is None:
        started.end()
    assert gone(made), ours(made)


def sign_ins(data: Path) -> Any:
    return json.loads((data / "sign-ins.json").read_text(encoding="utf-8"))


def test_the_first_page_answers(demo: Demo) -> None:
    assert demo.page() == 200


def test_a_script_finds_one_sign_in_for_each_role_at_two_agencies(demo: Demo) -> None:
    found = sign_ins(demo.data)
    assert {one["role"] for one in found} == ROLES
    assert len({one["agency"] for one in found if "agency" in one}) == 2
    assert len({one["organisation"] for one in found if "organisation" in one}) > 2
    assert all(
        set(one) - {"agency", "organisation"} == {"role", "email", "password"} for one in found
    )


def test_passwords_are_new_at_each_start_and_the_owners_alone(made: Path, demo: Demo) -> None:
    before = sign_ins(made)
    assert stat.S_IMODE((made / "sign-ins.json").stat().st_mode) == 0o600
    demo.end()
    again = start(made)
    again.end()
    assert not {one["password"] for one in before} & {one["password"] for one in sign_ins(made)}


def test_a_killed_parent_takes_its_processes_along(made: Path, demo: Demo) -> None:
    demo.end(signal.SIGKILL)
    again = start(made)
    assert again.page() == 200
    again.end()
    assert gone(made), ours(made)


def test_a_taken_port_is_one_sentence(demo: Demo) -> None:
    done = run(demo.data / "other", "demo", PORT=str(demo.port))
    assert done.returncode == 1
    assert done.stderr.strip().endswith("Name another one, for example PORT=8001.")


def test_the_clock_moves_and_what_is_due_is_done(demo: Demo) -> None:
    done = run(demo.data, "demo", "advance", "1h")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("It is now ")


def test_an_unreadable_step_is_one_sentence(demo: Demo) -> None:
    done = run(demo.data, "demo", "advance", "soon")
    assert "write days, hours or minutes, like 3d, 12h or 30m" in done.stderr
