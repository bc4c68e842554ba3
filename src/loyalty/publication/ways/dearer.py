"""Nobody pays more for the phone or the counter, or for a card: fees, and discounts kept from somebody."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loyalty.earning.award import BASE
from loyalty.earning.base import COUNTED
from loyalty.language import tree as t
from loyalty.language.lowering import Condition
from loyalty.language.readers.python import Value
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.shapes.plans import AddOnShape
from loyalty.language.shapes.programme import FactShape, discounts_of
from loyalty.language.sheet import Rule, Scope
from loyalty.publication.breach import Breach
from loyalty.publication.claimed.freely import OF_CARRIAGE
from loyalty.publication.matter import Matter
from loyalty.publication.naming import is_one_of
from loyalty.publication.reading import PRICE, Use
from loyalty.publication.ways.told import (
    ACCESSIBLE,
    CHANNEL,
    PAYMENT,
    PLACES,
    Meaning,
    amount_by_card,
    has_one_of,
    is_of_cards,
    is_online,
    one_way,
    papers_of,
    split,
    tells_of,
    words_of,
)
from loyalty.publication.words import APPS

_BUSINESS: Final = one_way(
    "corporate corporation business businesses company commercial b2b trade firm firma firmowa firmenkarte "
    "geschäftlich gewerblich yritys entreprise professionnel professionnelle qiye 企业 公司 对公 商务"
)
"""Words of buyers, and of cards, that are no consumers'."""
_EVERYWHERE: Final = "let it count in every channel, or have it waived where the cost is real"


def check_dearer(matter: Matter) -> Iterator[Breach]:
    """Give fees that hang on the channel or on how somebody pays, and what is kept from some channels."""
    yield from _fees(matter)
    yield from _named(matter)
    yield from _kept(matter)


def tells(matter: Matter, meaning: Meaning, name: str) -> bool:
    """Whether a declared fact tells by which channel somebody buys, or how they pay."""
    fact = matter.shape.facts.get(name)
    return fact is not None and tells_of(meaning, name, fact, matter.compared.get(name, frozenset()))


def _fees(matter: Matter) -> Iterator[Breach]:
    law = matter.law.asking("fee.no_payment_fee")
    for fee, use in _of_fees(matter):
        place = fee.place("when")
        if tells(matter, CHANNEL, use.fact):
            message = f"the fee `{fee.id}` hangs on the channel, by {use.way}"
            help_ = "charge the same in every channel, or have it waived where the cost is real"
            where = fee.id
            if _is_of_accessible(matter, use):
                help_, where = "leave it out: nothing is ever charged for the accessible way", ""
            yield Breach("PX-16", "CHANNEL_SURCHARGE", place, message, help_, where=where)
        elif _is_for_paper(matter, use, fee):
            message = f"the fee `{fee.id}` hangs on a document on paper, by {use.way}"
            help_ = "charge the same however a document comes, or have it waived where the cost is real"
            yield Breach("PX-16", "CHANNEL_SURCHARGE", place, message, help_, where=fee.id)
        declared = matter.shape.facts.get(use.fact)
        paid = tells(matter, PAYMENT, use.fact) or (
            declared is not None and amount_by_card(use.fact, declared)
        )
        if law is not None and paid and not is_of_business(matter, use):
            message = f"the fee `{fee.id}` hangs on how somebody pays, by {use.way}"
            yield Breach("PX-10", "PAYMENT_SURCHARGE", place, message, "leave it out", law)


def _named(matter: Matter) -> Iterator[Breach]:
    """Give fees and add-ons that are named for paying by card, and hang on no way to pay."""
    law = matter.law.asking("fee.no_payment_fee")
    keyed = {fee.id for fee, use in _of_fees(matter) if tells(matter, PAYMENT, use.fact)}
    charges: list[FeeShape | AddOnShape] = [fee for fee, _ in matter.fees() if fee.id not in keyed]
    charges += [add_on for plan in matter.shape.plans for add_on in plan.add_ons]
    for charge in charges if law is not None else ():
        asked = isinstance(charge, FeeShape)
        said = next((each for each in charge.name.values() if is_of_cards(each, asked=asked)), None)
        if said is not None:
            message = f"`{charge.id}` is charged for paying by card: `{said}`"
            yield Breach("PX-10", "PAYMENT_SURCHARGE", charge.place("name"), message, "leave it out", law)


def _of_fees(matter: Matter) -> Iterator[tuple[FeeShape, Use]]:
    """Give each fee with every fact it reads, itself or in a declared sum that it goes by."""
    by_id = {fee.id: fee for fee, _ in matter.fees()}
    reading = [use for use in matter.uses if use.is_fee and use.rule in by_id]
    yield from ((by_id[use.rule], use) for use in reading)
    sums = {name for name, fact in matter.shape.facts.items() if fact.sum_of is not None}
    within = {(use.rule, use.fact) for use in matter.uses if use.outcome == PRICE and use.rule in sums}
    for part in matter.parts():
        sheet = part.compiled.sheet
        charging = [each for each in sheet.formulas if each.rule.id in by_id]
        told = {(each.rule.id, name): each for each in charging for name in sheet.looks_at[each.name]}
        for (fee, name), formula in sorted(told.items()):
            facts = sorted(fact for sum_, fact in within if sum_ == name)
            yield from ((by_id[fee], Use(fact, name, formula, PRICE, frozenset(), True)) for fact in facts)  # noqa: FBT003 - a fee


