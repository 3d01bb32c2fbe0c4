"""The nouns of a bank file: the bank's profile, batches and entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum


class LineEnding(Enum):
    """What stands between two records."""

    LF = "\n"
    CRLF = "\r\n"
    NONE = ""


class Sec(StrEnum):
    """Standard Entry Class: personal accounts, business accounts, many addenda."""

    PPD = "PPD"
    CCD = "CCD"
    CTX = "CTX"


class Reserved(StrEnum):
    """Entry descriptions with a meaning of their own; always in capitals (Nacha Appendix 3)."""

    REVERSAL = "REVERSAL"
    ACCOUNT_VERIFICATION = "ACCTVERIFY"
    HEALTH_CARE_CLAIM = "HCCLAIMPMT"
    RETRY = "RETRY PYMT"


@dataclass(frozen=True, slots=True)
class OffsetAccount:
    """Our own account at the bank that a balanced file debits."""

    transaction_code: str
    routing_number: str
    account_number: str
    name: str


@dataclass(frozen=True, slots=True)
class BankProfile:
    """How one bank wants our files.

    `odfi` has 9 digits; `destination` and `origin` are 9 digits or the 10 characters that the bank
    assigned; `company_id` has up to 10 characters (1 and the EIN is usual). With an
    `offset_account` each batch ends with the debit that balances it.
    """

    odfi: str
    destination: str
    destination_name: str
    origin: str
    origin_name: str
    company_name: str
    company_id: str
    line_ending: LineEnding = LineEnding.LF
    offset_account: OffsetAccount | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One payment to one account.

    `amount` is in cents; `routing_number` has 9 digits, `trace` 15. `addenda` are the payment
    related information of each addenda record, at most 80 characters each.
    """

    transaction_code: str
    routing_number: str
    account_number: str
    amount: int
    identification: str
    name: str
    trace: str
    addenda: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that share a header. `entries` may be a generator: they are read once, in order.

    Without a `service_class` (200 mixed, 220 credits, 225 debits) the first entry decides between
    220 and 225; a mixed batch has to say 200 itself.
    """

    number: int
    sec_code: str
    description: str
    effective_entry_date: date
    entries: Iterable[Entry]
    descriptive_date: str = ""
    service_class: str = ""
