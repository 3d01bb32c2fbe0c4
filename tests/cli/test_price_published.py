"""`provportal price` by the rules of a published version, taken from its page as a file."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import Engine

from provportal.__main__ import main
from tests.domain.calworks.given import case
from tests.given_rules import a_book, a_payload, published
from tests.web.given_staff import an_office

LOWER = "700.00"


def test_price_reads_a_book_exported_from_a_published_version(
    sqlite: Engine, tmp_path: Path
) -> None:
    office = an_office(sqlite, tmp_path)
    ceilings = a_payload()["ceilings"]
    ceilings[0]["amounts"]["home"]["2-5"]["monthly_full_time"] = LOWER
    version = published(office.world, a_book("lower-1", "2026-10-01", ceilings=ceilings))
    admin = office.as_(office.world.agency.program_admin)
    book, asked = tmp_path / "book.json", tmp_path / "case.json"
    book.write_bytes(admin.get(f"/rules/versions/{version.id}/book").get_data())
    asked.write_text(json.dumps(case()), encoding="utf-8")
    done = CliRunner().invoke(main, ["price", str(asked), "--rulebook", str(book)])
    answer = json.loads(done.stdout)
    assert answer["payable"] == LOWER
    assert answer["explanation"][0]["version"].endswith(" lower-1")
