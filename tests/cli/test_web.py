"""`provportal web`: starts, says why it cannot, ends on Ctrl-C, and loads no PDF library."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from provportal.store.keyring import Keyring
from tests.databases import a_database

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "provportal", "web"]


def environment(folder: Path, **more: str) -> dict[str, str]:
    return os.environ | {"DATA": str(folder), "PORT": "0", "PYTHONPATH": str(ROOT)} | more


def sign_in_status(address: str) -> int:
    """The status of the sign-in page."""
    url = urlsplit(address)
    connection = HTTPConnection(url.hostname or "", url.port, timeout=20)
    connection.request("GET", "/sign-in")
    status = connection.getresponse().status
    connection.close()
    return status


def refused(folder: Path, **more: str) -> str:
    """What the command says when it does not start."""
    done = subprocess.run(  # noqa: S603 - our own command
        COMMAND,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    return done.stderr


def test_it_serves_until_ctrl_c(tmp_path: Path) -> None:
    Keyring.create(tmp_path / "keys.json")
    a_database(tmp_path).dispose()
    with subprocess.Popen(  # noqa: S603 - our own command
        COMMAND,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            assert sign_in_status(line.split()[3]) == 200
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stdout.read() == ""


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    Keyring.create(tmp_path / "keys.json")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        said = refused(tmp_path, PORT=port)
    assert said == f"Error: Port {port} is in use. Name another one, for example PORT=8001.\n"


@pytest.mark.parametrize("port", ["many", "-1", "99999"])
def test_a_port_that_is_none_is_one_sentence(tmp_path: Path, port: str) -> None:
    Keyring.create(tmp_path / "keys.json")
    said = refused(tmp_path, PORT=port)
    assert said.startswith("Error: ")
    assert said.count("\n") == 1


def test_missing_keys_are_one_sentence(tmp_path: Path) -> None:
    assert "There is no key file at" in refused(tmp_path)


def test_keys_that_others_may_read_are_refused(tmp_path: Path) -> None:
    Keyring.create(tmp_path / "keys.json")
    (tmp_path / "keys.json").chmod(0o644)
    assert "readable by its owner only" in refused(tmp_path)


def test_no_pdf_library_is_loaded() -> None:
    asked = (
        "import sys, provportal.cli.web; "
        "print([name for name in sys.modules if name.startswith(('weasyprint', 'pyhanko', 'rq'))])"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
