"""The sample as files that the importers read: the same text for the same seed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from provportal.sample.ceilings import CEILINGS, COUNTY, EFFECTIVE, SOURCE
from provportal.sample.children import WEEKDAYS, SampleCertificate, make_certificates
from provportal.sample.providers import AGENCIES, ALDER, SampleProvider, make_providers
from provportal.sample.size import SampleSize
from provportal.sample.users import SampleUser, make_users

PROGRAM = "calworks"
Row = Mapping[str, object]

_AGENCY_NAMES = {
    ALDER: ("Alder County Social Services", "555-0100", "ALDER COUNTY"),
    AGENCIES[1]: ("Bridgewell Alternative Payment Program", "555-0170", "BRIDGEWELL APP"),
}
_BANK, _BANK_NAME = "121000374", "FRB SAN FRANCISCO"
"""A Federal Reserve bank's own number, so that no real bank is named."""


def sample_files(seed: int, size: SampleSize) -> dict[str, str]:
    """The CSV text of each kind, in the order in which they are imported."""
    providers = make_providers(seed, size.providers)
    certificates = make_certificates(seed, size.children, providers)
    return {
        "agencies": _written(map(_agency, AGENCIES)),
        "providers": _written(map(_provider, providers)),
        "users": _written(map(_user, make_users(providers))),
        "ceilings": _written(_ceilings()),
        "contracts": _written(_contracts(providers)),
        "rates": _written(_rates(providers)),
        "children": _written(map(_child, certificates)),
        "certificates": _written(map(_certificate, certificates)),
    }


def _written(rows: Iterable[Row]) -> str:
    """A header and a line for each row. An empty cell is None, True is yes."""
    given = list(rows)
    text = io.StringIO()
    file = csv.DictWriter(text, list(given[0]), lineterminator="\n")
    file.writeheader()
    file.writerows({name: _cell(value) for name, value in row.items()} for row in given)
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _agency(code: str) -> Row:
    name, phone, in_file = _AGENCY_NAMES[code]
    company_id = f"199999{1000 + AGENCIES.index(code)}"
    return {
        "code": code,
        "name": name,
        "county": COUNTY,
        "phone": phone,
        "bank_odfi": _BANK,
        "bank_destination": _BANK,
        "bank_destination_name": _BANK_NAME,
        "bank_origin": company_id,
        "bank_origin_name": in_file,
        "bank_company_name": in_file,
        "bank_company_id": company_id,
        "bank_line_ending": "crlf",
    }


def _provider(provider: SampleProvider) -> Row:
    return {"reference": provider.reference, "name": provider.name, "tin": provider.tin}


def _user(user: SampleUser) -> Row:
    return {
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "role": user.role,
        "organisation": user.organisation,
        "agency": user.agency,
        "may_sign": user.may_sign,
    }


def _ceilings() -> Iterable[Row]:
    for agency in AGENCIES:
        for (facility, age_group), amounts in CEILINGS.items():
            yield {
                "agency": agency,
                "program": PROGRAM,
                "county": COUNTY,
                "effective_from": EFFECTIVE,
                "source": SOURCE,
                "facility": facility,
                "age_group": age_group,
                **amounts,
            }


def _contracts(providers: Sequence[SampleProvider]) -> Iterable[Row]:
    for provider in providers:
        for agency in provider.agencies:
            yield _contract(provider, agency)


def _contract(provider: SampleProvider, agency: str) -> Row:
    non_relative = provider.kind == "exempt_non_relative"
    licensed = provider.licensed
    return {
        "agency": agency,
        "provider": provider.reference,
        "program": PROGRAM,
        "number": provider.contract(agency),
        "from": "2025-07-01",
        "to": None,
        "kind": provider.kind,
        "licence_number": f"{190_000_000 + provider.number * 7}" if licensed else None,
        "licence_from": "2020-01-01" if licensed else None,
        "licence_to": None,
        "trustline_status": "registered" if non_relative else None,
        "trustline_date": "2025-05-14" if non_relative else None,
        "relationship": _relationship(provider),
        "closure_days_used": provider.number % 4,
        "closures_paid_by_private_families": licensed,
        "registration_fee": "50.00" if provider.kind == "licensed_center" else None,
    }


def _relationship(provider: SampleProvider) -> str | None:
    """Grandmothers and aunts need no TrustLine; a neighbour does."""
    if provider.kind == "exempt_relative":
        return "grandparent" if provider.number % 2 else "aunt"
    return "none" if provider.kind == "exempt_non_relative" else None


def _rates(providers: Sequence[SampleProvider]) -> Iterable[Row]:
    for provider in providers:
        for agency in provider.agencies:
            for rate in provider.rates:
                yield {
                    "agency": agency,
                    "contract": provider.contract(agency),
                    "category": rate.category,
                    "age_group": rate.age_group,
                    "amount": rate.amount,
                    "from": "2026-01-01",
                }


def _child(certificate: SampleCertificate) -> Row:
    child = certificate.child
    return {
        "agency": child.agency,
        "number": child.number,
        "name": child.name,
        "born": child.born,
        "school": child.school,
        "room": None,
        "exceptional_needs_factor": None,
        "exceptional_needs_documented": None,
        "exceptional_needs_from": None,
    }


def _certificate(certificate: SampleCertificate) -> Row:
    child = certificate.child
    return {
        "agency": child.agency,
        "contract": certificate.provider.contract(child.agency),
        "child": child.number,
        "number": certificate.number,
        "from": certificate.starts_on,
        "to": certificate.ends_on,
        "stage": certificate.stage,
        "case_number": child.case_number,
        "variable": False,
        **dict.fromkeys(WEEKDAYS, certificate.hours),
        "sat": None,
        "sun": None,
        "category": certificate.category,
        "family_fee": certificate.family_fee,
    }
