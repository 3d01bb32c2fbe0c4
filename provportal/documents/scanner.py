"""Scanning for viruses: a clamd asked over its own protocol, and a stand-in that needs none."""

from __future__ import annotations

import re
import socket
import struct
from typing import Protocol
from urllib.parse import urlsplit

from provportal.settings import STAND_IN

PATIENCE_SECONDS = 30.0
CHUNK_BYTES = 64 * 1024

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless file that every scanner tells as a virus (eicar.org, Anti-Malware Testfile)."""

_FOUND = re.compile(rb"stream: (?P<name>.+) FOUND\0?\n?")


class ScannerDown(Exception):
    """No scanner answered, or not with a verdict: nothing may be taken for clean."""


class Scanner(Protocol):
    """Tells whether bytes hold something harmful."""

    def scan(self, data: bytes) -> str | None:
        """The name of what was found, None when nothing was. Raises ScannerDown."""


class Clamd:
    """A clamd at 'unix:///path' or 'tcp://host:port', by INSTREAM.

    Source: the manual page clamd(8) of ClamAV, "INSTREAM": chunks, each after its length in four
    bytes of network order, ended by a length of zero.
    """

    def __init__(self, address: str) -> None:
        self._address = urlsplit(address)

    def scan(self, data: bytes) -> str | None:
        try:
            answer = self._ask(data)
        except OSError as fault:
            raise ScannerDown(type(fault).__name__) from fault
        if answer.rstrip(b"\0\n") == b"stream: OK":
            return None
        found = _FOUND.fullmatch(answer)
        if found is None:
            raise ScannerDown("no verdict")
        return found["name"].decode("ascii", "replace")

    def _ask(self, data: bytes) -> bytes:
        with self._connected() as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), CHUNK_BYTES):
                chunk = data[start : start + CHUNK_BYTES]
                connection.sendall(struct.pack("!I", len(chunk)) + chunk)
            connection.sendall(struct.pack("!I", 0))
            with connection.makefile("rb") as answer:
                return answer.read(4096)

    def _connected(self) -> socket.socket:
        at = self._address
        if at.scheme == "tcp":
            return socket.create_connection((at.hostname or "", at.port or 3310), PATIENCE_SECONDS)
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE_SECONDS)
        try:
            connection.connect(at.path)
        except OSError:
            connection.close()
            raise
        return connection


class EicarOnly:
    """Knows the one test file and nothing else: for demonstrations and tests, where no virus is."""

    def scan(self, data: bytes) -> str | None:
        return "Eicar-Test-Signature" if EICAR in data else None


def scanner_at(address: str) -> Scanner:
    """The scanner of the settings: 'stand-in', or the address of a clamd."""
    return EicarOnly() if address == STAND_IN else Clamd(address)
