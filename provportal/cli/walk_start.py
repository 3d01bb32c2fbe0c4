"""Where every walk of the sample begins: a migrated database and its reference data, on day one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

from provportal.actions import rules
from provportal.cli.bank import BEHAVIOUR
from provportal.cli.cast import read_cast
from provportal.cli.walk import Walker
from provportal.clock import FileClock
from provportal.domain.calendar import PACIFIC
from provportal.domain.programs import PROGRAMS
from provportal.domain.roles import SYSTEM, Context, Role
from provportal.imports.kinds import KINDS
from provportal.imports.load import Importer
from provportal.sample.files import sample_files
from provportal.sample.size import SampleSize
from provportal.store.migrate import upgrade
from provportal.store.rule_reads import open_drafts
from provportal.store.session import reading, transaction
from provportal.wiring import Wiring

SEED = 20261001


def prepare(wiring: Wiring, size: SampleSize, keep_due: Callable[[Wiring], None]) -> Walker:
    """A migrated database with the sample's reference data, at the sample's first day."""
    clock = FileClock(Path(str(wiring.settings.clock_path)))
    clock.begin(beginning(size))
    upgrade(wiring.engine)
    import_sample(wiring, size)
    walker = Walker(wiring, keep_due, clock, read_cast(wiring.engine), BEHAVIOUR)
    publish_rules(walker)
    return walker


def beginning(size: SampleSize) -> datetime:
    """The morning of the first month's first day: accounts are entered before any care is paid."""
    return datetime.combine(size.months[0], time(9), PACIFIC)


def import_sample(wiring: Wiring, size: SampleSize) -> None:
    """Bring the sample's files in through the importers. Raises ValueError on any fault."""
    context = Context(SYSTEM, wiring.clock.now(), "sample")
    importer = Importer(wiring.engine, context, wiring.keyring, PROGRAMS)
    for name, text in sample_files(SEED, size).items():
        report = importer.bring_in(KINDS[name], text.encode())
        if report.faults:
            raise ValueError(f"{name}: {report.faults[0]}")


def publish_rules(walker: Walker) -> None:
    """One program admin of each agency proposes the imported rules, another publishes them."""
    for agency_id in walker.cast.agencies:
        one, other = (
            walker.context(walker.cast.staff(agency_id, Role.PROGRAM_ADMIN, nth)) for nth in (0, 1)
        )
        with reading(walker.engine) as session:
            drafts = open_drafts(session, agency_id)
        for draft in drafts:
            with transaction(walker.engine) as session:
                rules.propose(session, one, draft.id, draft.hash)
            with transaction(walker.engine) as session:
                rules.publish(session, other, draft.id, draft.hash)
