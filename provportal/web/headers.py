"""What every answer carries, whoever made it: the browser's rules for our pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from provportal import logs

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "report-uri /csp-report",
    )
)

HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),
    ("X-Content-Type-Options", "nosniff"),
    # Not no-referrer: a form would then be sent with "Origin: null".
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
    ("Cache-Control", "no-store"),
)
"""Sent where the answer does not set the header itself."""

LAST_RESORT = (
    b"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Something went wrong</title>"
    b"<h1>Something went wrong on our side</h1><p>Nothing was sent twice. Try again.</p>"
)


def guarded(application: WSGIApplication) -> WSGIApplication:
    """The application with the headers on all it answers, also when its error page fails."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        start = _with_headers(start)
        try:
            return application(environ, start)
        except Exception:
            logs.get(__name__).exception("no error page could be made")
            start("500 Internal Server Error", [("Content-Type", "text/html; charset=utf-8")])
            return [LAST_RESORT]

    return answer


def _with_headers(start: StartResponse) -> Any:
    def begin(
        status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], object]:
        set_already = {name.lower() for name, _ in headers}
        added = [(name, text) for name, text in HEADERS if name.lower() not in set_already]
        return start(status, headers + added, exc_info)

    return begin
