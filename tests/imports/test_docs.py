"""docs/import-files.md says what the code does: kinds, columns, keys, examples that import."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from provportal.imports.described import columns_table
from provportal.imports.kind import Kind
from provportal.imports.kinds import KINDS
from tests.imports.importing import an_importer

PAGE = (Path(__file__).parents[2] / "docs" / "import-files.md").read_text(encoding="utf-8")
SECTIONS = {
    section.split("\n", 1)[0]: section for section in PAGE.split("\n## ") if "```csv" in section
}


def test_kinds_stand_in_the_order_in_which_they_are_imported() -> None:
    assert list(SECTIONS) == list(KINDS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_columns_are_those_of_the_code(kind: Kind) -> None:
    assert f"\n{columns_table(kind)}\n" in SECTIONS[kind.name]


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_key_is_that_of_the_code(kind: Kind) -> None:
    key = ", ".join(f"`{name}`" for name in kind.key)
    assert f"{kind.about} Key: {key}." in SECTIONS[kind.name]


def test_examples_import_in_this_order(sqlite: Engine) -> None:
    importer = an_importer(sqlite)
    for name, section in SECTIONS.items():
        example = re.search(r"```csv\n(.*?)```", section, re.DOTALL)
        assert example is not None
        assert importer.bring_in(KINDS[name], example[1].encode()).faults == [], name
