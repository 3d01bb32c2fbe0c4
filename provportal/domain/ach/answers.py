"""Banks' answers: returns, dishonored and contested returns, notifications of change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from provportal.domain.ach import layout
from provportal.domain.ach.codes import CHANGE_CODES, RETURN_CODES, ChangeCode
from provportal.domain.ach.findings import Finding, at_field
from provportal.domain.ach.layout import values
from provportal.domain.ach.routing import has_check_digit


class Kind(StrEnum):
    """Which of the four layouts an answer has."""

    RETURN = "return"
    DISHONORED = "dishonored_return"
    CONTESTED = "contested_return"
    CORRECTION = "correction"


RECORD = {
    Kind.RETURN: layout.RETURN,
    Kind.DISHONORED: layout.DISHONORED,
    Kind.CONTESTED: layout.CONTESTED,
    Kind.CORRECTION: layout.CORRECTION,
}

CODE_FIELD = {
    Kind.RETURN: "Return Reason Code",
    Kind.DISHONORED: "Dishonored Return Reason",
    Kind.CONTESTED: "Contested Reason",
    Kind.CORRECTION: "Change Code",
}

DISHONORED_CODES = frozenset(f"R{n}" for n in range(61, 71))
CONTESTED_CODES = frozenset(f"R{n}" for n in range(71, 78))

CORRECTED_CODES = frozenset({"22", "27", "32", "37"})
"""The transaction codes a correction may name: live, checking or savings."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One addenda 98 or 99. Fields that its layout has not, or that are blank, are None.

    `amount` (cents) and `company_id` come from the entry and the batch header above it. `trace` is
    the answering bank's own number. `corrected` is empty when the data do not fit.
    """

    line: int
    kind: Kind
    code: str
    known: bool
    original_trace: str
    amount: int | None
    company_id: str | None
    trace: str
    original_rdfi: str | None = None
    date_of_death: str | None = None
    addenda_information: str | None = None
    return_trace: str | None = None
    return_settlement_date: str | None = None
    return_code: str | None = None
    date_original_entry_returned: str | None = None
    original_settlement_date: str | None = None
    dishonored_trace: str | None = None
    dishonored_settlement_date: str | None = None
    dishonored_code: str | None = None
    corrected: dict[str, str] = field(default_factory=dict)


def kind_of(addenda: str) -> Kind | None:
    """Which answer an addenda record is, by its type and code; None for addenda of other types."""
    addenda_type, code = addenda[1:3], addenda[3:6]
    if addenda_type == "98":
        return Kind.CORRECTION
    if addenda_type != "99":
        return None
    if code in DISHONORED_CODES:
        return Kind.DISHONORED
    return Kind.CONTESTED if code in CONTESTED_CODES else Kind.RETURN


def read_answer(
    line: int, addenda: str, kind: Kind, amount: int | None, company_id: str | None
) -> Answer:
    """The answer that an addenda record of 94 characters gives, every field by its position."""
    fields = values(RECORD[kind], addenda)
    found = {name: text.strip() or None for name, text in fields.items()}
    code = fields[CODE_FIELD[kind]]
    is_correction = kind == Kind.CORRECTION
    return Answer(
        line=line,
        kind=kind,
        code=code,
        known=code in (CHANGE_CODES if is_correction else RETURN_CODES),
        original_trace=fields["Original Entry Trace Number"],
        amount=amount,
        company_id=company_id,
        trace=fields["Trace Number"],
        original_rdfi=found.get("Original RDFI Identification"),
        date_of_death=found.get("Date of Death"),
        addenda_information=found.get("Addenda Information"),
        return_trace=found.get("Return Trace Number"),
        return_settlement_date=found.get("Return Settlement Date"),
        return_code=found.get("Return Reason Code") if kind != Kind.RETURN else None,
        date_original_entry_returned=found.get("Date Original Entry Returned"),
        original_settlement_date=found.get("Original Settlement Date"),
        dishonored_trace=found.get("Dishonored Return Trace Number"),
        dishonored_settlement_date=found.get("Dishonored Return Settlement Date"),
        dishonored_code=found.get("Dishonored Return Reason Code"),
        corrected=corrected_data(code, fields["Corrected Data"]) or {} if is_correction else {},
    )


def corrected_data(code: str, data: str) -> dict[str, str] | None:
    """The parts of the corrected data by position (Nacha Appendix 5); None when they do not fit.

    Never cut at blanks: an account number may hold blanks. A code without parts gives an empty
    dictionary.
    """
    change = CHANGE_CODES.get(code)
    if change is None:
        return {}
    parts = {name: data[start - 1 : end] for name, start, end in change.parts}
    fits = all(_fits(name, text) for name, text in parts.items()) and _is_blank_after(change, data)
    return {n: t.rstrip() for n, t in parts.items() if n != "blank"} if fits else None


def _is_blank_after(change: ChangeCode, data: str) -> bool:
    last = max((end for _, _, end in change.parts), default=len(data))
    return not data[last:].strip()


def _fits(name: str, text: str) -> bool:
    if name == "blank":
        return not text.strip()
    if name == "routing_number":
        return has_check_digit(text)
    if name == "transaction_code":
        return text in CORRECTED_CODES
    return text[:1] not in {"", " "}


def answer_findings(answer: Answer, addenda: str) -> Iterator[Finding]:
    """What is odd about an answer: an unknown code warns, the answer is kept all the same."""
    record, name = RECORD[answer.kind], CODE_FIELD[answer.kind]
    if not answer.known:
        yield at_field(answer.line, record, name, "unknown_code", addenda).as_warning()
    trace = answer.original_trace
    if not (trace.isascii() and trace.isdigit()):
        name = "Original Entry Trace Number"
        yield at_field(answer.line, record, name, "content", addenda, must="15 digits")
    if answer.kind is Kind.CORRECTION:
        data = values(record, addenda)["Corrected Data"]
        if corrected_data(answer.code, data) is None:
            yield at_field(answer.line, record, "Corrected Data", "corrected_data", addenda)
