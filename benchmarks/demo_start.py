"""From `provportal demo` to its first page, when the sample is made and when it is there already.

The yardstick of the same run is `provportal web` alone, on the same folder.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.timing import tell
from provportal.settings import from_environment

PATIENCE_S = 900


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "demo")
        environment = {"DATA": str(data), "PORT": str(_free_port())}
        tell("the first start makes the sample: a minute or more")
        first = _seconds_to_a_page("demo", environment)
        second = _seconds_to_a_page("demo", environment)
        alone = from_environment(environment | {"CLOCK_FILE": str(data / "clock")})
        web = _seconds_to_a_page("web", alone.as_environment() | environment)
    print(
        f"demo: first start {first:.0f} s to a page, second {second:.1f}, "
        f"the pages alone {web:.1f}, ratio {second / web:.1f}"
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _seconds_to_a_page(command: str, environment: Mapping[str, str]) -> float:
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "provportal", command],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(int(environment["PORT"])):
            assert process.poll() is None, f"{command} ended by itself"
            assert time.perf_counter() - start < PATIENCE_S, f"{command} shows no page"
            time.sleep(0.02)
        return time.perf_counter() - start
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/sign-in")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    main()
