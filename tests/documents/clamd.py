"""A stand-in for clamd that speaks its protocol over a socket and knows the EICAR test file."""

from __future__ import annotations

import io
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from provportal.documents.scanner import EICAR

COMMAND = b"zINSTREAM\0"


class _Answer(socketserver.StreamRequestHandler):
    """One INSTREAM: chunks after their lengths, a length of zero, one line back."""

    def handle(self) -> None:
        if self.rfile.read(len(COMMAND)) != COMMAND:
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        found = EICAR in b"".join(_chunks(self.rfile))
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0")


class _TooLong(socketserver.StreamRequestHandler):
    """What clamd says when the stream is longer than its StreamMaxLength."""

    def handle(self) -> None:
        b"".join(_chunks_after_command(self.rfile))
        self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")


def _chunks(stream: io.BufferedIOBase) -> Iterator[bytes]:
    while length := struct.unpack("!I", stream.read(4))[0]:
        yield stream.read(length)


def _chunks_after_command(stream: io.BufferedIOBase) -> Iterator[bytes]:
    stream.read(len(COMMAND))
    return _chunks(stream)


@contextmanager
def clamd_on_tcp() -> Iterator[str]:
    """The address of one that listens on a free port of this machine."""
    with socketserver.TCPServer(("127.0.0.1", 0), _Answer) as server, _served(server):
        yield f"tcp://127.0.0.1:{server.server_address[1]}"


@contextmanager
def clamd_on_socket(folder: Path) -> Iterator[str]:
    """The address of one that listens on a Unix socket."""
    path = folder / "clamd.sock"
    with socketserver.UnixStreamServer(str(path), _Answer) as server, _served(server):
        yield f"unix://{path}"


@contextmanager
def clamd_that_is_full() -> Iterator[str]:
    """The address of one that gives no verdict."""
    with socketserver.TCPServer(("127.0.0.1", 0), _TooLong) as server, _served(server):
        yield f"tcp://127.0.0.1:{server.server_address[1]}"


@contextmanager
def _served(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
