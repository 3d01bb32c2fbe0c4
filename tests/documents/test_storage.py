"""Stored documents come back as they were or not at all."""

from __future__ import annotations

import hashlib
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from provportal.documents.storage import PURPOSE, FolderStorage, NoSuchDocument, Storage
from provportal.store.keyring import Keyring, Tampered, UnknownKey

RING = Keyring.fresh()
SCAN = b"%PDF-1.7 a voided check, account 99887766554"
DAY = timedelta(hours=24)


def storage(root: Path, ring: Keyring = RING) -> FolderStorage:
    return FolderStorage(root, ring)


def file_of(root: Path, key: str) -> Path:
    return root / key[:2] / key[2:4] / key


def made_older(path: Path, age: timedelta) -> None:
    then = path.stat().st_mtime - age.total_seconds()
    os.utime(path, (then, then))


def test_a_folder_is_a_storage(tmp_path: Path) -> None:
    any_storage: Storage = storage(tmp_path)
    assert any_storage.get(any_storage.put(SCAN).key) == SCAN


def test_an_empty_document_comes_back(tmp_path: Path) -> None:
    kept = storage(tmp_path)
    assert kept.get(kept.put(b"").key) == b""


def test_the_digest_and_size_are_those_of_the_plain_content(tmp_path: Path) -> None:
    stored = storage(tmp_path).put(SCAN)
    assert (stored.sha256, stored.size) == (hashlib.sha256(SCAN).hexdigest(), len(SCAN))


def test_two_equal_documents_have_two_keys(tmp_path: Path) -> None:
    kept = storage(tmp_path)
    assert kept.put(SCAN).key != kept.put(SCAN).key


def test_the_file_does_not_hold_the_plain_content(tmp_path: Path) -> None:
    key = storage(tmp_path).put(SCAN).key
    assert b"99887766554" not in file_of(tmp_path, key).read_bytes()


def test_the_file_is_its_owners_only(tmp_path: Path) -> None:
    key = storage(tmp_path).put(SCAN).key
    assert stat.S_IMODE(file_of(tmp_path, key).stat().st_mode) == 0o600


def test_nothing_unfinished_is_left(tmp_path: Path) -> None:
    key = storage(tmp_path).put(SCAN).key
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file_of(tmp_path, key)]


def test_a_document_put_before_a_new_key_still_opens(tmp_path: Path) -> None:
    key = storage(tmp_path).put(SCAN).key
    assert storage(tmp_path, RING.with_new_key()).get(key) == SCAN


def test_a_missing_key_is_told(tmp_path: Path) -> None:
    key = storage(tmp_path, RING.with_new_key()).put(SCAN).key
    with pytest.raises(UnknownKey):
        storage(tmp_path).get(key)


def test_a_changed_file_is_found(tmp_path: Path) -> None:
    key = storage(tmp_path).put(SCAN).key
    path = file_of(tmp_path, key)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(Tampered):
        storage(tmp_path).get(key)


def test_a_swapped_file_is_found(tmp_path: Path) -> None:
    kept = storage(tmp_path)
    mine, other = kept.put(b"mine").key, kept.put(b"other").key
    file_of(tmp_path, mine).write_bytes(file_of(tmp_path, other).read_bytes())
    with pytest.raises(Tampered):
        kept.get(mine)


def test_a_content_that_is_not_its_digests_is_found(tmp_path: Path) -> None:
    kept = storage(tmp_path)
    key = kept.put(SCAN).key
    wrong = RING.seal_bytes(hashlib.sha256(b"other").digest() + SCAN, PURPOSE, key)
    file_of(tmp_path, key).write_bytes(wrong)
    with pytest.raises(Tampered, match="not what was stored"):
        kept.get(key)


def test_a_deleted_document_is_gone(tmp_path: Path) -> None:
    kept = storage(tmp_path)
    key = kept.put(SCAN).key
    kept.delete(key)
    with pytest.raises(NoSuchDocument):
        kept.get(key)


def test_deleting_twice_is_deleting_once(tmp_path: Path) -> None:
    kept = storage(tmp_path)
    key = kept.put(SCAN).key
    kept.delete(key)
    kept.delete(key)
    assert list(kept.keys_older_than(-DAY)) == []


OUTSIDE = [
    "",
    "..",
    "../secret",
    "/etc/passwd",
    "a" * 31,
    "A" * 32,
    "a" * 32 + "\n",
    "../" + "a" * 29,
]


@pytest.mark.parametrize("key", OUTSIDE)
def test_no_key_reads_outside_the_folder(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    with pytest.raises(NoSuchDocument):
        storage(tmp_path / "root").get(key)


@pytest.mark.parametrize("key", OUTSIDE)
def test_no_key_deletes_outside_the_folder(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    with pytest.raises(NoSuchDocument):
        storage(tmp_path / "root").delete(key)
    assert (tmp_path / "secret").exists()


def test_only_old_documents_are_candidates_for_the_sweep(tmp_path: Path) -> None:
    kept = storage(tmp_path)
    old, _new = kept.put(b"old").key, kept.put(b"new").key
    made_older(file_of(tmp_path, old), DAY)
    assert list(kept.keys_older_than(DAY)) == [old]


def test_what_a_crash_left_unfinished_is_swept(tmp_path: Path) -> None:
    kept = storage(tmp_path)
    key = kept.put(SCAN).key
    path = file_of(tmp_path, key)
    part = path.rename(path.with_name(f"{key}.part"))
    made_older(part, DAY)
    for old in list(kept.keys_older_than(DAY)):
        kept.delete(old)
    assert not part.exists()


def test_what_is_no_document_is_let_alone(tmp_path: Path) -> None:
    kept = storage(tmp_path)
    note = file_of(tmp_path, kept.put(SCAN).key).with_name("README")
    note.write_text("not ours", encoding="utf-8")
    made_older(note, DAY)
    assert list(kept.keys_older_than(DAY)) == []


def test_two_sweeps_at_once_do_no_harm(tmp_path: Path) -> None:
    kept = storage(tmp_path)
    key = kept.put(SCAN).key
    gone = file_of(tmp_path, key)
    gone.unlink()
    gone.symlink_to(tmp_path / "nowhere")
    assert list(kept.keys_older_than(-DAY)) == []


def test_an_empty_storage_has_no_candidates(tmp_path: Path) -> None:
    assert list(storage(tmp_path / "none").keys_older_than(DAY)) == []
