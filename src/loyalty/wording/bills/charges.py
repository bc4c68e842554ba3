"""What use costs, in words: the terms of a charge as they hold on a day, one sentence for each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from loyalty.kernel.money import Currency
from loyalty.language.dated import Dated
from loyalty.language.shapes.block_charges import BlockBand, PackageTerms, VolumeBlocksTerms
from loyalty.language.shapes.charge_words import AnyWords, ChargeWords
from loyalty.language.shapes.charges import (
    Band,
    CellTerms,
    DynamicTerms,
    FlatTerms,
    MatrixTerms,
    PercentageTerms,
    PerUnitTerms,
    RateBand,
    StairBand,
    Terms,
    VolumeTerms,
)
from loyalty.wording import amounts
from loyalty.wording.catalogue import say

AnyBand = Band | RateBand | StairBand | BlockBand


def charge_in_words(terms: Terms, day: date, money: Currency, language: str) -> str:
    """Give a charge's terms of ``day`` as text; a value that begins later as it will be."""
    return _Teller(day, money, language).charge(terms)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says values of one day in one language."""

    day: date
    currency: Currency
    language: str

    def charge(self, terms: Terms) -> str:
        return self.joined([*self._model(terms), *self._words(terms)], "charge.and")

    def joined(self, parts: list[str], between: str) -> str:
        return say(between, self.language).join(parts)

    def say(self, key: str, **values: str) -> str:
        return say(f"charge.{key}", self.language, **values)

    def at(self, values: Dated[Fraction]) -> Fraction:
        """Give the value of the day, or the first one where none holds yet."""
        return values.at(self.day) if values.exists(self.day) else values.values[0]

    def money(self, values: Dated[Fraction]) -> str:
        return self.exactly(self.at(values))

    def exactly(self, amount: Fraction) -> str:
        exponent = self.currency.exponent
        return amounts.money(amount * 10**exponent, self.currency.code, exponent, self.language)

    def number(self, value: Fraction) -> str:
        return amounts.number(value, self.language)

    def rate(self, values: Dated[Fraction]) -> str:
        return f"{self.number(self.at(values) * 100)}%"

    def _model(self, terms: Terms) -> Iterator[str]:
        match terms:
            case FlatTerms():
                yield self.say("flat", amount=self.money(terms.amount))
            case PerUnitTerms():
                yield self.say("unit", price=self.money(terms.unit))
            case PackageTerms():
                yield from self._package(terms)
            case PercentageTerms():
                yield from self._percentage(terms)
            case DynamicTerms():
                yield self.say("dynamic", factor=self.number(self.at(terms.multiplier)))
            case MatrixTerms():
                yield from self._matrix(terms)
            case _:
                yield self.joined([self._band(band) for band in terms.bands], "charge.within")
                if isinstance(terms, VolumeTerms | VolumeBlocksTerms):
                    yield self.say("protected" if terms.protect else "all")

    def _band(self, band: AnyBand) -> str:
        if band.up_to is not None:
            return self.say("up_to", bound=self._bound(band, band.up_to), price=self._price(band))
        if not band.above:
            return self._price(band)
        return self.say("above", bound=self._bound(band, band.above), price=self._price(band))

    def _bound(self, band: AnyBand, bound: Fraction) -> str:
        return self.exactly(bound) if isinstance(band, RateBand) else self.number(bound)

    def _price(self, band: AnyBand) -> str:
        match band:
            case StairBand():
                return self.money(band.amount)
            case BlockBand():
                return self.say("blocks", price=self.money(band.price), size=self.number(band.size))
            case RateBand():
                said = {"rate": self.rate(band.rate)}
                key = "rate"
            case _:
                said = {"price": self.money(band.unit)}
                key = "unit"
        if not self.at(band.flat):
            return self.say(key, **said)
        return self.say(f"{key}_and", **said, amount=self.money(band.flat))

    def _package(self, terms: PackageTerms) -> Iterator[str]:
        price, size = self.money(terms.price), self.number(terms.size)
        yield self.say(f"package.{terms.count}", price=price, size=size)
        if terms.free:
            yield self.say("free", count=self.number(terms.free))
        if terms.at_least_packages:
            yield self.say("packages", count=self.number(terms.at_least_packages))

    def _percentage(self, terms: PercentageTerms) -> Iterator[str]:
        rate = self.rate(terms.rate)
        if self.at(terms.fixed):
            yield self.say("event_and", rate=rate, amount=self.money(terms.fixed))
        else:
            yield self.say("event", rate=rate)
        if terms.free_events:
            yield self.say("free_events", count=self.number(terms.free_events))
        if terms.free_amount:
            yield self.say("free_amount", amount=self.exactly(terms.free_amount))
        if terms.at_least is not None:
            yield self.say("event_least", amount=self.money(terms.at_least))
        if terms.at_most is not None:
            yield self.say("event_most", amount=self.money(terms.at_most))

    def _matrix(self, terms: MatrixTerms) -> Iterator[str]:
        for cell in terms.cells:
            where = ", ".join(f"{name}: {'|'.join(values)}" for name, values in cell.where.items())
            yield self.say("cell", where=where, terms=self._cell(cell.terms))
        if terms.otherwise is not None:
            yield self.say("otherwise", terms=self._cell(terms.otherwise))

    def _cell(self, terms: CellTerms) -> str:
        return self.joined([*self._model(terms), *self._words(terms)], "charge.within")

    def _words(self, terms: AnyWords) -> Iterator[str]:
        if isinstance(terms, ChargeWords):
            if terms.convert is not None:
                yield self.say("convert", count=self.number(terms.convert.divide_by))
            if terms.free_units:
                yield self.say("free", count=self.number(terms.free_units))
        if self.at(terms.discount):
            yield self.say("discount", rate=self.rate(terms.discount))
        if terms.commitment is not None:
            key = "commitment.true_up" if terms.commitment.true_up else "commitment"
            yield self.say(key, amount=self.money(terms.commitment.amount))
        if terms.minimum is not None:
            yield self.say("minimum", amount=self.money(terms.minimum))
        if terms.maximum is not None:
            yield self.say("maximum", amount=self.money(terms.maximum))
