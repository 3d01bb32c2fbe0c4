"""Every storage keeps the same contract: a folder, and a bucket of a real S3 server over HTTP."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from minio import Minio
from moto.server import ThreadedMotoServer

from provportal.documents.bucket import BucketStorage, bucket_at
from provportal.documents.storage import FolderStorage, NoSuchDocument, Storage
from provportal.store.keyring import Keyring, Tampered, UnknownKey

RING = Keyring.fresh()
SCAN = b"%PDF-1.7 a voided check, account 99887766554"
NOW, DAY = timedelta(seconds=-5), timedelta(days=1)
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "an-id", "AWS_SECRET_ACCESS_KEY": "a-secret"}
_numbers = itertools.count(1)

Make = Callable[[Keyring], Storage]


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of an S3 server on a free port of this machine."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Opens the same storage with other keys, as often as a test likes."""
    if request.param == "folder":
        return lambda ring: FolderStorage(tmp_path, ring)
    endpoint = request.getfixturevalue("s3")
    name = f"papers-{next(_numbers)}"
    client = Minio(
        endpoint.removeprefix("http://"),
        access_key="an-id",
        secret_key="a-secret",
        secure=False,
    )
    client.make_bucket(name)
    return lambda ring: bucket_at(f"s3://{name}?endpoint={endpoint}", CREDENTIALS, ring)


@pytest.fixture
def storage(make: Make) -> Storage:
    return make(RING)


@pytest.mark.parametrize("data", [b"", SCAN, bytes(300_000)], ids=["empty", "short", "long"])
def test_a_document_comes_back(storage: Storage, data: bytes) -> None:
    assert storage.get(storage.put(data).key) == data


def test_two_equal_documents_have_two_random_keys(storage: Storage) -> None:
    one, other = storage.put(SCAN), storage.put(SCAN)
    assert (one.key != other.key, one.sha256 == other.sha256) == (True, True)


def test_what_is_gone_is_told(storage: Storage) -> None:
    key = storage.put(SCAN).key
    storage.delete(key)
    with pytest.raises(NoSuchDocument):
        storage.get(key)


def test_deleting_twice_is_harmless(storage: Storage) -> None:
    key = storage.put(SCAN).key
    storage.delete(key)
    storage.delete(key)


@pytest.mark.parametrize("key", ["", "../keys.json", "A" * 32, "0" * 31, "0" * 32 + "/.."])
def test_what_is_no_key_leads_nowhere(storage: Storage, key: str) -> None:
    with pytest.raises(NoSuchDocument):
        storage.get(key)
    with pytest.raises(NoSuchDocument):
        storage.delete(key)


def test_other_keys_open_nothing(make: Make) -> None:
    key = make(RING).put(SCAN).key
    with pytest.raises((UnknownKey, Tampered)):
        make(Keyring.fresh()).get(key)


def test_a_document_put_before_a_new_key_still_opens(make: Make) -> None:
    key = make(RING).put(SCAN).key
    assert make(RING.with_new_key()).get(key) == SCAN


def test_the_sweep_names_what_is_old_and_nothing_younger(storage: Storage) -> None:
    key = storage.put(SCAN).key
    assert list(storage.keys_older_than(NOW)) == [key]
    assert list(storage.keys_older_than(DAY)) == []


def test_a_bucket_holds_only_sealed_bytes(s3: str) -> None:
    client = Minio(
        s3.removeprefix("http://"),
        access_key="an-id",
        secret_key="a-secret",
        secure=False,
    )
    client.make_bucket("sealed")
    key = BucketStorage(client, "sealed", RING).put(SCAN).key
    answer = client.get_object("sealed", key)
    try:
        assert b"99887766554" not in answer.read()
    finally:
        answer.close()
        answer.release_conn()
