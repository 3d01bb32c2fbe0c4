"""Which stored lines a check has to look at, as look-ups in indexed columns."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from provportal.domain.duplicates.invoice_number import invoice_key
from provportal.domain.duplicates.line import Line
from provportal.domain.duplicates.line_types import service
from provportal.domain.duplicates.names import name_key
from provportal.domain.duplicates.service_dates import MOVED_DAYS, SERIES_DAYS


@dataclass(frozen=True, slots=True)
class BlockingKey:
    """One look-up: columns with the values they must equal, and days the service must touch.

    The columns are fields of Line, or `service`, `name_key`, `invoice_key`: what the functions of
    these names make of line_type, person_name and invoice_no. first_day and last_day are
    inclusive: service_from <= last_day and service_to >= first_day; None where any day will do.
    """

    equal: tuple[tuple[str, str], ...]
    first_day: date | None = None
    last_day: date | None = None


def blocking_keys(line: Line) -> tuple[BlockingKey, ...]:
    """The look-ups whose lines together are all that `compare` needs for this line.

    The payee's lines of this service around these days (what could be repeated, and the series);
    lines of this person id (is it known under this name?), or for a blank id the payee's persons of
    this name (whose id it may be); the payee's users of this invoice number in the month (does it
    prove anything?). A look-up by an unknown value is left out. Earlier lines are expected with
    their person ids. Who knows that the person id was seen earlier under this name needs fewer:
    then the person's own lines are all that can be repeated.
    """
    keys = [BlockingKey((("person_id", line.person_id),))] if line.person_id else []
    for column, payee in _payee_columns(line):
        keys.append(_around(line, column, payee))
        if not line.person_id and (name := name_key(line.person_name)):
            keys.append(BlockingKey(((column, payee), ("name_key", name))))
        if number := invoice_key(line.invoice_no):
            keys.append(_in_month(line, ((column, payee), ("invoice_key", number))))
    return tuple(keys)


def _payee_columns(line: Line) -> list[tuple[str, str]]:
    """By tax number, and by provider id for lines that lack the number."""
    columns = ("provider_tin_token", line.provider_tin_token), ("provider_id", line.provider_id)
    return [(column, value) for column, value in columns if value]


def _around(line: Line, column: str, payee: str) -> BlockingKey:
    reach = timedelta(days=_reach(line))
    first = max(line.service_from, date.min + reach) - reach
    last = min(line.service_to, date.max - reach) + reach
    return BlockingKey(((column, payee), ("service", service(line.line_type))), first, last)


def _reach(line: Line) -> int:
    """How many days off a line without a common day can matter: as a series, or as moved.

    Of two spans of more days than MOVED_DAYS, one that is moved by no more shares a day.
    """
    if line.one_day:
        return SERIES_DAYS - 1
    return MOVED_DAYS if line.service_to - line.service_from < timedelta(days=MOVED_DAYS) else 0


def _in_month(line: Line, equal: tuple[tuple[str, str], ...]) -> BlockingKey:
    """In the month in which the service began: in another, a number may stand for anything."""
    day = line.service_from
    return BlockingKey(
        equal, day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    )
