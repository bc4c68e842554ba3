"""Looking for a case that breaks a claim: at the values where rules change, and just beside them.

The search decides every case with the same compiled function that prices, so whatever it finds is so.
It is the same at every run. Finding nothing shows nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from loyalty.decision.programme import Part, Programme
from loyalty.language.sheet import Scope
from loyalty.language.tree import Kind
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.case import Case, Decided, Value, decided
from loyalty.prover.trying.claim import BoundClaim, Claim, PairClaim, SplitClaim
from loyalty.prover.trying.domain import Domain, at_moment, domain_of, of_time
from loyalty.prover.trying.draw import Draw

TRIALS = 400
LARGER = (10, 1000, 100_000)
"""How many times as dear orders are tried too."""
SMALL = (*range(1, 26), 50, 75, 150, 250)
"""Prices in minor units by which an order is split: where roundings of two parts come to more than of one."""
NEAR = 2
"""How many of the nearest other numbers are looked at where steps are small."""
Cases = tuple[Case, ...]
PRICE, QUANTITY = "line.unit_price", "line.quantity"


@dataclass(slots=True)
class Search:
    """One search for cases that break a claim."""

    programme: Programme
    claim: Claim
    draw: Draw
    domain: Domain = field(init=False)
    _last: dict[int, tuple[Case, Decided | None]] = field(default_factory=dict)
    """What came of the last case that stood in each place: the first is compared with many others."""

    def __post_init__(self) -> None:
        """Look at what can be given."""
        self.domain = domain_of(self.programme, self.claim.part)

    def found(self, trials: int = TRIALS) -> Cases | None:
        """Give cases that break the claim, None where none was found."""
        for number in range(trials):
            base = self.case(plain=number == 0)
            for cases in self._around(base):
                if self.breaks(cases):
                    return cases
        return None

    def breaks(self, cases: Cases) -> bool:
        """Give whether decided cases break the claim."""
        results = [self._decided(case, place) for place, case in enumerate(cases)]
        known = [result for result in results if result is not None]
        if len(known) < len(cases):
            return False
        match self.claim:
            case BoundClaim():
                return not self.claim.test(known[0])
            case PairClaim():
                return self.claim.broken(known[0], known[1]) is not None
            case SplitClaim():
                return self.claim.broken(known[0], known[1], known[2]) is not None

    def _decided(self, case: Case, place: int) -> Decided | None:
        last = self._last.get(place)
        if last is None or last[0] is not case:
            last = self._last[place] = case, decided(self.claim.part, case)
        return last[1]

    def alike(self, cases: Cases, change: Callable[[Case], Case]) -> Cases | None:
        """Give the cases with the same change in all of them, None where there are none such.

        Orders that a whole one is split in are those of the changed whole one.
        """
        if not isinstance(self.claim, SplitClaim):
            return tuple(change(case) for case in cases)
        whole = change(cases[0])
        return self.split(whole, min(len(cases[1].lines), len(whole.lines) - 1))

    def split(self, whole: Case, place: int) -> Cases | None:
        """Give an order and the two it is split in before a line, the second after the first."""
        assert isinstance(self.claim, SplitClaim)  # noqa: S101 - asked for claims about splitting alone
        left = replace(whole, lines=whole.lines[:place])
        first = decided(self.claim.part, left)
        if first is None or not 0 < place < len(whole.lines):
            return None
        more = {name: sum(map(first.value, formulas)) for name, formulas in self.claim.carried.items()}
        order = {n: v + more[n] if n in more and isinstance(v, int) else v for n, v in whole.order.items()}
        return whole, left, Case(whole.at, order, whole.lines[place:])

    def _with(self, case: Case, known: Mapping[str, Value]) -> Case:
        """Give the case with what is known set, and the times that follow from its moment."""
        order = dict(case.order)
        for name in order:
            if of_time(name):
                order[name] = at_moment(self.programme, name, case.at)
        lines = case.lines
        for name, value in known.items():
            if name in order:
                order[name] = value
            lines = tuple({**row, name: value} if name in row else row for row in lines)
        return Case(case.at, order, lines)

    def case(self, *, plain: bool, lines: int = 0) -> Case:
        """Give a case to try, the plainest or another; with so many ``lines`` any value is as likely."""
        sheet, draw = self.claim.part.compiled.sheet, self.draw
        choose: Callable[[Sequence[Value]], Value] = draw.one_of if lines else draw.often_first
        choose = _first if plain else choose
        moments = self.domain.moments
        at = moments[0] if plain else draw.often_first(moments)
        values = self.domain.values
        order = {i.name: choose(values[i.name]) for i in sheet.inputs if i.scope is Scope.ORDER}
        names = [i.name for i in sheet.inputs if i.scope is Scope.LINE]
        count = 1 if plain or draw.below(3) else 2
        count += isinstance(self.claim, SplitClaim)
        rows = tuple({name: self._of_line(name, choose) for name in names} for _ in range(lines or count))
        return self.as_known(Case(at, order, rows))

    def as_known(self, case: Case) -> Case:
        """Give the case as the claim's first may be: who has a tier is enrolled, and what is known is so."""
        order = dict(case.order)
        if "member.enrolled" in order and "member.tier" in order:
            order["member.enrolled"] = int(order["member.tier"] != "none")
        first = self.claim.first if isinstance(self.claim, PairClaim) else self.claim.known
        return self._with(Case(case.at, order, case.lines), first)

    def _of_line(self, name: str, choose: Callable[[Sequence[Value]], Value]) -> Value:
        values = self.domain.values[name]
        return choose([v for v in values if v] or values) if name in {PRICE, QUANTITY} else choose(values)

    def _around(self, base: Case) -> Iterator[Cases]:
        """Give cases at and beside the values at which something turns, along every number."""
        yield from self.tried(base)
        if not isinstance(self.claim, PairClaim):
            for case in self._repriced(base):
                yield from self.tried(case)
        for name, line in self._numbers(base):
            for value in self._turns(base, name, line):
                yield from self.tried(base.having(name, value, line))

    def _repriced(self, case: Case) -> Iterator[Case]:
        """Give the case with dearer lines, and with lines of so little that roundings are what counts."""
        node = next((i.node for i in self.claim.part.compiled.sheet.inputs if i.name == PRICE), None)
        if node is None:
            return
        prices = [row[PRICE] for row in case.lines if PRICE in row]
        for times in LARGER:
            yield self._priced(case, [int(price) * times for price in prices])
        if isinstance(self.claim, SplitClaim):
            for small in SMALL:
                yield self._priced(case, [small * node.den] * len(prices))

    def _priced(self, case: Case, prices: Sequence[int]) -> Case:
        for place, price in enumerate(prices):
            case = case.having(PRICE, min(price, self.domain.bounds[PRICE][1]), place)
        return case

    def tried(self, case: Case, *, near: bool = False) -> Iterator[Cases]:
        """Give the cases a claim compares that begin with this one; ``near`` ones differ by least steps."""
        match self.claim:
            case BoundClaim():
                yield (case,)
                return
            case SplitClaim():
                found = (self.split(case, place) for place in range(1, len(case.lines)))
                yield from (cases for cases in found if cases is not None)
                return
        second, moved = (
            self._with(case, self.claim.second),
            self.claim.moves.keys() - self.claim.second.keys(),
        )
        if not moved:
            yield case, second
            if self.claim.same:
                yield from self._as_much(case, second)
        for name in sorted(moved):
            of_lines = bool(case.lines) and name in case.lines[0]
            for line in range(len(case.lines)) if of_lines else [None]:
                old = case.order[name] if line is None else case.lines[line][name]
                for value in islice(self._others(self.claim, name, old), NEAR if near else None):
                    yield case, second.having(name, value, line)

    def _as_much(self, case: Case, second: Case) -> Iterator[Cases]:
        """Give the cases once more, with prices in the second at which what is held equal is equal.

        Only where the second falls short at the same prices; a lower price would explain that.
        """
        results = self._decided(case, 0), self._decided(second, 1)
        if results[0] is None or results[1] is None or not isinstance(self.claim, PairClaim):
            return
        held = sorted(self.claim.same & self._of_lines())
        if held and self.claim.apart(results[0], results[1]) is not None:
            for line in range(len(case.lines)):
                wanted = [results[0].value(name, line) for name in held]
                second = self._costing(second, line, held, wanted)
            yield case, second

    def _of_lines(self) -> set[str]:
        formulas = self.claim.part.compiled.sheet.formulas
        return {f.name for f in formulas if f.scope is Scope.LINE and f.tree.kind is Kind.MONEY}

    def _costing(self, case: Case, line: int, held: Sequence[str], wanted: Sequence[int]) -> Case:
        """Give the case with the least price of a line at which nothing held is less than wanted."""
        below, above = self.domain.bounds[PRICE]
        above = min(above, self._most(PRICE))
        while above - below > 1:
            middle = (below + above) // 2
            found = decided(self.claim.part, case.having(PRICE, middle, line))
            if found is not None and all(
                found.value(name, line) >= value for name, value in zip(held, wanted, strict=True)
            ):
                above = middle
            else:
                below = middle
        return case.having(PRICE, above, line)

    def _others(self, claim: PairClaim, name: str, old: Value) -> Iterator[Value]:
        """Give other values to which an input of a claim may move, the nearest numbers first."""
        kind = next(item.node.kind for item in claim.part.compiled.sheet.inputs if item.name == name)
        if isinstance(old, str) or kind is Kind.TRUTH:
            turned = {Relation.NOT_LESS: (1,), Relation.NOT_MORE: (0,)}.get(claim.moves[name])
            yield from (value for value in turned or self.domain.values[name] if value != old)
            return
        lo, hi = self.domain.bounds[name]
        den = next(i.node.den for i in claim.part.compiled.sheet.inputs if i.name == name)
        move = claim.moves[name]
        steps = [den, 1, 2 * den, 10 * den, 1000 * den]
        signs = (1, -1) if move is Relation.UNKNOWN else (1,) if move & Relation.NOT_LESS else (-1,)
        near = [old + sign * step for sign in signs for step in steps]
        listed = [
            v
            for v in self.domain.values[name]
            if isinstance(v, int) and any((v - old) * s > 0 for s in signs)
        ]
        yield from (v for v in dict.fromkeys([*near, *listed[:6]]) if lo <= v <= hi)

    def _numbers(self, case: Case) -> Iterator[tuple[str, int | None]]:
        for item in self.claim.part.compiled.sheet.inputs:
            if item.node.kind in {Kind.TEXT, Kind.TRUTH} or of_time(item.name):
                continue
            known = (
                {**self.claim.first, **self.claim.second}
                if isinstance(self.claim, PairClaim)
                else self.claim.known
            )
            if item.name in known:
                continue
            if item.scope is Scope.ORDER:
                yield item.name, None
            else:
                yield from ((item.name, line) for line in range(len(case.lines)))

    def _turns(self, case: Case, name: str, line: int | None) -> Iterator[int]:
        """Give the values of one number beside which a condition of the sheet turns."""
        lo, hi = self.domain.bounds[name]
        hi = min(hi, max(lo + 1, self._most(name)))
        seen: set[int] = set() if isinstance(self.claim, PairClaim) else {hi}
        for value in self.domain.values[name]:
            if isinstance(value, int) and lo <= value <= hi:
                seen.add(value)

        def with_value(value: int) -> Decided | None:
            return decided(self.claim.part, case.having(name, value, line))

        first, last = with_value(lo), with_value(hi)
        while last is None and hi > lo:  # so much is refused
            hi = (lo + hi) // 2
            last = with_value(hi)
        for formula in self._conditions() if first is not None and last is not None else ():
            assert first is not None and last is not None  # noqa: S101, PT018 - as tested above
            if first.value(formula) != last.value(formula):
                turn = _turn(with_value, formula, lo, hi)
                seen |= {v for v in (turn - 1, turn) if lo <= v <= hi}
        yield from sorted(seen)

    def _most(self, name: str) -> int:
        values = [v for v in self.domain.values[name] if isinstance(v, int)]
        return 20 * max(values, default=1) + 10**7

    def _conditions(self) -> list[str]:
        return [
            formula.name
            for formula in self.claim.part.compiled.sheet.formulas
            if formula.tree.kind is Kind.TRUTH and formula.scope is Scope.ORDER
        ]


def _turn(with_value: Callable[[int], Decided | None], formula: str, below: int, above: int) -> int:
    """Give the first value at which a condition is no longer as at ``below``, if it turns once."""
    start = with_value(below)
    while above - below > 1 and start is not None:
        middle = (below + above) // 2
        found = with_value(middle)
        if found is not None and found.value(formula) == start.value(formula):
            below = middle
        else:
            above = middle
    return above


def _first(values: Sequence[Value]) -> Value:
    return values[0]


def sampled(programme: Programme, part: Part, count: int) -> Iterator[Case]:
    """Give cases of a sheet, at the values where its rules change and beside them."""
    nothing = PairClaim("", part, {})
    search = Search(programme, nothing, Draw(int(programme.digest[:16], 16)))
    return (search.case(plain=number == 0) for number in range(count))
