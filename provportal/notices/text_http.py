"""The text sender: one text message as JSON, posted to a provider that delivers it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass

from provportal.actions.delivering import Attempted
from provportal.domain.delivery import Result
from provportal.notices.sender import Message

SECONDS = 20
LONGEST_ANSWER = 10_000

REFUSALS = frozenset({400, 404, 410, 422})
"""This message to this number is refused for good; any other error may pass."""
KNOWN_ALREADY = 409
"""An earlier attempt with the same key was taken."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token and the number elsewhere."""

    def redirect_request(self, *args: object, **named: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class HttpTextSender:
    """Posts `{"to", "text", "reference"}` with a bearer token; the answer's `id` is kept."""

    url: str
    token: str

    def send(self, message: Message) -> Attempted:
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(self._request(message), timeout=SECONDS) as answer:
                return Attempted(Result.DELIVERED, reference=_id(answer.read(LONGEST_ANSWER)))
        except urllib.error.HTTPError as refused:
            with refused:
                return _by_status(refused.code)
        except OSError as fault:
            return Attempted(Result.TRY_LATER, type(fault).__name__)

    def _request(self, message: Message) -> urllib.request.Request:
        said = {"to": message.to, "text": message.body, "reference": message.key}
        return urllib.request.Request(  # noqa: S310 - the settings let only http and https through
            self.url,
            data=json.dumps(said).encode(),
            method="POST",
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                "Idempotency-Key": message.key,
            },
        )


def _by_status(status: int) -> Attempted:
    if status == KNOWN_ALREADY:
        return Attempted(Result.DELIVERED, str(status))
    return Attempted(Result.REFUSED if status in REFUSALS else Result.TRY_LATER, str(status))


def _id(answer: bytes) -> str:
    """The provider's id of the message; '' when the answer has none: taken is taken."""
    try:
        said = json.loads(answer)
    except ValueError:
        return ""
    return str(said.get("id", "")) if isinstance(said, dict) else ""
