"""The real Redis protocol: one embedded Valkey server per test session, emptied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from rq import Queue
from sqlalchemy import Engine

from provportal import data_folder, embedded
from provportal.settings import Settings, from_environment
from tests.workers.given import Portal, a_portal
from workers.queue import make_queue


@pytest.fixture(scope="session")
def server_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return from_environment({"DATA": str(tmp_path_factory.mktemp("valkey"))})


@pytest.fixture(scope="session")
def server_of_the_session(server_settings: Settings) -> Iterator[Redis]:
    with embedded.valkey(server_settings) as client:
        yield client
        client.close()


@pytest.fixture
def valkey(server_of_the_session: Redis) -> Redis:
    """A running server without any key."""
    server_of_the_session.flushall()
    return server_of_the_session


@pytest.fixture
def redis_url(valkey: Redis, server_settings: Settings) -> str:
    return f"unix://{data_folder.socket_path(server_settings.data)}"


@pytest.fixture
def queue(redis_url: str) -> Iterator[Queue]:
    made = make_queue(redis_url)
    yield made
    made.connection.close()


@pytest.fixture
def portal(
    engine: Engine, redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Portal]:
    """A world on each database whose settings stand in the environment, as for any worker."""
    made = a_portal(engine, redis_url, tmp_path)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    yield made
    made.wiring.engine.dispose()
