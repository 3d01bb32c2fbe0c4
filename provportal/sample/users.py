"""Users of the sample: who works at each agency, and who bills and signs for each provider."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provportal.sample.names import FAMILIES, GIVEN, STAFF
from provportal.sample.providers import AGENCIES, SampleProvider

DUTIES = (
    "reviewer",
    "reviewer",
    "approver",
    "approver",
    "payment_officer",
    "payment_officer",
    "program_admin",
    "auditor",
    "program_admin",
)
"""The staff of each agency: two officers, since who builds does not release, two approvers, since
who denies does not judge the appeal, and two program admins, since who drafts rules does not
publish them."""


@dataclass(frozen=True, slots=True)
class SampleUser:
    """A person in one role; `organisation` or `agency` is empty."""

    email: str
    name: str
    language: str
    role: str
    organisation: str
    agency: str
    may_sign: bool


def make_users(providers: Sequence[SampleProvider]) -> tuple[SampleUser, ...]:
    """Everyone, staff first."""
    staff = (user for place, agency in enumerate(AGENCIES) for user in _staff(place, agency))
    members = (user for provider in providers for user in _members(provider))
    return (*staff, *members)


def _staff(place: int, agency: str) -> Iterator[SampleUser]:
    for number, role in enumerate(DUTIES):
        nth = DUTIES[: number + 1].count(role)
        email = f"{role.replace('_', '-')}{nth}@{agency.lower()}.example.org"
        name = STAFF[(place * len(DUTIES) + number) % len(STAFF)]
        yield SampleUser(email, name, "en", role, "", agency, may_sign=False)


def _members(provider: SampleProvider) -> Iterator[SampleUser]:
    """The owner, who may sign, and a biller; every third biller may sign too."""
    domain = f"{provider.reference.lower()}.example.org"
    place = (provider.reference, "")
    yield SampleUser(
        f"owner@{domain}", provider.owner, provider.language, "provider_admin", *place, True
    )
    given, surname = provider.number * 7 % len(GIVEN), provider.number * 5 % len(FAMILIES)
    may_sign = provider.number % 3 == 0
    yield SampleUser(
        f"biller@{domain}",
        f"{GIVEN[given]} {FAMILIES[surname]}",
        provider.language,
        "biller",
        *place,
        may_sign,
    )
