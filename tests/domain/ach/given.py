"""Builders of bank files for the tests: a profile, entries, batches, whole files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from provportal.domain.ach.findings import Finding
from provportal.domain.ach.model import BankProfile, Batch, Entry
from provportal.domain.ach.reader import read_file
from provportal.domain.ach.report import Profile
from provportal.domain.ach.writer import trace_number, write_file

PROFILE = BankProfile(
    odfi="121000374",
    destination="121000374",
    destination_name="FEDERAL RESERVE BANK",
    origin="1946000001",
    origin_name="ALDER COUNTY",
    company_name="ALDER COUNTY",
    company_id="1946000001",
)
CREATED = datetime(2026, 11, 23, 14, 5)  # noqa: DTZ001 - Eastern wall clock, as the header holds it
EFFECTIVE = date(2026, 11, 25)


def trn(number: int) -> str:
    return f"TRN*1*{number:09}*1946000001\\"


def entry(number: int = 1, **changes: object) -> Entry:
    usual = Entry(
        transaction_code="22",
        routing_number="011000015",
        account_number=f"98765{number:04}",
        amount=10_000 + number,
        identification=f"P-{number}",
        name="ROSA MARTINEZ",
        trace=trace_number(PROFILE.odfi, number),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]  # a builder takes any field


def batch(*entries: Entry, **changes: object) -> Batch:
    usual = Batch(
        number=1,
        sec_code="PPD",
        description="CHILD CARE",
        effective_entry_date=EFFECTIVE,
        entries=entries or (entry(1), entry(2)),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]  # a builder takes any field


def written(*batches: Batch, profile: BankProfile = PROFILE) -> bytes:
    return b"".join(write_file(profile, CREATED, "A", batches or (batch(),)))


def strict(data: bytes) -> tuple[Finding, ...]:
    return read_file(data, Profile.STRICT).findings


def records(data: bytes) -> list[str]:
    return data.decode("latin-1").removesuffix("\n").split("\n")


def joined(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("latin-1")


def changed(data: bytes, line: int, start: int, text: str) -> bytes:
    """The file with other characters from a position (both counted from 1)."""
    lines = records(data)
    old = lines[line - 1]
    lines[line - 1] = old[: start - 1] + text + old[start - 1 + len(text) :]
    return joined(lines)


def edited(data: bytes, edit: Callable[[list[str]], object]) -> bytes:
    """The file after its list of lines was edited in place."""
    lines = records(data)
    edit(lines)
    return joined(lines)
