"""For whom a line of a document makes a price."""

from collections.abc import Mapping
from typing import Any, Final

from loyalty.decision.programme import Programme
from loyalty.language.facts import VOUCHER, may_be_unknown
from loyalty.price_history.row import Audience
from loyalty.pricing.line import Category

_FOR_EVERYBODY: Final = frozenset({Category.BASE, Category.DISCOUNT_PUBLIC})
_FOR_MEMBERS: Final = _FOR_EVERYBODY | {Category.DISCOUNT_MEMBER, Category.TIER_BENEFIT}
_FOR_ONE: Final = _FOR_MEMBERS | {Category.DISCOUNT_INDIVIDUAL, Category.VOUCHER}
COUNTED: Final[Mapping[str, frozenset[Category]]] = {
    Audience.PUBLIC: _FOR_EVERYBODY,
    Audience.MEMBERS: _FOR_MEMBERS,
    Audience.GROUP: _FOR_MEMBERS,
    Audience.INDIVIDUAL: _FOR_ONE,
}
"""The categories of lines that make the price for an audience; a code besides makes it by who may have it."""
_WIDEST_FIRST: Final = tuple(Audience)


def counts_for(
    audience: Audience, line: Mapping[str, Any], facts: Mapping[str, str], programme: Programme
) -> bool:
    """Whether a line is in the price of everybody whom an audience means."""
    if line["category"] != Category.VOUCHER:
        return line["category"] in COUNTED[audience]
    shown_by = _by_code(line["rule"]["id"], facts, programme)
    return _WIDEST_FIRST.index(shown_by) <= _WIDEST_FIRST.index(audience)


def audience_of(line: Mapping[str, Any], facts: Mapping[str, str], programme: Programme) -> Audience:
    """Give for whom a line makes a price: what hangs on a tier is for a group of members."""
    if line["category"] == Category.DISCOUNT_INDIVIDUAL:
        return Audience.INDIVIDUAL
    if line["category"] == Category.VOUCHER:
        return _by_code(line["rule"]["id"], facts, programme)
    if line["category"] == Category.TIER_BENEFIT or "member.tier" in line["personal_reads"]:
        return Audience.GROUP
    return Audience.MEMBERS if line["category"] == Category.DISCOUNT_MEMBER else Audience.PUBLIC


def _by_code(rule: str, facts: Mapping[str, str], programme: Programme) -> Audience:
    """Give for whom a price by a code is: one person where the code is theirs, else whom the rule asks for.

    A code that counts so often for each member is for members.
    """
    behind = programme.basket.compiled.sheet.behind
    asks = {name for part in ("when", "lines") for name in behind.get(f"{part}.{rule}", ())}
    shown = [
        each
        for each in programme.shape.vouchers
        if (name := f"{VOUCHER}{each.id}") in asks and facts.get(name) != "false"
    ]
    if any(each.codes == "unique" for each in shown):
        return Audience.INDIVIDUAL
    if "member.tier" in asks:
        return Audience.GROUP
    declared = programme.shape.facts
    recorded = any(may_be_unknown(name, declared[name]) for name in asks & declared.keys())
    of_members = recorded or "member.enrolled" in asks or any(each.each_member for each in shown)
    return Audience.MEMBERS if of_members else Audience.PUBLIC
