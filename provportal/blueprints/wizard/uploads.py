"""Documents that come with a form: kept at once, so that another fault loses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta

from flask import request
from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from werkzeug.datastructures import FileStorage

from provportal.blueprints.wizard.journey import Journey
from provportal.documents.storage import Shelf
from provportal.documents.uploads import MAX_BYTES, FileRefused, keep_upload
from provportal.documents.uploads import Upload as Sent
from provportal.domain.question import Question
from provportal.domain.upload import REFUSED, UploadState, document_ids
from provportal.forms.base import Form
from provportal.forms.wizard_form import field_of, missing_of
from provportal.store.upload import Upload
from provportal.web.equipment import equipment
from provportal.web.identity import current_context
from provportal.web.language import current
from provportal.words import findings

FILES_A_QUESTION = 10
USUAL_WAIT = timedelta(minutes=2)
"""After this the page says that the check of a file takes longer than usual."""


def stays() -> bool:
    """Whether the person adds or removes files and is not done with the page yet."""
    return "more" in request.form or "remove" in request.form


def received(
    journey: Journey, slug: str, question: Question, form: Form, saved: object
) -> list[str]:
    """The ids of the documents of a question: as listed, without the removed, with the new ones.

    What cannot be taken, or is missing, is said on the form.
    """
    asked, field = f"{slug}.{question.key}", field_of(form, question)
    ids = _listed(journey, asked, field.name, saved)
    for sent in request.files.getlist(field.name):
        if not sent.filename:
            continue
        try:
            ids.append(_keep(journey, asked, sent, len(ids)))
        except FileRefused as refused:
            form.refuse(question.key, _of_file(sent.filename, refusal(refused.code)))
    if not ids and not question.optional and not stays() and not field.errors:
        form.refuse(question.key, missing_of(question))
    return ids


def _listed(journey: Journey, asked: str, name: str, saved: object) -> list[str]:
    """What the form says is here already: believed only of files added to this question."""
    carried = request.form.getlist(f"{name}-kept")
    known = {key for key, upload in journey.documents.items() if upload.question == asked}
    listed = [key for key in carried if key in known] or list(document_ids(saved))
    removed = set(request.form.getlist("remove"))
    return [key for key in dict.fromkeys(listed) if key not in removed]


def _keep(journey: Journey, asked: str, sent: FileStorage, here: int) -> str:
    if here >= FILES_A_QUESTION:
        raise FileRefused("file_too_many")
    shelf = Shelf(equipment().engine, equipment().storage)
    with closing(sent):
        upload = Sent(journey.request.id, asked, sent.read(MAX_BYTES + 1))
    return keep_upload(shelf, current_context(), upload)


def _of_file(name: str, sentence: str) -> str:
    """Of several files, which one is meant; a long name is cut."""
    return str(_("%(before)s: %(after)s", before=name[-40:], after=sentence))


@dataclass(frozen=True, slots=True)
class Here:
    """A file that was added: where its check stands, in words, and whether it may be opened."""

    upload: Upload
    words: str
    is_refused: bool

    @property
    def may_be_opened(self) -> bool:
        return self.upload.state is UploadState.CLEAN


def shown(
    journey: Journey, questions: Iterable[Question], given: Mapping[str, object]
) -> dict[str, list[Here]]:
    """The files of each question, by the question's key."""
    return {
        question.key: [
            _here(journey.documents[key])
            for key in document_ids(given.get(question.key))
            if key in journey.documents
        ]
        for question in questions
    }


def _here(upload: Upload) -> Here:
    if upload.state in REFUSED:
        return Here(upload, findings.sentence(current(), upload.problem, {}), True)
    if upload.state is UploadState.CLEAN:
        return Here(upload, "", False)
    if current_context().now - upload.sent_at > USUAL_WAIT:
        return Here(upload, str(_("The check takes longer than usual. You can go on.")), False)
    return Here(upload, str(_("We are checking this file. You can go on.")), False)


def refusal(code: str) -> str:
    """Why a file cannot be taken, and what to do."""
    words = {
        "file_empty": _("The file is empty. Choose another one"),
        "file_too_large": _("The file is larger than 10 MB. Take the photo again at a lower size"),
        "file_kind": _("Choose a PDF or a photo (JPEG, PNG, HEIC). We cannot open other files"),
        "file_too_many": _("No more files fit here. Remove one first, or put pages into one PDF"),
    }
    return str(words[code])
