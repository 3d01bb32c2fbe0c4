"""`provportal demo code`: the code of now from the file of the sign-ins, and that it is taken."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from provportal.actions import second_factor, sessions
from provportal.actions.one_time_codes import STEP_SECONDS, code_at
from provportal.actions.second_factor import Passed
from provportal.actions.sessions import Standing
from provportal.cli.demo import demo
from provportal.cli.sign_ins import make_sign_ins, quick_passwords, write_sign_ins
from provportal.domain.roles import SYSTEM, Context
from provportal.settings import from_environment
from provportal.store.keyring import Keyring
from provportal.store.person import Person
from provportal.store.session import transaction
from provportal.wiring import wire
from tests import given
from tests.databases import a_database

SEEDS = {"reviewer": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "approver": "GEZDGNBVGY3TQOJQ" * 2}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    people = [
        {"role": role, "email": f"{role}1@a.example.org", "totp_secret": seed}
        for role, seed in SEEDS.items()
    ]
    (tmp_path / "sign-ins.json").write_text(json.dumps(people), encoding="utf-8")
    return tmp_path


def asked(folder: Path, *words: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setenv("DATA", str(folder))
    return CliRunner().invoke(demo, ["code", *words])


def codes_of_now(seed: str) -> set[str]:
    """Of this step and the one before, should it have just ended."""
    now = datetime.now(UTC).timestamp()
    return {code_at(seed, datetime.fromtimestamp(now - back, UTC)) for back in (0, STEP_SECONDS)}


@pytest.mark.parametrize("who", ["reviewer", "reviewer1@a.example.org"])
def test_the_code_of_a_role_is_that_of_its_app_now(
    folder: Path, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = asked(folder, who, monkeypatch=monkeypatch)
    assert said.output.strip() in codes_of_now(SEEDS["reviewer"])


def test_as_json_it_says_whose_it_is_and_how_long_it_is_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = json.loads(asked(folder, "approver", "--json", monkeypatch=monkeypatch).output)
    assert (said["role"], said["email"]) == ("approver", "approver1@a.example.org")
    assert said["code"] in codes_of_now(SEEDS["approver"])
    assert 1 <= said["seconds_left"] <= STEP_SECONDS


def test_nobody_of_that_name_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = asked(folder, "king", monkeypatch=monkeypatch)
    assert said.exit_code == 1
    assert "Nobody is king. Name an email, or one of reviewer, approver." in said.output


def test_before_the_demo_it_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = asked(tmp_path, "reviewer", monkeypatch=monkeypatch)
    assert said.exit_code == 1
    assert "start the demo first" in said.output


def test_a_made_sign_in_passes_with_the_code_of_now(tmp_path: Path) -> None:
    """The set-up has used up an older one."""
    settings = from_environment({"DATA": str(tmp_path)})
    Keyring.create(settings.keys_path)
    a_database(tmp_path).dispose()
    wiring = wire(settings)
    agency = given.an_agency(wiring.engine)
    made = make_sign_ins(wiring, quick_passwords())
    write_sign_ins(tmp_path / "sign-ins.json", made)
    one = made[0]
    now, context = datetime.now(UTC), Context(SYSTEM, given.NOW)
    with transaction(wiring.engine) as session:
        person_id = session.scalars(sa.select(Person.id).where(Person.email == one.email)).one()
        held = sessions.open_session(session, Standing(person_id, None, "", now), now).session_id
        code = code_at(one.totp_secret, now)
        passed = second_factor.prove(session, context, wiring.keyring, held, code, now)
    wiring.engine.dispose()
    assert agency.staff
    assert isinstance(passed, Passed)
