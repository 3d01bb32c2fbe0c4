"""Bring a file in, whole or not at all; or only say what would happen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from provportal.domain.program import Program
from provportal.domain.roles import Context
from provportal.imports.kind import Desk, Kind
from provportal.imports.lines import read_lines
from provportal.imports.report import Report
from provportal.imports.table import read_table
from provportal.store.keyring import Keyring
from provportal.store.session import transaction


@dataclass(frozen=True, slots=True)
class Importer:
    """Who imports and when, into which database, with which keys and programs."""

    engine: Engine
    context: Context
    keyring: Keyring
    programs: Mapping[str, Program]

    def bring_in(self, kind: Kind, data: bytes) -> Report:
        """Write the file in one transaction; with any fault nothing of it is written.

        Raises Unreadable for what is no table, NotAllowed for a person who may not.
        """
        with transaction(self.engine) as session:
            report = self._write(session, kind, data)
            if report.faults:
                session.rollback()
        return report

    def try_out(self, kind: Kind, data: bytes) -> Report:
        """What `bring_in` would answer; nothing is written. Raises the same."""
        with transaction(self.engine) as session:
            report = self._write(session, kind, data)
            session.rollback()
        return report

    def _write(self, session: Session, kind: Kind, data: bytes) -> Report:
        report = Report(kind.name)
        lines = read_lines(kind, read_table(data), report)
        kind.write(Desk(session, self.context, self.keyring, self.programs), lines, report)
        return report
