"""Invoice numbers as evidence: what is left of one when everything a retyping changes is gone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LOOKALIKES = str.maketrans("OI", "01")
_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_SEPARATORS = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 16)
def invoice_key(number: str) -> str:
    """Upper case, O as 0, I as 1, no separators, no leading zeros in a run of digits.

    "" when nothing is left: such a number is unknown.
    """
    return _LEADING_ZEROS.sub("", _SEPARATORS.sub("", _plain(number)))


@lru_cache(maxsize=1 << 16)
def _key_by_part(number: str) -> str:
    """The same with the zeros dropped before the separators: 2026-007 as 20267."""
    return _SEPARATORS.sub("", _LEADING_ZEROS.sub("", _plain(number)))


def _plain(number: str) -> str:
    """Compatibility letters made plain, twice: upper case can bring new ones to light."""
    if number.isascii():
        return number.upper().translate(_LOOKALIKES)
    upper = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", number).upper())
    return upper.translate(_LOOKALIKES)


def same_invoice(one: str, other: str) -> bool:
    """Whether two numbers are one, perhaps retyped.

    A separator can vanish together with the zeros it kept apart (2026-007, 2026-7, 20267), so
    either way of reading may agree. Blank numbers agree with nothing.
    """
    if not invoice_key(one) or not invoice_key(other):
        return False
    forms = {invoice_key(one), _key_by_part(one)}
    return invoice_key(other) in forms or _key_by_part(other) in forms
