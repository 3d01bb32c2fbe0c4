"""The bank file of a released batch, made from the rows; the same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import Session

from provportal.domain.ach.model import BankProfile as FileProfile
from provportal.domain.ach.model import Batch as FileBatch
from provportal.domain.ach.model import Entry as FileEntry
from provportal.domain.ach.model import LineEnding
from provportal.domain.ach.writer import in_plain_letters, write_file
from provportal.domain.bank_account import AccountKind, Holder
from provportal.domain.calendar import EASTERN
from provportal.domain.payout import EntryState
from provportal.store.agency import Agency, BankProfile
from provportal.store.bank_account import BankAccount
from provportal.store.keyring import Keyring
from provportal.store.payout import BankFile, Batch, Entry

TRANSACTION_CODES = {AccountKind.CHECKING: "22", AccountKind.SAVINGS: "32"}
SEC_CODES = {Holder.PERSONAL: "PPD", Holder.BUSINESS: "CCD"}
"""CCD to business accounts, PPD to personal ones; the provider is only asked whose it is."""
DESCRIPTION = "CHILD CARE"


@dataclass(frozen=True, slots=True)
class FileToSend:
    """Where a file goes, what it is called, and its bytes."""

    mailbox: str
    name: str
    data: bytes


def batch_file(session: Session, keyring: Keyring, batch_id: str) -> FileToSend:
    """The file of a batch. Raises NoResultFound before its release."""
    batch = session.get_one(Batch, batch_id)
    file = session.get_one(BankFile, batch_id)
    profile = file_profile(session.get_one(BankProfile, batch.agency_id))
    rows = session.execute(
        sa.select(Entry, BankAccount)
        .join(BankAccount, BankAccount.id == Entry.bank_account_id)
        # An entry that was emptied by holds before the release is no payment any more.
        .where(Entry.batch_id == batch_id, Entry.state != EntryState.REJECTED)
        .order_by(BankAccount.holder, Entry.trace)
    )
    payments = [(entry, account) for entry, account in rows]
    chunks = write_file(
        profile,
        file.created_at.astimezone(EASTERN),
        file.file_id_modifier,
        _batches(batch, payments, profile, keyring),
    )
    agency = session.get_one(Agency, batch.agency_id)
    return FileToSend(agency.code, file.name, b"".join(chunks))


def _batches(
    batch: Batch,
    payments: list[tuple[Entry, BankAccount]],
    profile: FileProfile,
    keyring: Keyring,
) -> Iterator[FileBatch]:
    """One Nacha batch for personal and one for business accounts."""
    grouped = groupby(payments, key=lambda payment: payment[1].holder)
    for number, (holder, members) in enumerate(grouped, 1):
        yield FileBatch(
            number=number,
            sec_code=SEC_CODES[holder],
            description=DESCRIPTION,
            effective_entry_date=batch.effective_on,
            entries=[_entry(payment, profile, keyring) for payment in members],
        )


def _entry(payment: tuple[Entry, BankAccount], profile: FileProfile, keyring: Keyring) -> FileEntry:
    entry, account = payment
    return FileEntry(
        transaction_code=TRANSACTION_CODES[account.kind],
        routing_number=keyring.open_(account.routing_sealed, "bank_account", account.id, "routing"),
        account_number=keyring.open_(account.account_sealed, "bank_account", account.id, "account"),
        amount=entry.amount.cents,
        identification=entry.provider_number,
        # A name in another script must not keep the whole run from its bank.
        name=name_on_file(account.holder_name) or f"PROVIDER {entry.provider_number}"[:22],
        trace=entry.trace,
        addenda=(reassociation(entry, profile.company_id),),
    )


def name_on_file(holder_name: str) -> str:
    """The receiver's name in the 22 characters that an entry has for it.

    The account number decides where money goes; the name only helps the bank's people, so a long
    one is shortened, as banks do themselves, and what has no plain letters is left out.
    """
    return in_plain_letters(holder_name)[:22].strip()


def reassociation(entry: Entry, company_id: str) -> str:
    """The addenda that ties the deposit to its remittance: trace, payer, remittance number.

    A TRN segment as in the 835 (X12 221A1): TRN02 the trace, TRN03 the payer, TRN04 our number.
    """
    return f"TRN*1*{entry.trace}*{company_id}*{entry.remittance_number}\\"


def file_profile(profile: BankProfile) -> FileProfile:
    """The stored profile as the bank-file writer reads it."""
    return FileProfile(
        odfi=profile.odfi,
        destination=profile.destination,
        destination_name=profile.destination_name,
        origin=profile.origin,
        origin_name=profile.origin_name,
        company_name=profile.company_name,
        company_id=profile.company_id,
        line_ending=LineEnding[profile.line_ending.upper()],
    )
