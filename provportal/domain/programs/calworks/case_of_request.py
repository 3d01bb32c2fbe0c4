"""The case file of a request: what the records know, and what was answered."""

from __future__ import annotations

from datetime import date

from provportal.domain.program import CertificateFacts, ContractFacts, Facts, PersonFacts
from provportal.domain.question import Answers

PROVIDER_TERMS = (
    "kind",
    "licence",
    "trustline",
    "relationship",
    "closure_days_used",
    "closures_paid_by_private_families",
    "registration_fee",
)
CHILD_TERMS = ("school", "exceptional_needs", "room")
CERTIFICATE_TERMS = ("variable", "schedule", "category", "family_fee")
"""What the price reads of the terms of a contract, a child and a certificate."""


def case_of(facts: Facts, answers: Answers, received: date | None) -> dict[str, object]:
    """The case file, as `provportal price` reads it (plain JSON values)."""
    return {
        "county": facts.county,
        "service_month": f"{facts.service_from:%Y-%m}",
        "stage": facts.certificate.terms.get("stage"),
        "provider": _provider(facts.contract),
        "child": _child(facts.person),
        "certificate": _certificate(facts.certificate),
        "days": answers.get("days", {}).get("different") or {},
        "billed": {
            "total": answers.get("amount", {}).get("total"),
            "weeks": None,
            "registration_fee": None,
        },
        "signatures": {
            "provider": answers.get("sign", {}).get("signed_on"),
            "parent": answers.get("parent", {}).get("signed_on"),
            "no_parent_signature": None,
        },
        "received": received.isoformat() if received else None,
    }


def _provider(contract: ContractFacts) -> dict[str, object]:
    rates = [
        {
            "category": rate.category,
            "age_group": rate.age_group,
            "amount": str(rate.amount),
            "from": rate.effective_from.isoformat(),
        }
        for rate in contract.rates
    ]
    terms = {term: contract.terms.get(term) for term in PROVIDER_TERMS}
    return {"number": contract.number, **terms, "rates": rates}


def _child(person: PersonFacts) -> dict[str, object]:
    terms = {term: person.terms.get(term) for term in CHILD_TERMS}
    return {"id": person.number, "born": person.born.isoformat(), **terms}


def _certificate(certificate: CertificateFacts) -> dict[str, object]:
    return {
        "number": certificate.number,
        "from": certificate.starts_on.isoformat(),
        "to": certificate.ends_on.isoformat(),
        **{term: certificate.terms.get(term) for term in CERTIFICATE_TERMS},
    }
