"""Documents that come with a form: kept at once, so that another fault loses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing

from flask import request
from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from werkzeug.datastructures import FileStorage

from provportal.blueprints.wizard.journey import Journey
from provportal.documents.storage import Shelf
from provportal.documents.uploads import MAX_BYTES, FileRefused, Upload, keep_upload
from provportal.domain.question import Question
from provportal.forms.base import Form
from provportal.forms.wizard_form import field_of, missing_of
from provportal.store.remittance import Document
from provportal.web.equipment import equipment
from provportal.web.identity import current_context


def received(
    journey: Journey, slug: str, question: Question, form: Form, saved: object
) -> str | None:
    """The id of the document of a question: sent now, else carried by the form, else as saved.

    What cannot be taken, or is missing, is said on the form.
    """
    field = field_of(form, question)
    kept = _carried(journey, f"{slug}.{question.key}", field.name) or (
        str(saved) if saved else None
    )
    if isinstance(field.data, FileStorage) and field.data.filename:
        try:
            return _keep(journey, f"{slug}.{question.key}", field.data)
        except FileRefused as refused:
            form.refuse(question.key, refusal(refused.code))
            return kept
    if kept is None and not question.optional:
        form.refuse(question.key, missing_of(question))
    return kept


def _keep(journey: Journey, asked: str, sent: FileStorage) -> str:
    shelf = Shelf(equipment().engine, equipment().storage)
    with closing(sent):
        upload = Upload(journey.request.id, asked, sent.read(MAX_BYTES + 1))
    return keep_upload(shelf, current_context(), upload)


def _carried(journey: Journey, asked: str, name: str) -> str | None:
    """What the form says is here already: believed only of a document added to this question."""
    document = journey.documents.get(request.form.get(f"{name}-kept", ""))
    return document.id if document is not None and document.kind == asked else None


def shown(
    journey: Journey, questions: Iterable[Question], given: Mapping[str, object]
) -> dict[str, Document]:
    """The document of each question that has one, by the question's key."""
    ids = {question.key: str(given.get(question.key)) for question in questions}
    return {key: journey.documents[i] for key, i in ids.items() if i in journey.documents}


def refusal(code: str) -> str:
    """Why a file cannot be taken, and what to do."""
    words = {
        "file_empty": _("The file is empty. Choose another one"),
        "file_too_large": _("The file is larger than 10 MB. Take the photo again at a lower size"),
        "file_kind": _("Choose a PDF, a JPEG or a PNG. We cannot open other kinds of file"),
    }
    return str(words[code])
