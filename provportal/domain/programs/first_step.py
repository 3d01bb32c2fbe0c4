"""The first page of every program's request: under which approval, for which month."""

from __future__ import annotations

from provportal.domain.question import Kind, Question, Step

CARE = Step(
    "care",
    "Child, month",
    "Is this the right child and month?",
    (
        Question("certificate", Kind.CERTIFICATE, "Child and approval number"),
        Question("month", Kind.MONTH, "Month of care"),
    ),
)
