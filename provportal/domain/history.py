"""The background checks' judgements: unusual amounts, overlapping care, doubtful accounts."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from provportal.domain.checks import Finding, Severity
from provportal.domain.money import Money

USUAL_MONTHS = 3
"""So many paid months are needed before an amount can be called unusual (our default)."""
UNUSUAL_FACTOR = Decimal("1.5")
"""An amount beyond this multiple of the median of earlier ones is shown to staff (our default)."""


def amount_findings(asked: Money, earlier: Sequence[Money]) -> tuple[Finding, ...]:
    """Warn when far more is asked than this provider was usually paid for this person."""
    if len(earlier) < USUAL_MONTHS:
        return ()
    usual = Money(int(statistics.median(amount.cents for amount in earlier)))
    if asked.cents <= usual.cents * UNUSUAL_FACTOR:
        return ()
    params = {"asked": str(asked), "usual": str(usual), "months": str(len(earlier))}
    return (Finding("amount_unusual", Severity.WARNING, "amount.total", params),)


@dataclass(frozen=True, slots=True)
class OtherCare:
    """Care of the same person that another provider asked for."""

    request_number: str
    service_from: date
    service_to: date


def overlap_findings(
    service_from: date, service_to: date, others: Sequence[OtherCare]
) -> tuple[Finding, ...]:
    """Warn of each other provider's request for the same person on the same days (R14)."""
    return tuple(
        Finding(
            "care_overlaps",
            Severity.WARNING,
            "days",
            {
                "number": other.request_number,
                "from": max(service_from, other.service_from).isoformat(),
                "to": min(service_to, other.service_to).isoformat(),
            },
        )
        for other in others
        if other.service_from <= service_to and service_from <= other.service_to
    )


def account_findings(
    on_file: bool, routing_fault: str | None, shared_with: Sequence[str]
) -> tuple[Finding, ...]:
    """A missing or doubtful account warns; one account under two payees is flagged, not blocked.

    `shared_with` are provider numbers; married couples and centres with two licences share one.
    """
    if not on_file:
        return (Finding("no_bank_account", Severity.WARNING, "account"),)
    findings = [
        Finding("account_shared", Severity.WARNING, "account", {"provider": number})
        for number in shared_with
    ]
    if routing_fault is not None:
        fault = {"fault": routing_fault}
        findings.append(Finding("routing_number", Severity.WARNING, "account", fault))
    return tuple(findings)
