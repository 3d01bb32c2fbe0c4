"""Builders of the declared program's requests, made through its pages."""

from __future__ import annotations

from tests.web.given_wizard import Desk, Visitor, a_date, a_file, begun

WORDS = "The child needs a softer mattress."
SIGNED: dict[str, object] = {**a_date("signed_on", 11, 3), "agreed": "yes"}


def to_sign_declared(desk: Desk, visitor: Visitor) -> str:
    """Ask for 300.00 for supplies, up to the page that signs; returns the request's id."""
    request_id = begun(desk, visitor)
    visitor.open(f"/requests/{request_id}/steps/purpose")
    visitor.post({"what_for": "supplies"})
    visitor.post({"why": WORDS})
    visitor.post({**a_date("first_day", 10, 5), **a_date("last_day", 10, 9)})
    visitor.post({"total": "300"})
    visitor.post({"receipt": a_file(name="receipt.pdf")})
    return request_id
