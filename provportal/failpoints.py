"""Failpoints: named places where a test ends a process as a power cut would.

FAILPOINT names one in the environment of the process that is to die there; without it nothing ever
happens. A test that waits for the right moment from outside would hit it only now and then.
"""

from __future__ import annotations

import os
import signal
from enum import StrEnum

VARIABLE = "FAILPOINT"


class Failpoint(StrEnum):
    """Where work that leaves the database can break off."""

    BANK_FILE_UNFINISHED = "bank_file.unfinished"
    """The file's bytes are being written, under its hidden name."""
    BANK_FILE_DELIVERED = "bank_file.delivered"
    """The bank has the file; neither our copy nor our record exists."""
    BANK_FILE_KEPT = "bank_file.kept"
    """Bank and storage have it; our record does not exist."""
    NOTICE_SENT = "notice.sent"
    """The notice went out; our record of it does not exist."""
    REMITTANCE_RENDERING = "remittance.rendering"
    """Its pages are laid out; the PDF is not written."""
    UPLOAD_REBUILT = "upload.rebuilt"
    """The file that was drawn anew and its pages are stored; no row names them."""
    REMITTANCE_STORED = "remittance.stored"
    """PDF and CSV are stored; no row names them."""


def reach(point: Failpoint) -> None:
    """Die here, without any goodbye, when this is the place that was named."""
    if os.environ.get(VARIABLE) == point:
        os.kill(os.getpid(), signal.SIGKILL)
