"""A county's table becomes a draft of rules; doubtful cells are told, published versions stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.actions import rules
from provportal.actions.records import Outcome
from provportal.actions.records_agency import plain_payload
from provportal.domain.programs.calworks.book import load_los_angeles
from provportal.domain.programs.calworks.program import CalworksProgram
from provportal.domain.roles import Context, Role
from provportal.domain.rule_draft import DraftState
from provportal.domain.rulebook import RuleBook, payload_hash
from provportal.imports.load import Importer
from provportal.imports.report import Report
from provportal.sample.ceilings import CEILINGS
from provportal.store.agency import RuleDraft
from provportal.store.session import reading, transaction
from tests import given
from tests.imports.importing import AGENCY, NOW, an_importer, bring, publish_drafts, said

LOS_ANGELES = [
    {
        "agency": "ALDER",
        "program": "calworks",
        "county": "Los Angeles",
        "effective_from": "2022-01-01",
        "source": "the State's page",
        "facility": facility,
        "age_group": age_group,
        **amounts,
    }
    for (facility, age_group), amounts in CEILINGS.items()
]
HOME_2_5, EXEMPT_INFANT = 4, 6


def table(**cells: str) -> list[dict[str, str]]:
    """The Los Angeles table with these cells in every line."""
    return [{**line, **cells} for line in LOS_ANGELES]


def with_cell(place: int, basis: str, amount: str) -> list[dict[str, str]]:
    lines = table()
    lines[place][basis] = amount
    return lines


def bring_table(importer: Importer, lines: list[dict[str, str]]) -> Report:
    bring(importer, "agencies", AGENCY)
    return bring(importer, "ceilings", *lines)


def drafts(engine: Engine) -> list[RuleDraft]:
    with reading(engine) as session:
        return list(session.scalars(sa.select(RuleDraft).order_by(RuleDraft.made_at)))


def amount_in(version: RuleDraft, county: str, facility: str, age: str, basis: str) -> Any:
    entry = next(e for e in version.payload["ceilings"] if e["county"] == county)
    return entry["amounts"][facility][age][basis]


def test_table_becomes_a_draft(engine: Engine) -> None:
    report = bring_table(an_importer(engine), table())
    (draft,) = drafts(engine)
    assert (report.faults, report.warnings) == ([], [])
    assert report.outcomes == {Outcome.NEW: 9}
    assert (draft.version, draft.state) == ("2022-01-01-1", DraftState.WRITTEN)
    assert draft.hash == payload_hash(draft.payload)


def test_the_report_says_which_draft(sqlite: Engine) -> None:
    report = bring_table(an_importer(sqlite), table())
    assert report.as_json()["drafts"] == ["ALDER calworks 2022-01-01-1"]


def test_what_waits_for_its_second_person_is_not_written_over(sqlite: Engine) -> None:
    bring_table(an_importer(sqlite), table())
    (draft,) = drafts(sqlite)
    admin = given.a_person(sqlite, Role.PROGRAM_ADMIN, agency_id=draft.agency_id)
    with transaction(sqlite) as session:
        rules.propose(session, Context(admin, NOW), draft.id, draft.hash)
    report = bring_table(an_importer(sqlite), with_cell(HOME_2_5, "hourly", "12.00"))
    sentence = "The draft 2022-01-01-1 of this day waits for its second person."
    assert said(report) == [(2, "effective_from", sentence)]


def test_marks_of_corrected_cells_are_kept(sqlite: Engine) -> None:
    bring_table(an_importer(sqlite), table())
    (entry,) = drafts(sqlite)[0].payload["ceilings"]
    assert [mark["used"] for mark in entry["corrected"]] == ["526.81", "785.54"]


def test_mark_of_a_cell_that_changed_is_dropped(sqlite: Engine) -> None:
    bring_table(an_importer(sqlite), with_cell(EXEMPT_INFANT, "monthly_full_time", "785.55"))
    (entry,) = drafts(sqlite)[0].payload["ceilings"]
    assert [mark["used"] for mark in entry["corrected"]] == ["526.81"]


def test_same_table_again_drafts_nothing(sqlite: Engine) -> None:
    bring_table(an_importer(sqlite), table())
    report = bring_table(an_importer(sqlite, now=NOW + timedelta(days=1)), table())
    assert report.outcomes == {Outcome.UNCHANGED: 9}
    assert len(drafts(sqlite)) == 1


def test_changed_table_changes_the_open_draft(sqlite: Engine) -> None:
    bring_table(an_importer(sqlite), table())
    bring_table(an_importer(sqlite), with_cell(HOME_2_5, "monthly_full_time", "1010.00"))
    (draft,) = drafts(sqlite)
    where = "Los Angeles", "home", "2-5", "monthly_full_time"
    assert (draft.version, amount_in(draft, *where)) == ("2022-01-01-1", "1010.00")


def test_tables_of_two_days_are_drafts_one_upon_the_other(sqlite: Engine) -> None:
    bring_table(an_importer(sqlite), table() + table(effective_from="2026-07-01"))
    days = [[e["effective_from"] for e in one.payload["ceilings"]] for one in drafts(sqlite)]
    assert days == [["2022-01-01"], ["2022-01-01", "2026-07-01"]]


def test_changed_table_is_drafted_beside_what_was_published(sqlite: Engine) -> None:
    bring_table(an_importer(sqlite), table())
    publish_drafts(sqlite)
    later = an_importer(sqlite, now=NOW + timedelta(days=1))
    bring_table(later, with_cell(HOME_2_5, "monthly_full_time", "1010.00"))
    first, second = drafts(sqlite)
    where = "Los Angeles", "home", "2-5", "monthly_full_time"
    assert (amount_in(first, *where), amount_in(second, *where)) == ("1006.20", "1010.00")
    assert second.version == "2022-01-01-2"


def test_other_county_comes_beside_what_is_there(sqlite: Engine) -> None:
    bring_table(an_importer(sqlite), table() + table(county="Ventura"))
    counties = [entry["county"] for entry in drafts(sqlite)[0].payload["ceilings"]]
    assert sorted(counties) == ["Los Angeles", "Ventura"]


def test_empty_cell_is_no_ceiling(sqlite: Engine) -> None:
    bring_table(an_importer(sqlite), with_cell(HOME_2_5, "hourly", ""))
    assert amount_in(drafts(sqlite)[0], "Los Angeles", "home", "2-5", "hourly") is None


@pytest.mark.parametrize(
    ("amount", "told"), [("758.54", True), ("785.57", True), ("785.56", False), ("785.52", False)]
)
def test_exempt_cell_off_seventy_per_cent_is_told(sqlite: Engine, amount: str, told: bool) -> None:
    lines = with_cell(EXEMPT_INFANT, "monthly_full_time", amount)
    report = bring_table(an_importer(sqlite), lines)
    sentence = "This is not 70 % of the home ceiling, which would be 785.54."
    expected = [(8, "monthly_full_time", sentence)] if told else []
    assert [(w.line, w.column, w.message) for w in report.warnings] == expected
    assert report.faults == []


def test_table_with_a_line_missing(sqlite: Engine) -> None:
    report = bring_table(an_importer(sqlite), table()[:-1])
    sentence = "The table that begins here has no line for exempt 6+."
    assert said(report) == [(2, "facility", sentence)]


def test_line_that_cannot_be_read_is_not_told_as_missing_too(sqlite: Engine) -> None:
    report = bring_table(an_importer(sqlite), with_cell(HOME_2_5, "hourly", "cheap"))
    assert [(line, column) for line, column, _ in said(report)] == [(6, "hourly")]


def test_figures_that_the_program_refuses(sqlite: Engine) -> None:
    importer = replace(an_importer(sqlite), programs={"calworks": Strict()})
    report = bring_table(importer, table())
    assert said(report) == [(2, "program", "The rule book would be wrong: too dear.")]


class Strict(CalworksProgram):
    """A program that refuses every book."""

    def read_book(self, payload: Mapping[str, object]) -> RuleBook:
        raise ValueError("too dear")


def test_two_sources_for_one_table(sqlite: Engine) -> None:
    report = bring_table(an_importer(sqlite), with_cell(8, "source", "hearsay"))
    assert said(report) == [(10, "source", "Line 2 names another source for this table.")]


def test_program_that_is_not_there(sqlite: Engine) -> None:
    report = bring_table(an_importer(sqlite), table(program="other"))
    assert said(report) == [(2, "program", "Write one of calworks.")]


def test_sample_has_the_figures_of_the_book_that_ships(sqlite: Engine) -> None:
    (shipped,) = plain_payload(load_los_angeles())["ceilings"]
    bring_table(an_importer(sqlite), table())
    assert drafts(sqlite)[0].payload["ceilings"][0]["amounts"] == shipped["amounts"]
