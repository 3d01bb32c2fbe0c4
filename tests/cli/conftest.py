"""The served demo's county, walked once: it takes minutes."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from provportal.cli.sample_folder import READY
from tests.cli.served import gone, ours, start


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a first start that Ctrl-C ended; nobody writes in it.

    Of several processes of pytest one makes it, and the others wait.
    """
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    data = shared / "county"
    with (shared / "county.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (data / READY).exists():
            demo = start(data)
            assert demo.end() == 0, demo.said
            assert gone(data), ours(data)
    return data
