"""What stands in Redis is one id, and nothing else that stands there is ever run."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from rq import Queue, SimpleWorker

from tests.workers.given import work
from workers.queue import ENTRY, OutboxJob, enqueue, make_worker


def stored(client: Redis, outbox_id: int) -> Any:
    """(function, instance, args, kwargs) as they stand in Redis."""
    data = client.hget(f"rq:job:outbox-{outbox_id}", "data")
    assert isinstance(data, bytes)
    return json.loads(zlib.decompress(data))


def test_a_job_is_one_whole_number_as_json(valkey: Redis, queue: Queue) -> None:
    enqueue(queue, 7)
    assert stored(valkey, 7) == [ENTRY, None, [7], {}]


def test_a_job_is_described_by_its_id_only(valkey: Redis, queue: Queue) -> None:
    enqueue(queue, 7)
    assert valkey.hget("rq:job:outbox-7", "description") == b"outbox 7"


class Forged:
    """A job that someone with access to Redis wrote over one of ours."""

    def __init__(self, client: Redis, queue: Queue) -> None:
        self._client, self._queue = client, queue
        enqueue(queue, 7)

    def call(self, *call: Any) -> None:
        self._client.hset("rq:job:outbox-7", "data", zlib.compress(json.dumps(call).encode()))

    def say(self, field: str, value: str) -> None:
        self._client.hset("rq:job:outbox-7", field, value)

    def why(self) -> str:
        """Run the queue; the error that the job ended with."""
        work(self._queue)
        result = OutboxJob.fetch(
            "outbox-7", connection=self._client, serializer=self._queue.serializer
        ).latest_result()
        assert result is not None
        return str(result.exc_string)


@pytest.fixture
def forged(valkey: Redis, queue: Queue) -> Forged:
    return Forged(valkey, queue)


def test_another_function_is_not_run(forged: Forged, tmp_path: Path) -> None:
    forged.call("os.mkdir", None, [str(tmp_path / "made")], {})
    assert "NotOurJob" in forged.why()
    assert not (tmp_path / "made").exists()


NOT_ONE_ID: list[tuple[list[Any], dict[str, Any]]] = [
    ([], {}),
    ([1, 2], {}),
    (["1"], {}),
    ([True], {}),
    ([1.5], {}),
    ([None], {}),
    ([[1]], {}),
    ([1], {"outbox_id": 1}),
    ([], {"outbox_id": 1}),
]


@pytest.mark.parametrize(("args", "kwargs"), NOT_ONE_ID, ids=repr)
def test_arguments_that_are_not_one_id_are_refused(
    forged: Forged, args: list[Any], kwargs: dict[str, Any]
) -> None:
    forged.call(ENTRY, None, args, kwargs)
    assert "NotOurJob" in forged.why()


def test_a_method_of_a_value_is_refused(forged: Forged) -> None:
    forged.call("upper", "text", [7], {})
    assert "NotOurJob" in forged.why()


def test_pickled_data_is_not_read(valkey: Redis, forged: Forged) -> None:
    # What the pickle would do is to make a list; JSON refuses it before that.
    forged.say("data", "cbuiltins\nlist\n(tR.")
    assert "NotOurJob" not in forged.why()


CALLBACKS = ["success_callback_name", "failure_callback_name", "stopped_callback_name"]


@pytest.mark.parametrize("field", CALLBACKS)
def test_a_callback_in_redis_is_not_called(forged: Forged, field: str) -> None:
    # Importing it would be enough to run code; this module is not there, so an attempt would show.
    forged.call("os.getcwd", None, [], {})
    forged.say(field, "no.such.module")
    assert "no.such.module" not in forged.why()


def test_a_web_address_in_redis_is_not_called(valkey: Redis, forged: Forged) -> None:
    hook = {"url": "http://127.0.0.1:9/", "job_status": "failed"}
    forged.say("webhooks", json.dumps([hook]))
    job = OutboxJob.fetch("outbox-7", connection=valkey)
    assert job.webhooks == []


def test_a_worker_logs_no_description(queue: Queue) -> None:
    assert make_worker(queue, SimpleWorker).log_job_description is False
