"""Telephone numbers to which a text can be sent."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"1?([2-9]\d{2}[2-9]\d{6})")
"""Area code and exchange begin with 2 to 9 (North American Numbering Plan)."""
_WRITTEN = re.compile(r"[0-9 ().+-]*")


def normal_phone(typed: str) -> str | None:
    """'+15555550100' of '(555) 555-0100' and the like; None for what is no number of ten digits."""
    if not _WRITTEN.fullmatch(typed):
        return None
    found = _NUMBER.fullmatch(re.sub(r"[^0-9]", "", typed))
    return f"+1{found[1]}" if found else None


def shown_phone(number: str) -> str:
    """'555-555-0100' of '+15555550100'."""
    return f"{number[2:5]}-{number[5:8]}-{number[8:]}"
