"""`provportal demo`: the running portal on its sample, told to a script, ended without a trace."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.given import run
from tests.cli.served import Demo, begin, gone, ours, start

pytestmark = pytest.mark.slow

ROLES = {
    "biller",
    "provider_admin",
    "reviewer",
    "approver",
    "payment_officer",
    "program_admin",
    "auditor",
}


@pytest.fixture
def made(county: Path, tmp_path: Path) -> Path:
    """A folder of its own in which the first start was before."""
    return Path(shutil.copytree(county, tmp_path / "demo"))


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


def test_a_script_finds_one_sign_in_for_each_role_at_two_agencies(county: Path) -> None:
    found = sign_ins(county)
    assert {one["role"] for one in found} == ROLES
    assert len({one["agency"] for one in found if "agency" in one}) == 2
    assert len({one["organisation"] for one in found if "organisation" in one}) > 2
    assert all(
        set(one) - {"agency", "organisation"} == {"role", "email", "password", "totp_secret"}
        for one in found
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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ended_while_the_rest_still_loads_it_leaves_nothing(
    made: Path, number: signal.Signals
) -> None:
    begun = begin(made)
    while len(ours(made)) < 2:
        time.sleep(0.01)
    assert begun.end(number) == 0
    assert gone(made), ours(made)


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = run(tmp_path, "demo", PORT=str(other.getsockname()[1]))
    assert done.returncode == 1
    assert done.stderr.strip().endswith("Name another one, for example PORT=8001.")


def test_the_clock_moves_and_what_is_due_is_done(demo: Demo) -> None:
    done = run(demo.data, "demo", "advance", "1h")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("It is now ")


def test_an_unreadable_step_is_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "demo", "advance", "soon")
    assert "write days, hours or minutes, like 3d, 12h or 30m" in done.stderr
