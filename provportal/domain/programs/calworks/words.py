"""English sentences of the program's codes: why an amount was not paid, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

ADJUSTMENTS = {
    "CEIL": "Your rate is above the county's limit. The family may owe the rest.",
    "CEIL.paid_at_ceiling": "The county pays its limit for this care, more than you billed.",
    "INCOMP": "Something is missing. See the list.",
    "LATE": "We got this after the last date, {date}.",
    "RATE": "You billed more than the rate on your sheet.",
    "AGE": "This child was over the age limit on these days.",
    "TIME": "Care was not given on these days.",
    "NOAUTH": "There was no authorization on these days.",
    "ENDED": "The authorization ended on {date}.",
    "FEE": "The family pays you this part.",
    "CLOSE": "You have used your {limit} paid closure days.",
    "CLOSE.unpaid_by_families": "Closed days are paid only if private families pay for them too.",
    "LIC": "Your licence was not active on these days.",
    "TRUST": "TrustLine was not active on these days.",
}
"""What the provider reads beside an amount that was not paid, or was paid and not billed."""

FINDINGS = {
    "unsigned": "This signature is missing.",
    "signed_early": "Sign on or after {date}, the last day of care.",
    "no_total": "Enter the total you are billing.",
    "weeks_differ": "Your weeks add to {weeks} but the total says {total}.",
    "no_rate": "Your rate sheet has no rate for this month.",
    "second_change": "A rate may change once a year. The {category} rate from {date} is not used.",
    "needs_undocumented": "Send the IEP or IFSP and a note of the extra costs to use this rate.",
    "note_missing": "Care outside the schedule needs a note saying why.",
    "not_stacked": "Evening care and exceptional needs do not add up. The higher amount is used.",
}
"""What is to be done about one field."""


DECISIONS = {
    "pay": "Pay",
    "part_pay": "Pay a part:",
    "return": "Return it. Pay",
    "not_payable": "Not payable:",
}

RULES = {
    "R01": "Days inside the authorization",
    "R02": "Pay by",
    "R03": "Ceiling table",
    "R04": "Age group",
    "R06": "Category by certified need",
    "R07": "Hours that count",
    "R08": "Category and unscheduled care",
    "R09": "The lower of rate and ceiling, times units",
    "R09x": "The ceiling, times units",
    "R10": "Evening and weekend ceiling",
    "R11": "Exceptional needs",
    "R12": "Absences",
    "R13": "Closed days",
    "R15": "Licence",
    "R16": "TrustLine",
    "R19": "Family fee",
    "R20": "Rate worked out from the sheet",
    "R21": "Registration fee",
    "R23": "Units of the month",
    "R25": "Signatures",
    "R26": "Last day to send",
    "R33": "Age limit",
}
"""A title for each rule that can speak."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def adjustment_text(code: str, params: Mapping[str, str]) -> str:
    key = f"{code}.{params['why']}" if "why" in params else code
    return _sentence(ADJUSTMENTS[key], params)


def finding_text(code: str, params: Mapping[str, str]) -> str:
    return _sentence(FINDINGS[params["what"]], params)


def _sentence(template: str, params: Mapping[str, str]) -> str:
    return template.format_map({key: _spoken(key, value) for key, value in params.items()})


def _spoken(key: str, value: str) -> str:
    """Dates as people say them; everything else as it stands."""
    if key == "date":
        return spoken_date(date.fromisoformat(value))
    return value.replace("_", " ")


def spoken_date(day: date) -> str:
    """'31 October 2026'."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
