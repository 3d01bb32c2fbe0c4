"""The file sender: one file for each message, where a demo shows it and no test sends anything."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from provportal.actions.delivering import Attempted
from provportal.domain.delivery import Result
from provportal.domain.notice import Channel
from provportal.notices.sender import Message


class FileSender:
    """Writes messages into a folder of their owner's. The same key again is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message) -> Attempted:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"{message.key}.json"
        part = self._folder / f".{name}"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(_as_json(message), file, ensure_ascii=False)
        part.replace(self._folder / name)
        return Attempted(Result.DELIVERED, reference=name)


def _as_json(message: Message) -> dict[str, str]:
    return {
        "key": message.key,
        "channel": message.channel,
        "to": message.to,
        "language": message.language,
        "subject": message.subject,
        "body": message.body,
        "at": message.at.isoformat(),
    }


def written(folder: Path, most: int) -> Iterator[Message]:
    """What was written last, newest first. A key is time-ordered, and so is its file's name."""
    newest = sorted(folder.glob("[!.]*.json"), reverse=True)[:most]
    for path in newest:
        said = json.loads(path.read_text(encoding="utf-8"))
        channel, at = Channel(said.pop("channel")), datetime.fromisoformat(said.pop("at"))
        yield Message(channel=channel, at=at, **said)
