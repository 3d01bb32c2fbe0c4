"""Reads a bank file: strictly what we send, tolerantly what banks send."""

from __future__ import annotations

from provportal.domain.ach.inbound import read_inbound
from provportal.domain.ach.lines import Unreadable
from provportal.domain.ach.report import Profile, Report
from provportal.domain.ach.strict import read_strict

__all__ = ["Profile", "Report", "Unreadable", "read_file"]

READERS = {Profile.STRICT: read_strict, Profile.INBOUND: read_inbound}


def read_file(data: bytes, profile: Profile) -> Report:
    """The report of one file. Raises Unreadable when it holds no record at all."""
    return READERS[profile](data)
