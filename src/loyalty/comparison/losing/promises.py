"""What cards, referrals, vouchers, subscriptions and tiers have promised, compared between versions."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from loyalty.comparison.content import content
from loyalty.comparison.losing.budgeted import have_as_much
from loyalty.comparison.losing.code_worth import gives_less_from
from loyalty.comparison.losing.loss import LOSS, Loss
from loyalty.comparison.losing.sayings import said
from loyalty.comparison.meaning import changes_of
from loyalty.language.checks.lengths import never_shorter
from loyalty.language.dated import Dated
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.vouchers import VoucherShape
from loyalty.language.values import Duration

_PRICED = frozenset({"price", "seats", "add_ons", "usage", "fees", "minimum", "maximum", "allowances"})
_BACK, _UP = "given_back", "used_up"
"""What becomes of a code whose order comes back."""
_SAME_OF_EVENTS = ("once_per", "card", "streak", "when", "wallet", "budget")
_SAME_OF_ORDERS = (*_SAME_OF_EVENTS, "contains", "anniversary")
"""What has to be as it was; the points a rule adds, its bounds and its days may be better."""


def promise_losses(old: ProgrammeShape, new: ProgrammeShape, first: date) -> Iterator[Loss]:
    """Give what is lost of promises from ``first`` on, the first day of the new version."""
    yield from _tiers(old, new)
    yield from _progress(old, new, first)
    yield from _referral(old, new)
    yield from _vouchers(old, new, first)
    yield from _subscriptions(old, new, first)
    if old.stored_value is not None and (new.stored_value is None or old.currency != new.currency):
        yield Loss(LOSS, "stored_value", said("stored_value"))


def _tiers(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Loss]:
    """Give what members who hold a tier lose; what a tier asks for next time is no part of it."""
    if old.tiers is None:
        return
    kept = {tier.name for tier in new.tiers.ladder} if new.tiers is not None else set()
    for tier in old.tiers.ladder:
        if tier.name not in kept:
            yield Loss(LOSS, tier.name, said("tier_gone", tier=tier.name))
    if new.tiers is None:
        return
    if old.tiers.landing == "soft" and new.tiers.landing == "hard":
        yield Loss(LOSS, "tiers", said("tier_hard"))
    if _shorter(old.tiers.grace, new.tiers.grace):
        yield Loss(LOSS, "tiers", said("tier_grace"))


def _progress(old: ProgrammeShape, new: ProgrammeShape, first: date) -> Iterator[Loss]:
    """Give the cards and streaks of which what is filled already would count for less, or nothing."""
    rules = {rule.id: rule for rule in _earning(new)}
    for rule in _earning(old):
        over = rule.until is not None and rule.until < first
        if over or (rule.card is None and rule.streak is None):
            continue
        after = rules.get(rule.id)
        if after is None:
            yield Loss(LOSS, rule.id, said("progress_gone", rule=rule.id))
        elif not (_as_good(rule, after, first) and have_as_much(old, new, after.budget)):
            yield Loss(LOSS, rule.id, said("progress_other", rule=rule.id))


def _earning(shape: ProgrammeShape) -> Sequence[EarnRuleShape | EarnEventShape]:
    """Give what orders and events earn by."""
    return (*(shape.earn.rules if shape.earn is not None else ()), *shape.events)


def _as_good(old: EarnRuleShape | EarnEventShape, new: EarnRuleShape | EarnEventShape, first: date) -> bool:
    """Whether what is filled by the one rule counts for as much by the other, from ``first`` on."""
    begins, until = max(old.from_ or first, first), old.until or date.max
    if not ((new.from_ or date.min) <= begins and until <= (new.until or date.max)):
        return False
    match old, new:
        case EarnRuleShape(), EarnRuleShape():
            return (
                _same(old, new, _SAME_OF_ORDERS)
                and (not new.caps or content(old.caps) == content(new.caps))
                and gives_as_much(old.add, new.add, begins, until)
                and (new.at_most is None or gives_as_much(old.at_most, new.at_most, begins, until))
            )
        case EarnEventShape(), EarnEventShape():
            return (
                _same(old, new, _SAME_OF_EVENTS)
                and (old.event or old.id) == (new.event or new.id)
                and (new.needs is None or content(old.needs) == content(new.needs))
                and gives_as_much(old.points, new.points, begins, until)
            )
        case _:
            return False


def _same(old: object, new: object, names: tuple[str, ...]) -> bool:
    return all(content(getattr(old, name)) == content(getattr(new, name)) for name in names)


def gives_as_much(old: object, new: object, first: date, last: date) -> bool:
    """Give whether a value by dates is no less on any day; one that a table gives has to be the same."""
    if not isinstance(old, Dated) or not isinstance(new, Dated):
        return content(old) == content(new)
    later = {day for day, _ in (*old.entries, *new.entries) if day is not None and first < day <= last}
    days = [day for day in (first, *sorted(later)) if old.exists(day)]
    return all(new.exists(day) and new.at(day) >= old.at(day) for day in days)


def _referral(old: ProgrammeShape, new: ProgrammeShape) -> Iterator[Loss]:
    before, after = old.referral, new.referral
    if before is None:
        return
    if after is None:
        yield Loss(LOSS, "referral", said("referral_gone"))
    elif (
        after.referrer < before.referrer
        or after.referred < before.referred
        or after.at_least > before.at_least
        or sooner(before.within, after.within)
        or fewer(before.at_most, after.at_most)
    ):
        yield Loss(LOSS, "referral", said("referral_less"))


def _vouchers(old: ProgrammeShape, new: ProgrammeShape, first: date) -> Iterator[Loss]:
    after = {voucher.id: voucher for voucher in new.vouchers}
    for voucher in old.vouchers:
        if voucher.until is not None and voucher.until < first:
            continue
        found = after.get(voucher.id)
        if found is None:
            yield Loss(LOSS, voucher.id, said("codes_gone", voucher=voucher.id))
        elif _narrower(voucher, found, first) or (
            voucher.codes == "unique"
            and (_is_lost_sooner(voucher, found) or gives_less_from(old, new, voucher.id) is not None)
        ):
            yield Loss(LOSS, voucher.id, said("codes_less", voucher=voucher.id))


def _narrower(old: VoucherShape, new: VoucherShape, first: date) -> bool:
    begins = max(old.from_ or first, first)
    return (
        (old.codes, old.code) != (new.codes, new.code)
        or any(
            fewer(getattr(old, name), getattr(new, name)) for name in ("each_code", "each_member", "in_all")
        )
        or (new.from_ is not None and new.from_ > begins)
        or (new.until is not None and (old.until is None or new.until < old.until))
    )


def _is_lost_sooner(old: VoucherShape, new: VoucherShape) -> bool:
    """Whether a code that was given back with its order would be used up."""
    returned = (old.after_return, new.after_return) == (_BACK, _UP)
    cancelled = tuple(each.after_cancellation or each.after_return for each in (old, new)) == (_BACK, _UP)
    return returned or cancelled


def _subscriptions(old: ProgrammeShape, new: ProgrammeShape, first: date) -> Iterator[Loss]:
    after = {plan.id: plan for plan in new.plans}
    for plan in old.plans:
        if plan.existing != "keep":
            continue
        found = after.get(plan.id)
        if found is None or found.existing != "keep":
            yield Loss(LOSS, plan.id, said("plan_moves", plan=plan.id))
        elif any(_goes_back(plan, found, first)):
            yield Loss(LOSS, plan.id, said("plan_differs", plan=plan.id))


def _goes_back(old: PlanShape, new: PlanShape, first: date) -> Iterator[bool]:
    """Give for each change of a plan's prices whether it holds for days before the first."""
    for change in changes_of(old, new):
        if change.section in _PRICED and not (change.since is not None and change.since >= first):
            cheaper = change.unit == "money" and _lower(change.old, change.new)
            yield not cheaper and change.path[-1].word not in {"source", "because", "en", "zh-CN"}


def _lower(old: object, new: object) -> bool:
    return isinstance(old, Fraction) and isinstance(new, Fraction) and new <= old


def fewer(old: int | Fraction | None, new: int | Fraction | None) -> bool:
    """Whether a bound allows less than before; None is without bound."""
    return new is not None and (old is None or new < old)


def _shorter(old: Duration | None, new: Duration | None) -> bool:
    """Whether a length is shorter than before, counted from some day; None is none at all."""
    if old is None or new is None:
        return old is not None
    return not never_shorter(old, new)


def sooner(old: Duration | None, new: Duration | None) -> bool:
    """Whether a time ends sooner than before, counted from some day; None is without end."""
    if old is None or new is None:
        return new is not None
    return not never_shorter(old, new)
