"""Money: whole cents of US dollars; parse, split, total, print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MAX_CENTS = 999_999_999
"""9,999,999.99: the largest amount any one request, line or rate may name."""

_PLAIN = re.compile(r"-?[0-9]{1,7}\.[0-9]{2}")
_TYPED = re.compile(r"\$?(\d{1,3}(,\d{3})+|\d+)?(\.\d{0,2})?")


class NotMoney(ValueError):
    """The text cannot be read as an amount of dollars and cents."""


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An exact amount in whole cents. Never made from a float."""

    cents: int = 0

    @classmethod
    def read(cls, text: str) -> Money:
        """Read the machine form, two decimals and no signs but a leading minus: '950.00'.

        Raises NotMoney for anything else, and for amounts beyond 9,999,999.99.
        """
        if not isinstance(text, str) or not _PLAIN.fullmatch(text):
            raise NotMoney("write an amount with two decimals, like 950.00")
        return cls(int(text.replace(".", "")))

    @classmethod
    def typed(cls, text: str) -> Money:
        """Read what a person types: '1,234.5', '$950', ' 12.00 '. Raises NotMoney."""
        text = text.strip().replace("\N{NO-BREAK SPACE}", "")
        match = _TYPED.fullmatch(text)
        if not match or not any(sign.isdigit() for sign in text) or not text.isascii():
            raise NotMoney("Enter dollars and cents, like 412.50")
        money = cls.half_up(Decimal(text.lstrip("$").replace(",", "")))
        if money.cents > MAX_CENTS:
            raise NotMoney("Enter an amount below 10,000,000.00")
        return money

    @classmethod
    def half_up(cls, dollars: Decimal) -> Money:
        """Round an exact amount of dollars to the cent, half up (away from zero).

        Two decimals by the third digit: 597.50 / 22 = 27.159 -> 27.16 (spec source [48]).
        """
        try:
            return cls(int((dollars * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)))
        except (InvalidOperation, ValueError, OverflowError) as wrong:
            raise NotMoney("not a number") from wrong

    @property
    def dollars(self) -> Decimal:
        return Decimal(self.cents) / 100

    def times(self, factor: Decimal | int) -> Money:
        """This amount times a factor, rounded once, half up."""
        return Money.half_up(self.dollars * factor)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Share by whole weights: each part half up, the last one takes the rest.

        The parts always add up to the whole. Raises ValueError when no weight is above zero.
        """
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError("weights must be zero or more, one above zero")
        last = max(index for index, weight in enumerate(weights) if weight)
        parts = [self._share(weight, whole) for weight in weights]
        parts[last] = self - total(parts[:last])
        return parts

    def _share(self, weight: int, whole: int) -> Money:
        """In whole numbers: a third has no exact decimal."""
        cents = (2 * abs(self.cents) * weight + whole) // (2 * whole)
        return Money(cents if self.cents >= 0 else -cents)

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        """The machine form: '950.00', '-3.50'."""
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{abs(self.cents) // 100}.{abs(self.cents) % 100:02}"

    def shown(self) -> str:
        """The form people read: '$1,046.20', '−$93.80'."""
        sign = "\N{MINUS SIGN}" if self.cents < 0 else ""
        return f"{sign}${abs(self.cents) // 100:,}.{abs(self.cents) % 100:02}"


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """The sum of amounts; zero of none."""
    return Money(sum(amount.cents for amount in amounts))
