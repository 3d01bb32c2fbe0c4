"""Files of contracts: agency, provider, program, number, dates, and what the program reads."""

from __future__ import annotations

from collections.abc import Iterator

from provportal.actions.records import Outcome, Settled
from provportal.actions.records_provider import ContractRecord, keep_contract
from provportal.imports.kind import (
    Column,
    Complaint,
    Desk,
    Kind,
    Refused,
    Values,
    each,
    in_order,
    maybe,
    together,
)
from provportal.imports.references import agency_of, organisation_of, program_of
from provportal.imports.terms import lawful, written
from provportal.imports.values import amount, code, day, licence_number, one_of, whole, yes_no
from provportal.imports.words import PROVIDER_KINDS, RELATIONSHIPS, TRUSTLINE

PAID = "closures_paid_by_private_families"
COLUMNS = (
    Column("agency", code(20), "The agency's code."),
    Column("provider", code(40), "The provider's reference."),
    Column("program", code(40), "The program's code, like calworks."),
    Column("number", code(20), "The provider number that the agency gave: it is on every bill."),
    Column("from", day, "The first day of the contract."),
    maybe("to", day, "The last day; empty while it is open."),
    maybe("kind", one_of(*PROVIDER_KINDS), "The facility type."),
    maybe("licence_number", licence_number, "The community care licence, 9 digits."),
    maybe("licence_from", day, "The first day of the licence."),
    maybe("licence_to", day, "Its last day; empty while it is active."),
    maybe("trustline_status", one_of(*TRUSTLINE), "For licence-exempt care in a home."),
    maybe("trustline_date", day, "The day of that status."),
    maybe("relationship", one_of(*RELATIONSHIPS), "To the children; for licence-exempt care."),
    maybe("closure_days_used", whole(366), "Paid closure days since 1 July."),
    maybe(PAID, yes_no, "Whether private families pay for closed days."),
    maybe("registration_fee", amount, "What private families pay to register."),
)
_TERMS = {
    "licence": "licence_from",
    "trustline": "trustline_status",
}


def _compare(values: Values) -> Iterator[Complaint]:
    yield from in_order(values, "from", "to")
    yield from in_order(values, "licence_from", "licence_to")
    yield from together(values, "licence_number", "licence_from")
    if values["licence_to"] and not values["licence_from"]:
        yield "licence_from", "This is needed beside licence_to."
    yield from together(values, "trustline_status", "trustline_date")


def _terms(values: Values) -> dict[str, object]:
    return {
        "kind": values["kind"],
        "licence": _licence(values),
        "trustline": _trustline(values),
        "relationship": values["relationship"],
        "closure_days_used": values["closure_days_used"],
        PAID: values[PAID],
        "registration_fee": written(values["registration_fee"]),
    }


def _licence(values: Values) -> dict[str, object] | None:
    if values["licence_from"] is None:
        return None
    return {"from": written(values["licence_from"]), "to": written(values["licence_to"])}


def _trustline(values: Values) -> dict[str, object] | None:
    if values["trustline_status"] is None:
        return None
    return {"status": values["trustline_status"], "date": written(values["trustline_date"])}


_SETTLED = {"organisation_id": "provider", "program": "program"}


def _put(desk: Desk, values: Values) -> Outcome:
    agency = agency_of(desk, values["agency"])
    program = program_of(desk, agency, values["program"])
    terms = lawful(program, "contract", _terms(values), _TERMS)
    record = ContractRecord(
        agency_id=agency.id,
        organisation_id=organisation_of(desk, values["provider"], "provider").id,
        program=program.code,
        number=values["number"],
        starts_on=values["from"],
        ends_on=values["to"],
        # The number is for people who look a licence up: no program computes with it.
        terms={**terms, "licence_number": values["licence_number"]},
    )
    try:
        return keep_contract(desk.session, desk.context, record)
    except Settled as settled:
        column = _SETTLED[settled.field]
        message = f"This contract has another {column}; a new one needs a new number."
        raise Refused(column, message) from None


CONTRACTS = Kind(
    name="contracts",
    about="Contracts of agencies with providers, each for one program.",
    columns=COLUMNS,
    key=("agency", "number"),
    write=each(_put),
    compare=_compare,
)
