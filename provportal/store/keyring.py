"""The keys under which account numbers, taxpayers' numbers and documents are kept."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = "1"
KEY_BYTES = 32
NONCE_BYTES = 12
OTHERS = 0o077
"""The permission bits of everybody but the owner."""

_KEY_ID = re.compile(r"k[1-9][0-9]{0,5}")
_FIELD_SEPARATOR = "|"


class Tampered(Exception):
    """What is sealed here was changed, or belongs to another place; the message holds no secret."""


class UnknownKey(Tampered):
    """Sealed with a key that this ring does not have."""


class KeyFileRefused(Exception):
    """The key file can be read by others, or is not a key file."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Data keys by id, and the key of the blind index. The newest (last) key seals.

    AES-256-GCM with a fresh random nonce for each value. What is sealed is bound to its place
    (table, row, column) and key id, so that a value moved to another row does not open there
    (NIST SP 800-38D, additional authenticated data).
    """

    keys: Mapping[str, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) != KEY_BYTES for key in self._secrets()):
            raise ValueError("a keyring needs keys of 32 bytes")
        if not all(_KEY_ID.fullmatch(key_id) for key_id in self.keys):
            raise ValueError("keys are named k1, k2, ...")
        if len(set(self._secrets())) != len(self.keys) + 1:
            raise ValueError("each key is used once")
        object.__setattr__(self, "keys", MappingProxyType(dict(self.keys)))

    def _secrets(self) -> list[bytes]:
        return [*self.keys.values(), self.index_key]

    @property
    def newest(self) -> str:
        """The id of the key that seals."""
        return list(self.keys)[-1]

    @classmethod
    def fresh(cls) -> Keyring:
        """A ring with one new data key, k1, and a new index key."""
        return cls({"k1": secrets.token_bytes(KEY_BYTES)}, secrets.token_bytes(KEY_BYTES))

    def with_new_key(self) -> Keyring:
        """This ring and one more data key, which seals from now on."""
        # One more than the newest, not the count: a dropped key's id is never used again.
        key_id = f"k{int(self.newest[1:]) + 1}"
        return replace(self, keys={**self.keys, key_id: secrets.token_bytes(KEY_BYTES)})

    def seal(self, plain: str, table: str, row: str, column: str) -> str:
        """Seal a text for one place: 'version.key-id.nonce and ciphertext' (base64url).

        Raises ValueError for a place with a '|' in it.
        """
        sealed = self._encrypt(plain.encode(), self.newest, (table, row, column))
        return f"{VERSION}.{self.newest}.{base64.urlsafe_b64encode(sealed).decode()}"

    def open_(self, sealed: str, table: str, row: str, column: str) -> str:
        """The text that was sealed for this place. Raises Tampered, UnknownKey."""
        version, _, rest = sealed.partition(".")
        key_id, _, encoded = rest.partition(".")
        place = (table, row, column)
        try:
            content = base64.b64decode(encoded, altchars=b"-_", validate=True)
        except ValueError:
            raise _tampered(place) from None
        if version != VERSION:
            raise _tampered(place)
        return self._decrypt(content, key_id, place).decode()

    def seal_bytes(self, data: bytes, purpose: str, name: str) -> bytes:
        """Seal a document under its name: a line with version and key id, nonce, ciphertext."""
        head = f"{VERSION}.{self.newest}\n".encode()
        return head + self._encrypt(data, self.newest, (purpose, name))

    def open_bytes(self, sealed: bytes, purpose: str, name: str) -> bytes:
        """The document that was sealed under this name. Raises Tampered, UnknownKey."""
        head, _, content = sealed.partition(b"\n")
        version, _, key_id = head.decode("ascii", "replace").partition(".")
        if version != VERSION:
            raise _tampered((purpose, name))
        return self._decrypt(content, key_id, (purpose, name))

    def blind_index(self, value: str, purpose: str) -> str:
        """A keyed fingerprint (HMAC-SHA256, hex) by which equal values are found.

        Equal only for equal texts: give the normal form. Fingerprints of two purposes never meet.
        """
        text = f"{purpose}\0{value}".encode()
        return hmac.new(self.index_key, text, hashlib.sha256).hexdigest()

    def _encrypt(self, plain: bytes, key_id: str, place: tuple[str, ...]) -> bytes:
        nonce = fresh_nonce()
        return nonce + AESGCM(self.keys[key_id]).encrypt(nonce, plain, _bound_to(place, key_id))

    def _decrypt(self, content: bytes, key_id: str, place: tuple[str, ...]) -> bytes:
        if not _KEY_ID.fullmatch(key_id):
            raise _tampered(place)
        if key_id not in self.keys:
            raise UnknownKey(f"key {key_id} is not in the keyring")
        nonce, sealed = content[:NONCE_BYTES], content[NONCE_BYTES:]
        try:
            return AESGCM(self.keys[key_id]).decrypt(nonce, sealed, _bound_to(place, key_id))
        except (InvalidTag, ValueError):
            # ValueError: too short for a nonce. Its cause is left out: it would be logged.
            raise _tampered(place) from None

    def text(self) -> str:
        """The key file's content. Secret."""
        return json.dumps(
            {
                "keys": {key_id: _encoded(key) for key_id, key in self.keys.items()},
                "index_key": _encoded(self.index_key),
            },
            indent=1,
        )

    @classmethod
    def read(cls, text: str) -> Keyring:
        """Read a key file's content, also from an environment value. Raises KeyFileRefused."""
        try:
            content = json.loads(text)
            keys = {key_id: _decoded(key) for key_id, key in content["keys"].items()}
            return cls(keys, _decoded(content["index_key"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            # Without the cause, whose message may quote the keys.
            raise KeyFileRefused("this is not a keyring") from None

    @classmethod
    def load(cls, path: Path) -> Keyring:
        """Read a key file. Raises KeyFileRefused when others may read it, FileNotFoundError."""
        with path.open(encoding="utf-8") as file:
            # Asked of the open file: the name could point elsewhere a moment later.
            if os.fstat(file.fileno()).st_mode & OTHERS:
                raise KeyFileRefused(f"{path} must be readable by its owner only (mode 600)")
            return cls.read(file.read())

    @classmethod
    def create(cls, path: Path) -> Keyring:
        """Make a fresh ring and its file, mode 600. Raises FileExistsError, and changes nothing."""
        ring = cls.fresh()
        part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        try:
            with open(part, "x", encoding="utf-8", opener=_owner_only) as file:
                file.write(ring.text())
                file.flush()
                os.fsync(file.fileno())
            # A link appears whole or not at all, and never over a file that is there.
            os.link(part, path)
        finally:
            part.unlink(missing_ok=True)
        return ring


def fresh_nonce() -> bytes:
    """96 random bits. One key may seal 2^32 values before chance counts (NIST SP 800-38D)."""
    return secrets.token_bytes(NONCE_BYTES)


def _bound_to(place: tuple[str, ...], key_id: str) -> bytes:
    """'table|row|column|key-id'; a document's place has two parts, so the two never meet."""
    if any(_FIELD_SEPARATOR in part for part in place):
        raise ValueError("a place has no '|' in its parts")
    return _FIELD_SEPARATOR.join((*place, key_id)).encode()


def _tampered(place: tuple[str, ...]) -> Tampered:
    return Tampered(f"what is sealed for {' '.join(place)} does not open there")


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _encoded(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text, altchars=b"-_", validate=True)
