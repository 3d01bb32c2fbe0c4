"""Remittance documents are made once, whoever makes them and whenever a job is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.documents.remittances import CSV, PDF, document_of, render_remittances
from provportal.documents.storage import FolderStorage, Shelf
from provportal.domain.request import Place
from provportal.settings import Settings, from_environment
from provportal.store.remittance import Document, Remittance
from provportal.store.session import reading
from tests import given
from tests import given_requests as requests
from tests.given import SETTLEMENT
from tests.rails.test_ach_file import with_a_person

ROOT = Path(__file__).parents[2]


class Settled:
    """A settled batch with two remittances, and a shelf without their documents."""

    def __init__(self, engine: Engine, data: Path) -> None:
        self.engine = engine
        world = given.a_world(engine)
        requests.a_request(world, at=Place.APPROVED)
        requests.a_request(with_a_person(world), at=Place.APPROVED)
        self.batch_id = requests.a_batch(world)
        for step in (
            requests.released,
            requests.was_sent,
            requests.acknowledged,
            requests.settled,
        ):
            step(world, self.batch_id)
        self.settings: Settings = from_environment(
            {"DATA": str(data), "DATABASE_URL": engine.url.render_as_string(hide_password=False)}
        )
        data.mkdir()
        self.settings.keys_path.touch(mode=0o600)
        self.settings.keys_path.write_text(world.keyring.text(), encoding="utf-8")
        self.shelf = Shelf(engine, FolderStorage(self.settings.documents_path, world.keyring))

    def render(self, first: int = 0, count: int = 25) -> int:
        return render_remittances(self.shelf, SETTLEMENT, self.batch_id, (first, count))

    def documents(self) -> dict[str, Document]:
        """By id of the row."""
        with reading(self.engine) as session:
            return {found.id: found for found in session.scalars(sa.select(Document))}

    def bytes_of(self, kind: str) -> list[bytes]:
        """As a provider would get them."""
        with reading(self.engine) as session:
            remittances = session.scalars(sa.select(Remittance).order_by(Remittance.number)).all()
            found = [document_of(session, one.id, kind) for one in remittances]
        return [self.shelf.storage.get(one.storage_key) for one in found if one is not None]

    def files(self) -> int:
        return sum(path.is_file() for path in self.settings.documents_path.rglob("*"))


@pytest.fixture
def settled(engine: Engine, tmp_path: Path) -> Settled:
    return Settled(engine, tmp_path / "data")


def test_each_remittance_has_a_pdf_and_a_csv(settled: Settled) -> None:
    made = settled.render()
    kinds = sorted(found.kind for found in settled.documents().values())
    assert (made, kinds) == (2, [CSV, CSV, PDF, PDF])


def test_a_second_job_makes_nothing(settled: Settled) -> None:
    settled.render()
    before = set(settled.documents())
    assert (settled.render(), set(settled.documents())) == (0, before)


def test_each_read_gives_the_same_bytes(settled: Settled) -> None:
    settled.render()
    assert settled.bytes_of(PDF) == settled.bytes_of(PDF)


def test_they_are_what_they_are_called(settled: Settled) -> None:
    settled.render()
    starts = [data[:5] for data in settled.bytes_of(PDF) + settled.bytes_of(CSV)]
    assert starts == [b"%PDF-"] * 2 + [b"remit"] * 2


def test_a_stretch_is_rendered_alone(settled: Settled) -> None:
    assert (settled.render(1, 1), len(settled.documents())) == (1, 2)


def test_two_jobs_at_once_keep_one_set(settled: Settled) -> None:
    with ThreadPoolExecutor(2) as pool:
        for job in [pool.submit(settled.render) for _ in range(2)]:
            job.result()
    # The loser's files are gone again: only those that a row names are left.
    assert (len(settled.documents()), settled.files()) == (4, 4)


RENDERS = """
import os
from provportal.settings import from_environment
from provportal.wiring import wire
from workers.jobs import render
print("begins", flush=True)
render(wire(from_environment()), os.environ["SUBJECT"])
"""


def test_a_killed_job_goes_on_where_it_was(settled: Settled) -> None:
    job = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", RENDERS],
        env=os.environ | settled.settings.as_environment() | {"SUBJECT": f"{settled.batch_id}:0"},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    _wait_for_documents(settled, 2)
    job.send_signal(signal.SIGKILL)
    job.wait()
    before = settled.documents()
    settled.render()
    after = settled.documents()
    assert (len(after), before.keys() <= after.keys()) == (4, True)


def _wait_for_documents(settled: Settled, count: int) -> None:
    for _ in range(1200):
        if len(settled.documents()) >= count:
            return
        time.sleep(0.02)
    raise AssertionError("nothing was rendered")
