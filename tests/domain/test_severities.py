"""Which findings a rule book may set, and what becomes of one that it sets."""

from __future__ import annotations

import pytest

from provportal.domain.checks import Finding, Severity
from provportal.domain.fields import Wrong
from provportal.domain.severities import OF_EVERY_PROGRAM, as_set, read_severities

UNUSUAL = Finding("amount_unusual", Severity.WARNING, "amount.total")
UNSIGNED = Finding("not_agreed", Severity.BLOCK, "sign.agreed")


def test_what_a_book_sets_is_as_it_says() -> None:
    [found] = as_set((UNUSUAL,), {"amount_unusual": Severity.NOTE})
    assert found.severity is Severity.NOTE


def test_what_it_leaves_out_is_as_usual() -> None:
    assert as_set((UNUSUAL,), {"care_overlaps": Severity.NOTE}) == (UNUSUAL,)


def test_what_the_law_wants_blocks_whatever_a_book_says() -> None:
    assert as_set((UNSIGNED,), {"not_agreed": Severity.NOTE}) == (UNSIGNED,)


@pytest.mark.parametrize(
    "section",
    [{"not_agreed": "note"}, {"amount_unusual": "block"}, {"amount_unusual": ["note"]}, []],
)
def test_anything_else_is_wrong(section: object) -> None:
    with pytest.raises(Wrong):
        read_severities(OF_EVERY_PROGRAM)(section)
