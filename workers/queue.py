"""The queue between relay and workers: ids only, JSON only, one allowed entry function."""

from __future__ import annotations

from typing import Any

from redis import Redis
from rq import Queue, SimpleWorker, Worker
from rq.job import Job
from rq.serializers import JSONSerializer

ENTRY = "workers.jobs.perform"
"""The one function that a worker calls; what it does is decided by the outbox row."""
QUEUE = "portal"
JOB_SECONDS = 300


class NotOurJob(Exception):
    """Someone wrote another function into Redis: it is never run."""


class OutboxJob(Job):
    """A job that is nothing but the id of an outbox row.

    A JSON serializer alone does not help: the function's name in Redis is code as well.
    """

    def restore(self, raw_data: Any) -> None:
        """Read what Redis says, without the other names that RQ would call: of callbacks, hooks."""
        super().restore(raw_data)
        self._success_callback_name = None
        self._failure_callback_name = None
        self._stopped_callback_name = None
        self.webhooks = []

    def perform(self) -> Any:
        if self.func_name != ENTRY or not _is_one_id(self.args) or self.kwargs:
            raise NotOurJob(self.id)
        return super().perform()


def _is_one_id(args: Any) -> bool:
    return len(args) == 1 and type(args[0]) is int


def make_queue(redis_url: str) -> Queue:
    """The one queue. More than one would make the worker pop in a way that can lose a job."""
    return Queue(
        QUEUE,
        connection=Redis.from_url(redis_url),
        serializer=JSONSerializer,
        job_class=OutboxJob,
    )


def enqueue(queue: Queue, outbox_id: int) -> None:
    """Push one outbox row. Pushing it twice is harmless: the job asks the row first."""
    queue.enqueue_call(
        ENTRY,
        args=(outbox_id,),
        job_id=f"outbox-{outbox_id}",
        timeout=JOB_SECONDS,
        result_ttl=0,
        failure_ttl=3600,
        description=f"outbox {outbox_id}",
    )


def make_worker(queue: Queue, kind: type[Worker | SimpleWorker] = Worker) -> Worker | SimpleWorker:
    """A worker of the queue that logs no descriptions.

    A plain Worker forks for each job; a SimpleWorker runs it in its own process.
    """
    return kind(
        [queue],
        connection=queue.connection,
        serializer=JSONSerializer,
        job_class=OutboxJob,
        log_job_description=False,
    )
