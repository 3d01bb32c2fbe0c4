"""What a line type says about the lines of a duplicate: how often one may rightly be billed."""

from __future__ import annotations

ADJUSTMENTS = frozenset({"correction", "supplement", "reversal"})
"""A month may have several: only an equal amount makes two of them one."""

MAKE_UP_DAY = "make_up_day"
"""Billed day by day at one daily rate: an equal amount on a neighbouring day says nothing."""


def service(line_type: str) -> str:
    """The service billed, for comparison: the type, or in health the procedure with modifiers."""
    return line_type.strip().casefold()
