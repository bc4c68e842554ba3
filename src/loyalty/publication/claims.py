"""Texts that praise: `save`, `free` and their like rest on a computation, and nothing claims to be fair."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from loyalty.language.dated import Dated
from loyalty.language.findings import Span
from loyalty.language.shapes.coupons import CouponShape
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.shapes.tiers import BenefitShape
from loyalty.language.shapes.vouchers import VoucherShape
from loyalty.publication.breach import Breach
from loyalty.publication.claimed.virtue import virtue_in
from loyalty.publication.matter import Matter
from loyalty.publication.texts import Said, texts_of

_FREE: Final = re.compile(r"\bfree\b|\bfor nothing\b|免费|免[^疫税]{0,3}(?:费|邮)|包邮", re.IGNORECASE)
_SAVE: Final = re.compile(r"\bsav(?:e|es|ing|ings)\b|节省|立省|省钱|立减", re.IGNORECASE)
_PRAISE: Final = re.compile(
    r"\b(?:best|worth|unbeatable|lowest|cheapest|guaranteed)\b|最佳|最好|最优|最低价|最便宜|超值|物超所值",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(r"([0-9]{1,3}) ?%")
_ALL: Final = Fraction(1)
_GIVING: Final = (RewardShape, BenefitShape, VoucherShape, EarnRuleShape, EarnEventShape)
"""What is given for no money: a reward for points, a benefit that a tier states, points."""


def check_claims(matter: Matter) -> Iterator[Breach]:
    """Give texts that claim what no computation shows."""
    for said in texts_of(matter.shape):
        yield from _virtue(said.span, said.text)
        word = _unsupported(said)
        if word:
            message = f"a text says `{word}`, and nothing here works that out"
            help_ = "say what is given instead, with its number"
            yield Breach("PX-14", "CLAIM_UNSUPPORTED", said.span, message, help_)
    for fee, _ in matter.fees():
        yield from _virtue(fee.place("purpose"), fee.purpose)


def _virtue(place: Span, text: str) -> Iterator[Breach]:
    claimed = virtue_in(text)
    if claimed:
        message = f"a text claims `{claimed}`"
        yield Breach("OP-08", "CLAIM_WORD", place, message, "say what was checked instead")


def _unsupported(said: Said) -> str:
    """Give the word of a text that no computation of its own part supports, empty where all is supported."""
    praise = _PRAISE.search(said.text)
    if praise is not None:
        return praise[0]
    free = _FREE.search(said.text)
    if free is not None and not _is_free(said.owner):
        return free[0]
    save = _SAVE.search(said.text)
    if save is not None and not _saves(said):
        return save[0]
    return ""


def _is_free(owner: Shape) -> bool:
    match owner:
        case DiscountRuleShape():
            return _gives_free(owner)
        case CouponShape():
            return owner.percent == _ALL
        case PlanShape():
            return owner.trial is not None or owner.price is None or not any(owner.price.amount.values)
        case _:
            return isinstance(owner, _GIVING)


def _gives_free(rule: DiscountRuleShape) -> bool:
    if rule.free_fee is not None:
        return rule.share is None or _least(rule.share) == _ALL
    if rule.buy_get is not None:
        got = rule.buy_get
        return (got.percent is not None and _least(got.percent) == _ALL) or (
            got.price is not None and not any(got.price.values)
        )
    return (rule.percent is not None and _least(rule.percent) == _ALL) or (
        rule.price is not None and not any(rule.price.values)
    )


def _saves(said: Said) -> bool:
    """Whether a part takes something off, and no more per cent is said than it does."""
    owner = said.owner
    if not isinstance(owner, DiscountRuleShape | CouponShape | VoucherShape | BenefitShape):
        return False
    told = [Fraction(int(number), 100) for number in _PERCENT.findall(said.text)]
    off = getattr(owner, "percent", None)
    if not told or isinstance(owner, VoucherShape | BenefitShape):
        return True
    true = _least(off) if isinstance(off, Dated) else off
    return true is not None and max(told) <= true


def _least(dated: Dated[Fraction]) -> Fraction:
    return min(dated.values)
