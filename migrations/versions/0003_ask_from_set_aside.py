"""What was set aside can be asked of its provider: one more move of a request.

Revision: 0003
After: 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOVES = (
    "approved>exception.held",
    "approved>payout_scheduled",
    "draft>submitted",
    "exception.denied>in_review",
    "exception.held>approved",
    "exception.held>in_review",
    "exception.provider>exception.denied",
    "exception.provider>submitted",
    "exception.returned>approved",
    "exception.staff>in_review",
    "exception.staff>submitted",
    "in_review>approved",
    "in_review>exception.denied",
    "in_review>exception.provider",
    "in_review>exception.staff",
    "paid>exception.returned",
    "payout_scheduled>approved",
    "payout_scheduled>exception.held",
    "payout_scheduled>exception.returned",
    "payout_scheduled>paid",
    "submitted>draft",
    "submitted>exception.provider",
    "submitted>exception.staff",
    "submitted>in_review",
)
"""As the revision before this one lets a request move."""
ASK = "exception.staff>exception.provider"

NEW = "(NEW.state || COALESCE('.' || NEW.exception_kind, ''))"
OLD = "(OLD.state || COALESCE('.' || OLD.exception_kind, ''))"
REFUSAL = "the lifecycle of request has no such move"


def upgrade() -> None:
    guard([*MOVES, ASK])


def downgrade() -> None:
    guard([*MOVES])


def guard(allowed: list[str]) -> None:
    """Write the guard of a request's moves anew; on PostgreSQL its trigger calls a function."""
    pairs = ", ".join(f"'{pair}'" for pair in sorted(allowed))
    forbidden = f"{NEW} <> {OLD} AND {OLD} || '>' || {NEW} NOT IN ({pairs})"
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER request_move")
        op.execute(
            f"CREATE TRIGGER request_move BEFORE UPDATE ON request WHEN {forbidden} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    else:
        op.execute(
            "CREATE OR REPLACE FUNCTION request_move() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {forbidden} THEN RAISE EXCEPTION '{REFUSAL}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
