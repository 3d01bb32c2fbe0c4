"""The demo's sign-ins: passwords and code apps made new at every start, told once."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from provportal.actions import second_factor
from provportal.actions.one_time_codes import STEP_SECONDS, code_at
from provportal.actions.passwords import Passwords
from provportal.actions.signing_in import set_password
from provportal.domain.roles import STAFF_ROLES, SYSTEM, Context, Role
from provportal.store.agency import Agency
from provportal.store.keyring import Keyring
from provportal.store.person import Membership, Person
from provportal.store.provider import Organisation
from provportal.store.second_factor import pending_seed
from provportal.store.session import transaction
from provportal.wiring import Wiring

ORDER = (
    Role.BILLER,
    Role.PROVIDER_ADMIN,
    Role.REVIEWER,
    Role.APPROVER,
    Role.PAYMENT_OFFICER,
    Role.PROGRAM_ADMIN,
    Role.AUDITOR,
)
WORDS = 4
"""Of 24 random bits each."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """One person who can sign in, and where they work."""

    role: str
    email: str
    password: str
    totp_secret: str
    """What the person's app holds, in base32."""
    place: str
    at_agency: bool

    def as_json(self) -> dict[str, str]:
        side = "agency" if self.at_agency else "organisation"
        return {
            "role": self.role,
            "email": self.email,
            "password": self.password,
            "totp_secret": self.totp_secret,
            side: self.place,
        }


def quick_passwords() -> Passwords:
    """Hashes at no cost: what is 96 random bits nobody guesses, however quick the hash.

    The hundred people of a sample would take seconds at each start. Whoever signs in has their
    hash made anew at the portal's own cost.
    """
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def make_sign_ins(wiring: Wiring, passwords: Passwords) -> list[SignIn]:
    """A new password and a new app for everyone; in the order of the work, first agency and
    provider first."""
    context = Context(SYSTEM, wiring.clock.now(), "demo")
    with transaction(wiring.engine) as session:
        tools = (passwords, wiring.keyring)
        made = [_make(session, context, tools, person) for person in _people(session)]
    return sorted(made, key=lambda one: ORDER.index(Role(one.role)))


People = tuple[Person, Membership, str]


def _people(session: Session) -> list[People]:
    rows = session.execute(
        sa.select(Person, Membership, Agency.name, Organisation.name)
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
        .order_by(Agency.code, Organisation.reference, Person.email)
    )
    return [
        (person, membership, agency or provider) for person, membership, agency, provider in rows
    ]


def _make(
    session: Session, context: Context, tools: tuple[Passwords, Keyring], found: People
) -> SignIn:
    person, membership, place = found
    passwords, keyring = tools
    password = "-".join(secrets.token_hex(3) for _ in range(WORDS))
    set_password(session, context, person.id, passwords.hash(password), datetime.now(UTC))
    seed = _set_up_app(session, context, keyring, person.id)
    at_agency = membership.role in STAFF_ROLES
    return SignIn(membership.role, person.email, password, seed, place, at_agency)


def _set_up_app(session: Session, context: Context, keyring: Keyring, person_id: str) -> str:
    """Set up an app as a person does, with the code of a moment ago: that of now is not used up."""
    second_factor.begin(session, context, keyring, person_id)
    session.flush()
    seed = str(pending_seed(session, keyring, person_id))
    now = datetime.now(UTC)
    code = code_at(seed, now - timedelta(seconds=STEP_SECONDS))
    second_factor.confirm(session, context, keyring, person_id, code, now)
    return seed


def write_sign_ins(path: Path, sign_ins: list[SignIn]) -> None:
    """The same list for a script, readable by its owner only."""
    part = path.with_name(f".{path.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump([one.as_json() for one in sign_ins], file, indent=1, ensure_ascii=False)
    part.replace(path)


def one_per_role(sign_ins: list[SignIn]) -> list[SignIn]:
    """What the terminal shows: one of each role, and two payment officers of one agency."""
    shown: list[SignIn] = []
    for one in sign_ins:
        limit = 2 if one.role == Role.PAYMENT_OFFICER else 1
        if sum(other.role == one.role for other in shown) < limit:
            shown.append(one)
    return shown
