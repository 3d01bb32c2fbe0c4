"""The folder rail: files for the bank in one folder, its answers in another, by agency."""

from __future__ import annotations

import os
import secrets
from collections.abc import Container, Iterator
from pathlib import Path

from provportal.failpoints import Failpoint, reach
from provportal.rails.rail import AlreadyDelivered, Arrival


class FolderRail:
    """What a bank's transfer software picks up and puts down. Files are for the owner only."""

    def __init__(self, outgoing: Path, incoming: Path) -> None:
        self.outgoing, self.incoming = outgoing, incoming
        self._taken: dict[Path, tuple[int, int]] = {}
        for folder in (outgoing, incoming):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def deliver(self, mailbox: str, name: str, data: bytes) -> None:
        """Write whole or not at all, under a name that is taken only once."""
        folder = self.outgoing / mailbox
        folder.mkdir(exist_ok=True, mode=0o700)
        target = folder / name
        if target.exists():
            _refuse_other_bytes(target, data)
            return
        # A name of its own: two deliveries at once, or what a crash left, never share a file.
        temporary = folder / f".{name}.{secrets.token_hex(8)}"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            reach(Failpoint.BANK_FILE_UNFINISHED)
            file.flush()
            os.fsync(file.fileno())
        try:
            # A link fails when the name is taken: of two deliveries one wins, none overwrites.
            os.link(temporary, target)
        except FileExistsError:
            _refuse_other_bytes(target, data)
        finally:
            temporary.unlink()
        _keep_names(folder)

    def arrivals(self, mailboxes: Container[str]) -> Iterator[Arrival]:
        for path in sorted(self.incoming.glob("*/[!.]*")):
            if path.parent.name in mailboxes and path.is_file():
                yield from self._changed(path)

    def _changed(self, path: Path) -> Iterator[Arrival]:
        """A file that is new or was written since; years of old answers are not read each time."""
        about = path.stat()
        stamp = (about.st_size, about.st_mtime_ns)
        if self._taken.get(path) == stamp:
            return
        yield Arrival(path.parent.name, path.name, path.read_bytes())
        # Whoever fails with a file does not ask for the next, and is shown it again.
        self._taken[path] = stamp


def _keep_names(folder: Path) -> None:
    """Write the folder's list of names to the disk: a power cut must not forget a sent file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_other_bytes(target: Path, data: bytes) -> None:
    if target.read_bytes() != data:
        raise AlreadyDelivered(target.name)
