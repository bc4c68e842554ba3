"""Orders of several lines of small amounts: where roundings, and what is shared over lines, turn.

An amount that is shared over lines moves by single steps of money. Whether a step falls on one line or
on its neighbour only shows in orders of three lines or more, of which one is a little more. Where such a
step shows in what is rounded and not in the rounded number, the order is made a little larger until it does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from loyalty.language import tree as t
from loyalty.language.tree import Const, Node
from loyalty.prover.trying.case import Case, decided
from loyalty.prover.trying.claim import PairClaim
from loyalty.prover.trying.search import PRICE, QUANTITY, Cases, Search

ORDERS = 2_500
"""How many such orders are tried."""
LINES_MIN, LINES_SPREAD = 3, 9
SCALES = (10, 100, 1_000, 10_000)
"""Orders are drawn of about these amounts, and of about those that rules name."""
TIMES = 6
"""How many times as much the dearest orders may be."""
LARGER = 600
"""By how many steps of money a line is made larger until a rounded number turns."""
LED_MAX = 25
"""How many orders are made larger so."""


def found_small(search: Search) -> Cases | None:
    """Give orders of small amounts that break the claim, None where none was found."""
    inputs = {item.name for item in search.claim.part.compiled.sheet.inputs}
    return _Small(search).found() if {PRICE, QUANTITY} <= inputs else None


@dataclass(slots=True)
class _Small:
    search: Search
    dens: dict[str, int] = field(init=False)
    exact: dict[str, str] = field(init=False)
    """By a formula that is wanted, the one that it is the rounded number of."""
    led: int = 0

    def __post_init__(self) -> None:
        claim = self.search.claim
        self.dens = {item.name: item.node.den for item in claim.part.compiled.sheet.inputs}
        trees = {formula.name: formula.tree for formula in claim.part.compiled.sheet.formulas}
        wants = claim.wants if isinstance(claim, PairClaim) else ()
        self.exact = {name: behind for name in wants if (behind := _rounded(name, trees)) != name}

    def found(self) -> Cases | None:
        values = self.search.domain.values[PRICE]
        amounts = {-(-value // self.dens[PRICE]) for value in values if isinstance(value, int)}
        named = sorted(amount for amount in amounts if amount > min(SCALES)) or SCALES
        for _ in range(ORDERS):
            scales = self.search.draw.one_of((tuple(named), SCALES))
            case = self.order(self.search.draw.one_of(scales))
            for cases in self.search.tried(case, near=True):
                if self.search.breaks(cases):
                    return cases
                if (larger := self.larger(cases)) is not None:
                    return larger
        return None

    def order(self, scale: int) -> Case:
        """Give an order of lines of one unit, or of units that cost one step of money each."""
        draw, domain = self.search.draw, self.search.domain
        case = self.search.case(plain=False, lines=LINES_MIN + draw.below(LINES_SPREAD))
        single = draw.below(2)
        for place in range(len(case.lines)):
            amount = 1 + draw.below(1 + TIMES * scale // len(case.lines))
            price, quantity = (1, amount) if single or draw.below(2) else (amount, 1)
            for name, value in ((PRICE, price), (QUANTITY, quantity)):
                case = case.having(name, min(value * self.dens[name], domain.bounds[name][1]), place)
        return case

    def larger(self, cases: Cases) -> Cases | None:
        """Give the cases with a larger line in both, where what is behind a rounding breaks the claim."""
        if self.led >= LED_MAX or not self.breaks_behind(cases):
            return None
        self.led += 1
        return next((larger for larger in self.lengthened(cases) if self.search.breaks(larger)), None)

    def lengthened(self, cases: Cases) -> Iterator[Cases]:
        for place, row in enumerate(cases[0].lines):
            name = QUANTITY if row[PRICE] == self.dens[PRICE] else PRICE
            for steps in range(1, LARGER + 1):
                more = partial(_more, name=name, by=steps * self.dens[name], place=place)
                yield tuple(more(case) for case in cases)

    def breaks_behind(self, cases: Cases) -> bool:
        claim = self.search.claim
        if not isinstance(claim, PairClaim) or not self.exact:
            return False
        one, other = (decided(claim.part, case) for case in cases)
        if one is None or other is None:
            return False
        counted = {name: behind for name, behind in self.exact.items() if one.value(name)}
        wants = {behind: claim.wants[name] for name, behind in counted.items()}
        return PairClaim("", claim.part, wants, same=claim.same).broken(one, other) is not None


def _more(case: Case, *, name: str, by: int, place: int) -> Case:
    value = case.lines[place][name]
    return case.having(name, value + by if isinstance(value, int) else value, place)


def _rounded(name: str, trees: dict[str, Node]) -> str:
    """Give the formula whose rounded number a formula is, or the formula itself."""
    match trees.get(name):
        case t.If(then=t.Read(name=inner), otherwise=Const()) | t.Round(inner=t.Read(name=inner)):
            return _rounded(inner, trees)
    return name
