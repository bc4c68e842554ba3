"""Texts that praise: `save`, `free` and their like rest on a computation, and nothing claims to be fair."""

from collections.abc import Iterator
from typing import Final

from loyalty.language.findings import Span
from loyalty.language.shapes.basket import FeeShape
from loyalty.language.shapes.coupons import CouponShape
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.meters import MeterShape
from loyalty.language.shapes.plans import AddOnShape, PlanShape
from loyalty.language.shapes.programme import FactShape, IncentiveShape
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.shapes.segments import SegmentShape
from loyalty.language.shapes.tiers import BenefitShape
from loyalty.language.shapes.vouchers import VoucherShape
from loyalty.language.shapes.wallets import WalletShape
from loyalty.price_history.claim import GAP, PERCENT
from loyalty.publication.breach import Breach
from loyalty.publication.claimed.awarded import lasting_in
from loyalty.publication.claimed.beginning import beginning_in, is_offered
from loyalty.publication.claimed.freely import OF_CARRIAGE
from loyalty.publication.claimed.given import added_by, back_of, given_by, is_above, shares_of, times_of
from loyalty.publication.claimed.kinds import Claim, Kind
from loyalty.publication.claimed.oftener import is_free_for, is_saved
from loyalty.publication.claimed.parts import written
from loyalty.publication.claimed.said import claims_in
from loyalty.publication.claimed.untaxed import share_of_tax, untaxed_in, without_tax
from loyalty.publication.claimed.virtue import virtue_in
from loyalty.publication.matter import Matter
from loyalty.publication.points import last_for
from loyalty.publication.reductions.from_prices import OUT_OF_REACH
from loyalty.publication.reductions.from_prices import PERCENT as REACHED
from loyalty.publication.spoken.texts import Said, texts_of

_GIVING: Final = (RewardShape, BenefitShape, EarnRuleShape, EarnEventShape)
"""What is given for no money: a reward for points, a benefit that a tier states, points."""
_CUTTING: Final = (DiscountRuleShape, CouponShape)
"""What takes something off by itself."""
_STATING: Final = (BenefitShape, FactShape, MeterShape, SegmentShape, WalletShape)
"""What says only what it is called, or what a tier states: `Savings` is a wallet."""


def check_claims(matter: Matter) -> Iterator[Breach]:
    """Give texts that claim what no computation shows."""
    for said in texts_of(matter.shape):
        yield from _virtue(said.span, said.text)
        told = _claims(said)
        claim = next((each for each in told if not _may_be_shown(matter, said, each)), None)
        if claim is not None:
            yield _unsupported(matter, said, claim)
    for fee, _ in matter.fees():
        yield from _virtue(fee.place("purpose"), fee.purpose)


def _claims(said: Said) -> Iterator[Claim]:
    yield from claims_in(without_tax(said.text), said.language)
    yield from untaxed_in(said.text)
    yield from lasting_in(said.text)
    yield from beginning_in(said.text, said.language)


def _unsupported(matter: Matter, said: Said, claim: Claim) -> Breach:
    """Give what is wrong: a price needs a history, a deal a reduction, what else a computation."""
    if claim.kind is Kind.BEGINS:
        law = next(iter(matter.law.values(REACHED)), None)
        message = f"a text says `{claim.words}`, a price that is not listed as one goods can be had from"
        help_ = "list it under `from_prices`, where it is measured how many pay it, or name no price"
        return Breach("PX-13", OUT_OF_REACH, said.span, message, help_, law)
    if claim.kind is Kind.EARLIER:
        message = f"a text says `{claim.words}`, an earlier price that no reduction announces"
        help_ = "announce it under `reductions`, where the price history is looked at, or compare with none"
        return Breach("RF-07", GAP, said.span, message, help_)
    if claim.kind is Kind.DEAL:
        message = f"a text says `{claim.words}`, and nothing is taken off"
        return Breach("RF-02", PERCENT, said.span, message, "take something off, or call it no reduction")
    message = f"a text says `{claim.words}`, and nothing here works that out"
    help_ = "say what is given instead, with its number"
    return Breach("PX-14", "CLAIM_UNSUPPORTED", said.span, message, help_)


def _virtue(place: Span, text: str) -> Iterator[Breach]:
    claimed = virtue_in(text)
    if claimed:
        message = f"a text claims `{claimed}`"
        yield Breach("OP-08", "CLAIM_WORD", place, message, "say what was checked instead")


def _may_be_shown(matter: Matter, said: Said, claim: Claim) -> bool:
    """Whether the part that a text is of gives what it claims, in one of the ways to read its number."""
    return any(_is_shown(matter, said, each) for each in claim.meanings())


