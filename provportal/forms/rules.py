"""The form of a rule book: its text, where it comes from, and the law when it reaches back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types
from werkzeug.datastructures import FileStorage

from provportal.forms.base import Form
from provportal.forms.fields import LongTextField, TextField, answered

LONGEST_BOOK = 200_000


class BookField(LongTextField):
    """A whole file as text, kept as it was typed; browsers send another end of line."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        if valuelist:
            self.data = str(valuelist[0]).replace("\r\n", "\n")
            if len(self.data) > LONGEST_BOOK:
                raise ValueError(_l("Shorten this to 200,000 characters"))


class BookForm(Form):
    """A file fills the text, so that what is wrong with it can be put right on the page."""

    book = BookField(
        _l("Rule book, as text"),
        [answered(_l("Choose a file, or paste the rule book"))],
        render_kw={"rows": 14, "spellcheck": "false"},
    )
    source = TextField(
        _l("Where do these rules come from?"),
        [answered(_l("Write where these rules come from"))],
        description=_l("For example a decision of the board, or a letter of the State."),
    )
    reaches_back_because = TextField(
        _l("Law that reaches back"),
        description=_l("Only when the rules begin before months that are decided already."),
    )

    def take(self, file: FileStorage | None) -> None:
        """Put an uploaded file in place of the text."""
        if file is None or not file.filename:
            return
        # What is no UTF-8 is shown with marks in its place, and is told as no rule book.
        text = file.read().decode("utf-8-sig", errors="replace")
        self.book.data, self.book.raw_data = text, [text]
