"""Types of single numbers: how each reads a raw text, and what its JSON Schema is.

Raw text in, exact value out; nothing here goes through a binary fraction. A reader gives
`FAILED` and adds a finding where the text is not of its type.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Protocol, runtime_checkable

from loyalty.language.findings import Finding, Span
from loyalty.language.texts.documents import Node, Scalar
from loyalty.language.texts.slips import CURRENCY, factor_meant, plain_number, share_meant, thousands_meant

DIGITS_MAX: Final = 18
DECIMAL: Final = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
NUMBER_OR_TEXT: Final = ["number", "string"]
_DECIMAL = re.compile(DECIMAL)

Schema = dict[str, Any]


@dataclass(slots=True)
class Reading:
    """What a reading knows and gathers: findings, the programme's languages, its currency's exponent.

    ``exponent`` is None where the currency is not known; ``texts`` has the languages of each text.
    """

    findings: list[Finding] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    exponent: int | None = None
    texts: list[frozenset[str]] = field(default_factory=list)

    def fail(self, node: Node, code: str, message: str, help_: str = "") -> "Failed":
        """Add a finding at the node and give `FAILED`."""
        if isinstance(node, Scalar) and not node.quoted and (note := re.search(" (//|--) ", node.text)):
            help_ = f"a note begins with ` #`, not with `{note[1]}`"
        self.findings.append(Finding(node.span, code, message, help_))
        return FAILED


class Failed:
    """The answer of a reader that found something wrong."""


FAILED: Final = Failed()


@runtime_checkable
class Reader(Protocol):
    """Reads one node as a value of its type; writes its JSON Schema."""

    def read(self, node: Node, into: Reading) -> object:
        """Give the value, or `FAILED` after adding a finding."""

    def schema(self) -> Schema:
        """Give the draft-07 schema of what the node may be."""


def raw(reader: Reader, node: Node, into: Reading, what: str) -> Scalar | None:
    """Give the node as a scalar with text in it, or None after adding a finding."""
    if isinstance(node, Scalar) and (node.text or node.quoted):
        return node
    known = reader.schema()
    example = next(iter(known.get("examples") or known.get("enum") or ("…",)))
    if isinstance(node, Scalar):
        into.fail(node, "E217", f"no value where {what} is needed", f"such as `{example}`")
    else:
        into.fail(node, "E203", f"{what} is one value, not a list or a map", f"such as `{example}`")
    return None


def decimal(text: str) -> Fraction | None:
    """Give the exact value of a plain decimal of at most 18 digits, or None."""
    if not _DECIMAL.fullmatch(text) or sum(map(str.isdigit, text)) > DIGITS_MAX:
        return None
    return Fraction(text)


def decimals(text: str) -> int:
    """Give how many digits stand after the point."""
    return len(text.partition(".")[2])


def number_help(text: str) -> str:
    """Say what to write instead of a number the language does not read."""
    if (narrow := narrowed(text)) != text and decimal(narrow) is not None:
        return f"write it without wide signs: `{narrow}`"
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", text):
        return f"decimals stand behind a point: `{text.replace(',', '.')}`"
    if (plain := plain_number(text)) and plain != text:
        of_currency = "every amount is in the `currency` of the file; " if re.search(CURRENCY, text) else ""
        return f"{of_currency}write `{plain}`"
    if "_" in text or "," in text:
        return "write the digits without `_` or `,`"
    if re.fullmatch(r"-?0[0-9]+(\.[0-9]+)?", text):
        return "write it without the leading zero"
    if sum(map(str.isdigit, text)) > DIGITS_MAX:
        return f"at most {DIGITS_MAX} digits"
    amount = re.fullmatch(r"(?:[A-Z]{3} ?|[$€£¥])?(-?[0-9]+(?:\.[0-9]+)?)(?: ?[A-Z]{3}| ?[$€£¥])?", text)
    if amount is not None and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", amount[1]):
        return "every amount is in the `currency` of the file; a point stands before decimals alone"
    if amount is not None:
        return f"every amount is in the `currency` of the file; write `{amount[1]}`"
    if (cents := re.fullmatch(r"([0-9]{1,2}) ?(?:cents?|ct|¢|groszy|centimes)", text)) is not None:
        return f"every amount is in the `currency` of the file; write `0.{cents[1]:>02}`"
    if share_meant(text):
        return "no percentage stands here; write a decimal such as `12.50`"
    if text.lower() in {"free", "gratis", "kostenlos", "gratuit", "免费"}:
        return "write `0`"
    united = re.fullmatch(r"(-?[0-9]+(?:\.[0-9]+)?) ?(?!(?:p|分)$)[^\W\d_]+", text)
    if united is not None:
        return f"write the number alone: `{united[1]}`"
    return "write a decimal such as `12.50`"


TAKEN_OFF: Final = "what is taken off is a `discount`"
OF_POINTS: Final = "a number of points"
OF_MONEY = frozenset({"an amount of money", "a unit price"})


@dataclass(frozen=True, slots=True)
class DecimalText:
    """A decimal that is not negative: money in major units, prices, quantities, points.

    A ``signed`` one may be negative; a check says where.
    """

    what: str
    decimals: int = DIGITS_MAX
    money: bool = False
    signed: bool = False

    def read(self, node: Node, into: Reading) -> Fraction | Failed:
        """Give the exact value."""
        scalar = raw(self, node, into, self.what)
        if scalar is None:
            return FAILED
        value = decimal(scalar.text)
        if value is None:
            return into.fail(node, "E205", f"`{scalar.text}` is not {self.what}", number_help(scalar.text))
        if value < 0 and not self.signed:
            help_ = TAKEN_OFF if self.what in OF_MONEY else f"write `{scalar.text.lstrip('-')}`"
            return into.fail(node, "E206", f"{self.what} may not be negative: `{scalar.text}`", help_)
        most = self.decimals if not self.money or into.exponent is None else into.exponent
        if value.denominator != 1 and decimals(scalar.text.rstrip("0")) > most:
            said = "no decimals" if most == 0 else f"at most {most} decimals"
            return into.fail(node, "E206", f"`{scalar.text}` is too fine for {self.what}", said)
        in_thirds = self.what == OF_POINTS or (self.money and most < len("000"))
        if in_thirds or (self.what == "a quantity" and value.denominator == 1):
            into.findings.extend(maybe_thousands(scalar.text, scalar.span))
        return value

    def schema(self) -> Schema:
        """Give a number, or its decimal text."""
        least: Schema = {} if self.signed else {"minimum": 0}
        examples = [25, "9.90"] if self.money else [1, 100]
        return {"type": NUMBER_OR_TEXT, **least, "pattern": f"^{DECIMAL}$", "examples": examples}


def maybe_thousands(text: str, place: Span) -> Iterator[Finding]:
    """Warn of a number that is read as ones and is written as many write thousands."""
    if whole := thousands_meant(text):
        ones = text.rstrip("0").removesuffix(".")
        help_ = f"write `{whole}` if thousands are meant, else `{ones}`"
        yield Finding(place, "E218", f"`{text}` is read as {ones}", help_, warning=True)


@dataclass(frozen=True, slots=True)
class StepText:
    """A step: 1, 0.01, 0.000001, or a whole number; of money, no finer than the currency's minor unit."""

    money: bool = False

    def read(self, node: Node, into: Reading) -> Fraction | Failed:
        """Give the exact value, above 0."""
        scalar = raw(self, node, into, "a step")
        if scalar is None:
            return FAILED
        value = decimal(scalar.text)
        if value is None:
            return into.fail(node, "E205", f"`{scalar.text}` is not a step", number_help(scalar.text))
        if value <= 0:
            return into.fail(node, "E206", f"a step is more than 0: `{scalar.text}`", "such as `0.01`")
        if value.denominator != 1 and value.numerator != 1:
            return into.fail(node, "E206", f"`{scalar.text}` does not divide 1", "such as `0.01` or `0.05`")
        exponent = into.exponent if self.money else None
        if exponent is not None and (value * 10**exponent).denominator != 1:
            message = f"`{scalar.text}` is finer than the currency's smallest amount"
            return into.fail(node, "E206", message, f"such as `{Decimal(1).scaleb(-exponent):f}`")
        return value

    def schema(self) -> Schema:
        """Give a number above 0, or its decimal text."""
        return {
            "type": NUMBER_OR_TEXT,
            "exclusiveMinimum": 0,
            "pattern": f"^{DECIMAL}$",
            "examples": ["0.01", 1],
        }


