"""What the CalWORKs request asks, step by step: six pages, one topic each."""

from __future__ import annotations

from provportal.domain.question import Kind, Question, Step, Wizard

CARE = Step(
    "care",
    "Child and month",
    (
        Question("certificate", Kind.CERTIFICATE, "Which child is this for?"),
        Question("month", Kind.MONTH, "Which month of care?"),
    ),
)
DAYS = Step(
    "days",
    "Days",
    (
        Question(
            "different",
            Kind.ATTENDANCE,
            "Which days were different?",
            "Every approved day counts as: the child came as approved. Mark only the others.",
            optional=True,
        ),
    ),
)
AMOUNT = Step(
    "amount",
    "Amount",
    (
        Question(
            "total",
            Kind.MONEY,
            "How much do you ask for this month?",
            "The amount on your rate sheet for the month. We work out limits and fees.",
        ),
    ),
)
DOCUMENTS = Step(
    "documents",
    "Documents",
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
    (
        Question(
            "signed_on",
            Kind.DATE,
            "When did the parent sign?",
            "On the last day of care or later.",
        ),
        Question(
            "sheet",
            Kind.DOCUMENT,
            "Photo or PDF of the signed sheet",
            "PDF, JPEG or PNG, up to 10 MB. A clear phone photo is fine.",
        ),
    ),
)
SIGN = Step(
    "sign",
    "Check and sign",
    (
        Question(
            "signed_on",
            Kind.DATE,
            "Date of your signature",
            "On the last day of care or later.",
        ),
        Question(
            "agreed",
            Kind.AGREEMENT,
            "I declare under penalty of perjury under the laws of the State of California that the "
            "dates, times and amounts above are true and correct.",
        ),
    ),
)

WIZARD = Wizard((CARE, DAYS, AMOUNT, DOCUMENTS, PARENT, SIGN))
