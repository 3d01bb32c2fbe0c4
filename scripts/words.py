"""Brings the translations in step with the code, and lists what each language still lacks.

Run from the root of the project: `make words`.
"""

from __future__ import annotations

import ast
import csv
import io
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
TRANSLATIONS = ROOT / "provportal" / "translations"
LANGUAGES = ("es", "zh_Hant")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}

STAFF_ONLY = (
    "provportal/blueprints/audit*",
    "provportal/blueprints/bank_accounts.py",
    "provportal/blueprints/bank_accounts_reveal.py",
    "provportal/blueprints/bank_accounts_seen.py",
    "provportal/blueprints/held.py",
    "provportal/blueprints/payout*",
    "provportal/blueprints/people*",
    "provportal/blueprints/review*",
    "provportal/blueprints/rules*",
    "provportal/forms/audit.py",
    "provportal/forms/held.py",
    "provportal/forms/payouts.py",
    "provportal/forms/people.py",
    "provportal/forms/reveal.py",
    "provportal/forms/review.py",
    "provportal/forms/rules.py",
    "provportal/templates/audit/*",
    "provportal/templates/bank_accounts/*",
    "provportal/templates/held/*",
    "provportal/templates/payouts/*",
    "provportal/templates/people/*",
    "provportal/templates/review/*",
    "provportal/templates/rules/*",
    "provportal/words/differences.py",
)
"""Pages that only the agency's staff open. They are in English."""

Extracted = tuple[int, str, str, list[str]]
"""Line, the function that marks it, the message, comments: what Babel asks of an extractor."""


def catalogue() -> Catalog:
    """What providers and parents read: each message of the code, with the files it stands in."""
    found = everything()
    for message in [each for each in found if each.id and is_for_staff(each)]:
        found.delete(message.id, message.context)
    return found


def everything() -> Catalog:
    """Each message of the code, also those that only staff read."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel's own
    found = Catalog(charset="utf-8")
    for name, line, message, comments, context in extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS
    ):
        found.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return found


def literals(file: io.BufferedIOBase, *_: object, options: object) -> Iterator[Extracted]:
    """The sentences of a module that is made of sentences: every literal that reads like words.

    Docstrings, keys of tables, values of enums and parts of f-strings are not sentences.
    """
    tree = ast.parse(file.read())
    others = {id(node) for node in _not_sentences(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in others:
            text = node.value
            if isinstance(text, str) and reads_like_words(text):
                yield node.lineno, "_", text, []


def _not_sentences(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.ClassDef):
            yield from (part.value for part in node.body if isinstance(part, ast.Assign))
        elif isinstance(node, ast.JoinedStr):
            yield from node.values
        elif isinstance(node, ast.Dict):
            yield from (key for key in node.keys if key is not None)


def reads_like_words(text: str) -> bool:
    """'Draft', 'not yet', '{person}, {period}'; not 'done', 'OFFSET', ', '."""
    has_letters = re.search(r"[a-z]", text) is not None
    return has_letters and (text[0].isupper() or " " in text.strip())


def provider_messages(file: io.BufferedReader, *_: object, options: object) -> Iterator[Extracted]:
    """What a provider reads for each return code of a bank."""
    table = csv.DictReader(io.StringIO(file.read().decode()))
    for row in table:
        if row["provider_message"]:
            yield table.line_num, "_", row["provider_message"], []


def is_for_staff(message: Message) -> bool:
    """Whether a message stands on pages of staff alone."""
    return all(
        any(fnmatch(name, pattern) for pattern in STAFF_ONLY) for name, _ in message.locations
    )


def file_of(language: str) -> Path:
    """Where the translations into a language are written."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def translation(language: str) -> Catalog:
    """The translations into a language, as they are written down."""
    with file_of(language).open("rb") as file:
        return read_po(file, locale=language)


def missing(found: Catalog, written: Catalog) -> list[Message]:
    """What the language does not say yet, or not surely."""
    return [message for message in found if message.id and not _is_said(message, written)]


def _is_said(message: Message, written: Catalog) -> bool:
    held = written.get(message.id, message.context)
    if held is None or held.fuzzy or not held.string:
        return False
    return all(forms(held.string))


def forms(text: Any) -> tuple[str, ...]:
    """A text, or its forms for one and for many."""
    return (text,) if isinstance(text, str) else tuple(text)


def update(language: str, found: Catalog) -> Catalog:
    """Take new messages in, let go of what no code says; nothing is guessed from the like."""
    written = translation(language)
    written.update(found, no_fuzzy_matching=True, update_creation_date=False)
    written.obsolete.clear()
    file_of(language).write_bytes(as_file(written))
    return written


def as_file(written: Catalog) -> bytes:
    """A .po file, in the order of the code."""
    out = io.BytesIO()
    write_po(out, written, width=100, include_lineno=False, sort_by_file=True)
    return out.getvalue()


def main() -> int:
    """Update every language and print what it lacks; 1 when something is missing."""
    found = catalogue()
    lacking = 0
    for language in LANGUAGES:
        wanted = missing(found, update(language, found))
        lacking += len(wanted)
        print(f"{language}: {len(wanted)} messages are missing")
        for message in wanted:
            print(f"  {message.id!r}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
