"""The form of the role that somebody has at a place."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.actions.roles import Given
from provportal.domain.role_change import WhyNot, roles_of
from provportal.domain.roles import Role
from provportal.forms.base import Form
from provportal.forms.fields import AgreementField, ChoiceField, answered, options
from provportal.store.person import Membership

REFUSED = {
    WhyNot.LAST_ADMIN: _l("This is the last admin here. Make somebody else an admin first"),
    WhyNot.HELD_ALREADY: _l("This person has that role here already. Choose another one"),
    WhyNot.OTHER_SIDE: _l("Choose one of these"),
}


class RoleForm(Form):
    """What may this person do here?"""

    role = ChoiceField(_l("Role"), [answered(_l("Choose a role"))])
    may_sign = AgreementField(_l("May sign and send requests"))

    def given(self) -> Given:
        """What was chosen."""
        return Given(Role(self.role.data), bool(self.may_sign.data))


def role_form(membership: Membership, words: Iterable[tuple[Role, str]]) -> RoleForm:
    """The roles of that side in the order of the words; the one that is held is marked."""
    form = RoleForm(role=membership.role, may_sign=membership.may_sign)
    offered = roles_of(membership.role)
    form.role.choices = options((role, word) for role, word in words if role in offered)
    return form
