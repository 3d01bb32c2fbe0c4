"""Files of children: those who are served."""

from __future__ import annotations

from collections.abc import Iterator

from provportal.actions.records import Outcome
from provportal.actions.records_care import ChildRecord, keep_child
from provportal.imports.kind import Column, Complaint, Desk, Kind, Values, each, maybe, together
from provportal.imports.references import agency_of
from provportal.imports.values import code, day, one_of, text, yes_no
from provportal.imports.words import FACTORS, ROOMS, SCHOOLS

NEEDS = ("exceptional_needs_factor", "exceptional_needs_documented", "exceptional_needs_from")
COLUMNS = (
    Column("agency", code(20), "The agency's code."),
    Column("number", code(20), "The agency's number of the child; never a social security number."),
    Column("name", text(40), "The child's name, in any script."),
    Column("born", day, "Date of birth."),
    maybe("school", one_of(*SCHOOLS), "What school the child goes to; TK and K are kindergarten."),
    maybe("room", one_of(*ROOMS), "What the centre's room is licensed as; empty: by age."),
    maybe(NEEDS[0], one_of(*FACTORS), "The factor for exceptional needs."),
    maybe(NEEDS[1], yes_no, "Whether their documents are there."),
    maybe(NEEDS[2], day, "The day from which the factor counts."),
)


def _compare(values: Values) -> Iterator[Complaint]:
    yield from together(values, *NEEDS)


def _terms(values: Values) -> dict[str, object]:
    return {
        "school": values["school"],
        "room": values["room"],
        "exceptional_needs": _exceptional_needs(values),
    }


def _exceptional_needs(values: Values) -> dict[str, object] | None:
    factor, documented, start = (values[name] for name in NEEDS)
    if factor is None:
        return None
    return {"factor": factor, "documented": documented, "from": start.isoformat()}


def _put(desk: Desk, values: Values) -> Outcome:
    record = ChildRecord(
        agency_id=agency_of(desk, values["agency"]).id,
        number=values["number"],
        name=values["name"],
        born=values["born"],
        terms=_terms(values),
    )
    return keep_child(desk.session, desk.context, record)


CHILDREN = Kind(
    name="children",
    about="The children in care, by each agency's own number.",
    columns=COLUMNS,
    key=("agency", "number"),
    write=each(_put),
    compare=_compare,
)
