"""Deliveries of notices, what people prefer, and the ledger of promised dates

Revision: 0010
After: 0008
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

OPEN = sa.text("closed_at IS NULL")
TABLES = ("promised_date", "notice_preference", "notice_delivery")
FUNCTIONS = (
    "notice_delivery_kept",
    "notice_delivery_no_delete",
    "promised_date_kept",
    "promised_date_no_delete",
)


def statements() -> list[str]:
    """The triggers as they were when this was written, one statement between the dashes."""
    dialect = op.get_bind().dialect.name
    text = Path(__file__).with_name(f"0010_triggers.{dialect}.sql").read_text(encoding="utf-8")
    return [statement.strip() for statement in text.split("\n----\n") if statement.strip()]


def upgrade() -> None:
    make_notice_delivery()
    make_notice_preference()
    make_promised_date()
    for statement in statements():
        op.get_bind().exec_driver_sql(statement)


def make_notice_delivery() -> None:
    op.create_table(
        "notice_delivery",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("agency_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("organisation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("notice_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.String(40), nullable=True),
        sa.Column("detail", sa.String(80), nullable=True),
        sa.Column("sent_to", sa.String(254), nullable=True),
        sa.Column("reference", sa.String(200), nullable=True),
        *_keys("notice_delivery", "agency", "organisation", "notice"),
        sa.PrimaryKeyConstraint("id", name="pk_notice_delivery"),
        sa.UniqueConstraint(
            "notice_id", "channel", "attempt", name="uq_notice_delivery_notice_id_channel_attempt"
        ),
    )


def make_notice_preference() -> None:
    op.create_table(
        "notice_preference",
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("phone", sa.String(16), nullable=True),
        sa.Column("requests", sa.String(40), nullable=False),
        sa.Column("payments", sa.String(40), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_to", sa.Integer(), nullable=False),
        sa.Column("email_bounced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("phone_bounced_at", sa.DateTime(timezone=True), nullable=True),
        *_keys("notice_preference", "person"),
        sa.PrimaryKeyConstraint("person_id", name="pk_notice_preference"),
    )


def make_promised_date() -> None:
    op.create_table(
        "promised_date",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("agency_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("organisation_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("request_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(60), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        *_keys("promised_date", "agency", "organisation", "request"),
        sa.PrimaryKeyConstraint("id", name="pk_promised_date"),
    )
    where = {"sqlite_where": OPEN, "postgresql_where": OPEN}
    op.create_index(
        "uq_promised_date_open", "promised_date", ["request_id", "kind"], unique=True, **where
    )
    op.create_index("ix_promised_date_day", "promised_date", ["day"], **where)
    op.create_index("ix_promised_date_outcome", "promised_date", ["agency_id", "outcome"])
    op.create_index("ix_promised_date_request_id", "promised_date", ["request_id"])


def _keys(table: str, *others: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [f"{other}_id"], [f"{other}.id"], name=f"fk_{table}_{other}_id"
        )
        for other in others
    ]


def downgrade() -> None:
    # Its triggers go with a table; their functions stay behind on PostgreSQL.
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for name in FUNCTIONS:
            op.get_bind().exec_driver_sql(f"DROP FUNCTION {name}()")
