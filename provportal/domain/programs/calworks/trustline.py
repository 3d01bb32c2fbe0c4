"""R16: licence-exempt care in a home is payable from 120 days before TrustLine registration."""

from __future__ import annotations

from datetime import date, timedelta

from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.terms import Settings
from provportal.domain.programs.calworks.values import Relationship, TrustLineStatus

EXEMPT_RELATIVES = (Relationship.GRANDPARENT, Relationship.AUNT, Relationship.UNCLE)
"""Grandparents, aunts and uncles need no TrustLine (CDSS ACL 08-04)."""


def without_trustline(case: Case, settings: Settings, day: date) -> bool:
    """Judged by status and date alone; pending, denied or missing pays no day."""
    provider = case.provider
    if not provider.kind.in_private_home or provider.relationship in EXEMPT_RELATIVES:
        return False
    trustline = provider.trustline
    if trustline is None or trustline.status is not TrustLineStatus.REGISTERED:
        return True
    return day < trustline.day - timedelta(days=settings.trustline_days_back)
