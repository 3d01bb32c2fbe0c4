"""What the portal's own PostgreSQL role may do: it owns nothing and cannot rewrite history."""

from __future__ import annotations

import sqlalchemy as sa

from provportal.store.tables import METADATA
from provportal.store.triggers import APPEND_ONLY


def grant_application_role(engine: sa.Engine, role: str) -> None:
    """Grant read and insert on all tables; update and delete only where rows may change."""
    quoted = engine.dialect.identifier_preparer.quote_identifier(role)
    with engine.execution_options(writes=True).begin() as connection:
        for table in METADATA.sorted_tables:
            rights = "SELECT, INSERT"
            if table.name not in APPEND_ONLY:
                rights += ", UPDATE, DELETE"
            connection.execute(sa.text(f"REVOKE ALL ON {table.name} FROM {quoted}"))
            connection.execute(sa.text(f"GRANT {rights} ON {table.name} TO {quoted}"))
        connection.execute(sa.text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quoted}"))
        connection.execute(sa.text(f"GRANT SELECT ON alembic_version TO {quoted}"))
