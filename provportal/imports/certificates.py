"""Files of certificates: the approved care of one child with one provider."""

from __future__ import annotations

from collections.abc import Iterator

from provportal.actions.records import Outcome, Settled
from provportal.actions.records_care import CertificateRecord, keep_certificate
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
)
from provportal.imports.references import agency_of, child_of, contract_of, program_of
from provportal.imports.schedule import as_terms, spans, week_complaints
from provportal.imports.terms import lawful, written
from provportal.imports.values import amount, code, day, one_of, yes_no
from provportal.imports.words import STAGES, TIME_BASES, WEEKDAYS

_WHEN = "Certified care, like 08:00-17:00, on quarter hours; several with blanks between."
COLUMNS = (
    Column("agency", code(20), "The agency's code."),
    Column("contract", code(20), "The number of the agency's contract with the provider."),
    Column("child", code(20), "The agency's number of the child."),
    Column("number", code(20), "The certificate's number."),
    Column("from", day, "The first day of care."),
    Column("to", day, "The last day of care."),
    maybe("stage", one_of(*STAGES), "The stage of child care."),
    maybe("case_number", code(20), "The family's case number."),
    maybe("variable", yes_no, "Whether the schedule changes from week to week."),
    *(maybe(weekday, spans, _WHEN) for weekday in WEEKDAYS),
    maybe("category", one_of(*TIME_BASES), "The rate category; empty: chosen by the rules."),
    maybe("family_fee", amount, "What the family pays a month; 0.00 when nothing."),
)


def _compare(values: Values) -> Iterator[Complaint]:
    yield from in_order(values, "from", "to")
    if values["stage"] or any(values[weekday] for weekday in WEEKDAYS):
        yield from week_complaints(values)


def _terms(values: Values) -> dict[str, object]:
    return {
        "stage": int(values["stage"]) if values["stage"] else None,
        "case_number": values["case_number"],
        "variable": values["variable"],
        "schedule": as_terms(values) or None,
        "category": values["category"],
        "family_fee": written(values["family_fee"]),
    }


_TERMS = {"schedule": WEEKDAYS[0]}
_SETTLED = {"contract_id": "contract", "child_id": "child"}


def _put(desk: Desk, values: Values) -> Outcome:
    agency = agency_of(desk, values["agency"])
    contract = contract_of(desk, agency, values["contract"])
    program = program_of(desk, agency, contract.program)
    record = CertificateRecord(
        agency_id=agency.id,
        contract_id=contract.id,
        child_id=child_of(desk, agency, values["child"]).id,
        number=values["number"],
        starts_on=values["from"],
        ends_on=values["to"],
        terms=lawful(program, "certificate", _terms(values), _TERMS),
    )
    try:
        return keep_certificate(desk.session, desk.context, record)
    except Settled as settled:
        column = _SETTLED[settled.field]
        message = f"This certificate has another {column}; a new one needs a new number."
        raise Refused(column, message) from None


CERTIFICATES = Kind(
    name="certificates",
    about="Certificates (authorisations): which child, with which provider, when.",
    columns=COLUMNS,
    key=("agency", "number"),
    write=each(_put),
    compare=_compare,
)
