"""Notices of a person's own sign-in, and phones that are confirmed by a code

Revision: 0012
After: 0011
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PREFERENCE = (
    ("phone_confirmed_at", sa.DateTime(timezone=True), None),
    ("phone_code", sa.String(64), None),
    ("phone_code_until", sa.DateTime(timezone=True), None),
    ("phone_tries", sa.Integer(), "0"),
)
FUNCTIONS = ("person_notice_kept", "person_notice_no_delete")


def statements() -> list[str]:
    """The triggers as they were when this was written, one statement between the dashes."""
    dialect = op.get_bind().dialect.name
    text = Path(__file__).with_name(f"0012_triggers.{dialect}.sql").read_text(encoding="utf-8")
    return [statement.strip() for statement in text.split("\n----\n") if statement.strip()]


def upgrade() -> None:
    op.create_table(
        "person_notice",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.String(40), nullable=True),
        sa.Column("detail", sa.String(80), nullable=True),
        sa.Column("sent_to", sa.String(254), nullable=True),
        sa.Column("reference", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_person_notice_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person_notice"),
    )
    op.create_index("ix_person_notice_person_id", "person_notice", ["person_id"])
    # A number from before is nobody's until its code is typed: its notices go by email.
    for name, kind, default in PREFERENCE:
        nullable = default is None
        op.add_column(
            "notice_preference", sa.Column(name, kind, nullable=nullable, server_default=default)
        )
    for statement in statements():
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    # Its triggers go with a table; their functions stay behind on PostgreSQL.
    op.drop_table("person_notice")
    for name, _kind, _default in PREFERENCE:
        op.drop_column("notice_preference", name)
    if op.get_bind().dialect.name == "postgresql":
        for name in FUNCTIONS:
            op.get_bind().exec_driver_sql(f"DROP FUNCTION {name}()")
