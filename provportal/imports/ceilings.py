"""Files of ceilings: a county's table becomes a draft of the next version of the rule book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Protocol, runtime_checkable

from provportal.actions import rules
from provportal.actions.records import Outcome
from provportal.actions.records_agency import plain_payload
from provportal.actions.rules import Written
from provportal.domain.calendar import pacific_date
from provportal.domain.money import Money
from provportal.domain.program import Program
from provportal.domain.rule_draft import DraftState
from provportal.domain.rulebook import RuleBook
from provportal.imports.ceiling_table import (
    amounts_of,
    doubtful_cells,
    entry_of,
    missing_rows,
    still_corrected,
    with_entry,
)
from provportal.imports.kind import Column, Desk, Kind, Line, Refused, maybe
from provportal.imports.references import agency_of, program_of
from provportal.imports.report import Remark, Report
from provportal.imports.values import amount, code, day, one_of, text
from provportal.imports.words import AGE_GROUPS, FACILITIES, TIME_BASES
from provportal.store.agency import Agency, RuleDraft
from provportal.store.rule_reads import known_of, latest_on, open_drafts

COLUMNS = (
    Column("agency", code(20), "The agency's code."),
    Column("program", code(40), "The program's code, like calworks."),
    Column("county", text(60), "The county of care."),
    Column("effective_from", day, "The first day of the table."),
    Column("source", text(250), "Where the figures are published; the same on every line."),
    Column("facility", one_of(*FACILITIES), "Which table: centers, homes or licence-exempt care."),
    Column("age_group", one_of(*AGE_GROUPS), "The children's age in years; 0-2: younger than 2."),
    *(
        maybe(basis, amount, "The ceiling in dollars; empty where none is published.")
        for basis in TIME_BASES
    ),
)


@runtime_checkable
class WithCeilings(Program, Protocol):
    """A program whose rule book has ceilings, and that ships with a book to begin from."""

    def default_book(self) -> RuleBook: ...

    def expected_ceiling(self, exempt: Money | None, home: Money | None) -> Money | None:
        """What a licence-exempt ceiling would be beside the home's; None when it is that."""
        ...


def _book_key(line: Line) -> tuple[Any, ...]:
    return tuple(line.values[name] for name in ("agency", "program", "effective_from"))


def _county(line: Line) -> str:
    return str(line.values["county"])


def _write(desk: Desk, lines: Sequence[Line], report: Report) -> None:
    """One draft for each agency, program and date, with all counties of the file."""
    if report.faults:
        return  # A line that could not be read would be told a second time as missing.
    for _, group in groupby(sorted(lines, key=_book_key), _book_key):
        book = sorted(group, key=lambda line: (_county(line), line.number))
        counties = [list(table) for _, table in groupby(book, _county)]
        for table in counties:
            report.faults += [*missing_rows(table), *_other_sources(table)]
        if not report.faults:
            _draft(desk, counties, report)


def _other_sources(table: Sequence[Line]) -> list[Remark]:
    first = table[0]
    return [
        Remark(line.number, "source", f"Line {first.number} names another source for this table.")
        for line in table
        if line.values["source"] != first.values["source"]
    ]


def _draft(desk: Desk, counties: Sequence[Sequence[Line]], report: Report) -> None:
    first = counties[0][0]
    try:
        agency = agency_of(desk, first.values["agency"])
        program = _with_ceilings(desk, agency, first.values["program"])
        for table in counties:
            report.warnings += doubtful_cells(table, program.expected_ceiling)
        start = first.values["effective_from"]
        before = _before(desk, agency.id, program, start)
        after, outcomes = _with_tables(desk, counties, before)
        report.outcomes.update(outcomes)
        if all(outcome is Outcome.UNCHANGED for outcome in outcomes):
            return
        name = _name(desk, (agency.id, program.code), start)
        named = {"agency": agency.name, "version": name, "effective_from": start.isoformat()}
        book = _checked(program, {**after, **named})
        source = "; ".join(dict.fromkeys(str(table[0].values["source"]) for table in counties))
        _write_draft(desk, (agency.id, program.code), Written(book, source))
        report.drafts.append(f"{agency.code} {program.code} {name}")
    except Refused as refused:
        report.faults.append(Remark(first.number, refused.column, refused.message))


