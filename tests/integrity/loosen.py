"""Takes every guard off a database: triggers, constraints, unique indexes, the shape of JSON."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import sqlalchemy as sa


def loosen(engine: sa.Engine) -> None:
    """After this any row can be broken by SQL. For tests only; needs the database's owner."""
    if engine.dialect.name == "sqlite":
        _loosen_sqlite(engine)
    else:
        _loosen_postgresql(engine)


def _loosen_sqlite(engine: sa.Engine) -> None:
    """A copy of a table by its rows has none of its constraints, indexes and triggers."""
    tables = sa.inspect(engine).get_table_names()
    copies = "".join(
        f"CREATE TABLE loose AS SELECT * FROM {table}; DROP TABLE {table};"
        f"ALTER TABLE loose RENAME TO {table};"
        for table in tables
    )
    with closing(sqlite3.connect(str(engine.url.database))) as connection:
        connection.executescript(f"PRAGMA legacy_alter_table = ON; {copies}")


_LOOSEN = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN SELECT oid::regprocedure AS name FROM pg_proc
                 WHERE pronamespace = 'public'::regnamespace LOOP
        EXECUTE format('DROP FUNCTION %s CASCADE', found.name);
    END LOOP;
    FOR found IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint
                 WHERE connamespace = 'public'::regnamespace ORDER BY contype = 'f' DESC LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE',
                       found.owner, found.conname);
    END LOOP;
    FOR found IN SELECT indexrelid::regclass AS name FROM pg_index
                 JOIN pg_class ON pg_class.oid = indexrelid
                 WHERE relnamespace = 'public'::regnamespace AND indisunique LOOP
        EXECUTE format('DROP INDEX %s', found.name);
    END LOOP;
    FOR found IN SELECT table_name, column_name FROM information_schema.columns
                 WHERE table_schema = 'public' AND data_type = 'json' LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE text',
                       found.table_name, found.column_name);
    END LOOP;
END $$
"""


def _loosen_postgresql(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text(_LOOSEN))
