"""What stands between a balance and what it buys: charges on points, smaller pools, the programme's end."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from loyalty.comparison.content import content
from loyalty.comparison.losing.loss import Less
from loyalty.comparison.losing.promises import fewer, gives_as_much
from loyalty.comparison.losing.sayings import said
from loyalty.language.checks.lengths import never_shorter
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.households import HouseholdsShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.syntax.syntax_tree import Binary, Compare, Expression, Name, Number, names_in
from loyalty.language.tree import Comparison

END: Final = "effective"
"""Where the days of a programme are written: a balance that ends with them is not changed by a rule."""
_OFFERED: Final = "order.points_offered"
_WHERE: Final = ("when", "of", "lines", "each")
_AMOUNTS: Final = ("amount", "share", "at_least", "at_most")


def hindrances(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Less]:
    """Give what keeps a balance from buying what it did, or lets it pay extra for that."""
    if old.redeem is not None:
        yield from _fees(old, new)
        yield from _discounts(old, new)
    yield from _pools(old, new)
    yield from _end(old, new)


def _fees(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Less]:
    """Give the fees that hang on points being offered and were not there, or not so."""
    before = {fee.id: fee for fee in _charges(old)}
    for fee in _charges(new):
        hangs = any(_reads(each) for each in (fee.when, fee.of, fee.lines)) and not _without(fee.when)
        if hangs and not (fee.id in before and _no_more(before[fee.id], fee, new.effective.from_)):
            yield Less(fee.id, said("fee_on_points", fee=fee.id), new.effective.from_)


def _no_more(old: FeeShape, new: FeeShape, first: date) -> bool:
    """Whether a fee is charged where it was, and comes to no more on any day."""
    where = all(content(getattr(old, name)) == content(getattr(new, name)) for name in _WHERE)
    limited = new.at_most is not None and old.at_most is None
    freed = new.at_least is None and old.at_least is not None
    return where and all(
        gives_as_much(getattr(new, name), getattr(old, name), first, date.max)
        for name in _AMOUNTS
        if not (limited and name == "at_most") and not (freed and name == "at_least")
    )


def _charges(shape: ProgrammeShape) -> Sequence[FeeShape]:
    return shape.basket.fees if shape.basket is not None else ()


def _discounts(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Less]:
    """Give the discounts that went with points and are now for who offers none."""
    before = {rule.id: rule for rule in _rules(old)}
    for rule in _rules(new):
        if _without(rule.when) and rule.id in before and not _without(before[rule.id].when):
            yield Less(rule.id, said("discount_or_points", rule=rule.id), new.effective.from_)


def _rules(shape: ProgrammeShape) -> Sequence[DiscountRuleShape]:
    found = shape.basket.discounts if shape.basket is not None else None
    return found.rules if found is not None else ()


def _reads(expression: Expression | None) -> bool:
    return expression is not None and any(name.name == _OFFERED for name in names_in(expression))


def _without(when: Expression | None) -> bool:
    """Whether a condition holds only where no points are offered."""
    match when:
        case Binary(op="and", left=left, right=right):
            return _without(left) or _without(right)
        case Compare(op=Comparison.EQ | Comparison.LE, left=Name(name=name), right=Number(text=text)):
            return name == _OFFERED and Fraction(text) == 0
        case _:
            return False


def _pools(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Less]:
    """Give the wallets of which households share less."""
    before, after = old.households, new.households
    for wallet in before.pool if before is not None else ():
        if before is not None and (after is None or wallet not in after.pool or _tighter(before, after)):
            yield Less(wallet, said("pool_less", wallet=wallet), new.effective.from_, 1)


def _tighter(old: HouseholdsShape, new: HouseholdsShape) -> bool:
    was, is_ = old.join_wait, new.join_wait
    later = is_ is not None and (was is None or not never_shorter(is_, was))
    return later or fewer(old.at_most, new.at_most) or (old.spends, new.spends) == ("all", "head")


def _end(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Less]:
    """Give an end of the programme that comes earlier than it did: nothing is bought after it."""
    last = new.effective.until
    spendable = old.redeem is not None or bool(old.rewards) or bool(old.conversions)
    if spendable and last is not None and (old.effective.until is None or last < old.effective.until):
        what = said("programme_ends", last=last.isoformat())
        yield Less(END, what, last + timedelta(days=1), 1)
