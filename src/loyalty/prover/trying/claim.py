"""What a constraint claims of a sheet, as data.

Of every case, of every two that differ as stated, or of every order and the two it can be split in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from loyalty.decision.programme import Part
from loyalty.language.sheet import Formula
from loyalty.language.tree import Node
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.case import Decided, Value

Known = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class PairClaim:
    """Of every two cases that differ as ``moves`` say: the second's ``wants`` stand so to the first's.

    ``first`` and ``second`` are inputs whose value is known, ``same`` are formulas that are held equal.
    ``plan`` is the id of the plan the sheet is of, None for baskets; ``about`` says what is compared.
    ``slack`` is how far in least units the second may go beyond: what roundings come to.
    """

    about: str
    part: Part
    wants: Mapping[str, Relation]
    moves: Mapping[str, Relation] = field(default_factory=dict)
    first: Known = field(default_factory=dict)
    second: Known = field(default_factory=dict)
    same: frozenset[str] = frozenset()
    plan: str | None = None
    slack: int = 0

    def broken(self, first: Decided, second: Decided) -> str | None:
        """Give the formula that breaks the claim in two decided cases, None where it holds there."""
        for name in self.same:
            lines = range(first.lines if first.is_of_lines(name) else 1)
            if any(first.value(name, line) != second.value(name, line) for line in lines):
                return None
        return self.apart(first, second)

    def apart(self, first: Decided, second: Decided) -> str | None:
        """Give the formula that does not stand as wanted, whatever else is held equal."""
        for name, wanted in self.wants.items():
            more = second.value(name) - first.value(name)
            if (wanted & Relation.NOT_LESS and more < -self.slack) or (
                wanted & Relation.NOT_MORE and more > self.slack
            ):
                return name
        return None


@dataclass(frozen=True, slots=True)
class BoundClaim:
    """Of every case the truth ``holds`` is so; it reads inputs and formulas of the sheet.

    ``known`` are inputs whose value is known, ``test`` works the same truth out of a decided case,
    and ``expect`` gives what a worked example must say of a case for the claim to hold there, given how
    amounts are written. ``more`` are formulas of the claim's own, which the sheet does not have.
    ``of_line``: the truth is about a line, and ``rates`` are the shares of a sum by which it may be shown.
    """

    about: str
    part: Part
    holds: Node
    test: Callable[[Decided], bool]
    expect: Callable[[Decided, Callable[[int], str]], Mapping[str, str]]
    known: Known = field(default_factory=dict)
    plan: str | None = None
    more: tuple[Formula, ...] = ()
    of_line: bool = False
    rates: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class SplitClaim:
    """Of every order: what it comes to stands so to the sum of two orders that share its lines.

    ``known`` are inputs whose value is known. The second order follows the first: ``carried`` gives,
    by input, the formulas of the first order by which it is more.
    """

    about: str
    part: Part
    wants: Mapping[str, Relation]
    known: Known = field(default_factory=dict)
    carried: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plan: str | None = None

    def broken(self, whole: Decided, left: Decided, right: Decided) -> str | None:
        """Give the formula by which splitting pays in decided orders, None where it does not."""
        for name, wanted in self.wants.items():
            one, two = whole.value(name), left.value(name) + right.value(name)
            if (wanted & Relation.NOT_LESS and two < one) or (wanted & Relation.NOT_MORE and two > one):
                return name
        return None


Claim = PairClaim | BoundClaim | SplitClaim
