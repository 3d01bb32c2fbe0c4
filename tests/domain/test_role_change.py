"""Which role may follow which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.role_change import WhyNot, roles_of, why_not
from provportal.domain.roles import PROVIDER_ROLES, STAFF_ROLES, Role

NOTHING: frozenset[Role] = frozenset()


@pytest.mark.parametrize(
    ("before", "after", "held", "admins", "said"),
    [
        (Role.REVIEWER, Role.APPROVER, NOTHING, 1, None),
        (Role.BILLER, Role.PROVIDER_ADMIN, NOTHING, 1, None),
        (Role.PROVIDER_ADMIN, Role.BILLER, NOTHING, 1, None),
        (Role.PROVIDER_ADMIN, Role.BILLER, NOTHING, 0, WhyNot.LAST_ADMIN),
        (Role.PROGRAM_ADMIN, Role.AUDITOR, NOTHING, 0, WhyNot.LAST_ADMIN),
        (Role.PROVIDER_ADMIN, Role.PROVIDER_ADMIN, NOTHING, 0, None),
        (Role.REVIEWER, Role.APPROVER, frozenset({Role.APPROVER}), 1, WhyNot.HELD_ALREADY),
        (Role.BILLER, Role.REVIEWER, NOTHING, 1, WhyNot.OTHER_SIDE),
        (Role.REVIEWER, Role.SYSTEM, NOTHING, 1, WhyNot.OTHER_SIDE),
    ],
)
def test_what_stands_against_a_role(
    before: Role, after: Role, held: frozenset[Role], admins: int, said: WhyNot | None
) -> None:
    assert why_not(before, after, held, admins) == said


@given(
    before=st.sampled_from(sorted(STAFF_ROLES | PROVIDER_ROLES)),
    after=st.sampled_from(list(Role)),
    admins=st.integers(0, 3),
)
def test_nobody_changes_sides(before: Role, after: Role, admins: int) -> None:
    if why_not(before, after, NOTHING, admins) is None:
        assert after in roles_of(before)
