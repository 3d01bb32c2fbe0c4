"""The terms of a CalWORKs rule book: its payload, read and checked once, with names and types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from provportal.domain.checks import Severity
from provportal.domain.fields import (
    Field,
    Reader,
    boolean,
    day,
    listing,
    money,
    nullable,
    one_of,
    record,
    table,
    text,
    whole,
    wrong,
)
from provportal.domain.limits import DEFAULT, Limits, read_limits
from provportal.domain.money import Money
from provportal.domain.programs.calworks.questions import PAGES
from provportal.domain.programs.calworks.severities import read_severities
from provportal.domain.programs.calworks.times import clock
from provportal.domain.programs.calworks.values import AgeGroup, Category, Table
from provportal.domain.prompt_fields import documents_of, prompts_of
from provportal.domain.prompts import AskedDocument, Prompt
from provportal.domain.rulebook import RuleBook

_LONGEST_NAME = 40
_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")


class ExceptionalNeedsFormula(StrEnum):
    """R11 as the regulation words it, and as some county handbooks do."""

    LESSER_TIMES_FACTOR = "lesser_times_factor"
    ADJUSTED_CEILING = "adjusted_ceiling"


class SignatureDay(StrEnum):
    """The first day on which a signature counts (R25)."""

    LAST_DAY_OF_CARE = "last_day_of_care"
    LAST_DAY_OF_MONTH = "last_day_of_month"


@dataclass(frozen=True, slots=True)
class EveningStep:
    """From this share of evening and weekend hours on, the ceiling is multiplied."""

    share: Fraction
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Settings:
    """What a county decides; hours are hours, days calendar days."""

    certified_hours_until: date
    absences_paid_by_private_contract: bool
    full_time_from_weekly_hours: Fraction
    hourly_below_daily_hours: Fraction
    daily_up_to_days: int
    age_limit: int
    age_limit_exceptional_needs: int
    evening_from: int
    evening_to: int
    evening_factors: tuple[EveningStep, ...]
    exceptional_needs_formula: ExceptionalNeedsFormula
    paid_closure_days: int
    trustline_days_back: int
    signature_not_before: SignatureDay
    parent_silent_days: int
    late_stages: tuple[int, ...]
    late_after_days: int
    june_last_day: tuple[int, int]
    pay_within_days: int
    exempt_paid_at_ceiling: bool = False
    """Whether licence-exempt care is paid at its ceiling when less was billed (R09x)."""


@dataclass(frozen=True, slots=True)
class CorrectedCell:
    """A published ceiling that was not used as it stands, and why."""

    table: Table
    age_group: AgeGroup
    category: Category
    published: Money
    used: Money
    reason: str


Amounts = Mapping[Table, Mapping[AgeGroup, Mapping[Category, Money | None]]]


@dataclass(frozen=True, slots=True)
class CountyCeilings:
    """One county's table from one date, with where it came from and who loaded it."""

    county: str
    effective_from: date
    source: str
    loaded_by: str
    loaded_on: date
    corrected: tuple[CorrectedCell, ...]
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Terms:
    """A whole rule book."""

    program: str
    agency: str
    version: str
    effective_from: date
    settings: Settings
    ceilings: tuple[CountyCeilings, ...]
    limits: Limits = DEFAULT
    severities: Mapping[str, Severity] = field(default_factory=dict)
    documents: tuple[AskedDocument, ...] = ()
    prompts: Mapping[str, Prompt] = field(default_factory=dict)


def fraction(value: object) -> Fraction:
    """An exact number written as text: '1.125'."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise wrong('write a number as text, like "1.25"')
    return Fraction(value)


def month_and_day(value: object) -> tuple[int, int]:
    """A day of any year: '07-31'."""
    if not isinstance(value, str):
        raise wrong("write a month and a day, like 07-31")
    found = day(f"2023-{value}")
    return found.month, found.day


def ceiling(value: object) -> Money:
    """An amount above zero: a ceiling of nothing would be a missing one."""
    found = money(value)
    if not found:
        raise wrong("a ceiling is above 0.00; write null where there is none")
    return found


def version_name(value: object) -> str:
    """What decisions cite: short enough for a line."""
    name = text(value)
    if len(name) > _LONGEST_NAME:
        raise wrong(f"at most {_LONGEST_NAME} characters")
    return name


def _same_named(key: str, reader: Reader[object]) -> Field:
    return Field(key, reader, key)


_evening_step = record(EveningStep, _same_named("share", fraction), _same_named("factor", fraction))
_settings = record(
    Settings,
    _same_named("certified_hours_until", day),
    _same_named("absences_paid_by_private_contract", boolean),
    _same_named("full_time_from_weekly_hours", fraction),
    _same_named("hourly_below_daily_hours", fraction),
    _same_named("daily_up_to_days", whole),
    _same_named("age_limit", whole),
    _same_named("age_limit_exceptional_needs", whole),
    _same_named("evening_from", clock),
    _same_named("evening_to", clock),
    _same_named("evening_factors", listing(_evening_step)),
    _same_named("exceptional_needs_formula", one_of(ExceptionalNeedsFormula)),
    _same_named("paid_closure_days", whole),
    _same_named("trustline_days_back", whole),
    _same_named("signature_not_before", one_of(SignatureDay)),
    _same_named("parent_silent_days", whole),
    _same_named("late_stages", listing(whole)),
    _same_named("late_after_days", whole),
    _same_named("june_last_day", month_and_day),
    _same_named("pay_within_days", whole),
    Field("exempt_paid_at_ceiling", boolean, "exempt_paid_at_ceiling", optional=True),
)
_corrected = record(
    CorrectedCell,
    _same_named("table", one_of(Table)),
    _same_named("age_group", one_of(AgeGroup)),
    _same_named("category", one_of(Category)),
    _same_named("published", money),
    _same_named("used", money),
    _same_named("reason", text),
)
_county = record(
    CountyCeilings,
    _same_named("county", text),
    _same_named("effective_from", day),
    _same_named("source", text),
    _same_named("loaded_by", text),
    _same_named("loaded_on", day),
    _same_named("corrected", listing(_corrected)),
    _same_named(
        "amounts",
        table(one_of(Table), table(one_of(AgeGroup), table(one_of(Category), nullable(ceiling)))),
    ),
)
read_terms: Reader[Terms] = record(
    Terms,
    _same_named("program", text),
    _same_named("agency", text),
    _same_named("version", version_name),
    _same_named("effective_from", day),
    _same_named("settings", _settings),
    _same_named("ceilings", listing(_county)),
    Field("limits", read_limits, "limits", optional=True),
    Field("severities", read_severities, "severities", optional=True),
    Field("documents", documents_of(PAGES), "documents", optional=True),
    Field("prompts", prompts_of(PAGES), "prompts", optional=True),
)
"""Reads a payload. Raises Wrong with every fault."""


@lru_cache(maxsize=32)
def terms_of(book: RuleBook) -> Terms:
    """The terms of a rule book, read once for many cases. Raises Wrong."""
    return read_terms(book.payload)