def _write_draft(desk: Desk, scope: tuple[str, str], written: Written) -> None:
    """Into the open draft of the same day, else into a new one. Raises Refused."""
    found = _open_draft(desk, scope, written.book.effective_from)
    if found is None:
        rules.draft(desk.session, desk.context, *scope, written)
    elif found.state is DraftState.WRITTEN:
        rules.change(desk.session, desk.context, found.id, written)
    else:
        message = f"The draft {found.version} of this day waits for its second person."
        raise Refused("effective_from", message)


def _open_draft(desk: Desk, scope: tuple[str, str], day: date) -> RuleDraft | None:
    agency_id, program = scope
    wanted = (program, day)
    drafts = open_drafts(desk.session, agency_id)
    return next((one for one in drafts if (one.program, one.effective_from) == wanted), None)


def _name(desk: Desk, scope: tuple[str, str], day: date) -> str:
    """A name for the version that begins on a day, like '2022-01-01-2': the second of that day."""
    taken = known_of(desk.session, *scope).versions.values()
    return f"{day.isoformat()}-{list(taken).count(day) + 1}"


def _with_ceilings(desk: Desk, agency: Agency, code: str) -> WithCeilings:
    program = program_of(desk, agency, code)
    if not isinstance(program, WithCeilings):
        raise Refused("program", f"The program {code} has no ceilings.")
    return program


def _before(
    desk: Desk, agency_id: str, program: WithCeilings, start: date
) -> tuple[Mapping[str, Any], bool]:
    """The payload that the draft begins from, and whether the agency has it, be it as a draft."""
    found = latest_on(desk.session, agency_id, program.code, start)
    if found is None:
        return plain_payload(program.default_book()), False
    return found.payload, True


def _with_tables(
    desk: Desk, counties: Sequence[Sequence[Line]], before: tuple[Mapping[str, Any], bool]
) -> tuple[Mapping[str, Any], list[Outcome]]:
    payload, is_theirs = before
    outcomes: list[Outcome] = []
    for table in counties:
        start = table[0].values["effective_from"].isoformat()
        known = entry_of(payload, _county(table[0]), start)
        outcomes += _outcomes(table, known if is_theirs else None)
        payload = with_entry(payload, _entry(desk, table, known))
    return payload, outcomes


def _outcomes(table: Sequence[Line], known: Mapping[str, Any] | None) -> list[Outcome]:
    if known is None:
        return [Outcome.NEW for _ in table]
    same = known["amounts"] == amounts_of(table) and known["source"] == table[0].values["source"]
    return [Outcome.UNCHANGED if same else Outcome.CHANGED for _ in table]


def _entry(desk: Desk, table: Sequence[Line], known: Mapping[str, Any] | None) -> dict[str, Any]:
    amounts = amounts_of(table)
    actor = desk.context.actor
    return {
        "county": _county(table[0]),
        "effective_from": table[0].values["effective_from"].isoformat(),
        "source": table[0].values["source"],
        "loaded_by": actor.person_id or str(actor.role),
        "loaded_on": pacific_date(desk.context.now).isoformat(),
        "corrected": still_corrected(known, amounts),
        "amounts": amounts,
    }


def _checked(program: WithCeilings, payload: Mapping[str, Any]) -> RuleBook:
    """The payload as a book of the program. Raises Refused."""
    try:
        return program.read_book(payload)
    except ValueError as wrong:
        raise Refused("program", f"The rule book would be wrong: {wrong}.") from wrong


CEILINGS = Kind(
    name="ceilings",
    about="A county's regional market rate ceilings, whole tables of nine lines.",
    columns=COLUMNS,
    key=("agency", "program", "county", "effective_from", "facility", "age_group"),
    write=_write,
)
