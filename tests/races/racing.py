"""Races: eight threads start one action at one moment; what each was answered."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from provportal.store.session import transaction

THREADS = 8
Runner = Callable[[Session], object]


def race(engine: Engine, runners: Sequence[Runner]) -> list[object]:
    """Run all at once, each in a transaction of its own: what it returned or raised, in order."""
    barrier = threading.Barrier(len(runners))
    answers: list[object] = [None] * len(runners)

    def run(place: int) -> None:
        barrier.wait()
        try:
            with transaction(engine) as session:
                answers[place] = runners[place](session)
        except Exception as refusal:
            answers[place] = refusal

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(runners))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def told(answers: Sequence[object]) -> Counter[str]:
    """How often each kind of answer was given: 'done' or the name of the refusal."""
    return Counter(
        type(answer).__name__ if isinstance(answer, Exception) else "done" for answer in answers
    )
