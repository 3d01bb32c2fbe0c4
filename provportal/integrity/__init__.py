"""The invariants, asked again in SQL of their own that shares no code with the actions."""

from __future__ import annotations

from provportal.integrity.report import Checked, Report, check, check_one, invariants

__all__ = ["Checked", "Report", "check", "check_one", "invariants"]
