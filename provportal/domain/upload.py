"""An upload: a file that waits in quarantine until it is known to be safe and readable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from provportal.domain.lifecycle import Lifecycle, moves
from provportal.domain.question import Answers
from provportal.domain.roles import Role


class UploadState(StrEnum):
    QUARANTINED = "quarantined"
    """Nobody opens it yet: it has still to be scanned and made anew."""
    CLEAN = "clean"
    INFECTED = "infected"
    UNREADABLE = "unreadable"
    """It was no whole picture or PDF, or more than the portal opens."""


class UploadAction(StrEnum):
    RELEASE = "release"
    CONDEMN = "condemn"
    GIVE_UP = "give_up"


_WAITING = [UploadState.QUARANTINED]

LIFECYCLE: Lifecycle[UploadAction, UploadState] = Lifecycle(
    "upload",
    UploadState.QUARANTINED,
    moves(UploadAction.RELEASE, _WAITING, UploadState.CLEAN, Role.SYSTEM),
    moves(UploadAction.CONDEMN, _WAITING, UploadState.INFECTED, Role.SYSTEM),
    moves(UploadAction.GIVE_UP, _WAITING, UploadState.UNREADABLE, Role.SYSTEM),
)

REFUSED = (UploadState.INFECTED, UploadState.UNREADABLE)
"""Nobody ever opens these; another file is asked for."""


def page_kind(number: int) -> str:
    """The kind of a document that is the picture of a page; its subject is the whole document."""
    return f"page.{number}"


def document_ids(value: object) -> tuple[str, ...]:
    """The documents that answer a question: ids in their order, or the one of an older page."""
    if isinstance(value, list | tuple):
        return tuple(str(each) for each in value)
    return (str(value),) if value else ()


def documents_in(answers: Answers, known: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """('step.question', id) of each known document that the answers name, once."""
    for slug, given in answers.items():
        for key, value in given.items():
            for document_id in dict.fromkeys(_texts(value)):
                if document_id in known:
                    yield f"{slug}.{key}", document_id


def _texts(value: object) -> tuple[str, ...]:
    """An answer of another kind (days, an amount) names no document."""
    return () if isinstance(value, Mapping) else document_ids(value)
