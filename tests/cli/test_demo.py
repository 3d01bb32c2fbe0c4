"""`provportal demo --once`: the main job to its proof, again the same, and nothing left behind."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from provportal.actions.replaying import replay
from provportal.cli.walk_start import SEED
from provportal.domain.ach.reader import Profile, read_file
from provportal.domain.money import Money
from provportal.sample.accounts import sample_accounts, sample_changes
from provportal.sample.files import sample_files
from provportal.sample.size import SMALL
from provportal.store.agency import RuleVersion
from provportal.store.request import Request
from provportal.store.session import make_engine, reading
from tests.cli.given import ROOT, command, environment, processes, run

pytestmark = pytest.mark.slow

NOVEMBER = date(2026, 11, 9)


@dataclass(frozen=True)
class Runs:
    """Two whole runs in one folder, the first after one that was killed in its middle."""

    data: Path
    first: subprocess.CompletedProcess[str]
    second: subprocess.CompletedProcess[str]

    @property
    def made(self) -> Any:
        return json.loads(self.second.stdout)

    @property
    def files(self) -> Iterator[Path]:
        return (path for path in self.data.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    data = tmp_path_factory.mktemp("demo")
    kill_one_in_its_middle(data)
    words = ("demo", "--once", "--json")
    return Runs(data, run(data, *words), run(data, *words))


def kill_one_in_its_middle(data: Path) -> None:
    """Its database has begun and its server runs; both are left as they are."""
    demo = subprocess.Popen(  # noqa: S603 - our own command
        command("demo", "--once"), cwd=ROOT, env=environment(data), stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            if (data / "once" / "portal.sqlite3").exists():
                return
            time.sleep(0.1)
        raise AssertionError("the demo never began")
    finally:
        demo.send_signal(signal.SIGKILL)
        demo.wait()


def test_a_killed_run_does_not_block_the_next(runs: Runs) -> None:
    assert runs.first.returncode == 0, runs.first.stderr


def test_a_log_is_told_each_step_and_nothing_else(runs: Runs) -> None:
    first, *steps = runs.first.stderr.splitlines()
    assert first == "Making the sample county"
    assert [re.match(r"(\d+)/\d+ [A-Z]", step) is not None for step in steps] == [True] * len(steps)
    assert steps[-1].endswith(" Checking every cent")


def test_a_second_run_prints_the_same(runs: Runs) -> None:
    assert runs.second.stdout == runs.first.stdout


def test_nothing_is_left_running(runs: Runs) -> None:
    assert processes(runs.data) == []


def test_its_shape(runs: Runs) -> None:
    made = runs.made
    assert list(made) == ["requests", "batches", "remittances", "returns", "integrity"]
    assert {tuple(one) for one in made["batches"]} == {("number", "entries", "total", "file")}
    assert {tuple(one) for one in made["remittances"]} == {
        ("number", "provider", "paid", "pdf", "csv")
    }


def test_its_values(runs: Runs) -> None:
    made = runs.made
    money = [one["total"] for one in made["batches"]] + [one["paid"] for one in made["remittances"]]
    assert all(re.fullmatch(r"\d+\.\d\d", amount) for amount in money)
    assert (made["returns"], made["integrity"]) == (1, "ok")


def test_every_child_is_paid(runs: Runs) -> None:
    assert runs.made["requests"] == {"paid": SMALL.children}


def test_each_path_is_a_file_of_its_kind(runs: Runs) -> None:
    starts = {"pdf": b"%PDF-", "csv": b"remit", "file": b"101 1"}
    found = [
        (kind, Path(one[kind]).read_bytes()[:5])
        for one in runs.made["batches"] + runs.made["remittances"]
        for kind in starts.keys() & one.keys()
    ]
    assert [start for kind, start in found] == [starts[kind] for kind, _ in found]


def test_what_is_paid_is_what_was_sent(runs: Runs) -> None:
    batches, remittances = runs.made["batches"], runs.made["remittances"]
    sent = sum(Decimal(one["total"]) for one in batches)
    assert (sent, sum(one["entries"] for one in batches)) == (
        sum(Decimal(one["paid"]) for one in remittances),
        len(remittances),
    )


def test_each_bank_file_reads_back_clean(runs: Runs) -> None:
    for batch in runs.made["batches"]:
        report = read_file(Path(batch["file"]).read_bytes(), Profile.STRICT)
        read = (report.findings, str(Money(report.tally.credit)))
        assert read == ((), batch["total"])


def secrets_of_the_sample() -> list[bytes]:
    """Every account number and taxpayer's number that came in."""
    changes = [one for month in SMALL.months for one in sample_changes(SEED, SMALL, month)]
    changed = [one for change in changes for one in (change.mistyped, change.right) if one]
    accounts = [one.account.encode() for one in sample_accounts(SEED, SMALL) + changed]
    header, *rows = sample_files(SEED, SMALL)["providers"].splitlines()
    place = header.split(",").index("tin")
    # A name may be quoted for its comma; the number is found by its form then.
    tins = [re.findall(r"(?<!\d)\d{9}(?!\d)", row) or [row.split(",")[place]] for row in rows]
    return accounts + [tin.encode() for found in tins for tin in found]


def test_account_and_tax_numbers_stand_in_bank_files_alone(runs: Runs) -> None:
    """Database, its log, the queue's files, logs and documents: searched byte by byte."""
    secrets = secrets_of_the_sample()
    holding = {
        path.relative_to(runs.data / "once").parts[0]
        for path in runs.files
        if any(secret in path.read_bytes() for secret in secrets)
    }
    # A return repeats the number to which nothing could be paid.
    assert (len(secrets), holding) == (2 * SMALL.providers + 2, {"outgoing", "incoming"})


def test_only_its_owner_may_read_it(runs: Runs) -> None:
    assert (runs.data / "once").stat().st_mode & 0o077 == 0


def test_every_decision_of_the_sample_replays(runs: Runs) -> None:
    engine = make_engine(f"sqlite:///{runs.data / 'once' / 'portal.sqlite3'}")
    with reading(engine) as session:
        requests = session.scalars(sa.select(Request)).all()
        replayed = [each for one in requests for each in replay(session, one, NOVEMBER)]
    engine.dispose()
    assert len(replayed) > 2 * SMALL.children
    assert [each.decision.id for each in replayed if not each.is_same] == []


def test_two_people_published_the_rules_of_the_sample(runs: Runs) -> None:
    engine = make_engine(f"sqlite:///{runs.data / 'once' / 'portal.sqlite3'}")
    with reading(engine) as session:
        versions = session.scalars(sa.select(RuleVersion)).all()
    engine.dispose()
    assert versions
    assert all(one.drafted_by_id and one.published_by_id for one in versions)
