"""What is sealed opens in its own place only, and the key file is its owner's alone."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.identifiers import normal_account
from provportal.store.keyring import (
    KEY_BYTES,
    KeyFileRefused,
    Keyring,
    Tampered,
    UnknownKey,
    fresh_nonce,
)

RING = Keyring.fresh()
PLACE = ("bank_account", "row-1", "account_number")
ACCOUNT = "00099887766554"


def sealed(ring: Keyring = RING) -> str:
    return ring.seal(ACCOUNT, *PLACE)


@given(st.text())
def test_what_is_sealed_opens_in_its_place(plain: str) -> None:
    assert RING.open_(RING.seal(plain, *PLACE), *PLACE) == plain


@given(st.binary(), st.text(alphabet=st.characters(exclude_characters="|", codec="utf-8")))
def test_a_sealed_document_opens_under_its_name(data: bytes, name: str) -> None:
    assert RING.open_bytes(RING.seal_bytes(data, "upload", name), "upload", name) == data


def test_the_sealed_text_names_version_and_key() -> None:
    assert sealed().startswith("1.k1.")


def test_the_sealed_text_does_not_hold_the_plain_one() -> None:
    assert ACCOUNT not in sealed()


def test_two_seals_of_one_value_differ() -> None:
    assert sealed() != sealed()


@pytest.mark.parametrize(
    "place",
    [
        ("provider", "row-1", "account_number"),
        ("bank_account", "row-2", "account_number"),
        ("bank_account", "row-1", "routing_number"),
    ],
    ids=["table", "row", "column"],
)
def test_a_value_moved_elsewhere_does_not_open(place: tuple[str, str, str]) -> None:
    with pytest.raises(Tampered):
        RING.open_(sealed(), *place)


@given(st.integers(0, 41), st.integers(1, 255))
def test_a_changed_byte_does_not_open(place: int, change: int) -> None:
    content = bytearray(base64.urlsafe_b64decode(sealed().removeprefix("1.k1.")))
    content[place] ^= change
    with pytest.raises(Tampered):
        RING.open_("1.k1." + base64.urlsafe_b64encode(content).decode(), *PLACE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "1.k1",
        "1.k1.",
        "1.k1.AAAA",
        "1.k1.?",
        "1.k1.é",
        "1.|.AAAA",
        "2.k1." + "A" * 64,
        ACCOUNT,
    ],
)
def test_what_was_never_sealed_does_not_open(text: str) -> None:
    with pytest.raises(Tampered):
        RING.open_(text, *PLACE)


@given(st.binary())
def test_no_bytes_open_that_were_never_sealed(data: bytes) -> None:
    with pytest.raises(Tampered):
        RING.open_bytes(data, "upload", "a")


def test_a_document_does_not_open_under_another_name() -> None:
    with pytest.raises(Tampered):
        RING.open_bytes(RING.seal_bytes(b"scan", "upload", "a"), "upload", "b")


def test_a_document_cut_short_does_not_open() -> None:
    with pytest.raises(Tampered):
        RING.open_bytes(RING.seal_bytes(b"scan", "upload", "a")[:12], "upload", "a")


def test_the_version_is_bound() -> None:
    with pytest.raises(Tampered):
        RING.open_bytes(b"2" + RING.seal_bytes(b"scan", "upload", "a")[1:], "upload", "a")


def test_another_rings_value_does_not_open() -> None:
    with pytest.raises(Tampered):
        Keyring.fresh().open_(sealed(), *PLACE)


def test_the_error_holds_no_secret_and_no_cause() -> None:
    with pytest.raises(Tampered) as caught:
        RING.open_("1.k1." + ACCOUNT, *PLACE)
    assert ACCOUNT not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("place", [("a|b", "c", "d"), ("a", "b|c", "d"), ("a", "b", "c|d")])
def test_a_place_with_a_bar_is_refused(place: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="a place has no"):
        RING.seal("x", *place)


def test_a_million_nonces_are_unique() -> None:
    assert len({fresh_nonce() for _ in range(10**6)}) == 10**6


def test_the_newest_key_seals() -> None:
    assert sealed(RING.with_new_key()).startswith("1.k2.")


def test_an_older_key_still_opens() -> None:
    assert RING.with_new_key().open_(sealed(), *PLACE) == ACCOUNT


def test_a_dropped_keys_id_is_not_used_again() -> None:
    two = RING.with_new_key()
    only_second = Keyring({"k2": two.keys["k2"]}, two.index_key)
    assert only_second.with_new_key().newest == "k3"


def test_a_missing_key_is_named() -> None:
    with pytest.raises(UnknownKey, match="k2"):
        RING.open_(sealed(RING.with_new_key()), *PLACE)


def test_the_key_id_is_bound() -> None:
    """The same key under two names: what names the other one does not open."""
    other = Keyring({"k7": RING.keys["k1"]}, RING.index_key)
    with pytest.raises(Tampered):
        other.open_(sealed().replace("1.k1.", "1.k7."), *PLACE)


def test_equal_accounts_meet_in_the_index_however_they_were_typed() -> None:
    typed = (" 000-998 8776", "0009988776")
    assert len({RING.blind_index(normal_account(text), "account") for text in typed}) == 1


def test_leading_zeros_make_another_account() -> None:
    assert RING.blind_index("0009988776", "account") != RING.blind_index("9988776", "account")


def test_two_purposes_never_meet_in_the_index() -> None:
    assert RING.blind_index("123456789", "account") != RING.blind_index("123456789", "tin")


def test_the_index_stays_when_a_data_key_is_added() -> None:
    assert RING.blind_index("1", "tin") == RING.with_new_key().blind_index("1", "tin")


def test_the_index_needs_its_key() -> None:
    assert RING.blind_index("1", "tin") != Keyring.fresh().blind_index("1", "tin")


def test_the_ring_does_not_print_its_keys() -> None:
    assert repr(RING) == "Keyring()"


def test_the_keys_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        RING.keys["k1"] = b""  # type: ignore[index]  # what a careless caller would write


@pytest.mark.parametrize(
    "ring",
    [
        ({}, b"i" * KEY_BYTES),
        ({"k1": b"short"}, b"i" * KEY_BYTES),
        ({"k1": b"k" * KEY_BYTES}, b"short"),
        ({"1|2": b"k" * KEY_BYTES}, b"i" * KEY_BYTES),
        ({"k1": b"k" * KEY_BYTES, "k2": b"k" * KEY_BYTES}, b"i" * KEY_BYTES),
        ({"k1": b"k" * KEY_BYTES}, b"k" * KEY_BYTES),
    ],
    ids=["none", "short key", "short index key", "key id", "key twice", "index key a data key"],
)
def test_a_wrong_ring_is_refused(ring: tuple[dict[str, bytes], bytes]) -> None:
    with pytest.raises(ValueError, match="key"):
        Keyring(*ring)


def test_a_ring_is_read_from_its_text() -> None:
    ring = RING.with_new_key()
    assert Keyring.read(ring.text()) == ring


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"keys": [], "index_key": ""}', "null", "changeme"]
)
def test_what_is_no_ring_is_refused(text: str) -> None:
    with pytest.raises(KeyFileRefused):
        Keyring.read(text)


def test_a_made_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    assert Keyring.create(path) == Keyring.load(path)


def test_a_made_file_is_its_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    Keyring.create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_making_leaves_no_other_file(tmp_path: Path) -> None:
    Keyring.create(tmp_path / "keys.json")
    assert os.listdir(tmp_path) == ["keys.json"]


def test_making_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    ring = Keyring.create(path)
    with pytest.raises(FileExistsError):
        Keyring.create(path)
    assert Keyring.load(path) == ring
    assert os.listdir(tmp_path) == ["keys.json"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_a_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "keys.json"
    Keyring.create(path)
    path.chmod(mode)
    with pytest.raises(KeyFileRefused, match="600"):
        Keyring.load(path)


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Keyring.load(tmp_path / "keys.json")
