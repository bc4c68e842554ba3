"""What the codes of a voucher take off or earn, compared between two versions, from a day on."""

from collections.abc import Hashable, Iterator
from dataclasses import fields
from datetime import date, timedelta
from fractions import Fraction

from loyalty.comparison.content import content
from loyalty.comparison.losing.budgeted import have_as_much
from loyalty.language.dated import Dated
from loyalty.language.shapes.discounts import DiscountRuleShape, ReachedShape
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.language.shapes.programme import ProgrammeShape, discounts_of
from loyalty.language.shapes.tabled import EarnTableShape
from loyalty.language.syntax.syntax_tree import Binary, Expression, Unary, names_in, parts_in

_DAY = timedelta(days=1)
Rule = DiscountRuleShape | EarnRuleShape
Value = Dated[Fraction] | EarnTableShape | None
_MORE = ("percent", "amount", "share", "multiply", "add")
"""Values of a discount, or of points, that may grow; where `price` is what is to pay, that may fall."""
_WORDS = frozenset({"id", "name", "published", "span", "spans"})
"""What says nothing of how much is given and where."""
_BY_ITSELF = frozenset(
    {"from_", "until", "price", "at_most", "when", "reached", "caps", "for_each", "once_per", *_MORE}
)
"""What is better or worse, not only another."""


def gives_less_from(
    old: ProgrammeShape, new: ProgrammeShape, voucher: str, first: date | None = None
) -> date | None:
    """Give the first day of ``new``, not before ``first``, on which what a code gives is less or gone."""
    after = tuple(_giving(new, voucher))
    for rule in _giving(old, voucher):
        for day in _days(new, first, rule, *after):
            if _applies(rule, day) and not any(
                _as_good(rule, other, day) and have_as_much(old, new, other.budget) for other in after
            ):
                return day
    return None


def _giving(shape: ProgrammeShape, voucher: str) -> Iterator[Rule]:
    earning = shape.earn.rules if shape.earn is not None else ()
    rules: tuple[Rule, ...] = (*discounts_of(shape), *earning)
    for rule in rules:
        if rule.when is not None and _asks(rule.when, f"voucher.{voucher}"):
            yield rule


def _asks(when: Expression, voucher: str) -> bool:
    """Whether a condition asks for a voucher; one that asks that it is not shown does not."""
    nots = (part for part in parts_in(when) if isinstance(part, Unary) and part.op == "not")
    denied = [name for part in nots for name in names_in(part)]
    return any(name.name == voucher and name not in denied for name in names_in(when))


def _days(new: ProgrammeShape, since: date | None, *rules: Rule) -> list[date]:
    """Give the first day of the new version and every later one on which a rule or a value of one changes."""
    first, last = max(new.effective.from_, since or date.min), new.effective.until or date.max
    found = {first}
    for rule in rules:
        found |= {day for day in (rule.from_, rule.until and rule.until + _DAY) if day is not None}
        values = [getattr(rule, name, None) for name in (*_MORE, "price", "at_most")]
        for value in (*values, *(cap.at_most for cap in getattr(rule, "caps", ()))):
            found |= (
                {day for day, _ in value.entries if day is not None} if isinstance(value, Dated) else set()
            )
    return sorted(day for day in found if first <= day <= last)


def _applies(rule: Rule, day: date) -> bool:
    return (rule.from_ is None or rule.from_ <= day) and (rule.until is None or day <= rule.until)


def _as_good(old: Rule, new: Rule, day: date) -> bool:
    """Whether the rule gives as much on a day wherever the other one did."""
    same = type(old) is type(new) and all(
        content(getattr(old, each.name)) == content(getattr(new, each.name))
        for each in fields(old)
        if each.name not in _WORDS | _BY_ITSELF
    )
    values = [(getattr(old, name, None), getattr(new, name, None)) for name in _MORE]
    prices = [_at(getattr(rule, "price", None), day) for rule in (old, new)]
    reached: list[ReachedShape | None] = [getattr(rule, "reached", None) for rule in (old, new)]
    return (
        same
        and _conditions(new) <= _conditions(old)
        and _reached_sooner(reached[0], reached[1], day)
        and (new.at_most is None or _not_less(_at(old.at_most, day), _at(new.at_most, day)))
        and _as_often(old, new)
        and _capped_no_lower(old, new, day)
        and _applies(new, day)
        and all(_grown(was, is_, day) for was, is_ in values)
        and _not_less(prices[1], prices[0])
    )


def _as_often(old: Rule, new: Rule) -> bool:
    """Whether what is added is added as often as before: by smaller steps, by lines instead of once."""
    if not isinstance(old, EarnRuleShape) or not isinstance(new, EarnRuleShape):
        return True
    often = old.once_per == new.once_per or (old.once_per, new.once_per) == ("order", "line")
    return often and _not_less(new.for_each, old.for_each)


def _capped_no_lower(old: Rule, new: Rule, day: date) -> bool:
    """Whether every cap on a day is one that there was, and no lower."""
    before, after = (getattr(rule, "caps", ()) for rule in (old, new))
    return all(
        any(
            set(cap.per) == set(was.per) and _not_less(_at(was.at_most, day), _at(cap.at_most, day))
            for was in before
        )
        for cap in after
    )


def _grown(was: Value, is_: Value, day: date) -> bool:
    """Whether a value is no less than before; a table is where it is the same one."""
    if isinstance(was, EarnTableShape) or isinstance(is_, EarnTableShape):
        return content(was) == content(is_)
    return _not_less(_at(was, day), _at(is_, day))


def _at(value: Dated[Fraction] | None, day: date) -> Fraction | None:
    return value.at(day) if value is not None and value.exists(day) else None


def _conditions(rule: Rule) -> frozenset[Hashable]:
    """Give what a rule asks for, each by itself: who asks for less of the same gives it for more orders."""
    return frozenset(map(content, _parts(rule.when))) if rule.when is not None else frozenset()


def _parts(of: Expression) -> Iterator[Expression]:
    if isinstance(of, Binary) and of.op == "and":
        yield from (*_parts(of.left), *_parts(of.right))
    else:
        yield of


def _reached_sooner(old: ReachedShape | None, new: ReachedShape | None, day: date) -> bool:
    """Whether an order reaches what is asked for as soon as before."""
    if old is None or new is None:
        return new is None
    same = ("units", "measured", "tax", "lines")
    alike = all(content(getattr(old, name)) == content(getattr(new, name)) for name in same)
    return alike and _not_less(_at(new.amount, day), _at(old.amount, day))


def _not_less(was: Fraction | None, is_: Fraction | None) -> bool:
    if was is None or is_ is None:
        return was is is_
    return is_ >= was
