"""What an amount for a whole period comes to where the plan was paid for, or held, for a share of it."""

from dataclasses import dataclass, replace

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.sheet import Scope
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.pricing.rows import PERIOD_HELD, PERIOD_PART, PERIOD_TOTAL

PARTS_MAX = 10**10
"""More seconds than any period has."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the nominal period is paid for; without proration all of it, or none.

    ``of_what`` is the input that counts the time: `PERIOD_PART`, or `PERIOD_HELD`, pauses included.
    """

    lowering: Lowering
    prorated: bool
    of_what: str = PERIOD_PART

    def of(self, money: Node, mode: Rounding | None = None) -> Node:
        """Give R(money * part / total); without proration ``money``, and 0 for a period without use."""
        if self.prorated:
            return self.lowering.shared(money, self._time(self.of_what), self._time(PERIOD_TOTAL), mode)
        return t.choose(self.some, money, t.const(Kind.MONEY, 0))

    @property
    def held(self) -> "Share":
        """The same of the time in which the plan was held, paused or not."""
        return replace(self, of_what=PERIOD_HELD)

    @property
    def some(self) -> Node:
        """Whether there is such time at all: none is paid for in a pause that lasts the whole period."""
        return t.compare(Comparison.GT, self._time(self.of_what), t.const(Kind.NUMBER, 0))

    def _time(self, name: str) -> Node:
        return self.lowering.builder.input(name, Scope.ORDER, t.read(name, Kind.NUMBER, 1, 0, PARTS_MAX))
