"""`provportal replay`: exit codes and sentences where there is nothing, or something wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from provportal.cli.replay import ANOTHER_ANSWER, SAME, UNREADABLE, replay_command
from provportal.domain.request import Place
from provportal.store.session import transaction
from tests.given import World, a_world
from tests.given_requests import a_request, look
from tests.integrity.loosen import loosen


@pytest.fixture
def world(sqlite: Engine) -> World:
    return a_world(sqlite)


def replay(engine: Engine, folder: Path, *words: str) -> Result:
    environment = {"DATA": str(folder), "DATABASE_URL": str(engine.url), "CLOCK_FILE": ""}
    return CliRunner().invoke(replay_command, list(words), env=environment)


def test_the_same_rules_are_said_to_be_in_force(world: World, tmp_path: Path) -> None:
    number = look(world, a_request(world, at=Place.APPROVED)).number
    said = replay(world.engine, tmp_path, number.lower())
    assert said.exit_code == SAME
    assert said.output.count("The same rules are in force today.") == 2


def test_another_answer_is_an_error(world: World, tmp_path: Path) -> None:
    number = look(world, a_request(world, at=Place.APPROVED)).number
    loosen(world.engine)
    with transaction(world.engine) as session:
        session.execute(sa.text("UPDATE decision_line SET payable = payable + 1"))
    said = replay(world.engine, tmp_path, number)
    assert said.exit_code == ANOTHER_ANSWER
    assert "ANOTHER ANSWER" in said.output
    assert "Lines, 1, payable: 950.01 becomes 950.00" in said.output
    told = json.loads(replay(world.engine, tmp_path, number, "--json").output)
    assert [one["same"] for one in told["decisions"]] == [True, False]


def test_nothing_decided_is_said(world: World, tmp_path: Path) -> None:
    number = look(world, a_request(world, at=Place.SUBMITTED)).number
    said = replay(world.engine, tmp_path, number)
    assert (said.exit_code, "stands on rules yet" in said.output) == (SAME, True)


def test_a_number_of_nothing_is_an_error(world: World, tmp_path: Path) -> None:
    said = replay(world.engine, tmp_path, "CC-0000")
    assert (said.exit_code, said.output) == (
        UNREADABLE,
        "We could not find that request: CC-0000\n",
    )


def test_no_database_is_an_error(tmp_path: Path) -> None:
    environment = {"DATA": str(tmp_path), "DATABASE_URL": "", "CLOCK_FILE": ""}
    said = CliRunner().invoke(replay_command, ["CC-0000"], env=environment)
    assert said.exit_code == UNREADABLE
    assert "The database cannot be read" in said.output
