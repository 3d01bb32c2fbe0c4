"""The kinds of question a form can ask; `components/field.html` draws each by its `kind`.

A hint is the field's `description`, attributes of the control are its `render_kw`
(`{"size": 9, "inputmode": "decimal"}`). A field without `answered(...)` is marked optional.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types
from wtforms import (
    BooleanField,
    Field,
    FileField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.utils import unset_value
from wtforms.validators import InputRequired, StopValidation, ValidationError

from provportal.domain.money import Money, NotMoney

LONGEST_LINE = 200
LONGEST_TEXT = 4_000

_MONTH = re.compile(r"(?:(?P<y1>\d{4})-(?P<m1>\d{1,2})|(?P<m2>\d{1,2})[ /-](?P<y2>\d{4}))")


class Answered(InputRequired):
    """Something must be sent, and a text of spaces is nothing."""

    def __call__(self, form: Any, field: Any) -> None:
        super().__call__(form, field)
        if field.data == "":
            raise StopValidation(self.message or "")


def answered(sentence: str) -> InputRequired:
    """The question must be answered; the sentence says what to enter."""
    return Answered(message=sentence)


def options(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    """What can be chosen, as (value, words) pairs: for the `choices` of a field."""
    return [SelectChoice(value, words) for value, words in pairs]


class TextField(StringField):
    """One line."""

    kind = "text"

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        if valuelist:
            self.data = str(valuelist[0]).strip()
            if len(self.data) > LONGEST_LINE:
                raise ValueError(_l("Shorten this to 200 characters"))


class LongTextField(TextAreaField):
    """Several lines."""

    kind = "long_text"

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        if valuelist:
            self.data = str(valuelist[0]).strip()
            if len(self.data) > LONGEST_TEXT:
                raise ValueError(_l("Shorten this to 4,000 characters"))


class SecretField(PasswordField):
    """A password, code, account or tax number: never shown again, typed anew after an error."""

    kind = "secret"


class MoneyField(StringField):
    """Dollars and cents as people type them; `data` is Money or None."""

    kind = "money"
    data: Any

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = None
        if valuelist and str(valuelist[0]).strip():
            try:
                self.data = Money.typed(str(valuelist[0]))
            except NotMoney as wrong:
                raise ValueError(_l("Enter dollars and cents, like 412.50")) from wrong

    @property
    def shown(self) -> str:
        """What stands in the box: what was typed while it cannot be read, else '1,234.50'."""
        if isinstance(self.data, Money):
            return self.data.shown().lstrip("$")
        return str(self.raw_data[0]) if self.raw_data else ""


class DateField(Field):
    """Month, day and year in three boxes; `data` is a date or None."""

    kind = "date"
    data: date | None
    PARTS = ("month", "day", "year")

    parts: Mapping[str, str]
    """What stands in each box."""

    @property
    def first_id(self) -> str:
        """The control that the error summary leads to."""
        return f"{self.id}-month"

    def process(
        self,
        formdata: Any,
        data: Any = unset_value,
        extra_filters: Iterable[Callable[[Any], Any]] | None = None,
    ) -> None:
        self.process_errors = []
        self.parts = dict.fromkeys(self.PARTS, "")
        self.object_data = self.data = self._given(data)
        if formdata is None:
            return
        self.parts = {part: formdata.get(f"{self.name}-{part}", "").strip() for part in self.PARTS}
        typed = " ".join(part for part in self.parts.values() if part)
        self.raw_data = [typed]
        self.data = None
        if typed:
            self._read()

    def _given(self, data: Any) -> date | None:
        value = self.default if data is unset_value else data
        found = value() if callable(value) else value
        if not isinstance(found, date):
            return None
        self.parts = {part: str(getattr(found, part)) for part in self.PARTS}
        return found

    def _read(self) -> None:
        try:
            if not all(text.isascii() and text.isdigit() for text in self.parts.values()):
                raise ValueError
            self.data = date(*(int(self.parts[part]) for part in ("year", "month", "day")))
        except ValueError:
            self.process_errors = [str(_l("Enter a real date, like 9 30 2025"))]


class MonthField(StringField):
    """A month; `data` is its first day or None. Browsers without a picker take '10 2026'."""

    kind = "month"
    data: Any

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = None
        typed = str(valuelist[0]).strip() if valuelist else ""
        if typed:
            self.data = self._first_day(typed)

    @staticmethod
    def _first_day(typed: str) -> date:
        found = _MONTH.fullmatch(typed)
        try:
            if not found or not typed.isascii():
                raise ValueError(typed)
            return date(int(found["y1"] or found["y2"]), int(found["m1"] or found["m2"]), 1)
        except ValueError as wrong:
            raise ValueError(_l("Enter a month and a year, like 10 2026")) from wrong

    @property
    def shown(self) -> str:
        """What stands in the box."""
        if isinstance(self.data, date):
            return f"{self.data:%Y-%m}"
        return str(self.raw_data[0]) if self.raw_data else ""


class ChoiceField(RadioField):
    """One of a few, each with its radio button."""

    kind = "choice"

    def pre_validate(self, form: Any) -> None:
        _among(self)


class ListField(SelectField):
    """One of many, in a list."""

    kind = "list"

    def pre_validate(self, form: Any) -> None:
        _among(self)


def _among(field: SelectField) -> None:
    if field.data and not any(field.data == value for value, *_ in field.iter_choices()):
        raise ValidationError(_l("Choose one of these"))


class AgreementField(BooleanField):
    """A statement that a person agrees to."""

    kind = "agreement"


class DocumentField(FileField):
    """A file; `data` is what Werkzeug read (name, stream), or None."""

    kind = "document"
