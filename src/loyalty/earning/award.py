"""What an award is: a formula of the sheet, the rule that gives it, and the steps of the engine itself."""

from dataclasses import dataclass

from loyalty.language import tree as t
from loyalty.language.shapes.wallets import POINTS as WALLET
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Kind

EARNED = "points.earned"
EXACT = "points.exact"
POINTS = plain_rule("points", "Points", "积分")
BASE = plain_rule("base-points", "Base points", "基础积分")
TIER = plain_rule("tier-points", "Member tier points", "会员等级积分")
ONE = t.const(Kind.NUMBER, 1)
NO_NUMBER = t.const(Kind.NUMBER, 0)
NO_POINTS = t.const(Kind.POINTS, 0)
NO_MONEY = t.const(Kind.MONEY, 0)


@dataclass(frozen=True, slots=True)
class AwardTemplate:
    """How a formula becomes an award. ``winners`` name the rules of which only the best counts."""

    formula: str
    scope: Scope
    rule: Rule
    winners: tuple[tuple[str, Rule], ...] = ()
    wallet: str = WALLET
