"""The first and the last page of every program's request, which the portal asks itself."""

from __future__ import annotations

from provportal.domain.question import Kind, Question, Step
from provportal.domain.texts import Words

CARE = Step(
    "care",
    "Child, month",
    "Is this the right child and month?",
    (
        Question("certificate", Kind.CERTIFICATE, "Child and approval number"),
        Question("month", Kind.MONTH, "Month of care"),
    ),
)


def sign(statement: Words, when: Words = "") -> Step:
    """What is checked, declared by this statement, and sent; `when` says from which day on."""
    return Step(
        "sign",
        "Check, sign",
        "Check your answers, then send",
        (
            Question(
                "signed_on",
                Kind.DATE,
                "Date of your signature",
                when,
                missing="Enter the day on which you sign",
            ),
            Question(
                "agreed",
                Kind.AGREEMENT,
                statement,
                missing="Tick the statement: without it we cannot take the request",
            ),
        ),
    )
