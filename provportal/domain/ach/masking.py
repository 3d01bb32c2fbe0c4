"""Account numbers as people may see them: the last four characters, the rest hidden."""

from __future__ import annotations

MASK = "*"
SHOWN = 4


def mask(account: str) -> str:
    """One mask character for each hidden character, then the last four as they stand.

    Blanks inside the number are kept; four characters or fewer are hidden whole.
    """
    account = account.strip()
    if len(account) <= SHOWN:
        return MASK * len(account)
    return MASK * (len(account) - SHOWN) + account[-SHOWN:]
