"""Snapshots: what a remittance shows for ever is what its rows say, to the cent and to the key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from provportal.integrity.invariant import Breach, Columns, Invariant

AMOUNTS = ("asked", "reduced", "added", "offset", "paid")
KEYS = ("number", "batch_number", "trace", "provider_number", "account_last4", "effective_on")
_MONEY = re.compile(r"-?\d+\.\d\d")


def cents(text: str) -> int:
    """The cents of '950.00'. Raises ValueError for any other form."""
    if not _MONEY.fullmatch(text):
        raise ValueError("not an amount with two decimals")
    return int(text.replace(".", ""))


@lru_cache(maxsize=1)
def read(snapshot: str) -> Mapping[str, Any]:
    """The snapshot; lines of one remittance come one after another, so the last is remembered."""
    stored: Mapping[str, Any] = json.loads(snapshot)
    return stored


def shows_its_keys(row: Columns) -> Iterator[Breach]:
    """The numbers that people quote, in the order of KEYS."""
    name, snapshot, *kept = row
    for key, value in zip(KEYS, kept, strict=True):
        shown = read(snapshot)[key]
        if shown != value:
            yield Breach(name, f"it shows {key} {shown!r}, its rows say {value!r}")


def shows_its_totals(row: Columns) -> Iterator[Breach]:
    """As many lines as there are remittance lines, and the same total of each amount."""
    name, snapshot, count, *kept = row
    lines = read(snapshot)["lines"]
    if len(lines) != count:
        yield Breach(name, f"it shows {len(lines)} lines, its rows are {count}")
    for amount, column in zip(AMOUNTS, kept, strict=True):
        shown = sum(cents(line[amount]) for line in lines)
        if shown != column:
            yield Breach(name, f"it shows {shown} cents {amount}, its rows say {column}")


def shows_the_line(row: Columns) -> Iterator[Breach]:
    """Once, with the same keys and cents, and with a reason for each cent of difference."""
    name, snapshot, key, *kept = row
    found = [line for line in read(snapshot)["lines"] if line_key(line) == key]
    if len(found) != 1:
        yield Breach(name, f"the snapshot shows {key} {len(found)} times")
        return
    shown = [cents(found[0][amount]) for amount in AMOUNTS]
    if shown != kept:
        yield Breach(name, f"the snapshot shows {shown} cents, its columns say {kept}")
    _, reduced, added, *_ = shown
    if sum(cents(reason["amount"]) for reason in found[0]["reasons"]) != reduced - added:
        yield Breach(name, f"the reasons do not add up to {reduced} - {added} cents")


def line_key(line: Mapping[str, Any]) -> str:
    """What ties a line of the snapshot to the rows: its request, version, line and certificate."""
    return "{request_number} v{version} line {line_number} {authorisation}".format_map(line)


SNAPSHOTS = (
    Invariant(
        "snapshot_shows_its_keys",
        "A remittance's snapshot shows the numbers of its own row, its entry and its batch.",
        """
        SELECT 'remittance ' || m.number, CAST(m.snapshot AS TEXT),
               m.number, b.number, COALESCE(e.trace, ''),
               COALESCE(e.provider_number, (
                   SELECT MIN(k.number)
                   FROM remittance_line p
                   JOIN request r ON r.id = p.request_id
                   JOIN contract k ON k.id = r.contract_id
                   WHERE p.remittance_id = m.id)),
               COALESCE(c.last4, ''), CAST(m.settled_on AS TEXT)
        FROM remittance m
        JOIN batch b ON b.id = m.batch_id
        LEFT JOIN entry e ON e.id = m.entry_id
        LEFT JOIN bank_account c ON c.id = e.bank_account_id
        """,
        shows_its_keys,
    ),
    Invariant(
        "snapshot_shows_its_totals",
        "A remittance's snapshot shows as many lines, and the same totals, as its rows.",
        """
        SELECT 'remittance ' || m.number, CAST(m.snapshot AS TEXT),
               p.lines, p.asked, p.reduced, p.added, p.set_off, p.paid
        FROM remittance m
        JOIN (
            SELECT remittance_id, COUNT(*) AS lines, SUM(asked) AS asked, SUM(reduced) AS reduced,
                   SUM(added) AS added, SUM(set_off) AS set_off, SUM(paid) AS paid
            FROM remittance_line GROUP BY remittance_id) p ON p.remittance_id = m.id
        """,
        shows_its_totals,
    ),
    Invariant(
        "snapshot_shows_its_lines",
        "Each remittance line is in the snapshot once: same keys, same cents, reasons that add up.",
        """
        SELECT 'remittance_line ' || p.id, CAST(m.snapshot AS TEXT),
               r.number || ' v' || v.number || ' line ' || l.number || ' ' || t.number,
               p.asked, p.reduced, p.added, p.set_off, p.paid
        FROM remittance_line p
        JOIN remittance m ON m.id = p.remittance_id
        JOIN request r ON r.id = p.request_id
        JOIN request_line l ON l.id = p.line_id
        JOIN request_version v ON v.id = l.version_id
        JOIN certificate t ON t.id = r.certificate_id
        ORDER BY m.id
        """,
        shows_the_line,
    ),
)
