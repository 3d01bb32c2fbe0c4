"""Proof that a form was ours: a token in it that fits a cookie, and the browser's own word.

The token is the session's, hidden behind fresh random bytes in each answer, because compressed
pages would otherwise give it away (BREACH). Before sign-in it hangs on a cookie of the visit. The
`__Host-` prefix keeps neighbours under the same domain from planting that cookie.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from flask import Response, abort, g, request

from provportal.web import identity

FIELD = "csrf_token"
VISIT_COOKIE = "__Host-visit"
BYTES = 16
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def csrf_token() -> str:
    """A token for one form; each call answers differently and all of them are good."""
    mask = secrets.token_bytes(BYTES)
    return base64.urlsafe_b64encode(mask + _xor(mask, _secret(_bearer()))).decode()


def check() -> None:
    """Before each request that could change something. Aborts with 400."""
    if request.method in SAFE_METHODS or request.endpoint is None or not g.access.checks_csrf:
        return
    if not _came_from_us() or not _fits(request.form.get(FIELD, "")):
        abort(400)


def remember_visit(response: Response) -> Response:
    """After each request: give the visitor the cookie that tokens were made for."""
    if "visit" in g:
        response.set_cookie(VISIT_COOKIE, g.visit, secure=True, httponly=True, samesite="Lax")
    return response


def _bearer() -> str:
    """The secret that the browser holds: of the session, else of the visit."""
    if identity.signed_in() is not None:
        return identity.token()
    held = request.cookies.get(VISIT_COOKIE) or g.get("visit")
    if not held:
        held = g.visit = secrets.token_urlsafe(32)
    return str(held)


def _secret(bearer: str) -> bytes:
    return hashlib.sha256(b"csrf|" + bearer.encode()).digest()[:BYTES]


def _fits(sent: str) -> bool:
    try:
        given = base64.urlsafe_b64decode(sent)
    except (binascii.Error, ValueError):
        return False
    mask, hidden = given[:BYTES], given[BYTES:]
    return len(hidden) == BYTES and hmac.compare_digest(_xor(mask, hidden), _secret(_bearer()))


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _came_from_us() -> bool:
    """What the browser says of the page that sent this; old browsers say nothing."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
