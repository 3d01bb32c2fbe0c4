"""Documents in a bucket of S3-compatible storage: the same seal, the same random names."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from minio import Minio
from minio.error import S3Error

from provportal.documents.storage import NoSuchDocument, Seal, Stored, refuse_no_key
from provportal.settings import SettingsFault
from provportal.store.keyring import Keyring

GONE = frozenset({"NoSuchKey", "NoSuchObject"})
SEALED = "application/octet-stream"


class BucketStorage:
    """Documents as sealed objects named by their key. The bucket itself is made by an operator."""

    def __init__(self, client: Minio, bucket: str, keyring: Keyring) -> None:
        self._client = client
        self._bucket = bucket
        self._seal = Seal(keyring)

    def put(self, data: bytes) -> Stored:
        stored, sealed = self._seal.close(data)
        self._client.put_object(
            self._bucket, stored.key, io.BytesIO(sealed), len(sealed), content_type=SEALED
        )
        return stored

    def get(self, key: str) -> bytes:
        refuse_no_key(key)
        try:
            answer = self._client.get_object(self._bucket, key)
        except S3Error as fault:
            if fault.code in GONE:
                raise NoSuchDocument(key) from None
            raise
        try:
            sealed = answer.read()
        finally:
            answer.close()
            answer.release_conn()
        return self._seal.open(key, sealed)

    def delete(self, key: str) -> None:
        refuse_no_key(key)
        # S3 answers the same for what is gone already.
        self._client.remove_object(self._bucket, key)

    def keys_older_than(self, age: timedelta) -> Iterator[str]:
        # The storage's times against the machine's clock, as in a folder. An upload that was cut
        # leaves no object, so there is nothing unfinished to name.
        limit = datetime.now(UTC) - age
        for found in self._client.list_objects(self._bucket):
            if found.last_modified is not None and found.last_modified < limit:
                yield str(found.object_name)


def bucket_at(address: str, environ: Mapping[str, str], keyring: Keyring) -> BucketStorage:
    """The bucket of 's3://bucket?endpoint=https://host&region=name'.

    Its credentials come from the environment. Raises SettingsFault.
    """
    named = urlsplit(address)
    given = {name: values[0] for name, values in parse_qs(named.query).items()}
    endpoint = urlsplit(given.get("endpoint", "https://s3.amazonaws.com"))
    if not named.netloc or endpoint.scheme not in ("http", "https") or not endpoint.netloc:
        raise SettingsFault("DOCUMENTS must be a folder or s3://bucket?endpoint=https://host.")
    access, secret = (environ.get(name, "") for name in CREDENTIALS)
    if not access or not secret:
        raise SettingsFault(f"Documents in a bucket need {' and '.join(CREDENTIALS)}.")
    client = Minio(
        endpoint.netloc,
        access_key=access,
        secret_key=secret,
        secure=endpoint.scheme == "https",
        region=given.get("region", "us-east-1"),
    )
    return BucketStorage(client, named.netloc, keyring)


CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
"""Never in DOCUMENTS, which is shown and handed on."""
