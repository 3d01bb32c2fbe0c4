"""Uploaded documents, served to the people of their request and nobody else."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from flask import Blueprint, Response, make_response

from provportal.domain.roles import PROVIDER_ROLES
from provportal.store.reads import NotFound, scoped_requests
from provportal.store.remittance import Document
from provportal.store.request import Request
from provportal.web.access import allow
from provportal.web.equipment import equipment, reading
from provportal.web.identity import current_context

blueprint = Blueprint("documents", __name__, url_prefix="/documents")

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@blueprint.get("/<uuid:document_id>")
@allow(*PROVIDER_ROLES)
def show(document_id: UUID) -> Response:
    """A clean file as it was drawn anew, to be saved or opened by another program.

    What is still in quarantine, or was refused, is no document and answers like none.
    """
    mine = scoped_requests(current_context().actor).with_only_columns(Request.id)
    statement = sa.select(Document).where(
        Document.id == str(document_id), Document.subject_id.in_(mine)
    )
    with reading() as session:
        document = session.scalar(statement)
    if document is None:
        raise NotFound("document")
    answer = make_response(equipment().storage.get(document.storage_key))
    answer.content_type = document.media_type
    name = f"{document.kind.partition('.')[2]}.{ENDINGS.get(document.media_type, 'bin')}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
