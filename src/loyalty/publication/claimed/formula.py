"""What a formula of a fee tells, and whether that is what the fee takes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from loyalty.language.dated import Dated
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.syntax.syntax_tree import Expression, Number, Rate, parts_in
from loyalty.publication.claimed.numerals import CURRENCY, NUMBER, in_digits, readings

_WHOLE: Final = Fraction(1)
_MONEY: Final = re.compile(rf"{CURRENCY} ?({NUMBER})|({NUMBER}) ?{CURRENCY}", re.IGNORECASE)
_SHARE: Final = re.compile(rf"({NUMBER}) ?%")
_DECIMAL: Final = re.compile(r"(?<![0-9.,])([0-9]+[.,][0-9]{2})(?![0-9.,]*[0-9])")
"""A number as prices are written, beside no currency: `2.00 per kg`."""
_POSTAGE: Final = (
    r"(?-i:\b(?!(?:The|Your|Our|Add|Plus|Pays?|Charges?|Standard|Extra|Full|Actual|Normal|Return|By|For)\b)[A-Z][\w&.-]+)"
    r" (?:\w+ )?(?:postage|porto)\b"
    r"|\b(?:postage|porto|frais de port)(?: as)?(?: charged)? (?:of|by|from|at|der|von|laut|de)"
    r" (?:the (?:carrier|post)\b|la poste\b|(?-i:[A-Z]\w+))"
)
"""Postage, and whose: `Royal Mail postage by weight`; postage alone says not who asks how much."""
_TARIFF: Final = re.compile(
    r"\btar[iy]f|\brates?\b|\b(?:price|rate|fee)s? ?(?:list|book|card|table|schedule)|\bcharges us\b"
    r"|preisliste|\bcennik|hinnasto|\bbar[eè]me|\bwww\.|\w\.\w{2,}/"
    rf"|{_POSTAGE}|资费|价目|价格表|(?:收费|运费|邮费|快递费|配送费|计费|价格)标准|费率|运价",
    re.IGNORECASE,
)
"""What says that a price is worked out by a list of somebody's."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a fee takes on some days: one of the amounts or one of the shares, and whether a text tells it."""

    amounts: frozenset[Fraction]
    shares: frozenset[Fraction] = frozenset()

    @property
    def is_told_elsewhere(self) -> bool:
        """Whether it is a whole amount that somebody states, of which a formula could tell no number."""
        return not self.amounts and self.shares == {_WHOLE}

    def __str__(self) -> str:
        """Give the first of it as a rule file has it."""
        if self.shares:
            return f"{decimal_text(min(self.shares) * 100)} %"
        return decimal_text(min(self.amounts), 2)

    def is_told(self, text: str) -> bool:
        """Whether a text that tells numbers tells this one; one without any is another matter."""
        told = in_digits(text)
        shares = {number / 100 for each in _SHARE.findall(told) for number in readings(each)}
        beside = [before or after for before, after in _MONEY.findall(told)] or _DECIMAL.findall(told)
        amounts = {number for each in beside for number in readings(each)}
        if not shares and not amounts:
            return True
        return not self.amounts.isdisjoint(amounts) or not self.shares.isdisjoint(shares)


def tells_how_much(text: str) -> bool:
    """Whether a text for a formula has a number, or says whose list of prices has it."""
    return any(map(str.isdigit, in_digits(text))) or _TARIFF.search(text) is not None


def taken_by(fee: FeeShape, day: date) -> Iterator[Taken]:
    """Give what a fee takes on a day and later: its amounts or shares, and the least it comes to."""
    for amount in _from(fee.amount, day):
        yield Taken(frozenset((amount,)))
    for share in _from(fee.share, day):
        factors = frozenset(_factors(fee.of))
        if share == _WHOLE and factors:
            yield Taken(factors)
        else:
            yield Taken(frozenset(factor * share for factor in factors), frozenset((share,)))
    for least in _from(fee.at_least, day):
        if least:
            yield Taken(frozenset((least,)))


def _factors(of: Expression | None) -> Iterator[Fraction]:
    for part in () if of is None else parts_in(of):
        if isinstance(part, Number):
            yield Fraction(part.text)
        elif isinstance(part, Rate):
            yield part.value


def _from(dated: Dated[Fraction] | None, day: date) -> Iterator[Fraction]:
    """Give the values in force on a day and later."""
    if dated is None:
        return
    entries = dated.entries
    for index, (_, value) in enumerate(entries):
        following = entries[index + 1][0] if index + 1 < len(entries) else None
        if following is None or following > day:
            yield value
