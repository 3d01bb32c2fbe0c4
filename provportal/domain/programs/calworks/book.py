"""Rule books of the program: the one of Los Angeles that ships with it, and any other payload."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from provportal.domain.fields import Wrong
from provportal.domain.money import Money
from provportal.domain.programs.calworks.exempt_share import expected_instead
from provportal.domain.programs.calworks.terms import CountyCeilings, Terms, read_terms, terms_of
from provportal.domain.programs.calworks.values import AgeGroup, Category, Table
from provportal.domain.rulebook import BookFaults, RuleBook


@dataclass(frozen=True, slots=True)
class DoubtfulCell:
    """A licence-exempt ceiling more than two cents off 70 % of the home ceiling."""

    county: str
    age_group: AgeGroup
    category: Category
    loaded: Money
    expected: Money


def load_los_angeles() -> RuleBook:
    """The default rule book: Los Angeles County, ceilings effective 2022-01-01."""
    text = files(__package__).joinpath("los_angeles.json").read_text(encoding="utf-8")
    return read_book(json.loads(text))


def read_book(payload: Mapping[str, object]) -> RuleBook:
    """Check a payload and make it a rule book. Raises BookFaults with every fault found."""
    try:
        terms = read_terms(payload)
    except Wrong as fault:
        faults = tuple(f"{path or 'rulebook'}: {what}" for path, what in fault.faults)
        raise BookFaults(faults) from fault
    return RuleBook(terms.version, terms.effective_from, payload)


def doubtful_cells(book: RuleBook) -> list[DoubtfulCell]:
    """The data check at loading: each exempt cell that differs from 70 % by more than $0.02."""
    terms: Terms = terms_of(book)
    return [cell for county in terms.ceilings for cell in _doubtful(county)]


def _doubtful(county: CountyCeilings) -> Iterator[DoubtfulCell]:
    home = county.amounts.get(Table.HOME, {})
    for age_group, cells in county.amounts.get(Table.EXEMPT, {}).items():
        for category, loaded in cells.items():
            expected = expected_instead(loaded, home.get(age_group, {}).get(category))
            if loaded is not None and expected is not None:
                yield DoubtfulCell(county.county, age_group, category, loaded, expected)
