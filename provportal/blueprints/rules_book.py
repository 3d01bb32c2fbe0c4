"""A rule book from a form: its text read and checked by its program, every fault said."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from werkzeug.datastructures import FileStorage

from provportal.actions.rules import Written
from provportal.domain.json_object import NotJson, read_json
from provportal.domain.programs import PROGRAMS
from provportal.domain.rulebook import BookFaults
from provportal.forms.rules import BookForm


@dataclass(frozen=True, slots=True)
class Book:
    """What a form gave: the program that the book is of, and the book."""

    program: str
    written: Written


def book_in(form: BookForm, file: FileStorage | None, program: str = "") -> Book | None:
    """The book of a form, or None after saying every fault on it.

    `program` is that of the draft being changed; another one's book is refused.
    """
    form.take(file)
    if not form.validate():
        return None
    try:
        payload = read_json(str(form.book.data).encode())
    except NotJson as no_json:
        form.refuse("book", _("The text %(fault)s", fault=no_json))
        return None
    code, known = str(payload.get("program")), [program] if program else list(PROGRAMS)
    if code not in known:
        form.refuse("book", _("program: write %(known)s", known=" or ".join(known)))
        return None
    try:
        book = PROGRAMS[code].read_book(payload)
    except BookFaults as faults:
        for fault in faults.faults:
            form.refuse("book", fault)
        return None
    because = form.reaches_back_because.data or ""
    return Book(code, Written(book, form.source.data or "", because))
