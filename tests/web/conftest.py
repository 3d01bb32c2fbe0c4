"""The fixtures of the web tests: a fresh portal with a biller in it, and its log."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from provportal import logs
from tests.web.given import Portal, biller, portal


@pytest.fixture
def made(tmp_path: Path) -> Portal:
    """A portal in which Rosa (rosa@example.org) is a biller."""
    made = portal(tmp_path)
    biller(made)
    return made


@pytest.fixture(autouse=True)
def log() -> Iterator[io.StringIO]:
    """The log of a test; the process's logging is put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    out = io.StringIO()
    logs.configure(out, logging.INFO)
    yield out
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()