@dataclass(frozen=True, slots=True)
class WholeText:
    """A whole number from ``least``, 1 unless said otherwise, to 100,000."""

    least: int = 1

    def read(self, node: Node, into: Reading) -> int | Failed:
        """Give the number."""
        scalar = raw(self, node, into, "a whole number")
        if scalar is None:
            return FAILED
        is_whole = re.fullmatch(r"0|[1-9][0-9]{0,5}", scalar.text) is not None
        if not is_whole or not self.least <= int(scalar.text) <= 10**5:
            message = f"`{scalar.text}` is not a whole number of things"
            return into.fail(node, "E205", message, f"from {self.least} to 100000")
        return int(scalar.text)

    def schema(self) -> Schema:
        """Give a whole number."""
        return {"type": "integer", "minimum": self.least, "maximum": 10**5, "examples": [1, 10]}


@dataclass(frozen=True, slots=True)
class PercentText:
    """``5%`` as 1/20; from 0 % to 100 %."""

    def read(self, node: Node, into: Reading) -> Fraction | Failed:
        """Give the share."""
        scalar = raw(self, node, into, "a percentage")
        if scalar is None:
            return FAILED
        value = percent(scalar.text)
        if value is None:
            return into.fail(node, "E205", f"`{scalar.text}` is not a percentage", percent_help(scalar.text))
        if not 0 <= value <= 1:
            help_ = (
                "more than the whole is a factor, such as `1.5x`, where one may stand"
                if value > 1
                else f"write `{scalar.text.lstrip('-')}`"
            )
            return into.fail(node, "E206", f"`{scalar.text}` is not between 0% and 100%", help_)
        return value

    def schema(self) -> Schema:
        """Give the text of a percentage."""
        return {"type": "string", "pattern": r"^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?%$", "examples": ["5%"]}


