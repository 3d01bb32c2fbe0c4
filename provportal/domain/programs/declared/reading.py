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
    same_named,
    table,
    text,
    wrong,
)
from provportal.domain.limits import read_limits, window
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


_when = record(When, same_named("question", text), Field("is", listing(text), "is_one_of"))
_choice = record(Choice, same_named("value", _name), same_named("label", read_texts))
_question = record(
    AskedQuestion,
    same_named("key", _name),
    same_named("kind", one_of(KINDS)),
    same_named("label", read_texts),
    same_named("hint", read_texts, optional=True),
    same_named("missing", read_texts, optional=True),
    same_named("optional", boolean, optional=True),
    same_named("when", _when, optional=True),
    same_named("choices", listing(_choice), optional=True),
)
_step = record(
    AskedStep,
    same_named("slug", _name),
    same_named("name", read_texts),
    same_named("title", read_texts),
    same_named("questions", listing(_question)),
    same_named("when", _when, optional=True),
)
_check = record(
    Check,
    same_named("question", text),
    same_named("must", one_of(Must)),
    same_named("words", read_texts),
    same_named("than", text, optional=True),
    same_named("severity", one_of(Severity), optional=True),
)
_bill = record(
    Bill,
    same_named("kind", text),
    same_named("first_day", text),
    same_named("last_day", text),
)


def _price(value: object) -> Price:
    """`price = "as billed"`, or a table with the question that chooses its row."""
    if value == "as billed":
        return Price()
    if not isinstance(value, Mapping):
        raise wrong('write "as billed", or a table [price] with by and table')
    return _by_table(value)


_by_table = record(Price, same_named("by", text), same_named("table", table(_name, money)))

read_declaration: Reader[Declaration] = record(
    Declaration,
    same_named("program", _name),
    same_named("version", _version),
    same_named("effective_from", day),
    same_named("name", read_texts),
    same_named("statement", read_texts),
    same_named("bill", _bill),
    same_named("price", _price),
    same_named("steps", listing(_step)),
    same_named("checks", listing(_check), optional=True),
    same_named("limits", read_limits, optional=True),
    same_named("severities", read_severities(OF_EVERY_PROGRAM), optional=True),
    same_named("pay_within_days", window, optional=True),
)
"""Reads what TOML has made of a file. Raises Wrong with every fault."""
