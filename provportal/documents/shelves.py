"""Which storage the settings name: a folder, or a bucket whose library is loaded only then."""

from __future__ import annotations

import importlib
import os

from provportal.documents.storage import FolderStorage, Storage
from provportal.settings import Settings
from provportal.store.keyring import Keyring

BUCKETS = "provportal.documents.bucket"
"""Loaded by name: a portal with a folder has no use for a client of S3, and its web starts so."""


def storage_of(settings: Settings, keyring: Keyring) -> Storage:
    """The storage of a portal. Raises SettingsFault for an address that names no bucket."""
    if not settings.documents_bucket:
        return FolderStorage(settings.documents_path, keyring)
    bucket = importlib.import_module(BUCKETS)
    made: Storage = bucket.bucket_at(settings.documents_bucket, os.environ, keyring)
    return made