def narrowed(text: str) -> str:
    """Give a text without the wide digits and signs of Chinese keyboards."""
    return unicodedata.normalize("NFKC", text).replace("\N{IDEOGRAPHIC FULL STOP}", ".")


def percent_help(text: str) -> str:
    """Say what to write instead of a percentage the language does not read."""
    if (narrow := narrowed(text)) != text and percent(narrow) is not None:
        return f"write it without wide signs: `{narrow}`"
    if said := share_meant(narrow):
        return f"write `{said}`"
    share = decimal(text)
    if share is None:
        spelt = share_meant(f"{text}%")
        return f"write `{spelt}`" if spelt else "such as `5%`"
    meant = f"{Decimal(text).scaleb(2):f}" if 0 < share < 1 else text
    return f"write `{meant}%`"


def percent(text: str) -> Fraction | None:
    """Give ``5%`` as 1/20, or None where it is not a percentage."""
    value = decimal(text[:-1]) if text.endswith("%") else None
    return None if value is None else value / 100


def factor(text: str) -> Fraction | None:
    """Give ``1.5x`` as 3/2, or None where it is not a factor."""
    return decimal(text[:-1]) if text.endswith("x") else None


@dataclass(frozen=True, slots=True)
class FactorText:
    """``1.5x`` as 3/2; not negative. ``bare`` lets ``1.5`` stand for it."""

    bare: bool = False

    def read(self, node: Node, into: Reading) -> Fraction | Failed:
        """Give the factor."""
        scalar = raw(self, node, into, "a factor")
        if scalar is None:
            return FAILED
        value = factor(scalar.text)
        if value is None and self.bare:
            value = decimal(scalar.text)
        if value is None:
            narrow = narrowed(scalar.text).replace("\N{MULTIPLICATION SIGN}", "x").removesuffix("x")
            share, meant = percent(narrow), narrow
            if share is not None and share > 1:  # less than the whole may as well mean what is added to it
                meant = f"{(Decimal(narrow.removesuffix('%')) / 100).normalize():f}"
            said = f"{meant}x" if decimal(meant) is not None else factor_meant(narrowed(scalar.text))
            help_ = f"write `{said}`" if said else "such as `1.5x`"
            return into.fail(node, "E205", f"`{scalar.text}` is not a factor", help_)
        if value < 0:
            return into.fail(
                node, "E206", f"a factor may not be negative: `{scalar.text}`", "write `0x` or more"
            )
        return value

    def schema(self) -> Schema:
        """Give the text of a factor."""
        if self.bare:
            pattern = f"^{DECIMAL}x?$"
            return {"type": NUMBER_OR_TEXT, "minimum": 0, "pattern": pattern, "examples": ["1.5x"]}
        return {"type": "string", "pattern": r"^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?x$", "examples": ["1.5x"]}
