"""Which question about a bank account a return code names, so that a person is led to it."""

from __future__ import annotations

from provportal.domain.ach.codes import return_code

QUESTIONS = {
    "routing_number": "routing_number",
    "bank": "routing_number",
    "account_number": "account_number",
    "account_type": "kind",
    "name": "holder_name",
}
"""The question that asks for a field of the table of codes."""


def questions_at_fault(code: str) -> tuple[str, ...]:
    """The questions to answer anew, the likeliest first; none for a code that names no field.

    R03 names the account number and then the name, R13 the routing number (Nacha Operating Rules,
    Appendix 4). An unknown code names nothing.
    """
    known = return_code(code)
    fields = known.fields_at_fault if known is not None else ()
    return tuple(dict.fromkeys(QUESTIONS[field] for field in fields if field in QUESTIONS))
