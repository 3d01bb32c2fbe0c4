"""Second factors, recovery codes, and tries counted by address and overall

Revision: 0008
After: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SESSION = (
    ("factor_at", sa.DateTime(timezone=True), None),
    ("device", sa.String(60), ""),
)


def upgrade() -> None:
    op.create_table(
        "second_factor",
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("seed_sealed", sa.Text(), nullable=True),
        sa.Column("pending_sealed", sa.Text(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_second_factor_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_second_factor"),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("person_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_recovery_code_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
        sa.UniqueConstraint("code_hash", name="uq_recovery_code_code_hash"),
    )
    op.create_index("ix_recovery_code_person_id", "recovery_code", ["person_id"])
    op.create_table(
        "sign_in_window",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sign_in_window"),
    )
    # Added one by one: SQLite would lose its triggers if a table were copied.
    for name, kind, default in SESSION:
        nullable = default is None
        op.add_column(
            "sign_in_session", sa.Column(name, kind, nullable=nullable, server_default=default)
        )
    op.add_column(
        "agency",
        sa.Column("factor_above", sa.BigInteger(), nullable=False, server_default="150000"),
    )


def downgrade() -> None:
    op.drop_column("agency", "factor_above")
    for name, _kind, _default in SESSION:
        op.drop_column("sign_in_session", name)
    op.drop_table("sign_in_window")
    op.drop_table("recovery_code")
    op.drop_table("second_factor")
