"""The files of a request before its reviewers: page by page, and as a file to keep."""

from __future__ import annotations

from uuid import UUID

from flask import Response, make_response, render_template
from sqlalchemy.orm import Session

from provportal.actions import audit
from provportal.actions.audit import Change, Subject
from provportal.blueprints.review import READERS, blueprint
from provportal.domain.roles import Context
from provportal.domain.upload import page_kind
from provportal.store import review_page
from provportal.store.reads import NotFound
from provportal.store.remittance import Document
from provportal.web.access import allow
from provportal.web.equipment import equipment, reading, transaction
from provportal.web.identity import current_context

READ = "request.document_read"
SANDBOX = "sandbox; default-src 'none'"


@blueprint.get("/<uuid:request_id>/documents/<uuid:document_id>")
@allow(*READERS)
def document(request_id: UUID, document_id: UUID) -> Response:
    """An uploaded document, as a file to keep; who opened it is recorded."""
    context = current_context()
    with transaction() as session:
        found = review_page.document(session, context.actor, str(request_id), str(document_id))
        _record(session, context, str(request_id), found)
    answer = make_response(equipment().storage.get(found.storage_key))
    answer.content_type = found.media_type
    ending = found.media_type.partition("/")[2]
    answer.headers.set("Content-Disposition", "attachment", filename=f"{found.kind}.{ending}")
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


@blueprint.get("/<uuid:request_id>/documents/<uuid:document_id>/pages/<int:number>")
@allow(*READERS)
def page(request_id: UUID, document_id: UUID, number: int) -> str:
    """One page of a document as a picture, with the way to the others; recorded like the file."""
    context = current_context()
    with transaction() as session:
        found = review_page.document(session, context.actor, str(request_id), str(document_id))
        pages = review_page.page_count(session, found.id)
        if not 1 <= number <= pages:
            raise NotFound("page")
        _record(session, context, str(request_id), found)
        header = review_page.header(session, context.actor, str(request_id))
    return render_template(
        "review/page.html", subject=header.request, document=found, number=number, pages=pages
    )


@blueprint.get("/<uuid:request_id>/documents/<uuid:document_id>/pages/<int:number>/picture")
@allow(*READERS)
def picture(request_id: UUID, document_id: UUID, number: int) -> Response:
    """The picture on that page, drawn by the portal itself from what was sent."""
    kind = page_kind(number)
    with reading() as session:
        actor = current_context().actor
        found = review_page.page_of(session, actor, str(request_id), str(document_id), kind)
    answer = make_response(equipment().storage.get(found.storage_key))
    answer.content_type = found.media_type
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _record(session: Session, context: Context, request_id: str, found: Document) -> None:
    subject = Subject("request", request_id, found.agency_id)
    change = Change(after={"document": found.id, "question": found.kind})
    audit.record(session, context, READ, subject, change)
