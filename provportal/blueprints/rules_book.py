"""A rule book from a form: its text read and checked by its program, every fault said."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from provportal.actions.rules import Written
from provportal.domain.programs.reading import program_code, read_book
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
        book = read_book(str(form.book.data), program)
    except BookFaults as faults:
        for fault in faults.faults:
            form.refuse("book", fault)
        return None
    because = form.reaches_back_because.data or ""
    return Book(program_code(book), Written(book, form.source.data or "", because))
