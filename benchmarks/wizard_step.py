"""Server time of saving a wizard step, no network (goal: p95 <= 50 ms on a quiet machine).

The yardstick of the same run does only what nobody could leave out: it reads the form, looks up the
session and the draft, and saves both the answer and who gave it, through the bare driver.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from benchmarks.timing import median, milliseconds, p95
from tests.web.given_wizard import Visitor, a_desk, begun

ROUNDS = 200
GOAL_MS = 50
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        visitor = desk.browser()
        request_id = begun(desk, visitor)
        visitor.post({})
        address = f"/requests/{request_id}/steps/amount?change=yes"
        bare = Bare(Path(folder) / "bare.sqlite3")
        pairs = [(_saved(visitor, address, n), bare.saved(n)) for n in range(ROUNDS)]
    _report(*zip(*pairs, strict=True))


def _saved(visitor: Visitor, address: str, number: int) -> float:
    """Milliseconds of the answer to one POST; the page with the form is not counted."""
    visitor.open(address)
    form = {**dict(visitor.hidden()), "total": f"{900 + number}.00"}
    statuses: list[int] = []
    took = milliseconds(
        lambda: statuses.append(visitor.client.post(address, data=form).status_code)
    )
    assert statuses == [303]
    return took


class Bare:
    """The same database engine with the same promises, and nothing of ours."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            self._database.execute(f"PRAGMA {pragma}")
        self._database.executescript(
            "CREATE TABLE session (token TEXT PRIMARY KEY, person TEXT);"
            "CREATE TABLE draft (id TEXT PRIMARY KEY, answers TEXT, revision INTEGER);"
            "CREATE TABLE audit (sequence INTEGER PRIMARY KEY, person TEXT, after TEXT);"
            "INSERT INTO session VALUES ('token', 'rosa');"
            "INSERT INTO draft VALUES ('draft', '{}', 0);"
        )

    def saved(self, number: int) -> float:
        body = urlencode({"csrf_token": "t" * 90, "seen": "s" * 40, "total": f"{900 + number}.00"})
        return milliseconds(lambda: self._save(body))

    def _save(self, body: str) -> None:
        form, run = parse_qs(body), self._database.execute
        (person,) = run("SELECT person FROM session WHERE token = ?", ["token"]).fetchone()
        run("BEGIN IMMEDIATE")
        answers, revision = run("SELECT answers, revision FROM draft WHERE id = 'draft'").fetchone()
        after = json.dumps(json.loads(answers) | {"total": form["total"][0]})
        run("UPDATE draft SET answers = ?, revision = ?", [after, revision + 1])
        run("INSERT INTO audit (person, after) VALUES (?, ?)", [person, after])
        run("COMMIT")


def _report(ours: tuple[float, ...], bare: tuple[float, ...]) -> None:
    print(
        f"wizard step, saved: median {median(ours):.1f} ms, p95 {p95(ours):.1f} "
        f"(goal <= {GOAL_MS}), bare driver {median(bare):.1f}, "
        f"ratio {median(ours) / median(bare):.1f}"
    )


if __name__ == "__main__":
    main()
