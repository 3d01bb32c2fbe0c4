"""Signing: the last step is saved and the request sent in one transaction, or neither is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from provportal.actions.drafts import save_step
from provportal.actions.submitting import Receipt, already_sent, submit
from provportal.domain.roles import Context
from provportal.store.reads import request_for_update


@dataclass(frozen=True, slots=True)
class Signature:
    """The answers of the step that signs, the revision seen, and the key of the form."""

    slug: str
    given: Mapping[str, object]
    seen: str
    idempotency_key: str


def sign_and_send(
    session: Session, context: Context, request_id: str, signature: Signature
) -> Receipt:
    """Save the signature and send. The same form again returns the first receipt.

    Raises NotFound, NotAllowed, ChangedMeanwhile.
    """
    request = request_for_update(session, context.actor, request_id)
    if not already_sent(session, request, signature.idempotency_key):
        save_step(session, context, request_id, signature.slug, signature.given, signature.seen)
    return submit(session, context, request_id, signature.idempotency_key)
