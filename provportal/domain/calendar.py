"""Days and dates: banking days, county business days, payment runs, and the dates we promise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import financial_holidays

PACIFIC = ZoneInfo("America/Los_Angeles")
"""The counties' time zone: cut-offs and filing limits."""

EASTERN = ZoneInfo("America/New_York")
"""The Federal Reserve's time zone: settlement days."""

MONDAY, FRIDAY = 0, 4
ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(weeks=1)

PAY_WITHIN = timedelta(days=21)
"""Calendar days from a complete request to the money (CalWORKs child care, Stage One)."""

DECIDE_WITHIN = 10
"""County business days from a complete request to its decision."""


def pacific_date(at: datetime) -> date:
    """The calendar date in California at a moment. Raises ValueError for a naive datetime."""
    return _aware(at).astimezone(PACIFIC).date()


def eastern_date(at: datetime) -> date:
    """The Federal Reserve's calendar date at a moment. Raises ValueError for a naive datetime."""
    return _aware(at).astimezone(EASTERN).date()


def _aware(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    return at


@lru_cache(maxsize=64)
def federal_reserve_holidays(year: int) -> frozenset[date]:
    """The days of a year on which the Federal Reserve keeps a holiday.

    A Sunday holiday closes the Monday after it; a Saturday holiday closes no Friday
    (frbservices.org, holiday schedules).
    """
    # A set of its own for each year: the library's object fills itself when it is first asked about
    # a year, and a second thread that asks meanwhile is told that there is no holiday.
    return frozenset(financial_holidays("XFED", years=year))


def is_banking_day(day: date) -> bool:
    """Whether the Federal Reserve settles payments on this day."""
    return day.weekday() <= FRIDAY and day not in federal_reserve_holidays(day.year)


def banking_day_on_or_before(day: date) -> date:
    """The day itself, else the last banking day before it."""
    return day if is_banking_day(day) else banking_day_on_or_before(day - ONE_DAY)


def banking_day_on_or_after(day: date) -> date:
    """The day itself, else the first banking day after it."""
    return day if is_banking_day(day) else banking_day_on_or_after(day + ONE_DAY)


def add_banking_days(day: date, n: int) -> date:
    """The n-th banking day after a day, before it for a negative n; the day itself for 0."""
    for _ in range(n):
        day = banking_day_on_or_after(day + ONE_DAY)
    for _ in range(-n):
        day = banking_day_on_or_before(day - ONE_DAY)
    return day


def is_business_day(day: date, closed: frozenset[date]) -> bool:
    """Whether the county's office is open; `closed` are the agency's own days off."""
    return is_banking_day(day) and day not in closed


def add_business_days(day: date, n: int, closed: frozenset[date]) -> date:
    """The n-th business day after a day; the day itself for 0. Raises ValueError below 0."""
    if n < 0:
        raise ValueError("business days are counted forward")
    while n > 0:
        day += ONE_DAY
        n -= is_business_day(day, closed)
    return day


@dataclass(frozen=True, order=True, slots=True)
class Run:
    """One payment run: its day, the last moment to be in it (UTC), and the day money arrives."""

    run_on: date
    cutoff_at: datetime
    effective_on: date


@dataclass(frozen=True, slots=True)
class PaymentCalendar:
    """When an agency pays: a run a week, and the promises that follow from it.

    The run is on `run_weekday` (Monday 0 to Friday 4), else on the banking day before. Its cut-off
    is `cutoff`, Pacific time, on the banking day before the run. Money arrives `settle_days`
    banking days after the run: 0, 1 or 2, else the bank answers R18 (Nacha Operating Rules,
    Appendix 3, effective entry date). Raises ValueError for any other day or number.
    """

    run_weekday: int = FRIDAY
    cutoff: time = time(17, 0)
    settle_days: int = 2

    def __post_init__(self) -> None:
        if not MONDAY <= self.run_weekday <= FRIDAY:
            raise ValueError("a run is on a weekday")
        if not 0 <= self.settle_days <= 2:
            raise ValueError("money arrives 0, 1 or 2 banking days after its run")

    def runs(self, from_day: date) -> Iterator[Run]:
        """The runs on or after a day, without end."""
        weekday = self._run_weekday_on_or_after(from_day)
        while True:
            run = self._run_of(weekday)
            # A holiday may have moved the first one to before `from_day`.
            if run.run_on >= from_day:
                yield run
            weekday += ONE_WEEK

    def _run_weekday_on_or_after(self, day: date) -> date:
        return day + timedelta(days=(self.run_weekday - day.weekday()) % 7)

    def _run_of(self, weekday: date) -> Run:
        run_on = banking_day_on_or_before(weekday)
        cutoff = datetime.combine(add_banking_days(run_on, -1), self.cutoff, PACIFIC)
        return Run(run_on, cutoff.astimezone(UTC), add_banking_days(run_on, self.settle_days))

    def next_run(self, at: datetime) -> Run:
        """The first run that what is ready at this moment can still be in.

        Ready at the cut-off itself is in time. Raises ValueError for a naive datetime.
        """
        return next(run for run in self.runs(pacific_date(at)) if at <= run.cutoff_at)

    def last_run_settling_by(self, day: date) -> Run:
        """The last run whose money arrives on or before a day."""
        weekday = self._run_weekday_on_or_after(day)
        while (run := self._run_of(weekday)).effective_on > day:
            weekday -= ONE_WEEK
        return run

    @staticmethod
    def pay_by(complete_on: date) -> date:
        """The last banking day that is at most 21 calendar days after a complete request."""
        return banking_day_on_or_before(complete_on + PAY_WITHIN)

    def decide_by(self, complete_on: date, closed: frozenset[date]) -> date:
        """The day until which a complete request is decided.

        The earlier of 10 county business days and the cut-off of the last run that settles within
        21 calendar days: decided on the run day itself it would miss the run.
        """
        last_run = self.last_run_settling_by(self.pay_by(complete_on))
        closes_on = pacific_date(last_run.cutoff_at)
        return min(add_business_days(complete_on, DECIDE_WITHIN, closed), closes_on)

    def promised_settlement(self, complete_on: date, closed: frozenset[date]) -> date:
        """The one date we promise until approval: "paid by".

        The settlement day of the first run on or after the decide-by date.
        """
        return next(self.runs(self.decide_by(complete_on, closed))).effective_on
