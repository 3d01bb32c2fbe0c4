"""Every table, loaded: `METADATA` is what migrations are compared with."""

from __future__ import annotations

from provportal.store import (
    agency,
    audit,
    bank_account,
    decision,
    ledger,
    notice,
    outbox,
    payout,
    person,
    person_notice,
    promised_date,
    provider,
    remittance,
    request,
    second_factor,
    sequence,
    sign_in,
    upload,
)
from provportal.store.row import Row

LOADED = (
    agency,
    audit,
    bank_account,
    decision,
    ledger,
    notice,
    outbox,
    payout,
    person,
    person_notice,
    promised_date,
    provider,
    remittance,
    request,
    second_factor,
    sequence,
    sign_in,
    upload,
)

METADATA = Row.metadata