def _is_for_paper(matter: Matter, use: Use, fee: FeeShape) -> bool:
    """Whether a fee is charged to who gets a bill, a receipt or their like on paper."""
    fact, condition = matter.shape.facts.get(use.fact), f"when.{use.rule}"
    brought = any(OF_CARRIAGE.search(text) for text in (use.fact, fee.purpose, *fee.name.values()))
    met = matter.compared.get(use.fact, frozenset())
    papers = () if fact is None else papers_of(use.fact, fact, met, brought=brought)
    if condition not in matter.programme.basket.compiled.sheet.behind:
        return bool(papers)
    return any(matter.may_hold(condition, use.fact, each) for each in papers)


def _is_of_accessible(matter: Matter, use: Use) -> bool:
    """Whether a fee is charged in a channel for who cannot use the others, which nobody may waive."""
    fact, condition = matter.shape.facts[use.fact], f"when.{use.rule}"
    return condition in matter.programme.basket.compiled.sheet.behind and any(
        way.accessible and matter.may_hold(condition, use.fact, way.value)
        for way in _ways(matter, use.fact, fact)
    )


def is_of_business(matter: Matter, use: Use) -> bool:
    """Whether no consumer meets a condition of the basket: it asks for a company, or for its card."""
    condition = f"when.{use.rule}"
    behind = matter.programme.basket.compiled.sheet.behind.get(condition, frozenset())
    for name in sorted(behind):
        others = consumers_of(matter, name)
        if others and not any(matter.may_hold(condition, name, each) for each in others):
            return True
    return False


def consumers_of(matter: Matter, name: str) -> tuple[Value, ...]:
    """Give what a fact is of consumers, where it tells businesses from them; else nothing."""
    fact = matter.shape.facts.get(name)
    if fact is None:
        return ()
    if fact.is_ == "truth":
        return (0,) if is_one_of(name.partition(".")[2], _BUSINESS) else ()
    others = [each for each in fact.of if not has_one_of(words_of(fact, each), _BUSINESS)]
    return tuple(others) if len(others) < len(fact.of) else ()


@dataclass(frozen=True, slots=True)
class _Way:
    """A value of a fact that tells of channels: how it is written, and whether it is a machine's."""

    value: Value
    said: str
    online: bool | None
    is_app: bool = False
    is_shop: bool = False
    accessible: bool = False


def _kept(matter: Matter) -> Iterator[Breach]:
    """Give discounts, and points, that count on a machine and not at the counter or on the phone."""
    facts = {
        name: _ways(matter, name, fact)
        for name, fact in matter.shape.facts.items()
        if tells(matter, CHANNEL, name)
    }
    for condition in _conditions(matter):
        formula = condition.formula
        for name in sorted(facts.keys() & matter.programme.basket.compiled.sheet.behind[formula]):
            counts = [way for way in facts[name] if matter.may_hold(formula, name, way.value)]
            without = [way for way in facts[name] if way not in counts]
            found = _worse(matter, condition, counts, without)
            if found is not None:
                what, ways, warning = found
                told = " or ".join(f"`{way.said}`" for way in ways)
                rule, code = condition.rule, "CHANNEL_SURCHARGE"
                message, place = f"{what} where `{name}` is {told}", rule.span or matter.shape.span
                yield Breach("PX-16", code, place, message, _EVERYWHERE, where=rule.id, warning=warning)


def _conditions(matter: Matter) -> Iterator[Condition]:
    """Give what may or may not count, the base of points among it: its formula may come to nothing, too."""
    conditions = matter.programme.basket.conditions
    yield from conditions
    earn = matter.shape.earn
    if earn is not None and all(each.rule.id != BASE.id for each in conditions):
        yield Condition(COUNTED, Rule(BASE.id, BASE.label, earn.base.span), Scope.LINE)


def _worse(
    matter: Matter, condition: Condition, counts: list[_Way], without: list[_Way]
) -> tuple[str, list[_Way], bool] | None:
    """Give what is worse, in which channels of people, and whether it is a warning.

    A discount that every machine has, and the phone or the counter has not, is refused; one that shops alone
    have not warns. One that some machines alone have is an offer of theirs.
    """
    rule, lost = condition.rule, [way for way in without if way.online is False]
    gained = [way for way in counts if way.online is False]
    online = any(way.online for way in counts)
    if condition.is_factor and isinstance(condition.gives, t.Const) and _is_less(condition.gives):
        return (f"fewer points come of `{rule.id}`", gained, True) if gained and not online else None
    if not lost or not online:
        return None
    if rule.id == BASE.id:
        return "no points are earned", lost, True
    if rule.id not in {each.id for each in discounts_of(matter.shape)} or any(way.online for way in without):
        return None
    if all(way.is_app for way in counts):
        return None  # told of as that
    return f"the discount `{rule.id}` does not count", lost, all(way.is_shop for way in lost)


def _is_less(factor: t.Const) -> bool:
    return isinstance(factor.value, int) and factor.value < factor.den


def _ways(matter: Matter, name: str, fact: FactShape) -> list[_Way]:
    """Give what a fact can be: its choices, the texts it is compared with and two more, or yes and no."""
    if fact.is_ == "truth":
        texts = " ".join((name.rpartition(".")[2], *(fact.name or {}).values()))
        yes = is_online(split(texts))
        no = True if yes is False else None
        open_to_all = has_one_of(split(texts), ACCESSIBLE)
        return [
            _Way(1, "true", yes, accessible=open_to_all),
            _Way(0, "false", no),
        ]
    said = fact.of or tuple(sorted({*matter.compared.get(name, frozenset()), "web", "phone"}))
    words = {each: words_of(fact, each) for each in said}
    return [
        _Way(
            each,
            each,
            is_online(words[each]),
            has_one_of(words[each], APPS),
            has_one_of(words[each], PLACES),
            has_one_of(words[each], ACCESSIBLE),
        )
        for each in said
    ]
