"""The words shapes are declared with: the base of every shape, its laws, and types of scalars."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, ClassVar, TypeVar

from loyalty.language.dated import Dated
from loyalty.language.findings import NOWHERE, Span
from loyalty.language.texts.jurisdictions import MarketText
from loyalty.language.texts.scalars import OF_POINTS, DecimalText, FactorText, PercentText, StepText
from loyalty.language.texts.words import CurrencyText, InstantText, PatternText, ZoneText


@dataclass(frozen=True, slots=True)
class ExactlyOne:
    """One of two keys, never both, never none."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class ExactlyOneOf:
    """One of several keys, never two, never none."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneOrMoreOf:
    """At least one of several keys."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """Where ``key`` is written, ``other`` must be too."""

    key: str
    other: str


@dataclass(frozen=True, slots=True)
class NeverWritten:
    """What no key here may say, whatever it is called: the ``words`` of such names, and the code of it."""

    words: frozenset[str]
    code: str
    message: str
    help: str

    def is_said_by(self, key: str) -> bool:
        """Whether the name of a key has one of the words."""
        return not self.words.isdisjoint(key.lower().replace("-", "_").split("_"))


Law = ExactlyOne | ExactlyOneOf | OneOrMoreOf | Needs
T = TypeVar("T")


class NotReadError(Exception):
    """A value was asked for that the rule file spells wrongly or leaves out by mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A part of a rule file: ``span`` is its place, ``spans`` the places of its values by attribute."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
    LAWS: ClassVar[tuple[Law, ...]] = ()
    LACKING: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """The codes of keys whose lack is a finding of its own, by attribute."""
    NEVER: ClassVar[tuple[NeverWritten, ...]] = ()

    def place(self, attribute: str) -> Span:
        """Give the place of a value, or of the whole where the file leaves it out."""
        return self.spans.get(attribute, self.span)

    def is_read(self, attribute: str) -> bool:
        """Whether the value could be read; it is not there in a shape `of_what_was_read` otherwise."""
        try:
            getattr(self, attribute)
        except NotReadError:
            return False
        return True

    if not TYPE_CHECKING:

        def __getattr__(self, attribute: str) -> object:
            """Raise NotReadError for a value without which the shape was made."""
            if attribute in type(self).__dataclass_fields__:
                raise NotReadError(attribute)
            raise AttributeError(attribute)


S = TypeVar("S", bound=Shape)


def of_what_was_read(shape: type[S], values: Mapping[str, object]) -> S:
    """Give a shape with some of its values; whoever asks for another meets NotReadError."""
    made = object.__new__(shape)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


def as_far_as_read(found: Iterable[T]) -> Iterator[T]:
    """Give what is found before a value is needed that could not be read.

    What was found until then is true whatever that value was meant to be.
    """
    try:
        yield from found
    except NotReadError:
        return


class Marker(Enum):
    """How a key is read, where its type does not say it."""

    REST = auto()
    INLINE = auto()
    ONE_OR_MORE = auto()


REST = Marker.REST
"""The attribute takes every key that no other attribute has."""
INLINE = Marker.INLINE
"""The attribute's own keys stand among the keys of the shape that holds it."""
ONE_OR_MORE = Marker.ONE_OR_MORE
"""A list, or one value without the brackets."""


@dataclass(frozen=True, slots=True)
class AtLeastOne:
    """The list may not be empty."""


Money = Annotated[Fraction, DecimalText("an amount of money", money=True)]
FlatAmount = Annotated[Fraction, DecimalText("an amount of money", decimals=15)]
"""Money of a band, which is rounded with the whole charge: it may be finer than the smallest coin."""
Price = Annotated[Fraction, DecimalText("a unit price", decimals=15)]
SignedMoney = Annotated[Fraction, DecimalText("an amount of money", money=True, signed=True)]
SignedFlatAmount = Annotated[Fraction, DecimalText("an amount of money", decimals=15, signed=True)]
SignedPrice = Annotated[Fraction, DecimalText("a unit price", decimals=15, signed=True)]
Quantity = Annotated[Fraction, DecimalText("a quantity", decimals=9)]
Points = Annotated[Fraction, DecimalText(OF_POINTS, decimals=6)]
Step = Annotated[Fraction, StepText()]
MoneyStep = Annotated[Fraction, StepText(money=True)]
Percent = Annotated[Fraction, PercentText()]
Factor = Annotated[Fraction, FactorText()]
Multiplier = Annotated[Fraction, FactorText(bare=True)]
Code = Annotated[
    str, PatternText("a name", r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*", "such as `own-brand-weeks`")
]
RuleId = Annotated[
    str,
    PatternText("a name", r"[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*", "such as `own-brand-weeks`, without a point"),
]
"""The name of what has steps of its own; their names go on after a point."""
NOTHING = Dated.always(Fraction(0))
"""What a dated value is where the file leaves it out: 0."""
ONCE = Dated.always(Fraction(1))
"""What a dated factor or number is where the file leaves it out: 1."""
LANGUAGE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"
Language = Annotated[str, PatternText("a language", LANGUAGE, "such as `en`")]
Market = Annotated[str, MarketText()]
TableFile = Annotated[str, PatternText("a table", r"[A-Za-z0-9_-]+\.csv", "a file of the folder, `vat.csv`")]
CurrencyCode = Annotated[str, CurrencyText()]
ZoneName = Annotated[str, ZoneText()]
Instant = Annotated[datetime, InstantText()]
