"""All-in price: fees are there from the first price, and say what they are."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from loyalty.decision.situate import unstated
from loyalty.kernel.money import currency
from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.facts import may_be_unknown
from loyalty.language.readers.options import is_nothing, options_of
from loyalty.language.readers.specialise import World, constants_of
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.basket import FeeShape, TaxShape
from loyalty.language.shapes.programme import FactShape
from loyalty.language.texts.selling_words import is_stage, is_told_late
from loyalty.language.tree import Node
from loyalty.pricing.fees import KNOWN, OF_PURPOSE, known_fact, may_wait, waiting_fees
from loyalty.publication.breach import Breach
from loyalty.publication.claimed.formula import taken_by, tells_how_much
from loyalty.publication.matter import FULL, Matter
from loyalty.publication.spoken.authorities import AUTHORITY, bare_words
from loyalty.usage.meter import meters_of

_SAYS_NOTHING: Final = (
    "fee fees charge charges surcharge misc miscellaneous other various sundry sundries general cost costs "
    "expense expenses extra extras na tbd none unknown etc amount mandatory required obligatory additional "
    "see terms conditions apply applies applicable as per be announced advised confirmed "
    "to cover covers covering the our your its of it for a an and all some any "
    "gebuhr gebuhren kosten sonstige sonstiges diverse diverses frais divers autre autres oplata oplaty "
    "koszty inne maksu maksut kulut muu muut"
)
_SAYS_NOTHING_ZH: Final = frozenset(
    ("费用", "其他", "其它", "杂费", "收费", "手续费", "其他费用", "附加费", "附加", "杂项", "无", "待定")
)
_WAIT: Final = "write `calculable_when: {}` and `formula`, so that it is told until it can be worked out"
_KEPT: Final = "; the default may stay, for the other rules"
_PUTS_OFF: Final = (
    "a additional advised amount and apply are as at basket be by calculate calculated calculation "
    "calculates cart charge charges checkout chosen confirmed cost costs delivery depend depending "
    "depends determined extra fee fees final for how in is it know known later may nan none not of on "
    "once order page payable price request see separately shipping shown stated tba tbc tbd tell the "
    "then to told total unknown varies vary we when will with worked yet you your out"
)
_PUTS_OFF_ZH: Final = re.compile(
    "结算|结账|确定|计算|费用|运费|另计|另行|待定|视情况|而定|显示|告知|届时|以后|页面|时|的|将|在|由|根据|实际|情况|为准|按"
)


def check_fees(matter: Matter) -> Iterator[Breach]:
    """Give what is wrong with fees, with options that cost money, with what use costs, with rounding."""
    for fee, optional in matter.fees():
        yield from _late(matter, fee, optional=optional)
        yield from _nature(fee)
    yield from _open_fees(matter)
    yield from _preticked(matter)
    yield from _without_tax(matter)
    yield from _unsaid(matter)
    yield from _rounded_up(matter)


def _late(matter: Matter, fee: FeeShape, *, optional: bool) -> Iterator[Breach]:
    chosen = optional and fee.first_shown == "choice"
    if fee.first_shown != "first_price" and not chosen and not _may_be_late(matter, fee, optional=optional):
        when = {"choice": "where something is chosen", "checkout": "at the checkout"}[fee.first_shown]
        message = f"the fee `{fee.id}` is first shown {when}, after the first price"
        help_ = "leave `first_shown` out, so that it is in the first price"
        yield Breach("PX-02", "FEE_ADDED_LATE", fee.place("first_shown"), message, help_)
    for name in sorted(matter.facts_of(fee)):
        fact = matter.shape.facts.get(name)
        if fact is not None and is_stage(name, fact.of):
            message = f"the fee `{fee.id}` hangs on how far an order is, by `{name}`"
            help_ = "charge it from the first price on, or not at all"
            yield Breach("PX-02", "FEE_ADDED_LATE", fee.place("when"), message, help_)


def _may_be_late(matter: Matter, fee: FeeShape, *, optional: bool) -> bool:
    """Whether every market lets a listed price leave out what a fee is for (PX-05)."""
    sorts = {"authority_fee": fee.recipient == AUTHORITY, "carriage": fee.purpose == "carriage"}
    may = matter.law.strictest("price.may_leave_out")
    sort = next((name for name, is_it in sorts.items() if is_it), "optional" if optional else "")
    return isinstance(may, frozenset) and sort in may


def _nature(fee: FeeShape) -> Iterator[Breach]:
    for key, text in (("purpose", fee.purpose), ("recipient", fee.recipient)):
        if _says_nothing(text):
            message = f"the {key} of the fee `{fee.id}` says nothing: `{text}`"
            help_ = "write what it is for" if key == "purpose" else "write who gets it"
            yield Breach("PX-04", "FEE_NATURE_MISSING", fee.place(key), message, help_)
    if fee.recipient == AUTHORITY and not (fee.legal_basis or "").strip():
        message = f"an authority receives the fee `{fee.id}`, and no law is named"
        yield Breach("PX-04", "FEE_NATURE_MISSING", fee.place("recipient"), message, "write `legal_basis`")


def _says_nothing(text: str) -> bool:
    """Whether a text has no word that tells what a fee is for, or who gets it."""
    bare = bare_words(text)
    said = [
        word
        for word in bare.split()
        if word not in _SAYS_NOTHING.split() and (len(word) > 1 or not word.isascii())
    ]
    return not said or "".join(bare.split()) in _SAYS_NOTHING_ZH


def _preticked(matter: Matter) -> Iterator[Breach]:
    """Give what is chosen for the buyer and costs a fee, or a dearer one, unless somebody chooses."""
    for option in options_of(matter.shape):
        found = next((each.preticked for each in matter.switched(option) if each.preticked), None)
        if found is None:
            continue
        fee, better = found[0].removeprefix("fee."), found[1]
        message = (
            f"`{option.name}` is `{option.default}` unless somebody chooses, which costs the fee `{fee}`"
        )
        help_ = f"write `default: {better}`, or no default"
        place = matter.shape.facts[option.name].place("default")
        yield Breach("PX-06", "PRETICKED_OPTION", place, message, help_)


def _without_tax(matter: Matter) -> Iterator[Breach]:
    """Warn of prices stated without tax where the law lets no listed price leave it out."""
    may = matter.law.strictest("price.may_leave_out")
    if not isinstance(may, frozenset) or "tax" in may:
        return
    law = next(v for v in matter.law.values("price.may_leave_out") if v.value in {may, frozenset[str]()})
    taxes: list[TaxShape] = list(matter.shape.basket.tax) if matter.shape.basket is not None else []
    for tax in (*taxes, *(tax for plan in matter.shape.plans for tax in plan.tax)):
        if tax.prices == "exclude_tax":
            message = "prices are stated without tax, and no price that is listed may leave it out"
            help_ = "show the total, as quotes and lists of plans do, never the price alone"
            yield Breach("PX-05", "TOTAL_NOT_ALL_IN", tax.place("prices"), message, help_, law, warning=True)


def _unsaid(matter: Matter) -> Iterator[Breach]:
    """Warn of charges of plans whose formula cannot be said whole, since nothing says what is counted.

    The formula itself is made from the terms (`wording.bills.charges`) and stands beside the price.
    """
    meters = meters_of(matter.shape)
    for plan in matter.shape.plans:
        for charge in plan.usage:
            if charge.name is None and meters[charge.meter].name is None:
                message = f"the formula says not what is counted: `{charge.meter}` tells a member nothing"
                help_ = "write `name` for the charge or its meter: what is counted"
                yield Breach("PX-03", "FORMULA_MISSING", charge.place("meter"), message, help_, warning=True)


def _open_fees(matter: Matter) -> Iterator[Breach]:
    """Give fees that a first price may lack without saying how they are worked out."""
    waiting = {fee.id for fee in waiting_fees(matter.shape)}
    for fee in waiting_fees(matter.shape):
        yield from _formula(fee, matter.law.day)
        yield from _not_read(matter, fee)
        yield from _read_besides(matter, fee)
        yield from _unnamed(matter, fee)
    for fee, optional in matter.fees():
        if not optional and fee.id not in waiting:
            yield from _hidden(matter, fee)
    yield from _least_known(matter)


def _formula(fee: FeeShape, day: date) -> Iterator[Breach]:
    if fee.formula is None:
        message = (
            f"the fee `{fee.id}` waits for `{fee.calculable_when[0]}`, and nothing says how it is worked out"
        )
        help_ = "write `formula`, such as `formula: {en: €0.50 for each kilometre}`"
        yield Breach("PX-03", "FORMULA_MISSING", fee.place("calculable_when"), message, help_)
        return
    for language, text in fee.formula.items():
        if _puts_off(text):
            message = f"the formula of the fee `{fee.id}` says not how it is worked out: `{text}`"
            help_ = f"write in `{language}` what it is a sum or share of, or whose tariff counts"
            yield Breach("PX-03", "FORMULA_MISSING", fee.place("formula"), message, help_)
        takes = [taken for taken in taken_by(fee, day) if not taken.is_told_elsewhere]
        if takes and not tells_how_much(text) and not _puts_off(text):
            message = f"the formula of the fee `{fee.id}` tells no amount and no tariff: `{text}`"
            help_ = f"write {takes[0]} in `{language}`, as the rule has it, or whose tariff counts"
            yield Breach("PX-03", "FORMULA_MISSING", fee.place("formula"), message, help_)
        untold = next((taken for taken in takes if not taken.is_told(text)), None)
        if untold is not None:
            message = f"the formula of the fee `{fee.id}` tells not the {untold} that it takes: `{text}`"
            help_ = f"write {untold} in `{language}`, as the rule has it"
            yield Breach("PX-03", "FORMULA_MISSING", fee.place("formula"), message, help_)


def _puts_off(text: str) -> bool:
    """Whether a text for a formula only says that there will be one."""
    words = set(re.findall(r"[a-z]+|[0-9]+", text.lower()))
    rest = _PUTS_OFF_ZH.sub("", "".join(each for each in text if each.isalpha() and not each.isascii()))
    return not rest and words <= set(_PUTS_OFF.split())


def _not_read(matter: Matter, fee: FeeShape) -> Iterator[Breach]:
    """Give a fact that a fee waits for though it does not hang on it."""
    read = matter.facts_of(fee)
    for name in fee.calculable_when:
        if name not in read or _is_same_for_all(matter, fee, name):
            how = (
                "on which it does not hang" if name not in read else "and comes to the same whatever that is"
            )
            message = f"the fee `{fee.id}` waits for `{name}`, {how}"
            help_ = "leave the fact out of `calculable_when`: what is known from the first price is in it"
            yield Breach("PX-02", "FEE_ADDED_LATE", fee.place("calculable_when"), message, help_)


def _is_same_for_all(matter: Matter, fee: FeeShape, name: str) -> bool:
    """Whether a fee is the same for each choice of a fact, so that it is known before anybody chooses."""
    declared = matter.shape.facts.get(name)
    if declared is None or not declared.of:
        return False
    trees = [matter.known(f"fee.{fee.id}", name, each) for each in declared.of]
    return all(tree == trees[0] for tree in trees)


def _least_known(matter: Matter) -> Iterator[Breach]:
    """Give fees that wait for a choice of the buyer of which each costs something: the least is known.

    What hangs on a place, a distance or a weight cannot reasonably be worked out earlier (UCPD 7(4)(c)).
    """
    waiting = [fee for fee in waiting_fees(matter.shape) if fee.purpose not in OF_PURPOSE]
    for name in sorted({name for fee in waiting for name in fee.calculable_when}):
        declared = matter.shape.facts.get(name)
        if declared is None or not declared.of or not name.startswith("order.") or is_told_late(name):
            continue
        fees = [fee for fee in waiting if name in fee.calculable_when]
        least = min(
            sum((_least_of(matter, fee, name, each) for fee in fees), Fraction()) for each in declared.of
        )
        if least > 0:
            exponent = currency(matter.shape.currency).exponent
            told = f"{decimal_text(least / 10**exponent)} {matter.shape.currency}"
            message = f"whatever `{name}` is, it costs at least {told}, which no first price holds"
            help_ = f"charge {told} in a fee that waits for nothing, and the rest in fees that wait"
            yield Breach("PX-01", "TOTAL_NOT_ALL_IN", fees[0].place("calculable_when"), message, help_)


def _least_of(matter: Matter, fee: FeeShape, name: str, value: str) -> Fraction:
    """Give the least that a fee comes to once all that it waits for is known, one fact being a value."""
    sheet = matter.programme.basket.compiled.sheet
    known = {known_fact(each): t.truth(value=True) for each in fee.calculable_when}
    tree = World(sheet, {**FULL, **known, **constants_of(sheet, {name: value})}).tree(f"fee.{fee.id}")
    return Fraction(tree.lo, tree.den)


def _read_besides(matter: Matter, fee: FeeShape) -> Iterator[Breach]:
    """Warn of facts without which there is no price, since others read them, so that no fee is ever told."""
    sheet = matter.programme.basket.compiled.sheet
    for name in fee.calculable_when:
        declared = matter.shape.facts.get(name)
        if declared is None or declared.default is not None or may_wait(matter.shape, sheet, name):
            continue
        message = (
            f"`{fee.id}` waits for `{name}`, and other rules read it, so that no price is told without it"
        )
        help_ = "give the fact a `default` for the other rules; the fee still waits until it is stated"
        yield Breach("PX-03", "FORMULA_MISSING", fee.place("calculable_when"), message, help_, warning=True)


def _unnamed(matter: Matter, fee: FeeShape) -> Iterator[Breach]:
    """Warn of facts that a fee waits for and that no member could name."""
    for name in fee.calculable_when:
        declared = matter.shape.facts.get(name)
        if declared is not None and declared.name is None:
            message = f"`{fee.id}` waits for `{name}`, which tells a member nothing"
            help_ = "write `name` for the fact: what must be known"
            yield Breach("PX-03", "FORMULA_MISSING", declared.span, message, help_, warning=True)


def _hidden(matter: Matter, fee: FeeShape) -> Iterator[Breach]:
    """Give facts that are known late, on which a fee hangs that nobody can avoid."""
    for name in sorted(matter.facts_of(fee)):
        fact = matter.shape.facts.get(name)
        if fact is None or name.startswith(KNOWN) or fact.is_ == "truth" or not is_told_late(name):
            continue
        of_record, place = may_be_unknown(name, fact), fee.place("when")
        if fact.default is None and not of_record:
            message = f"the fee `{fee.id}` hangs on `{name}`, without which no price is told"
            yield Breach("PX-03", "FORMULA_MISSING", place, message, _WAIT.format(name), warning=True)
        elif is_nothing(_unstated(matter, fee, name, fact)):
            message = (
                f"the fee `{fee.id}` is nothing as long as `{name}` is not stated, and then comes on top"
            )
            help_ = (
                "ask for it as a fact of the order, which a fee can wait for"
                if of_record
                else _WAIT.format(name) + _KEPT
            )
            yield Breach("PX-03", "FORMULA_MISSING", place, message, help_, warning=of_record)


def _unstated(matter: Matter, fee: FeeShape, name: str, fact: FactShape) -> Node:
    """Give what a fee comes to where nobody states a fact of it."""
    formula = f"fee.{fee.id}"
    sheets = (part.compiled.sheet for part in matter.parts())
    sheet = next(each for each in sheets if name in each.behind.get(formula, ()))
    item = next(each for each in sheet.inputs if each.name == name)
    known = constants_of(sheet, {name: unstated(matter.programme, item, fact)})
    return World(sheet, {**FULL, **known}).tree(formula)


def _rounded_up(matter: Matter) -> Iterator[Breach]:
    """Give money that is rounded up where an order or a bill may have several lines: each costs more."""
    numbers = matter.shape.numbers
    if numbers.money.round is Rounding.UP and (numbers.limits.lines > 1 or matter.shape.plans):
        message = "each line is rounded up, so that an order of many costs many smallest amounts more"
        help_ = "write `half_even`, `half_up` or `down`"
        yield Breach("PX-11", "LINES_DO_NOT_ADD", numbers.money.place("round"), message, help_)