def _is_shown(matter: Matter, said: Said, claim: Claim) -> bool:
    """Whether the part that a text is of gives what the text claims."""
    owner = said.owner
    match claim.kind:
        case Kind.PRAISE:
            several = isinstance(owner, DiscountRuleShape) and (owner.buy_get or owner.bundle) is not None
            return claim.most and several
        case Kind.MONTHS_FREE if isinstance(owner, PlanShape):
            return is_saved(matter, owner, claim)
        case Kind.MONTHS_FREE if isinstance(owner, CouponShape):
            return is_free_for(matter, owner, claim.number)
        case Kind.FREE | Kind.MONTHS_FREE | Kind.INCLUDED:
            return _is_free(matter, said, claim)
        case Kind.WORTH:
            return any(each.has_amount(claim.number, most=False) for each in given_by(matter, owner))
        case Kind.EARLIER:
            return any(each.was == claim.number for each in matter.shape.reductions)
        case Kind.FROM:
            return not isinstance(owner, DiscountRuleShape) or not is_above(owner, claim.number)
        case Kind.BEGINS:
            return not _is_of_goods(matter, owner) or is_offered(matter.shape, owner, claim)
        case Kind.TAX_FREE if not isinstance(owner, (*_CUTTING, VoucherShape, IncentiveShape)):
            return True
        case Kind.TAX_FREE:
            enough = min(written(share_of_tax(matter)))
            return any(
                each.takes_off and each.has_share(enough, most=False) for each in given_by(matter, owner)
            )
        case Kind.BARE | Kind.BEARER | Kind.NUMBER_OFF if not isinstance(owner, (*_CUTTING, VoucherShape)):
            return True
        case Kind.DEAL if not isinstance(owner, _CUTTING):
            return True
        case Kind.TIMES:
            times = times_of(owner) if isinstance(owner, EarnRuleShape) else None
            return times is None or claim.number <= times
        case Kind.POINTS:
            added = added_by(owner) if isinstance(owner, EarnRuleShape | EarnEventShape) else None
            return added is None or claim.number <= added
        case Kind.LASTING:
            return last_for(matter.shape, owner)
        case Kind.BACK if not isinstance(owner, (*_CUTTING, VoucherShape)):
            back = back_of(matter, owner)
            return claim.most or back is None or claim.number <= back
        case _:
            return _is_taken_off(matter, said, claim)


def _carriage_beside(matter: Matter, owner: Shape) -> bool:
    """Whether carriage comes to what a text is about, by a fee of its plan or of a basket."""
    basket = matter.shape.basket
    fees = owner.fees if isinstance(owner, PlanShape) else () if basket is None else basket.fees
    told = (text for fee in fees for text in (fee.purpose, fee.recipient, *fee.name.values()))
    return any(OF_CARRIAGE.search(text) for text in told)


def _is_free(matter: Matter, said: Said, claim: Claim) -> bool:
    """Whether the part that a text is of costs nothing, or has in its price what the text says is."""
    owner = said.owner
    if isinstance(owner, FactShape) and said.of and claim.kind is not Kind.MONTHS_FREE:
        return _costs_no_fee(matter, owner, said.of)
    if claim.kind is Kind.INCLUDED:
        of_carriage = OF_CARRIAGE.match(claim.words) is not None
        if isinstance(owner, FeeShape) and not of_carriage:
            return True
        if isinstance(owner, AddOnShape) or not _carriage_beside(matter, owner):
            return True
    joining = isinstance(owner, IncentiveShape) and said.key != "summary"
    costless = isinstance(owner, _GIVING) or joining
    return costless or any(each.free for each in given_by(matter, owner))


def _is_of_goods(matter: Matter, owner: Shape) -> bool:
    """Whether a text is of an offer, or names goods: choices of what a line is."""
    if isinstance(owner, FactShape):
        return any(each is owner and name.startswith("line.") for name, each in matter.shape.facts.items())
    return isinstance(owner, (*_CUTTING, VoucherShape, IncentiveShape))


def _costs_no_fee(matter: Matter, fact: FactShape, choice: str) -> bool:
    """Whether no fee that hangs on a fact is charged for a choice of it: `Free collection`."""
    name = next(each for each, declared in matter.shape.facts.items() if declared is fact)
    hanging = {use.formula.rule.id for use in matter.uses if use.is_fee and use.fact == name}
    behind = matter.programme.basket.compiled.sheet.behind
    return not any(
        f"when.{rule}" not in behind or matter.may_hold(f"when.{rule}", name, choice) for rule in hanging
    )


def _is_taken_off(matter: Matter, said: Said, claim: Claim) -> bool:
    owner = said.owner
    if isinstance(owner, _STATING) or (isinstance(owner, RewardShape) and owner.kind == "partner"):
        return True
    if isinstance(owner, PlanShape):
        return is_saved(matter, owner, claim)
    given = tuple(given_by(matter, owner))
    if claim.kind in {Kind.SAVING, Kind.DEAL}:
        return any(each.takes_off for each in given)
    if claim.kind is Kind.SET:
        return any(each.is_got_for(claim.number) for each in given)
    if claim.kind is Kind.MULTIPLE:
        others = [share for share in shares_of(matter, owner) if share]
        return any(each.has_share(claim.number * other, most=False) for each in given for other in others)
    if claim.kind is Kind.NUMBER_OFF and any(
        each.has_share(claim.number / 100, most=False) for each in given
    ):
        return True
    if claim.kind in {Kind.SHARE_OFF, Kind.BARE, Kind.BACK}:
        return any(each.has_share(claim.number, most=claim.most) for each in given)
    return any(each.has_amount(claim.number, most=claim.most) for each in given)
