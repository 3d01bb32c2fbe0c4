"""Row locks: what a write decides on is held until it commits."""

from __future__ import annotations

from typing import Any, TypeVar

import sqlalchemy as sa

from provportal.store.row import Row

SelectT = TypeVar("SelectT", bound=sa.Select[*tuple[Any, ...]])


def locked(statement: SelectT, *of: type[Row]) -> SelectT:
    """`FOR UPDATE` where the database has row locks; on SQLite the transaction is the lock.

    In a join, `of` names the rows to lock: rows that are written once cannot be locked.
    """
    return statement.with_for_update(of=of or None)
