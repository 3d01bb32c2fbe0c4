"""The main job, once: import the sample, walk its months, and show what came of the last one."""

from __future__ import annotations

from datetime import UTC, datetime

SEED = 20261001
BEGIN = datetime(2026, 9, 1, 15, 0, tzinfo=UTC)
"""The sample's first day: accounts are entered before the first month is asked for."""
