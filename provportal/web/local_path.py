"""Where a page may lead after signing in: to a path of this portal and nowhere else."""

from __future__ import annotations

import re

_LOCAL = re.compile(r"/(?![/\\])[!-\[\]-~]*")
"""One slash, not two; visible ASCII, no backslash, which browsers read as a slash."""


def local_path(text: str | None) -> str | None:
    """The path if it is local, else None: 'https://e.example', '//e', '/\\e', '/%0d' are not."""
    if not text or not _LOCAL.fullmatch(text):
        return None
    decoded = text.lower()
    if any(code in decoded for code in ("%0d", "%0a", "%00", "%5c", "/%2f")):
        return None
    return text
