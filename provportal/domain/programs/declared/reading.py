"""Readers of a program's file: which keys it may have, and what each value must look like."""

from __future__ import annotations

import re
from collections.abc import Mapping

from provportal.domain.checks import Severity
from provportal.domain.fields import (
    Field,
    Reader,
    boolean,
    day,
    listing,
    money,
    one_of,
    record,
    table,
    text,
    whole,
    wrong,
)
from provportal.domain.limits import LONGEST_WINDOW, read_limits
from provportal.domain.programs.declared.check import Check, Must
from provportal.domain.programs.declared.condition import When
from provportal.domain.programs.declared.declaration import (
    AskedQuestion,
    AskedStep,
    Bill,
    Declaration,
    Price,
)
from provportal.domain.prompt_fields import read_texts
from provportal.domain.question import Choice, Kind
from provportal.domain.severities import OF_EVERY_PROGRAM, read_severities

KINDS = (Kind.CHOICE, Kind.DATE, Kind.DOCUMENT, Kind.MONEY, Kind.TEXT)
"""What a file can ask for. The other kinds belong to pages that the portal adds itself."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,39}")


def _name(value: object) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise wrong("write 1 to 30 small letters, digits and _, beginning with a letter")
    return value


def _version(value: object) -> str:
    if not isinstance(value, str) or not _VERSION.fullmatch(value):
        raise wrong("write 1 to 40 letters, digits, dots and hyphens")
    return value


def _kind(value: object) -> Kind:
    known = [kind.value for kind in KINDS]
    if not isinstance(value, str) or value not in known:
        raise wrong(f"write one of {', '.join(known)}")
    return Kind(value)


def _days(value: object) -> int:
    found = whole(value)
    if not 1 <= found <= LONGEST_WINDOW:
        raise wrong(f"write days, 1 to {LONGEST_WINDOW}")
    return found


def _own(key: str, reader: Reader[object], *, optional: bool = False) -> Field:
    """A key that the record calls by the same name."""
    return Field(key, reader, key, optional)


_when = record(When, _own("question", text), Field("is", listing(text), "is_one_of"))
_choice = record(Choice, _own("value", _name), _own("label", read_texts))
_question = record(
    AskedQuestion,
    _own("key", _name),
    _own("kind", _kind),
    _own("label", read_texts),
    _own("hint", read_texts, optional=True),
    _own("missing", read_texts, optional=True),
    _own("optional", boolean, optional=True),
    _own("when", _when, optional=True),
    _own("choices", listing(_choice), optional=True),
)
_step = record(
    AskedStep,
    _own("slug", _name),
    _own("name", read_texts),
    _own("title", read_texts),
    _own("questions", listing(_question)),
    _own("when", _when, optional=True),
)
_check = record(
    Check,
    _own("question", text),
    _own("must", one_of(Must)),
    _own("words", read_texts),
    _own("than", text, optional=True),
    _own("severity", one_of(Severity), optional=True),
)
_bill = record(
    Bill,
    _own("kind", text),
    _own("first_day", text),
    _own("last_day", text),
)


def _price(value: object) -> Price:
    """`price = "as billed"`, or a table with the question that chooses its row."""
    if value == "as billed":
        return Price()
    if not isinstance(value, Mapping):
        raise wrong('write "as billed", or a table [price] with by and table')
    return _by_table(value)


_by_table = record(Price, _own("by", text), _own("table", table(_name, money)))

read_declaration: Reader[Declaration] = record(
    Declaration,
    _own("program", _name),
    _own("version", _version),
    _own("effective_from", day),
    _own("name", read_texts),
    _own("statement", read_texts),
    _own("bill", _bill),
    _own("price", _price),
    _own("steps", listing(_step)),
    _own("checks", listing(_check), optional=True),
    _own("limits", read_limits, optional=True),
    _own("severities", read_severities(OF_EVERY_PROGRAM), optional=True),
    _own("pay_within_days", _days, optional=True),
)
"""Reads what TOML has made of a file. Raises Wrong with every fault."""
