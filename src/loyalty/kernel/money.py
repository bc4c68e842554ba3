"""Money in whole minor units.

`Money` adds, subtracts, compares and is shared out; it cannot be divided or multiplied,
since that would need a rounding nobody named. It never takes a binary fraction.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, total_ordering
from itertools import accumulate, pairwise

from loyalty.kernel.currencies import EXPONENT_BY_CODE
from loyalty.kernel.rounding import Rounding, round_fraction

DIGITS_MAX = 18
_AMOUNT = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")


class UnknownCurrency(ValueError):
    """The code names no active ISO 4217 currency with minor units."""


class CurrencyMismatchError(TypeError):
    """Amounts of two currencies met where one was needed."""

    def __init__(self, left: "Currency", right: "Currency") -> None:
        """Keep both currencies for whoever reports the fault."""
        super().__init__(f"{left.code} and {right.code}")
        self.left, self.right = left, right


class AmountTextError(ValueError):
    """A text is not a plain decimal number of at most 18 digits."""


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 code and the number of decimals of its minor unit; made by `currency`."""

    code: str
    exponent: int


@cache
def currency(code: str) -> Currency:
    """Give the currency of an ISO 4217 code in capitals. Raises UnknownCurrency."""
    exponent = EXPONENT_BY_CODE.get(code)
    if exponent is None:
        raise UnknownCurrency(code)
    return Currency(code, exponent)


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """A whole number of minor units of one currency: 1234 of EUR is 12.34.

    Sums, differences and comparisons raise CurrencyMismatchError across currencies;
    equality across currencies is simply false. Anything but an int raises TypeError.
    """

    minor: int
    currency: Currency

    def __post_init__(self) -> None:
        """Refuse to exist with a minor amount that is not a plain int."""
        if type(self.minor) is not int:
            raise TypeError(type(self.minor).__name__)

    def __add__(self, other: "Money") -> "Money":
        """Give the sum. Raises CurrencyMismatchError."""
        return Money(self.minor + self._minor_of(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Give the difference. Raises CurrencyMismatchError."""
        return Money(self.minor - self._minor_of(other), self.currency)

    def __neg__(self) -> "Money":
        """Give the amount that cancels this one."""
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        """Give whether this is less. Raises CurrencyMismatchError."""
        return self.minor < self._minor_of(other)

    def allocate(
        self, weights: Sequence[Fraction | int], mode: Rounding = Rounding.HALF_UP
    ) -> tuple["Money", ...]:
        """Give one share per weight; the shares add up to this amount whatever the mode.

        Cumulative: share i is R(c_i) - R(c_i-1), where c_i is the exact amount due to the
        weights up to i. A weight of 0 gets nothing. Raises ValueError where a weight is
        negative or all are 0, TypeError where a weight is not exact.
        """
        bounds = [Fraction(0), *accumulate(_exact(weight) for weight in weights)]
        whole = bounds[-1]
        if whole <= 0 or any(later < earlier for earlier, later in pairwise(bounds)):
            message = "weights must not be negative and at least one must be positive"
            raise ValueError(message)
        settled = [round_fraction(self.minor * bound / whole, mode) for bound in bounds]
        return tuple(Money(later - earlier, self.currency) for earlier, later in pairwise(settled))

    def decimal_text(self) -> str:
        """Give the amount in major units as plain text: ``12.34``, ``-0.05``, ``12`` for JPY."""
        sign = "-" if self.minor < 0 else ""
        digits = str(abs(self.minor)).rjust(self.currency.exponent + 1, "0")
        whole = len(digits) - self.currency.exponent
        return f"{sign}{digits[:whole]}.{digits[whole:]}" if self.currency.exponent else sign + digits

    def _minor_of(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrencyMismatchError(self.currency, other.currency)
        return other.minor


def minor_units(text: str, of: Currency) -> Fraction:
    """Give the exact number of minor units that a decimal text in major units writes.

    ``"12.345"`` of EUR gives 2469/2: finer than a minor unit is kept, never rounded.
    Raises AmountTextError on exponents, signs other than ``-``, separators, blanks, names
    such as ``nan``, and more than 18 digits.
    """
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise AmountTextError(text)
    sign, whole, decimals = match[1], match[2], match[3] or ""
    if len(whole) + len(decimals) > DIGITS_MAX:
        raise AmountTextError(text)
    value = Fraction(int(whole + decimals) * 10**of.exponent, 10 ** len(decimals))
    return -value if sign else value


def _exact(weight: Fraction | int) -> Fraction:
    if not isinstance(weight, Fraction | int):
        raise TypeError(type(weight).__name__)
    return Fraction(weight)
