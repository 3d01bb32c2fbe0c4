"""What the earlier lines teach about persons and numbers: ids, names, shared invoice numbers."""

from __future__ import annotations

from collections.abc import Iterable

from provportal.domain.duplicates.invoice_number import invoice_key
from provportal.domain.duplicates.line import Line
from provportal.domain.duplicates.names import alike, name_key

_SEVERAL = ""
"""In the roster of a payee: a name that more than one person bears."""

_USERS_KEPT = 3
"""Of those who use a number: enough to see one beside the two persons being compared."""

_PayeeMonth = tuple[str, int, int]
"""Invoice numbers are told apart by payee and month of service."""


class Known:
    """Facts learned from lines, kept only where they can matter for the given new lines."""

    def __init__(self, new: Iterable[Line]) -> None:
        new = list(new)
        self._names: dict[str, set[str]] = {line.person_id: set() for line in new}
        self._roster: dict[str, dict[str, str]] = {line.payee: {} for line in new}
        self._users: dict[_PayeeMonth, dict[str, set[str]]] = {}
        self._recognised: set[tuple[str, str]] = set()
        self._names.pop("", None)
        for line in new:
            numbers = self._users.setdefault(_payee_month(line), {})
            numbers[invoice_key(line.invoice_no)] = set()

    def learn_persons(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.learn_person(line)

    def learn_person(self, line: Line) -> None:
        """Take in whose id goes with which name. Only from lines before those to be judged."""
        if not line.person_id:
            return
        if (names := self._names.get(line.person_id)) is not None:
            names.add(line.person_name)
        if (roster := self._roster.get(line.payee)) is not None:
            key = name_key(line.person_name)
            known = roster.setdefault(key, line.person_id) == line.person_id
            roster[key] = line.person_id if known and key else _SEVERAL

    def learn_number(self, line: Line) -> None:
        """Take in who uses which invoice number."""
        numbers = self._users.get(_payee_month(line))
        if numbers is None or not line.person_id:
            return
        users = numbers.get(invoice_key(line.invoice_no))
        if users is not None and len(users) < _USERS_KEPT:
            users.add(line.person_id)

    def id_of(self, line: Line) -> str:
        """The person's id; a blank one from the name, if the payee has one such person; or ""."""
        if line.person_id or not line.person_name:
            return line.person_id
        return self._roster.get(line.payee, {}).get(name_key(line.person_name), "")

    def recognises(self, person_id: str, name: str) -> bool:
        """Whether this id was seen earlier under this name or one like it (or with none)."""
        if (person_id, name) in self._recognised:
            return True
        names = self._names.get(person_id)
        if names and any(not name or not seen or alike(name, seen) for seen in names):
            self._recognised.add((person_id, name))
            return True
        return False

    def others_use_number(self, line: Line, persons: Iterable[str]) -> bool:
        """Whether the payee's other persons use the number too this month: it proves nothing then.

        Of this month, because many vendors begin their numbers anew each year.
        """
        numbers = self._users[_payee_month(line)]
        return not numbers[invoice_key(line.invoice_no)] <= set(persons)


def _payee_month(line: Line) -> _PayeeMonth:
    return line.payee, line.service_from.year, line.service_from.month
