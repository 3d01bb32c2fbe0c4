"""Files of provider organisations: the payees."""

from __future__ import annotations

from provportal.actions.records import Outcome
from provportal.actions.records_provider import OrganisationRecord, TinTaken, keep_organisation
from provportal.imports.kind import Column, Desk, Kind, Refused, Values, each
from provportal.imports.values import code, text, tin

COLUMNS = (
    Column("reference", code(40), "Names the organisation in the other files; never changes."),
    Column("name", text(100), "The name on the W-9 form."),
    Column("tin", tin, "Taxpayer number (SSN, EIN or ITIN), 9 digits. Stored encrypted."),
)


def _put(desk: Desk, values: Values) -> Outcome:
    record = OrganisationRecord(values["reference"], values["name"], values["tin"])
    try:
        return keep_organisation(desk.session, desk.context, record, desk.keyring)
    except TinTaken:
        raise Refused("tin", "Another provider has this taxpayer number.") from None


PROVIDERS = Kind(
    name="providers",
    about="Provider organisations: one line for each payee.",
    columns=COLUMNS,
    key=("reference",),
    write=each(_put),
)
