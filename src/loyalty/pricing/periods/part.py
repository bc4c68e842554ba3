"""A part of a period's bill: one charge, and what reductions have left of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.sheet import Rule, Scope
from loyalty.language.tree import Node, Read


@dataclass(slots=True)
class Part:
    """One charge of a period: whole minor units over the period, 0 while it is not due.

    ``sum`` is the name of the sum it belongs to: price, seats, add_ons, usage, fees or minimum.
    ``charged`` is the charge before any reduction, ``left`` what the reductions so far leave.
    ``taxed_as`` is the category it is taxed like.
    """

    name: str
    sum: str
    charged: Node
    left: Node
    rule: Rule
    taxed_as: str | None

    @classmethod
    def of(cls, name: str, sum_: str, charged: Node, rule: Rule, taxed_as: str | None) -> "Part":
        """Give a part of which nothing has been taken yet."""
        return cls(name, sum_, charged, charged, rule, taxed_as)


def take(lowering: Lowering, name: str, off: Node, over: Sequence[Part], rule: Rule) -> Read:
    """Define ``<name>``, an amount of at most what is left of some parts, and take it off them.

    It is spread over them in proportion to what is left of each, by cumulative rounding: the
    shares add up to it whatever the rounding, and nothing is left below zero.
    """
    builder = lowering.builder
    taken = builder.define(name, Scope.ORDER, off, rule, never_negative=True)
    total = t.add(*(part.left for part in over))
    before: Node | None = None
    upto: list[Node] = []
    for part in over:
        share: Node = taken
        if len(over) > 1:
            upto.append(part.left)
            weight = t.add(*upto)
            reached = builder.define(
                f"{name}.upto.{part.name}", Scope.ORDER, lowering.shared(taken, weight, total), rule
            )
            share = reached if before is None else t.sub(reached, before)
            before = reached
        # INVARIANT: a share of at most the whole is at most its part, since the part is whole money.
        part.left = builder.define(
            f"{name}.left.{part.name}", Scope.ORDER, t.sub(part.left, share), rule, never_negative=True
        )
    return taken
