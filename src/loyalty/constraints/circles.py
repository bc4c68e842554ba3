"""Ways around between wallets: what comes back of points that are converted on and on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from loyalty.kernel.rounding import Rounding
from loyalty.language.shapes.wallets import ConversionShape
from loyalty.ledger.moving.conversion import Rate


@dataclass(frozen=True, slots=True)
class Circle:
    """Conversions one after the other, from a wallet back to it, and what they make of one point."""

    steps: tuple[ConversionShape, ...]
    rate: Fraction

    @property
    def said(self) -> str:
        """The wallets it passes, in words."""
        return " to ".join(f"`{step.from_}`" for step in self.steps) + f" to `{self.steps[0].from_}`"


def circles(conversions: tuple[ConversionShape, ...]) -> Iterator[Circle]:
    """Give every way around within this programme, at the best rate each conversion ever has.

    Each wallet is passed once; a longer way around is made of such.
    """
    inside = _inside(conversions)
    for first in inside:
        yield from _onwards((first,), inside)


def _onwards(steps: tuple[ConversionShape, ...], inside: list[ConversionShape]) -> Iterator[Circle]:
    start, here = steps[0].from_, steps[-1].to
    if here == start:
        rate = Fraction(1)
        for step in steps:
            rate *= best(step)
        yield Circle(steps, rate)
        return
    passed = {step.from_ for step in steps}
    for onwards in inside:
        if onwards.from_ == here and onwards.to not in passed - {start}:
            yield from _onwards((*steps, onwards), inside)


def worth_in(wallet: str, conversions: tuple[ConversionShape, ...]) -> Mapping[str, Fraction]:
    """Give, by wallet, how many points of ``wallet`` one point there can become, at the best rates."""
    inside, found = _inside(conversions), {wallet: Fraction(1)}
    for _ in inside:
        for step in inside:
            if step.to in found:
                found[step.from_] = max(found.get(step.from_, Fraction(0)), best(step) * found[step.to])
    return found


def best(step: ConversionShape) -> Fraction:
    """Give the most points that one converted point ever makes, by rate, day and number converted.

    Rounding helps most just where one point more comes out, among the fewest that may be given: with
    each further ``give`` the share of what rounding brings gets smaller.
    """
    least, found = int(step.at_least or 1), Fraction(0)
    for get in step.get.values:
        rate = Rate(int(step.give), int(get), step.round)
        found = max([found, Fraction(int(get), int(step.give)), *_shares(rate, least)])
    return found


def _shares(rate: Rate, least: int) -> Iterator[Fraction]:
    if rate.round is Rounding.DOWN:
        return
    first = rate.of(least)
    for got in range(first, first + rate.get + 1):
        turn = (2 * got - 1) * rate.give // (2 * rate.get) if rate.round is not Rounding.UP else 0
        turn = turn or (got - 1) * rate.give // rate.get
        for points in (turn, turn + 1, turn + 2):
            given = max(points, least)
            yield Fraction(rate.of(given), given)


def _inside(conversions: tuple[ConversionShape, ...]) -> list[ConversionShape]:
    return [each for each in conversions if each.programme is None]
