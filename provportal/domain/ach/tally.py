"""What a batch or a file adds up to, counted from its entries."""

from __future__ import annotations

from dataclasses import dataclass

HASH_MODULUS = 10**10
"""The entry hash keeps its ten low-order digits."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Records and cents. `routing_sum` adds the first eight digits of each routing number.

    `certain` is False when an entry could not be read, so that sums must not be compared.
    """

    entries: int = 0
    addenda: int = 0
    debit: int = 0
    credit: int = 0
    routing_sum: int = 0
    debit_entries: int = 0
    certain: bool = True

    @property
    def entry_hash(self) -> int:
        return self.routing_sum % HASH_MODULUS

    @property
    def records(self) -> int:
        """Entries and addenda: what the controls count."""
        return self.entries + self.addenda

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.entries + other.entries,
            self.addenda + other.addenda,
            self.debit + other.debit,
            self.credit + other.credit,
            self.routing_sum + other.routing_sum,
            self.debit_entries + other.debit_entries,
            self.certain and other.certain,
        )
