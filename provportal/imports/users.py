"""Files of users: who signs in, where, and in which role. Never with a password."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provportal.actions.records import Outcome
from provportal.actions.records_person import MembershipRecord, PersonRecord, keep_member
from provportal.domain.roles import PROVIDER_ROLES, Role
from provportal.imports.kind import Column, Complaint, Desk, Kind, Line, Values, each, maybe
from provportal.imports.references import agency_of, organisation_of
from provportal.imports.report import Remark, Report
from provportal.imports.values import code, email, one_of, text, yes_no
from provportal.imports.words import LANGUAGES, ROLES

COLUMNS = (
    Column("email", email, "The address that the person signs in with."),
    Column("name", text(100), "The person's name."),
    Column("language", one_of(*LANGUAGES), "The language of pages and messages."),
    Column("role", one_of(*ROLES), "What the person may do there. One line for each role."),
    maybe("organisation", code(40), "The provider's reference; for billers and provider admins."),
    maybe("agency", code(20), "The agency's code; for all other roles."),
    Column("may_sign", yes_no, "Whether the person signs requests; no for agency roles."),
)


def _compare(values: Values) -> Iterator[Complaint]:
    is_provider = values["role"] in PROVIDER_ROLES
    named, other = ("organisation", "agency") if is_provider else ("agency", "organisation")
    if values[named] is None:
        yield named, "This role needs it."
    if values[other] is not None:
        yield other, "Leave this empty for this role."
    if values["may_sign"] and not is_provider:
        yield "may_sign", "Only billers and provider admins sign."


def _put(desk: Desk, values: Values) -> Outcome:
    agency, organisation = values["agency"], values["organisation"]
    membership = MembershipRecord(
        agency_id=agency_of(desk, agency).id if agency else None,
        organisation_id=(
            organisation_of(desk, organisation, "organisation").id if organisation else None
        ),
        role=Role(values["role"]),
        may_sign=values["may_sign"],
    )
    person = PersonRecord(values["email"], values["name"], values["language"])
    return keep_member(desk.session, desk.context, person, membership)


def _write(desk: Desk, lines: Sequence[Line], report: Report) -> None:
    """Two lines of one person say the same of the person: otherwise the last one would win."""
    first: dict[str, Line] = {}
    for line in lines:
        known = first.setdefault(line.values["email"], line)
        for column in ("name", "language"):
            if known.values[column] != line.values[column]:
                message = f"Line {known.number} has another {column} for this person."
                report.faults.append(Remark(line.number, column, message))
    each(_put)(desk, lines, report)


USERS = Kind(
    name="users",
    about="People and their roles. Passwords are never in a file.",
    columns=COLUMNS,
    key=("email", "organisation", "agency", "role"),
    write=_write,
    compare=_compare,
)
