"""Files of rates: what providers charge private families, from a date."""

from __future__ import annotations

from provportal.actions.records import Outcome
from provportal.actions.records_provider import RateRecord, keep_rate
from provportal.imports.kind import Column, Desk, Kind, Values, each
from provportal.imports.references import agency_of, contract_of
from provportal.imports.values import amount, code, day, one_of
from provportal.imports.words import AGE_GROUPS, TIME_BASES

COLUMNS = (
    Column("agency", code(20), "The agency's code."),
    Column("contract", code(20), "The number of the agency's contract with the provider."),
    Column("category", one_of(*TIME_BASES), "The time that the rate pays for."),
    Column("age_group", one_of(*AGE_GROUPS), "The children's age in years; 0-2: younger than 2."),
    Column("amount", amount, "Dollars for one unit of the category."),
    Column("from", day, "The first day of the rate."),
)


def _put(desk: Desk, values: Values) -> Outcome:
    agency = agency_of(desk, values["agency"])
    record = RateRecord(
        contract_id=contract_of(desk, agency, values["contract"]).id,
        category=values["category"],
        age_group=values["age_group"],
        effective_from=values["from"],
        amount=values["amount"],
    )
    return keep_rate(desk.session, desk.context, agency.id, record)


RATES = Kind(
    name="rates",
    about="The rate sheets of licensed providers.",
    columns=COLUMNS,
    key=("agency", "contract", "category", "age_group", "from"),
    write=each(_put),
)
