"""The life of an upload, and which documents answers name."""

from __future__ import annotations

from itertools import product

import pytest

from provportal.domain.lifecycle import NotAllowed
from provportal.domain.question import Answers
from provportal.domain.roles import Role
from provportal.domain.upload import (
    LIFECYCLE,
    UploadAction,
    UploadState,
    document_ids,
    documents_in,
)

ALLOWED = {
    (UploadAction.RELEASE, UploadState.QUARANTINED, Role.SYSTEM): UploadState.CLEAN,
    (UploadAction.CONDEMN, UploadState.QUARANTINED, Role.SYSTEM): UploadState.INFECTED,
    (UploadAction.GIVE_UP, UploadState.QUARANTINED, Role.SYSTEM): UploadState.UNREADABLE,
}


@pytest.mark.parametrize("what", ALLOWED, ids=lambda what: what[0])
def test_the_system_decides(what: tuple[UploadAction, UploadState, Role]) -> None:
    assert LIFECYCLE.move(*what) is ALLOWED[what]


def test_nobody_else_and_nothing_twice() -> None:
    for what in product(UploadAction, UploadState, Role):
        if what not in ALLOWED:
            with pytest.raises(NotAllowed):
                LIFECYCLE.move(*what)


VALUES = [
    (None, ()),
    ("", ()),
    ([], ()),
    ("a", ("a",)),
    (["a", "b"], ("a", "b")),
]


@pytest.mark.parametrize(("value", "ids"), VALUES)
def test_one_or_several_or_none(value: object, ids: tuple[str, ...]) -> None:
    assert document_ids(value) == ids


def test_the_documents_of_answers_are_those_that_are_known() -> None:
    answers: Answers = {
        "days": {"different": {"2026-10-06": {"status": "closed"}}},
        "amount": {"total": "950.00"},
        "parent": {"sheet": ["a", "b", "a"], "signed_on": "2026-10-31"},
        "documents": {"calendar": "c", "other": None},
    }
    known = {"a": 1, "b": 2, "c": 3, "d": 4}
    assert list(documents_in(answers, known)) == [
        ("parent.sheet", "a"),
        ("parent.sheet", "b"),
        ("documents.calendar", "c"),
    ]
