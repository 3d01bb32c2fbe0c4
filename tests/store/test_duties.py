"""Two people where two are needed: the database itself refuses one, whoever writes to it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.domain.request import Place
from tests.given import a_world
from tests.given_requests import a_request

ONE_PERSON = {
    "approves what they sent": "UPDATE request SET approved_by_id = submitted_by_id",
    "approves what they reviewed": "UPDATE request SET approved_by_id = reviewed_by_id",
    "releases what they built": "UPDATE batch SET released_by_id = built_by_id",
    "approves the account they entered": "UPDATE bank_account SET approved_by_id = entered_by_id",
}


@pytest.mark.parametrize("who", ONE_PERSON)
def test_sql_does_not_put_one_person_in_two_places(engine: Engine, who: str) -> None:
    a_request(a_world(engine), Place.PAID)
    writing = engine.execution_options(writes=True)
    with writing.connect() as found, pytest.raises(sa.exc.IntegrityError, match=r"(?i)check con"):
        found.exec_driver_sql(ONE_PERSON[who])
