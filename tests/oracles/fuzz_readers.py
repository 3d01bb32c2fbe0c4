"""Coverage-guided fuzzing of both readers, run in the oracles' environment.

python fuzz_readers.py -runs=N CORPUS ends with 0 when every input was read or refused as it should.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["provportal.domain.ach"]):
    from provportal.domain.ach.reader import Profile, Unreadable, read_file


def read_both(data: bytes) -> None:
    """No exception but our own, and every finding names a place that exists."""
    for profile in Profile:
        try:
            report = read_file(data, profile)
        except Unreadable:
            continue
        for finding in report.findings:
            if not (1 <= finding.line <= len(report.records) + 2):
                raise AssertionError(f"line {finding.line} of {len(report.records)}")
        list(report.entries())


atheris.Setup(sys.argv, read_both)
atheris.Fuzz()
