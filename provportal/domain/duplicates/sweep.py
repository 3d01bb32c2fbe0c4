"""The check of whole files: the new lines are indexed, the history streams past them once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from provportal.domain.duplicates.compare import decide
from provportal.domain.duplicates.evidence import comparable, share_enough
from provportal.domain.duplicates.known import Known
from provportal.domain.duplicates.line import Line
from provportal.domain.duplicates.names import alike, name_marks
from provportal.domain.duplicates.verdict import Match, Reason


@dataclass(slots=True, eq=False)
class _Person:
    """The rows of the new side that name one person in one way."""

    person_id: str
    name: str
    rows: list[int] = field(default_factory=list)
    stranger: bool = True


@dataclass(slots=True)
class _Payee:
    """The new rows of one payee, by person id and by the marks of the person's name.

    `strangers` holds those of whom no id, or none known by now, is given: only they can hide a
    person known under another id.
    """

    by_id: dict[str, list[_Person]] = field(default_factory=dict)
    by_mark: dict[str, list[_Person]] = field(default_factory=dict)
    strangers: dict[str, list[_Person]] = field(default_factory=dict)

    def file(self, person: _Person) -> None:
        if person.person_id:
            self.by_id.setdefault(person.person_id, []).append(person)
        for mark in name_marks(person.name):
            self.by_mark.setdefault(mark, []).append(person)
            self.strangers.setdefault(mark, []).append(person)

    def find(self, line: Line, known: Known) -> Iterator[int]:
        """The rows that may be for the person of this line."""
        if not line.person_id:
            yield from _rows_of(self.by_mark, line)
            return
        for person in self.by_id.get(line.person_id, ()):
            if known.recognises(person.person_id, person.name):
                self._no_stranger(person)
            yield from person.rows
        yield from _rows_of(self.strangers, line)

    def _no_stranger(self, person: _Person) -> None:
        if not person.stranger:
            return
        person.stranger = False
        for mark in name_marks(person.name):
            self.strangers[mark].remove(person)


def _rows_of(people: dict[str, list[_Person]], line: Line) -> Iterator[int]:
    """The rows of people whose names have a mark in common with the line's, under other ids."""
    seen: set[int] = set()
    for mark in name_marks(line.person_name):
        for person in people.get(mark, ()):
            another = not line.person_id or person.person_id != line.person_id
            if another and id(person) not in seen:
                yield from person.rows
            seen.add(id(person))


class _NewSide:
    """The new rows, filed by payee, and for each the other lines that could matter to it."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.known = Known(lines)
        self.nearby: list[list[Line]] = [[] for _ in lines]
        self._payees: dict[str, _Payee] = {}
        people: dict[tuple[str, str, str], _Person] = {}
        for row, line in enumerate(lines):
            for place in _filed_under(line):
                person = people.get(key := (place, line.person_id, line.person_name))
                if person is None:
                    people[key] = person = _Person(line.person_id, line.person_name)
                    self._payees.setdefault(place, _Payee()).file(person)
                person.rows.append(row)

    def rows_for(self, line: Line) -> Iterator[int]:
        """The rows for which this line could matter, its own request's among them."""
        for place in _sought_under(line):
            if (payee := self._payees.get(place)) is None:
                continue
            for row in payee.find(line, self.known):
                new = self.lines[row]
                if comparable(new, line) and _one_person(new, line):
                    yield row

    def pass_by(self, line: Line) -> None:
        """Take from a line of the history what matters."""
        self.known.learn_person(line)
        self.known.learn_number(line)
        for row in self.rows_for(line):
            new = self.lines[row]
            if new.request_no != line.request_no and line.submitted_at <= new.submitted_at:
                self.nearby[row].append(line)


def _filed_under(line: Line) -> tuple[str, str]:
    """A line is found by its tax number, or by its provider id where one side lacks the number."""
    if line.provider_tin_token:
        return line.payee, f"any {line.provider_id}"
    return f"without {line.provider_id}", f"any {line.provider_id}"


def _sought_under(line: Line) -> tuple[str, ...]:
    if line.provider_tin_token:
        return line.payee, f"without {line.provider_id}"
    return (f"any {line.provider_id}",)


def _one_person(new: Line, old: Line) -> bool:
    if new.person_id and new.person_id == old.person_id:
        return True
    return alike(new.person_name, old.person_name) or share_enough(new, old)


def sweep(new: Iterable[Line], history: Iterable[Line]) -> Iterator[Match]:
    """One answer for each new line, in their order.

    A line is compared with the history up to its own time and with the new lines before it (by
    submitted_at, then by place), never with its own request. The history is read once and not
    kept: memory goes with the new side.
    """
    side = _NewSide(list(new))
    for line in history:
        side.pass_by(line)
    found = dict(_in_time_order(side))
    return (found[row] for row in range(len(side.lines)))


def _in_time_order(side: _NewSide) -> Iterator[tuple[int, Match]]:
    """Each row with its answer. A request's own names are learned when the next one begins.

    Not learned is an id that was just found to be perhaps somebody else's wrong id: typed wrongly
    twice, it is still nobody's.
    """
    lines, unlearned = side.lines, list[Line]()
    order = sorted(range(len(lines)), key=lambda row: lines[row].submitted_at)
    place = {row: at for at, row in enumerate(order)}
    among = _among_themselves(side)
    for row in order:
        if unlearned and unlearned[0].request_no != lines[row].request_no:
            side.known.learn_persons(unlearned)
            unlearned.clear()
        before, beside = list(side.nearby[row]), list[Line]()
        for other in among[row]:
            past = place[other] < place[row] and lines[other].request_no != lines[row].request_no
            (before if past else beside).append(lines[other])
        match = decide(lines[row], before, beside, side.known)
        if Reason.PERSON_ID_DIFFERS not in match.reasons:
            unlearned.append(lines[row])
        yield row, match


def _among_themselves(side: _NewSide) -> list[list[int]]:
    """For each new row the other new rows that could matter to it, earlier and later ones."""
    among: list[list[int]] = [[] for _ in side.lines]
    for number, line in enumerate(side.lines):
        side.known.learn_number(line)
        for row in side.rows_for(line):
            if row != number:
                among[row].append(number)
    return among
