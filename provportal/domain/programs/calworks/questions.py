"""What the CalWORKs request asks, step by step: six pages, one topic each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from provportal.domain.attendance import Attendance, Times
from provportal.domain.programs.calworks.month import Month
from provportal.domain.programs.calworks.values import Weekday
from provportal.domain.programs.portal_steps import CARE, sign
from provportal.domain.prompts import ALWAYS, Pages
from provportal.domain.question import Answers, Kind, Question, Step, Wizard

NAME = "CalWORKs child care"
LINES = {"care": "Care", "registration_fee": "Registration fee"}
"""What a remittance calls a line, by its type."""

REASONS = {
    "child_ill": "The child was ill",
    "parent_ill": "The parent was ill",
    "quarantine": "Quarantine",
    "family_emergency": "Family emergency",
    "court_ordered_visit": "Court-ordered visit",
    "best_interest_of_child": "Best interest of the child",
}
"""Excused absences (Welfare and Institutions Code 10280 and 5 CCR 18066)."""


def approved_days(terms: Mapping[str, object], first: date, last: date) -> dict[date, Times]:
    """The certified times of each certified day, by the week that the certificate names."""
    week = terms.get("schedule")
    if not isinstance(week, Mapping):
        return {}
    certified = {
        day: tuple((came, left) for came, left in week.get(Weekday(day.weekday()).name.lower(), ()))
        for day in Month.of(first.year, first.month).days
        if first <= day <= last
    }
    return {day: times for day, times in certified.items() if times}


DAYS = Step(
    "days",
    "Days",
    "Which days were different?",
    (
        Question(
            "different",
            Kind.ATTENDANCE,
            "Which days were different?",
            "Mark a day only if the child did not come, came at other times, or you were closed.",
            missing="Tell us what happened on the days that you marked",
            attendance=Attendance(approved_days, REASONS),
        ),
    ),
)
AMOUNT = Step(
    "amount",
    "Amount",
    "How much do you ask for?",
    (
        Question(
            "total",
            Kind.MONEY,
            "Total for the month",
            "Use your own rate. We work out limits and fees.",
            missing="Enter the amount you ask for, like 412.50",
        ),
    ),
)
DOCUMENTS = Step(
    "documents",
    "Documents",
    "Does the schedule change?",
    (
        Question(
            "calendar",
            Kind.DOCUMENT,
            "Monthly schedule calendar",
            "Only for a schedule that changes. A clear phone photo is fine.",
            optional=True,
        ),
    ),
)
PARENT = Step(
    "parent",
    "Parent",
    "The parent's signature",
    (
        Question(
            "signed_on",
            Kind.DATE,
            "When did the parent sign?",
            "On the last day of care or later, for example 10 31 2026",
            missing="Enter the day on which the parent signed",
        ),
        Question(
            "sheet",
            Kind.DOCUMENT,
            "Photo or PDF of the signed sheet",
            "A clear phone photo is fine.",
            missing="Add the sheet that the parent signed. A clear phone photo is fine",
        ),
    ),
)
SIGN = sign(
    "I declare under penalty of perjury under the laws of the State of California that the dates, "
    "times and amounts above are true and correct.",
    "On the last day of care or later.",
)
WIZARD = Wizard((CARE, DAYS, AMOUNT, DOCUMENTS, PARENT, SIGN))


def _days_differ(answers: Answers) -> bool:
    return bool(answers.get("days", {}).get("different"))


PAGES = Pages(
    WIZARD,
    document_steps=frozenset({"documents", "parent"}),
    conditions={ALWAYS: lambda answers: True, "days_differ": _days_differ},
)
"""What a rule book may change on them."""
