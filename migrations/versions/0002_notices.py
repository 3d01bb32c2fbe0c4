"""Notices, and why a bank account stopped

Revision: 0002
After: 0001
"""

from pathlib import Path

from alembic import op
import sqlalchemy as sa


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

CHANGING = "state IN ('entered', 'waiting_for_verification', 'cooling_off')"
COLUMNS = (
    ('approved_at', sa.DateTime(timezone=True)),
    ('stopped_at', sa.DateTime(timezone=True)),
    ('stopped_because', sa.String(length=40)),
    ('stopped_note', sa.Text()),
)


def statements() -> list[str]:
    """The triggers as they were when this was written, one statement between the dashes."""
    dialect = op.get_bind().dialect.name
    text = Path(__file__).with_name(f"0002_triggers.{dialect}.sql").read_text(encoding="utf-8")
    return [statement.strip() for statement in text.split("\n----\n") if statement.strip()]


def upgrade() -> None:
    op.create_table('notice',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('agency_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('organisation_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('person_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('event', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.String(length=64), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_notice_agency_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_notice_organisation_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice'))
    )
    op.create_index('ix_notice_subject', 'notice', ['subject', 'subject_id'])
    op.create_index('ix_notice_unsent', 'notice', ['queued_at'], sqlite_where=sa.text('sent_at IS NULL'), postgresql_where=sa.text('sent_at IS NULL'))
    # Added one by one: SQLite would lose its triggers if the table were copied.
    for name, kind in COLUMNS:
        op.add_column('bank_account', sa.Column(name, kind, nullable=True))
    stop_what_was_overtaken()
    op.create_index('uq_bank_account_changing', 'bank_account', ['agency_id', 'organisation_id'], unique=True, sqlite_where=sa.text(CHANGING), postgresql_where=sa.text(CHANGING))
    for statement in statements():
        op.get_bind().exec_driver_sql(statement)


def stop_what_was_overtaken() -> None:
    """From now on one change waits at most: an older one is blocked, and the audit log says so."""
    overtaken = (
        f"{CHANGING} AND EXISTS (SELECT 1 FROM bank_account n "
        "WHERE n.agency_id = bank_account.agency_id "
        "AND n.organisation_id = bank_account.organisation_id "
        f"AND n.version > bank_account.version AND n.{CHANGING})"
    )
    before = _json("""'{"state": "' || state || '"}'""")
    after = _json("""'{"state": "blocked", "because": "newer"}'""")
    connection = op.get_bind()
    connection.exec_driver_sql(
        "INSERT INTO audit_event (at, agency_id, role, action, subject, subject_id, "
        '"before", "after", request_id) '
        "SELECT CURRENT_TIMESTAMP, agency_id, 'system', 'bank_account.refuse', 'bank_account', "
        f"CAST(id AS VARCHAR(36)), {before}, {after}, '0002' FROM bank_account WHERE {overtaken}"
    )
    connection.exec_driver_sql(
        "UPDATE bank_account SET state = 'blocked', stopped_because = 'newer', "
        f"stopped_at = CURRENT_TIMESTAMP WHERE {overtaken}"
    )


def _json(text: str) -> str:
    return text if op.get_bind().dialect.name == "sqlite" else f"CAST({text} AS JSON)"


def downgrade() -> None:
    # Its triggers go with it; their functions stay behind on PostgreSQL.
    op.drop_table('notice')
    if op.get_bind().dialect.name == "postgresql":
        for name in ("notice_kept", "notice_no_delete"):
            op.get_bind().exec_driver_sql(f"DROP FUNCTION {name}()")
    op.drop_index('uq_bank_account_changing', 'bank_account')
    for name, _ in COLUMNS:
        op.drop_column('bank_account', name)
