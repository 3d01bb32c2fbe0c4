"""The attendance widget: a calendar to mark, then one question for each run of marked days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from werkzeug.datastructures import MultiDict

from provportal.domain.attendance import ATTENDED, CLOSED, EXCUSED, UNEXCUSED, Day, Times, runs
from provportal.forms.base import Fault
from provportal.forms.day_words import around_number, rows_of_days
from provportal.forms.time_of_day import NotATime, clock_time, crossing

ABSENT, TIMES, SHUT, SPLIT = "absent", "times", "closed", "split"
"""What can be answered about a run; SPLIT asks about each of its days by itself."""

UNKNOWN_REASON = "unknown"
"""The provider does not know why the child stayed away: an absence without excuse."""

SATURDAY = 5

Posted = MultiDict[str, str]
"""What a browser sent."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One approved day of the calendar."""

    day: date
    is_marked: bool

    @property
    def value(self) -> str:
        return self.day.isoformat()

    @property
    def number(self) -> int:
        return self.day.day

    @property
    def around(self) -> tuple[str, str]:
        """What completes the number for a screen reader: ('', ' Oct') of '6 Oct'."""
        return around_number(self.day)


def weeks(approved: Sequence[date], marked: Iterable[str]) -> list[list[Cell | None]]:
    """The approved days as rows of a calendar: five columns, seven when a weekend is approved."""
    if not approved:
        return []
    columns = 7 if any(day.weekday() >= SATURDAY for day in approved) else SATURDAY
    monday = approved[0] - timedelta(days=approved[0].weekday())
    known, circled = set(approved), set(marked)
    rows = []
    while monday <= approved[-1]:
        row = [monday + timedelta(days=n) for n in range(columns)]
        rows.append([Cell(d, d.isoformat() in circled) if d in known else None for d in row])
        monday += timedelta(days=7)
    return rows


def marks_in(posted: Posted, name: str, approved: Iterable[date]) -> list[date]:
    """The days that were marked; a day that is not approved cannot be."""
    sent = set(posted.getlist(name))
    return [day for day in approved if day.isoformat() in sent]


@dataclass(slots=True)
class RunAnswer:
    """One run of days with what is typed about it so far."""

    days: tuple[date, ...]
    what: str = ""
    reason: str = ""
    times: list[tuple[str, str]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    """Sentence by part: 'what', 'reason' or 'times'."""

    @property
    def id(self) -> str:
        """Names its controls."""
        return self.days[0].isoformat()

    @property
    def value(self) -> str:
        """All its days, as the form carries them."""
        return " ".join(day.isoformat() for day in self.days)

    def stored(self) -> Day:
        """The answer for each of its days."""
        if self.what == SHUT:
            return {"status": CLOSED}
        if self.what == TIMES:
            times = [[clock_time(came), clock_time(left)] for came, left in self.times]
            return {"status": ATTENDED, "times": times}
        if self.reason == UNKNOWN_REASON:
            return {"status": UNEXCUSED}
        return {"status": EXCUSED, "reason": self.reason}


def from_stored(days: tuple[date, ...], said: Day, approved: Times) -> RunAnswer:
    """A run as it was answered before; times begin with the approved ones."""
    status, typed = said.get("status"), said.get("times")
    what = {ATTENDED: TIMES, CLOSED: SHUT, EXCUSED: ABSENT, UNEXCUSED: ABSENT}.get(str(status), "")
    reason = UNKNOWN_REASON if status == UNEXCUSED else str(said.get("reason") or "")
    pairs = typed if isinstance(typed, Sequence) and typed else approved
    return RunAnswer(days, what, reason, [(str(came), str(left)) for came, left in pairs])


@dataclass(slots=True)
class RunsForm:
    """What happened on the marked days: one RunAnswer each."""

    runs: list[RunAnswer]
    reasons: Mapping[str, str]

    @classmethod
    def of(
        cls, approved: Mapping[date, Times], days: Mapping[str, Day], reasons: Mapping[str, str]
    ) -> RunsForm:
        """The form for stored days."""
        asked = [
            from_stored(run, days[run[0].isoformat()], approved[run[0]])
            for run in runs(list(approved), days)
        ]
        return cls(asked, reasons)

    @property
    def faults(self) -> list[Fault]:
        """What is wrong, in the order of the page."""
        return [
            Fault(f"{part}-{run.id}", sentence)
            for run in self.runs
            for part, sentence in run.errors.items()
        ]

    def read(self, posted: Posted) -> None:
        """Take what was typed: the runs as the page showed them, split where that was asked."""
        shown = [run for typed in posted.getlist("run") if (run := self._known(typed))]
        covered = {day for run in shown for day in run}
        shown += [run.days for run in self.runs if not covered & set(run.days)]
        self.runs = [_typed(posted, run) for run in sorted(shown)]

    def _known(self, typed: str) -> tuple[date, ...]:
        marked = {day.isoformat(): day for run in self.runs for day in run.days}
        return tuple(marked[day] for day in typed.split() if day in marked)

    def regrouped(self, posted: Posted) -> bool:
        """Split what is not the same on each day, add a pair of times: whether anything changed."""
        more = posted.get("add", "")
        for run in self.runs:
            if run.id == more:
                run.times.append(("", ""))
        split = [run for run in self.runs if run.what == SPLIT]
        self.runs = [part for run in self.runs for part in _parts(run)]
        return bool(more or split)

    def validate(self) -> bool:
        """Say what is missing or cannot be read."""
        for run in self.runs:
            run.errors = _errors(run, self.reasons)
        return not self.faults

    def stored(self) -> dict[str, Day]:
        """The answer of every marked day. Only after `validate`."""
        return {day.isoformat(): run.stored() for run in self.runs for day in run.days}


def _parts(run: RunAnswer) -> list[RunAnswer]:
    if run.what != SPLIT:
        return [run]
    return [RunAnswer((day,), times=list(run.times)) for day in run.days]


def _typed(posted: Posted, days: tuple[date, ...]) -> RunAnswer:
    name = days[0].isoformat()
    came, left = posted.getlist(f"came-{name}"), posted.getlist(f"left-{name}")
    pairs = list(zip(came, left, strict=False))
    # A second pair that stays empty was not wanted after all.
    times = pairs[:1] + [pair for pair in pairs[1:] if any(pair)]
    what = posted.get(f"what-{name}", "")
    return RunAnswer(days, what, posted.get(f"reason-{name}", ""), times)


def _errors(run: RunAnswer, reasons: Mapping[str, str]) -> dict[str, str]:
    if run.what not in (ABSENT, TIMES, SHUT):
        said = rows_of_days(run.days)
        return {"what": _("Tell us what happened on %(days)s", days=said)}
    if run.what == ABSENT and run.reason not in {*reasons, UNKNOWN_REASON}:
        return {"reason": _("Choose a reason for the absence")}
    return _time_errors(run) if run.what == TIMES else {}


def _time_errors(run: RunAnswer) -> dict[str, str]:
    try:
        pairs = [(clock_time(came), clock_time(left)) for came, left in run.times]
    except NotATime:
        return {"times": _("Enter both times, like 8:00 am")}
    if not pairs:
        return {"times": _("Enter both times, like 8:00 am")}
    if any(came == left for came, left in pairs):
        return {"times": _("The two times are the same. Change one of them")}
    if crossing(pairs):
        return {"times": _("The second time must begin after the first one ends")}
    return {}
