"""The check of whole files: the new lines are indexed, the history streams past them once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provportal.domain.duplicates.compare import decide
from provportal.domain.duplicates.line import Line
from provportal.domain.duplicates.new_side import NewSide
from provportal.domain.duplicates.verdict import Match, Reason


def sweep(new: Iterable[Line], history: Iterable[Line]) -> Iterator[Match]:
    """One answer for each new line, in their order.

    A line is compared with the history up to its own time and with the new lines before it (by
    submitted_at, then by place), never with its own request. The history is read once and not
    kept: memory goes with the new side.
    """
    side = NewSide(list(new))
    nearby = _from_history(side, history)
    found = dict(_in_time_order(side, nearby))
    return (found[row] for row in range(len(side.lines)))


def _from_history(side: NewSide, history: Iterable[Line]) -> dict[int, list[Line]]:
    """By row the lines of the history that could matter to it, in their order."""
    nearby: dict[int, list[Line]] = {}
    for line in history:
        side.known.learn_person(line)
        side.known.learn_number(line)
        for row in side.rows_for(line):
            new = side.lines[row]
            if new.request_no != line.request_no and line.submitted_at <= new.submitted_at:
                nearby.setdefault(row, []).append(line)
    return nearby


def _in_time_order(side: NewSide, nearby: dict[int, list[Line]]) -> Iterator[tuple[int, Match]]:
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
        before, beside = nearby.get(row, []), list[Line]()
        for other in among.get(row, ()):
            past = place[other] < place[row] and lines[other].request_no != lines[row].request_no
            (before if past else beside).append(lines[other])
        match = decide(lines[row], before, beside, side.known)
        if Reason.PERSON_ID_DIFFERS not in match.reasons:
            unlearned.append(lines[row])
        yield row, match


def _among_themselves(side: NewSide) -> dict[int, list[int]]:
    """By row the other new rows that could matter to it, earlier and later ones."""
    among: dict[int, list[int]] = {}
    for number, line in enumerate(side.lines):
        side.known.learn_number(line)
        for row in side.rows_for(line):
            if row != number:
                among.setdefault(row, []).append(number)
    return among
