"""Links to pages that a page offers only where they exist and the person may open them."""

from __future__ import annotations

from flask import url_for

from provportal.web.identity import current_identity
from provportal.web.menu import is_open


def link_to_request(endpoint: str, request_id: str) -> str:
    """The address of a page about one request; '' when there is none for this person."""
    return url_for(endpoint, request_id=request_id) if _may_open(endpoint) else ""


def link_to(endpoint: str) -> str:
    """The address of a page; '' when there is none for this person."""
    return url_for(endpoint) if _may_open(endpoint) else ""


def _may_open(endpoint: str) -> bool:
    actor = current_identity().actor
    return actor is not None and is_open(endpoint, actor.role)
