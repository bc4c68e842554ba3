"""Vouchers that are sold: an order that buys one by its name, or pays as much, is given a code that ends."""

from collections.abc import Iterator
from fractions import Fraction

from loyalty.language.shapes.vouchers import VoucherShape
from loyalty.language.syntax.syntax_tree import Number, parts_in
from loyalty.publication.claimed.given import most_off
from loyalty.publication.matter import Matter
from loyalty.publication.prepaid.sayings import is_extra, is_paid_value, is_voucher


def sold_vouchers(matter: Matter) -> Iterator[tuple[VoucherShape, str]]:
    """Give each voucher whose codes only who buys vouchers is given, with the choice of a line that says so.

    A code worth less than what has to be bought is a bonus for buying, and may end.
    """
    behind = matter.programme.basket.compiled.sheet.behind
    for voucher in matter.shape.vouchers:
        condition = f"when.given.{voucher.id}"
        if voucher.given_by_order is None or any(map(is_extra, voucher.name.values())):
            continue
        for name in sorted(behind.get(condition, frozenset())):
            bought = _bought(matter, condition, name)
            if bought is not None and _is_paid_for(matter, voucher, own=bought[1]):
                yield voucher, bought[0]
                break


def _bought(matter: Matter, condition: str, name: str) -> tuple[str, bool] | None:
    """Give the choice of a line that is a voucher and alone meets a condition, and whether by that name."""
    fact = matter.shape.facts.get(name)
    if fact is None or not name.startswith("line.") or not fact.of:
        return None
    met = [each for each in fact.of if matter.may_hold(condition, name, each)]
    said = {each: (each, *(fact.words or {}).get(each, {}).values()) for each in met}
    own = any(is_voucher(text) for texts in said.values() for text in texts)
    prepaid = all(any(is_voucher(text) or is_paid_value(text) for text in texts) for texts in said.values())
    return (met[0], own) if met and len(met) < len(fact.of) and prepaid else None


def _is_paid_for(matter: Matter, voucher: VoucherShape, *, own: bool) -> bool:
    """Whether a voucher takes off as much as has to be bought for it; of any amount, by its ``own`` name."""
    asked = voucher.given_by_order.when if voucher.given_by_order is not None else None
    parts = parts_in(asked) if asked is not None else ()
    paid = max((Fraction(part.text) for part in parts if isinstance(part, Number)), default=Fraction(0))
    worth = most_off(matter, voucher)
    return own if not paid else worth is not None and worth >= paid
