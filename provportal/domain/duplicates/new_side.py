"""The new lines, filed so that a line passing by finds those it may concern."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from provportal.domain.duplicates.evidence import all_but_person_agrees, comparable, share_enough
from provportal.domain.duplicates.known import Known
from provportal.domain.duplicates.line import Line
from provportal.domain.duplicates.names import alike, name_marks
from provportal.domain.duplicates.service_dates import SERIES_DAYS


class _PayeeRows:
    """The rows of one payee by person, each list in the order of service_from.

    Under the marks of their names stand all rows, and once more the strangers alone, people of whom
    no id or none known by now is given: nobody else can be perhaps the person of another id.
    """

    def __init__(self, firsts: Sequence[int]) -> None:
        self._firsts = firsts
        self._longest = 0
        self._by_id: dict[str, list[int]] = {}
        self._by_mark: dict[str, list[int]] = {}
        self._strangers: dict[str, list[int]] = {}
        self._settled: set[str] = set()

    def file(self, row: int, line: Line) -> None:
        """Take in a row; rows come in the order of service_from."""
        self._longest = max(self._longest, (line.service_to - line.service_from).days)
        if line.person_id:
            self._by_id.setdefault(line.person_id, []).append(row)
        for mark in name_marks(line.person_name):
            self._by_mark.setdefault(mark, []).append(row)
            self._strangers.setdefault(mark, []).append(row)

    def near(self, line: Line) -> set[int]:
        """Rows of perhaps the same person with dates not far from the line's."""
        found: set[int] = set()
        if rows := self._by_id.get(line.person_id):
            found.update(self._in_time(rows, line))
        by_mark = self._strangers if line.person_id else self._by_mark
        for mark in name_marks(line.person_name):
            if rows := by_mark.get(mark):
                found.update(self._in_time(rows, line))
        return found

    def settle(self, person_id: str, lines: Sequence[Line], known: Known) -> None:
        """Strike a person off the strangers, if the id has become known under the names given."""
        rows = self._by_id.get(person_id)
        if rows is None or person_id in self._settled:
            return
        if all(known.recognises(person_id, lines[row].person_name) for row in rows):
            self._settled.add(person_id)
            for row in rows:
                for mark in name_marks(lines[row].person_name):
                    self._strangers[mark].remove(row)

    def _in_time(self, rows: list[int], line: Line) -> list[int]:
        first = line.service_from.toordinal() - SERIES_DAYS - self._longest
        last = line.service_to.toordinal() + SERIES_DAYS
        start = bisect_left(rows, first, key=self._firsts.__getitem__)
        return rows[start : bisect_right(rows, last, start, key=self._firsts.__getitem__)]


class NewSide:
    """The new lines with what is known of their persons and numbers."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.known = Known(lines)
        self._firsts = [line.service_from.toordinal() for line in lines]
        self._payees: dict[str, _PayeeRows] = {}
        self._paid_by: dict[str, set[str]] = {}
        for row in sorted(range(len(lines)), key=self._firsts.__getitem__):
            line = lines[row]
            if line.payee not in self._payees:
                self._payees[line.payee] = _PayeeRows(self._firsts)
            self._payees[line.payee].file(row, line)
            self._paid_by.setdefault(line.provider_id, set()).add(line.payee)

    def rows_for(self, line: Line) -> Iterator[int]:
        """The rows for which this line could matter, in no order, its own request's among them."""
        for payee in self._sought(line):
            if (rows := self._payees.get(payee)) is None:
                continue
            rows.settle(line.person_id, self.lines, self.known)
            for row in rows.near(line):
                if self._concerns(self.lines[row], line):
                    yield row

    def _sought(self, line: Line) -> Iterable[str]:
        """Under which payees to look: by provider id where one side may lack the tax number."""
        if not line.provider_tin_token:
            return self._paid_by.get(line.provider_id, ())
        return line.payee, f"provider {line.provider_id}"

    def _concerns(self, new: Line, old: Line) -> bool:
        """Cheap questions first: this one is asked of everybody who shares a name."""
        if new.person_id and new.person_id == old.person_id:
            return comparable(new, old)
        like = alike(new.person_name, old.person_name)
        if not like and new.amount.cents != old.amount.cents:
            return False
        if old.person_id and self.known.recognises(new.person_id, new.person_name):
            return False
        if not comparable(new, old):
            return False
        return like or (all_but_person_agrees(new, old) and share_enough(new, old))
