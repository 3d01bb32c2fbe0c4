"""A bucket needs an address that names it and credentials that are never told."""

from __future__ import annotations

import pytest

from provportal.documents.bucket import bucket_at
from provportal.settings import SettingsFault
from provportal.store.keyring import Keyring

SIGNED_IN = {"AWS_ACCESS_KEY_ID": "an-id", "AWS_SECRET_ACCESS_KEY": "a-secret"}
GOOD = "s3://papers?endpoint=https://storage.example.org"


@pytest.mark.parametrize(
    "address",
    ["s3://", "s3://papers?endpoint=storage.example.org", "s3://papers?endpoint=ftp://example.org"],
)
def test_an_address_that_names_no_bucket_is_one_sentence(address: str) -> None:
    with pytest.raises(SettingsFault, match="DOCUMENTS must be"):
        bucket_at(address, SIGNED_IN, Keyring.fresh())


@pytest.mark.parametrize("missing", SIGNED_IN)
def test_missing_credentials_are_one_sentence_without_the_others(missing: str) -> None:
    left = {name: value for name, value in SIGNED_IN.items() if name != missing}
    with pytest.raises(SettingsFault) as refused:
        bucket_at(GOOD, left, Keyring.fresh())
    assert "an-id" not in str(refused.value)
    assert "a-secret" not in str(refused.value)
