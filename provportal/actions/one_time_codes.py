"""Codes that hold once: those of an app (TOTP), and recovery codes on paper."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp

STEP_SECONDS = 30
"""RFC 6238, section 5.2: the default that every app knows."""

DRIFT = (-1, 0, 1)
"""Steps on either side: the clock of a phone is a little off, and typing takes time."""

RECOVERY_CODES = 10
RECOVERY_BYTES = 10
"""80 random bits: whoever has the hashes cannot try them all, however quick the hash."""

GROUP = 4


def new_seed() -> str:
    """160 random bits in base32, as RFC 4226, section 4, asks for."""
    return pyotp.random_base32(32)


def address_of_seed(seed: str, email: str, issuer: str) -> str:
    """What the QR code says to an app (the Key URI Format of Google Authenticator)."""
    return pyotp.TOTP(seed).provisioning_uri(name=email, issuer_name=issuer)


def code_at(seed: str, at: datetime) -> str:
    """The six digits that the app shows at a moment."""
    return pyotp.TOTP(seed).at(at)


def step_of(seed: str, typed: str, at: datetime) -> int | None:
    """The step whose code was typed, of this moment's and its neighbours; None when none is.

    The newest that fits. Spaces are no part of a code: apps show '123 456'.
    """
    now = int(at.timestamp()) // STEP_SECONDS
    digits = "".join(typed.split())
    generator = pyotp.TOTP(seed)
    fitting = [
        now + drift
        for drift in DRIFT
        if hmac.compare_digest(
            generator.generate_otp(now + drift).encode(), digits.encode("utf-8", "replace")
        )
    ]
    return max(fitting, default=None)


def new_recovery_codes() -> list[str]:
    """Ten codes like 'ABCD-EFGH-IJKL-MNOP': base32 has no 0, 1 and 8 to be taken for letters."""
    return [grouped(_random_code(), "-") for _ in range(RECOVERY_CODES)]


def recovery_hash(typed: str) -> str:
    """How a recovery code is stored: capitals, spaces and dashes make no other code."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return hashlib.sha256(signs.encode("utf-8", "replace")).hexdigest()


def grouped(signs: str, between: str = " ") -> str:
    """In groups of four, as people copy them."""
    return between.join(signs[n : n + GROUP] for n in range(0, len(signs), GROUP))


def _random_code() -> str:
    return base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode()
