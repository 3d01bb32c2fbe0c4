"""The work list is read in its order, and a decision is found by what it decided

Revision: 0005
After: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WAITING = sa.text(
    "withdrawn_at IS NULL AND (state IN ('submitted', 'in_review') "
    "OR (state = 'exception' AND exception_kind = 'staff'))"
)


def upgrade() -> None:
    op.create_index(
        "ix_request_waiting",
        "request",
        ["agency_id", "submitted_at", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index("ix_decision_version_id", "decision", ["version_id"])


def downgrade() -> None:
    op.drop_index("ix_decision_version_id", table_name="decision")
    op.drop_index("ix_request_waiting", table_name="request")
