"""The role of one person, given by a program admin of the agency."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from provportal.actions.roles import RoleRefused, give_role
from provportal.blueprints.people_tier import blueprint as blueprint
from provportal.domain.roles import Role
from provportal.forms.member_roles import REFUSED, RoleForm, role_form
from provportal.store.memberships import Member, member_of
from provportal.web.access import allow, fresh_factor
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context
from provportal.web.role_words import ROLE_WORDS


@blueprint.get("/memberships/<uuid:membership_id>/role")
@allow(Role.PROGRAM_ADMIN)
def ask_role(membership_id: UUID) -> str:
    """The role as it is, and what it may become."""
    member = _member(membership_id)
    return _page(member, role_form(member.membership, ROLE_WORDS.items()))


@blueprint.post("/memberships/<uuid:membership_id>/role")
@fresh_factor
@allow(Role.PROGRAM_ADMIN)
def change_role(membership_id: UUID) -> Response | tuple[str, int]:
    """From the person's next request on."""
    member = _member(membership_id)
    form = role_form(member.membership, ROLE_WORDS.items())
    if form.validate():
        try:
            with transaction() as session:
                give_role(session, current_context(), str(membership_id), form.given())
        except RoleRefused as refused:
            form.refuse("role", str(REFUSED[refused.why]))
    if form.faults:
        return _page(member, form), form.status
    return redirect(url_for("people.show", person_id=member.person.id), 303)


def _member(membership_id: UUID) -> Member:
    with reading() as session:
        return member_of(session, current_context().actor, str(membership_id))


def _page(member: Member, form: RoleForm) -> str:
    return render_template(
        "people/role.html",
        member=member,
        form=form,
        is_oneself=member.person.id == current_context().actor.person_id,
    )
