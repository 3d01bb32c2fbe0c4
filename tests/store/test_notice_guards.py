"""The database itself: a notice is sent once, and what it says never changes."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from tests.given import a_world

SENT = "UPDATE notice SET sent_at = '2026-11-03 17:00:00'"

REWRITES = (
    "UPDATE notice SET params = '{}'",
    "UPDATE notice SET event = 'payment_returned'",
    "UPDATE notice SET subject_id = '-'",
    "UPDATE notice SET queued_at = '2020-01-01 00:00:00'",
    "UPDATE notice SET person_id = (SELECT p.id FROM person p WHERE p.id <> notice.person_id "
    "ORDER BY p.id LIMIT 1)",
    "DELETE FROM notice",
)


def done(engine: Engine, *statements: str) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


def test_a_notice_can_be_marked_sent(engine: Engine) -> None:
    a_world(engine)
    done(engine, SENT)


def test_a_notice_is_not_sent_twice(engine: Engine) -> None:
    a_world(engine)
    done(engine, SENT)
    with pytest.raises(SQLAlchemyError):
        done(engine, SENT)


@pytest.mark.parametrize("rewrite", REWRITES)
def test_what_a_notice_says_stays(engine: Engine, rewrite: str) -> None:
    a_world(engine)
    with pytest.raises(SQLAlchemyError):
        done(engine, rewrite)
