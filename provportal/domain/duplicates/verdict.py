"""The answer for one line: the verdict, the earlier request it repeats, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """EXACT is refused, NEAR asks for a reason, NONE passes."""

    EXACT = "exact"
    NEAR = "near"
    NONE = "none"


class Reason(StrEnum):
    """Which fields of the two lines agree and which differ, in the order people ask."""

    PERSON_ID_AGREES = "person_id_agrees"
    PERSON_ID_FILLED = "person_id_filled_from_name"
    PERSON_ID_DIFFERS = "person_id_differs"
    PERSON_ID_UNKNOWN = "person_id_unknown"
    PERSON_NAME_AGREES = "person_name_agrees"
    PERSON_NAME_ALIKE = "person_name_alike"
    PERSON_NAME_SHARED = "person_name_shared"
    PROVIDER_ID_DIFFERS = "provider_id_differs"
    DATES_AGREE = "dates_agree"
    DATES_MOVED = "dates_moved"
    DATES_OVERLAP = "dates_overlap"
    AMOUNT_AGREES = "amount_agrees"
    AMOUNT_DIFFERS = "amount_differs"
    INVOICE_NO_AGREES = "invoice_no_agrees"
    INVOICE_NO_SHARED = "invoice_no_used_for_several"
    INVOICE_NO_DIFFERS = "invoice_no_differs"
    INVOICE_NO_UNKNOWN = "invoice_no_unknown"


@dataclass(frozen=True, slots=True)
class Match:
    """What the check says of one line. The score is 0 (nothing found) to 1 (all agrees)."""

    verdict: Verdict
    matched_request_no: str | None
    score: float
    reasons: tuple[Reason, ...]


NOTHING_FOUND = Match(Verdict.NONE, None, 0.0, ())
