"""Text messages, counted: in how many parts one is sent, and so what it costs and how it arrives.

A message in the GSM 7-bit alphabet has 160 septets, or parts of 153; any other sign makes all of it
UCS-2 with 70 units, or parts of 67 (3GPP TS 23.038, 6.2, and TS 23.040, 9.2.3.24.1).
"""

from __future__ import annotations

from collections.abc import Sequence

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""One septet each (TS 23.038, 6.2.1)."""
EXTENSION = frozenset("\f^{}\\[~]|€")
"""Two septets each, an escape and a sign (TS 23.038, 6.2.1.1)."""

GSM_ALONE, GSM_PART = 160, 153
UCS2_ALONE, UCS2_PART = 70, 67

GSM_PARTS, UCS2_PARTS = 1, 2
"""How many parts our own messages may have: 160 septets, or 134 units."""

_PLAIN = str.maketrans("áíóúÁÍÓÚ\N{NO-BREAK SPACE}", "aiouAIOU ")


def plain(text: str) -> str:
    """The text with the Spanish accents that GSM 7-bit lacks taken off, and plain spaces.

    One accent would make every sign of a message twice as long.
    """
    return text.translate(_PLAIN)


def is_gsm(text: str) -> bool:
    """Whether the GSM 7-bit alphabet has every sign."""
    return all(sign in BASIC or sign in EXTENSION for sign in text)


def length(text: str) -> int:
    """Septets in the GSM alphabet, else UCS-2 units."""
    return sum(_sizes(text))


def parts(text: str) -> int:
    """In how many parts the text is sent; 0 for an empty one."""
    alone, part = (GSM_ALONE, GSM_PART) if is_gsm(text) else (UCS2_ALONE, UCS2_PART)
    sizes = _sizes(text)
    if sum(sizes) <= alone:
        return 1 if sizes else 0
    return _packed(sizes, part)


def is_short(text: str) -> bool:
    """Whether it may be sent: 160 septets, or 134 units of UCS-2 in two parts."""
    return parts(text) <= (GSM_PARTS if is_gsm(text) else UCS2_PARTS)


def _sizes(text: str) -> list[int]:
    if is_gsm(text):
        return [2 if sign in EXTENSION else 1 for sign in text]
    return [len(sign.encode("utf-16-be")) // 2 for sign in text]


def _packed(sizes: Sequence[int], part: int) -> int:
    """No sign is split between two parts: neither an escape nor a surrogate pair."""
    count, left = 1, part
    for size in sizes:
        if size > left:
            count, left = count + 1, part
        left -= size
    return count
