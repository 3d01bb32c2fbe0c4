"""Files of agencies, with the profile of the bank that carries their payments."""

from __future__ import annotations

from provportal.actions.records import Outcome
from provportal.actions.records_agency import AgencyRecord, BankProfileRecord, keep_agency
from provportal.imports.kind import Column, Desk, Kind, Values, each
from provportal.imports.values import bank_text, code, one_of, phone, routing_number, signs, text

COLUMNS = (
    Column("code", code(20), "Names the agency in every other file and in payment numbers."),
    Column("name", text(100), "The agency's name."),
    Column("county", text(60), "The county whose ceilings count, like Los Angeles."),
    Column("phone", phone, "Where providers reach a person."),
    Column("bank_odfi", routing_number, "The routing number of the agency's bank."),
    Column("bank_destination", routing_number, "Where the bank file goes: a routing number."),
    Column("bank_destination_name", bank_text(23), "The name of that bank, in capitals."),
    Column("bank_origin", signs(9, 10), "Who sends the file: 9 or 10 signs, given by the bank."),
    Column("bank_origin_name", bank_text(23), "The agency's name in the file, in capitals."),
    Column("bank_company_name", bank_text(16), "What providers read on their bank statement."),
    Column(
        "bank_company_id", signs(10, 10), "Company identification: 10 signs, given by the bank."
    ),
    Column("bank_line_ending", one_of("crlf", "lf"), "How lines of the bank file end."),
)


def _put(desk: Desk, values: Values) -> Outcome:
    record = AgencyRecord(values["code"], values["name"], values["county"], values["phone"])
    bank = BankProfileRecord(
        odfi=values["bank_odfi"],
        destination=values["bank_destination"],
        destination_name=values["bank_destination_name"],
        origin=values["bank_origin"],
        origin_name=values["bank_origin_name"],
        company_name=values["bank_company_name"],
        company_id=values["bank_company_id"],
        line_ending=values["bank_line_ending"],
    )
    return keep_agency(desk.session, desk.context, record, bank)


AGENCIES = Kind(
    name="agencies",
    about="Counties and alternative payment programs that pay, with their bank profiles.",
    columns=COLUMNS,
    key=("code",),
    write=each(_put),
)
