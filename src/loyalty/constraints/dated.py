"""Offers with a last day that everybody can read: a welcome for newcomers, and no price for ever."""

from datetime import date

from loyalty.decision.programme import Part, Programme
from loyalty.language import tree as t
from loyalty.language.shapes.programme import discounts_of
from loyalty.language.tree import Comparison, Kind, Node

DAY = "order.day"


def dated_offers(programme: Programme, part: Part, before: date | None = None) -> frozenset[str]:
    """Give the conditions of discounts that a last day ends before a day, without it the programme's end."""
    shape = programme.shape
    offers = {rule.id for rule in discounts_of(shape)} | {coupon.id for coupon in shape.coupons}
    end = (before or shape.effective.until or date.max).toordinal()
    return frozenset(
        f.name
        for f in part.compiled.sheet.formulas
        if f.tree.kind is Kind.TRUTH and f.rule.id in offers and _ends(f.tree, end)
    )


def _ends(tree: Node, end: int) -> bool:
    match tree:
        case t.Compare(
            op=Comparison.LE | Comparison.LT as op, left=t.Read(name=name), right=t.Const() as day
        ):
            return name == DAY and day.lo - (op is Comparison.LT) < end
        case t.All():
            return any(_ends(part, end) for part in tree.parts)
    return False
