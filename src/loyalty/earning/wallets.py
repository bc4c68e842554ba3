"""What an order earns in wallets other than ``points``: their own base points, and additions to them.

Neither the tier's factor nor multipliers nor caps touch it. Rounded once, as ``numbers.points``
says; nobody but a member earns.
"""

from loyalty.earning.additions import addition
from loyalty.earning.award import AwardTemplate
from loyalty.earning.base import in_steps, points_rate
from loyalty.language import tree as t
from loyalty.language.lowering import Lowering
from loyalty.language.shapes.wallets import POINTS, WalletShape
from loyalty.language.sheet import Rule, Scope
from loyalty.language.tree import Kind, Node


def earned_formula(wallet: str) -> str:
    """Give the name of the formula that says how many points an order earns in a wallet."""
    return "points.earned" if wallet == POINTS else f"points.earned.{wallet}"


def lower_wallets(lowering: Lowering) -> tuple[AwardTemplate, ...]:
    """Define what the order earns in each wallet but ``points``; give the awards it is made of."""
    return tuple(
        award
        for wallet in lowering.shape.wallets
        if wallet.id != POINTS
        for award in _lower_wallet(lowering, wallet)
    )


def _lower_wallet(lowering: Lowering, shape: WalletShape) -> list[AwardTemplate]:
    rule = lowering.rule(shape.id, shape.name, shape.span)
    whole: list[Node] = [t.const(Kind.POINTS, 0)]
    awards: list[AwardTemplate] = []
    if shape.earn is not None:
        whole.append(_base(lowering, shape, rule))
        awards.append(AwardTemplate(f"award.base.{shape.id}", Scope.LINE, rule, wallet=shape.id))
    for item in lowering.shape.earn.rules if lowering.shape.earn is not None else ():
        if item.wallet == shape.id:
            node, award = addition(lowering, item)
            whole.append(node)
            awards.append(award)
    numbers, define = lowering.shape.numbers, lowering.builder.define
    exact = define(f"points.exact.{shape.id}", Scope.ORDER, t.add(*whole), rule)
    value: Node = t.rounded(exact, numbers.points.round, int(numbers.points.step))
    value = t.choose(lowering.fact("member.enrolled"), value, t.const(Kind.POINTS, 0))
    define(earned_formula(shape.id), Scope.ORDER, value, rule, most=int(numbers.limits.points))
    return awards


def _base(lowering: Lowering, shape: WalletShape, rule: Rule) -> Node:
    assert shape.earn is not None  # noqa: S101 - chosen by the caller
    counted = lowering.expression(shape.earn.of, Kind.MONEY, Scope.LINE)
    if counted.lo < 0:
        counted = t.most(counted, t.const(Kind.MONEY, 0))
    own = lowering.builder.define(f"earn.counted.{shape.id}", Scope.LINE, counted, rule)
    own = in_steps(lowering, shape.earn, own, rule)
    exact = t.mul(points_rate(lowering, shape.earn), t.as_kind(own, Kind.NUMBER))
    name = f"award.base.{shape.id}"
    lowering.builder.define(name, Scope.LINE, exact, rule)
    return lowering.builder.total(name)
