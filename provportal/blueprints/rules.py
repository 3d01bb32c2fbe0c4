"""Rules: the versions of each program, their drafts, and how two people publish one."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types
from werkzeug.wrappers import Response as AnyResponse

from provportal.actions import rules
from provportal.actions.rules import InTheWay
from provportal.blueprints.rules_book import Book, book_in
from provportal.blueprints.rules_seen import (
    SeenDraft,
    look_at_draft,
    look_at_version,
    programs_of,
)
from provportal.domain.calendar import pacific_date
from provportal.domain.programs.reading import text_of
from provportal.domain.roles import Role
from provportal.domain.rule_draft import DraftState
from provportal.forms.rules import BookForm
from provportal.store.agency import RuleDraft, RuleVersion
from provportal.store.rule_reads import draft_of, version_of
from provportal.web.access import allow, takes_files
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context
from provportal.words import differences

blueprint = Blueprint("rules", __name__, url_prefix="/rules")

READERS = (Role.PROGRAM_ADMIN, Role.AUDITOR)
WHO_DECIDES = (Role.REVIEWER, Role.APPROVER, Role.PAYMENT_OFFICER)

Answer = AnyResponse | str | tuple[str, int]

STATES = {
    DraftState.WRITTEN: (_l("Being written"), ""),
    DraftState.PROPOSED: (_l("Needs a second person"), "you"),
    DraftState.PUBLISHED: (_l("Published"), "done"),
    DraftState.DISCARDED: (_l("Discarded"), ""),
}
"""Word and kind of tag."""


@blueprint.get("")
@allow(*READERS)
def index() -> str:
    """In force, coming and past versions of every program, and what is being written."""
    context = current_context()
    with reading() as session:
        found = programs_of(session, str(context.actor.agency_id))
    return render_template(
        "rules/index.html",
        programs=found,
        today=pacific_date(context.now),
        states=STATES,
        may_write=context.actor.role is Role.PROGRAM_ADMIN,
    )


@blueprint.get("/versions/<uuid:version_id>")
@allow(*READERS, *WHO_DECIDES)
def version(version_id: UUID) -> str:
    """One version: who made it, what it changed, and all that is in it."""
    with reading() as session:
        seen = look_at_version(session, current_context().actor, str(version_id))
    return render_template(
        "rules/version.html", seen=seen, place=differences.place, is_reader=_is_reader()
    )


def _is_reader() -> bool:
    return current_context().actor.role in READERS


@blueprint.get("/versions/<uuid:version_id>/book")
@allow(*READERS, *WHO_DECIDES)
def version_book(version_id: UUID) -> Response:
    """The rule book of a version as a file, as `price --rulebook` reads it."""
    with reading() as session:
        found = version_of(session, current_context().actor, str(version_id))
    return _file(found)


@blueprint.get("/drafts/<uuid:draft_id>/book")
@allow(*READERS)
def draft_book(draft_id: UUID) -> Response:
    """The rule book of a draft as a file."""
    with reading() as session:
        found = draft_of(session, current_context().actor, str(draft_id))
    return _file(found)


def _file(found: RuleVersion | RuleDraft) -> Response:
    kind = "json" if text_of(found.payload) is None else "toml"
    answer = make_response(written(found.payload))
    answer.content_type = f"application/{kind}"
    name = f"{found.version}.{kind}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def written(payload: dict[str, object]) -> str:
    """A rule book as people edit it: a program's file as it was written, others as JSON."""
    text = text_of(payload)
    if text is not None:
        return text
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"


@blueprint.get("/new")
@allow(Role.PROGRAM_ADMIN)
def new() -> str:
    """Ask for a rule book."""
    return _writing(BookForm(None))


@blueprint.post("/new")
@takes_files
@allow(Role.PROGRAM_ADMIN)
def add() -> Answer:
    """Begin a draft with it. With any fault nothing is written, and the text stays."""
    form, context = BookForm(), current_context()
    book = book_in(form, request.files.get("file"))
    if book is None:
        return _writing(form), form.status
    try:
        with transaction() as session:
            agency_id = str(context.actor.agency_id)
            made = rules.draft(session, context, agency_id, book.program, book.written)
    except InTheWay as obstacle:
        return _refused_book(form, obstacle, None)
    return _to_draft(made.id)


@blueprint.get("/drafts/<uuid:draft_id>/change")
@allow(Role.PROGRAM_ADMIN)
def change(draft_id: UUID) -> str:
    """Ask for another text of a draft, beginning with the one it has."""
    seen = _look(draft_id)
    form = BookForm(
        book=written(seen.draft.payload),
        source=seen.draft.source,
        reaches_back_because=seen.draft.reaches_back_because,
    )
    return _writing(form, seen)


@blueprint.post("/drafts/<uuid:draft_id>/change")
@takes_files
@allow(Role.PROGRAM_ADMIN)
def changed(draft_id: UUID) -> Answer:
    """Write it anew; whoever does cannot publish it."""
    seen, form = _look(draft_id), BookForm()
    book = book_in(form, request.files.get("file"), seen.draft.program)
    if book is None:
        return _writing(form, seen), form.status
    try:
        _change(draft_id, book)
    except InTheWay as obstacle:
        return _refused_book(form, obstacle, seen)
    return _to_draft(draft_id)


def _change(draft_id: UUID, book: Book) -> None:
    with transaction() as session:
        rules.change(session, current_context(), str(draft_id), book.written)


def _refused_book(form: BookForm, obstacle: InTheWay, seen: SeenDraft | None) -> Answer:
    for found in obstacle.obstacles:
        form.refuse("book", differences.obstacle(found))
    return _writing(form, seen), form.status


def _writing(form: BookForm, seen: SeenDraft | None = None) -> str:
    return render_template("rules/write.html", form=form, seen=seen)


def _look(draft_id: UUID) -> SeenDraft:
    with reading() as session:
        return look_at_draft(session, current_context().actor, str(draft_id))


def _to_draft(draft_id: object) -> AnyResponse:
    return redirect(url_for("rules.draft", draft_id=draft_id), 303)
