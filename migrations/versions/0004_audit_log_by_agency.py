"""The audit log is read by agency, newest first

Revision: 0004
After: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_event_agency", "audit_event", ["agency_id", "sequence"])


def downgrade() -> None:
    op.drop_index("ix_audit_event_agency", table_name="audit_event")
