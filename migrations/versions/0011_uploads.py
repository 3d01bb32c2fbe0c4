"""Uploads wait in quarantine; what was uploaded before goes there too

Revision: 0011
After: 0010
"""

from pathlib import Path

from alembic import op
import sqlalchemy as sa


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

FUNCTIONS = ('upload_start', 'upload_move', 'upload_kept', 'upload_no_delete')

# Nothing that was uploaded before was ever scanned: it is not a document until it has been.
TAKE_BACK = """
INSERT INTO upload (id, agency_id, organisation_id, request_id, question, media_type, size, sha256,
                    quarantine_key, state, problem, pages, openings, sent_at)
SELECT d.id, d.agency_id, d.organisation_id, d.subject_id, d.kind, d.media_type, d.size, d.sha256,
       d.storage_key, 'quarantined', '', 0, 0, d.stored_at
FROM document d JOIN request r ON r.id = d.subject_id
"""
PROMISE = """
INSERT INTO outbox (job, subject_id, promised_at, due_at, attempts)
SELECT 'check_upload', CAST(id AS VARCHAR(64)), sent_at, sent_at, 0 FROM upload
"""
GIVE_BACK = """
INSERT INTO document (id, agency_id, organisation_id, subject_id, kind, media_type, storage_key,
                      sha256, size, stored_at)
SELECT u.id, u.agency_id, u.organisation_id, u.request_id, u.question, u.media_type,
       u.quarantine_key, u.sha256, u.size, u.sent_at
FROM upload u WHERE u.state = 'quarantined'
"""


def statements() -> list[str]:
    """The triggers as they were when this was written, one statement between the dashes."""
    dialect = op.get_bind().dialect.name
    text = Path(__file__).with_name(f"0011_triggers.{dialect}.sql").read_text(encoding="utf-8")
    return [statement.strip() for statement in text.split("\n----\n") if statement.strip()]


def upgrade() -> None:
    op.create_table('upload',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('agency_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('organisation_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('request_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('question', sa.String(length=40), nullable=False),
    sa.Column('media_type', sa.String(length=80), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('quarantine_key', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('problem', sa.String(length=40), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('openings', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_upload_agency_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_upload_organisation_id')),
    sa.ForeignKeyConstraint(['request_id'], ['request.id'], name=op.f('fk_upload_request_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload')),
    sa.UniqueConstraint('quarantine_key', name=op.f('uq_upload_quarantine_key'))
    )
    op.create_index(op.f('ix_upload_request_id'), 'upload', ['request_id'])
    op.create_index(op.f('ix_upload_sha256'), 'upload', ['sha256'])
    for statement in (TAKE_BACK, PROMISE, "DELETE FROM document WHERE id IN (SELECT id FROM upload)"):
        op.execute(statement)
    for statement in statements():
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    # Its triggers go with the table; their functions stay behind on PostgreSQL.
    op.execute(GIVE_BACK)
    op.drop_table('upload')
    op.execute("DELETE FROM outbox WHERE job = 'check_upload'")
    if op.get_bind().dialect.name == "postgresql":
        for name in FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}()")
