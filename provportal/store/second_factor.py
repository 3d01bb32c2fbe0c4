"""Second factors: the seed of a person's code app, and the recovery codes kept on paper.

They belong to the person, not to a membership: one phone serves wherever somebody works.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from provportal.store.keyring import Keyring
from provportal.store.row import Id, Row, key, to


class SecondFactor(Row):
    """A person's seed, sealed. A new one is pending until a code of it was given; the one before
    stays in force until then."""

    __tablename__ = "second_factor"

    person_id: Mapped[str] = mapped_column(Id, sa.ForeignKey("person.id"), primary_key=True)
    seed_sealed: Mapped[str | None]
    pending_sealed: Mapped[str | None]
    last_step: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    """The newest 30-second step of which a code was taken; only later ones are taken."""
    enrolled_at: Mapped[datetime | None]


class RecoveryCode(Row):
    """One code on the person's paper, as its SHA-256: enough for 80 random bits."""

    __tablename__ = "recovery_code"

    id: Mapped[str] = key()
    person_id: Mapped[str] = to("person", index=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    used_at: Mapped[datetime | None]


def place_of_seed(person_id: str, column: str) -> tuple[str, str, str]:
    """Where a seed is sealed for: table, row, column."""
    return SecondFactor.__tablename__, person_id, column


def pending_seed(session: Session, keyring: Keyring, person_id: str) -> str | None:
    """The seed that waits for its first code, in base32; None when none does."""
    factor = session.get(SecondFactor, person_id)
    if factor is None or factor.pending_sealed is None:
        return None
    return keyring.open_(factor.pending_sealed, *place_of_seed(person_id, "pending_sealed"))


def recovery_codes_left(session: Session, person_id: str) -> int:
    """How many recovery codes a person has not used."""
    count = sa.select(sa.func.count()).select_from(RecoveryCode)
    unused = count.where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return session.scalar(unused) or 0


def take_step(session: Session, person_id: str, step: int) -> bool:
    """Take the code of a step, if none of it or of a later one was taken. One statement: of two
    tries with one code that race, one finds it taken."""
    taken = (
        sa.update(SecondFactor)
        .where(SecondFactor.person_id == person_id, SecondFactor.last_step < step)
        .values(last_step=step)
        .returning(SecondFactor.person_id)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(taken) is not None


def take_recovery_code(session: Session, person_id: str, code_hash: str, at: datetime) -> bool:
    """Take a recovery code, if it is the person's and was not used before."""
    taken = (
        sa.update(RecoveryCode)
        .where(
            RecoveryCode.person_id == person_id,
            RecoveryCode.code_hash == code_hash,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(taken) is not None


def drop_recovery_codes(session: Session, person_id: str) -> None:
    """Forget all recovery codes of a person, used or not."""
    session.execute(sa.delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
