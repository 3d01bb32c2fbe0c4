"""What an operator can put right is told in one sentence, not in a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from redis.exceptions import ConnectionError as NoRedis
from sqlalchemy.exc import ArgumentError, OperationalError

from provportal.cli.setting_faults import sentence_of_settings


@contextmanager
def one_sentence() -> Iterator[None]:
    """End the command with a sentence and exit code 1 for a fault of its surroundings."""
    try:
        with sentence_of_settings():
            yield
    except NoRedis as wrong:
        raise click.ClickException("Redis does not answer at REDIS_URL. Is it running?") from wrong
    except (OperationalError, ArgumentError) as wrong:
        sentence = "The database does not answer at DATABASE_URL. Is it running, and right?"
        raise click.ClickException(sentence) from wrong
