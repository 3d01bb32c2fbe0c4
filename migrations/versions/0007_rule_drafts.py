"""Drafts of rule versions, and the two people of each version

Revision: 0007
After: 0006
"""

from pathlib import Path

from alembic import op
import sqlalchemy as sa


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('written', 'proposed')")
PUBLISHED = sa.text("published_by_id IS NOT NULL")
PEOPLE = ('drafted_by_id', 'published_by_id')
FUNCTIONS = ('rule_draft_start', 'rule_draft_move', 'rule_draft_text', 'rule_draft_no_delete')


def statements() -> list[str]:
    """The triggers as they were when this was written, one statement between the dashes."""
    dialect = op.get_bind().dialect.name
    text = Path(__file__).with_name(f"0007_triggers.{dialect}.sql").read_text(encoding="utf-8")
    return [statement.strip() for statement in text.split("\n----\n") if statement.strip()]


def upgrade() -> None:
    # By hand: SQLite would lose its triggers if the table were copied to gain a foreign key.
    kind = "CHAR(32)" if op.get_bind().dialect.name == "sqlite" else "UUID"
    for name in PEOPLE:
        op.execute(
            f"ALTER TABLE rule_version ADD COLUMN {name} {kind} "
            f"CONSTRAINT fk_rule_version_{name} REFERENCES person (id)"
        )
    op.create_index(
        'uq_rule_version_day', 'rule_version', ['agency_id', 'program', 'effective_from'],
        unique=True, sqlite_where=PUBLISHED, postgresql_where=PUBLISHED,
    )
    op.create_table('rule_draft',
    sa.Column('id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('agency_id', sa.Uuid(as_uuid=False), nullable=False),
    sa.Column('program', sa.String(length=40), nullable=False),
    sa.Column('version', sa.String(length=40), nullable=False),
    sa.Column('effective_from', sa.Date(), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('reaches_back_because', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('authors', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('proposed_by_id', sa.Uuid(as_uuid=False), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by_id', sa.Uuid(as_uuid=False), nullable=True),
    sa.Column('rule_version_id', sa.Uuid(as_uuid=False), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_rule_draft_agency_id')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['person.id'], name=op.f('fk_rule_draft_ended_by_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['person.id'], name=op.f('fk_rule_draft_proposed_by_id')),
    sa.ForeignKeyConstraint(['rule_version_id'], ['rule_version.id'], name=op.f('fk_rule_draft_rule_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_draft'))
    )
    op.create_index(
        'uq_rule_draft_open', 'rule_draft', ['agency_id', 'program', 'effective_from'],
        unique=True, sqlite_where=OPEN, postgresql_where=OPEN,
    )
    for statement in statements():
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    # Its triggers go with it; their functions stay behind on PostgreSQL.
    op.drop_table('rule_draft')
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute("DROP TRIGGER rule_version_by_two" + (" ON rule_version" if is_postgresql else ""))
    if is_postgresql:
        for name in (*FUNCTIONS, 'rule_version_by_two'):
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_index('uq_rule_version_day', 'rule_version')
    for name in PEOPLE:
        op.drop_column('rule_version', name)
