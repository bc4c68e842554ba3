"""A higher tier is never worse: it pays no more for the same basket, and earns no less for the same money.

``earns: no_less`` compares equal amounts paid: whoever pays less because of a discount may earn on less.
That is asked of every wallet, of orders and of events. Benefits that the ladder declares are compared number
by number, and what points are worth and how long they live by tier.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, pairwise
from operator import attrgetter

from loyalty.comparison.losing.promises import gives_as_much
from loyalty.constraints.claims import ON_EVENT, on_plan, parts_of, settled
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Part, Programme
from loyalty.earning.wallets import earned_formula
from loyalty.language import tree as t
from loyalty.language.checks.lengths import never_shorter
from loyalty.language.occasions.benefits import benefits_of, stated
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.sheet import Formula, names_read
from loyalty.language.tree import Comparison, Kind
from loyalty.prover.deciding import Effort, decide_claim
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import BoundClaim, Known, PairClaim
from loyalty.redemption.payment import OFFERED

NAME = "better_tier"
TIER, ENROLLED = "member.tier", "member.enrolled"
DUE, EARNED = "total.due", "points.earned"
_MEASURE, _PART = "tier.measure.", ".part"
_WORTH = attrgetter("kind", "wallet", "value", "voucher", "valid")


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give what is known of every two neighbours of the ladder."""
    first = next(chain(lost(programme), sinking(programme)), None)
    if first is not None:
        return Answer.refuted(f"{first[1]}; by structure")
    return settled(
        programme,
        claims(programme),
        effort,
        "a higher tier never pays more for the same basket, nor earns less for the same money",
    )


def claims(programme: Programme) -> Iterator[PairClaim]:
    """Give what must hold of every two neighbours of the ladder, on every sheet."""
    ladder = programme.shape.tiers.ladder if programme.shape.tiers is not None else ()
    parts = parts_of(programme)
    parts.update({f"{ON_EVENT}{name}": part for name, part in programme.events.items()})
    wallets = (EARNED, *(earned_formula(wallet.id) for wallet in programme.shape.wallets))
    for plan, part in parts.items():
        held = paid(part, wallets)
        earns = dict.fromkeys((w for w in wallets if w in part.compiled.slots), Relation.NOT_LESS)
        for lower, higher in pairwise(step.name for step in ladder):
            first: Known = {TIER: lower, ENROLLED: 1, OFFERED: 0}
            second: Known = {**first, TIER: higher}
            about = f"{higher} against {lower}{on_plan(plan)}"
            moves = {TIER: Relation.UNKNOWN}
            yield PairClaim(about, part, {DUE: Relation.NOT_MORE}, moves, first, second, plan=plan)
            yield PairClaim(about, part, earns, moves, first, second, held, plan)


def paid(part: Part, wallets: Iterable[str]) -> frozenset[str]:
    """Give what the points are worked out from and the total is made of: what is paid for each line, say.

    Conditions are not held: a segment of a lower tier alone may be behind a discount and points alike.
    """
    priced = _behind(part, DUE)
    earning = frozenset().union(*(_behind(part, wallet) for wallet in wallets))
    trees = {formula.name: formula.tree for formula in part.compiled.sheet.formulas}
    numbers = frozenset(name for name in priced if trees[name].kind is not Kind.TRUTH)
    return numbers & frozenset().union(*(names_read(trees[name]) for name in earning - priced))


def _behind(part: Part, outcome: str) -> frozenset[str]:
    """Give the formulas that an outcome is made of."""
    trees = {formula.name: formula.tree for formula in part.compiled.sheet.formulas}
    found, waiting = set[str](), [outcome]
    while waiting:
        name = waiting.pop()
        if name in trees and name not in found:
            found.add(name)
            waiting.extend(names_read(trees[name]))
    return frozenset(found)


def lost(programme: Programme) -> Iterator[tuple[str, str]]:
    """Give the tiers that have less of a benefit than the one below, each with what it has less of.

    Of a quantity nobody can say which way is better (hours until an answer), unless returns add days by it:
    it must only be there, and go one way along the ladder.
    """
    shape = programme.shape
    returns = shape.basket.returns if shape.basket is not None else None
    more = returns.extra_days if returns is not None else None
    for lower, higher in pairwise(shape.tiers.ladder if shape.tiers is not None else ()):
        for benefit, declared in benefits_of(shape).items():
            had, has = stated(shape, lower, benefit) or 0, stated(shape, higher, benefit) or 0
            if had > has and (benefit == more or declared.is_ != "quantity" or not has):
                yield higher.name, f"{higher.name} has less of the benefit `{benefit}` than {lower.name}"
        yield from ((higher.name, said) for said in _points_lost(shape, lower.name, higher.name))
        for reward in shape.rewards:
            if lower.name in reward.tiers and not _may_have(shape, higher.name, reward):
                yield (
                    higher.name,
                    f"{higher.name} may not have the reward `{reward.id}`, which {lower.name} may",
                )
    yield from _turned(shape)


def _turned(shape: ProgrammeShape) -> Iterator[tuple[str, str]]:
    """Give where a quantity turns on its way up the ladder: whichever way is better, a tier is worse."""
    ladder = shape.tiers.ladder if shape.tiers is not None else ()
    for benefit, declared in benefits_of(shape).items():
        if declared.is_ != "quantity":
            continue
        went = 0
        for lower, higher in pairwise(tier for tier in ladder if stated(shape, tier, benefit)):
            had, has = stated(shape, lower, benefit) or 0, stated(shape, higher, benefit) or 0
            goes = (has > had) - (has < had)
            if went * goes < 0:
                ways = ("less", "more") if goes < 0 else ("more", "less")
                said = f"{higher.name} has {ways[0]} of the benefit `{benefit}` than {lower.name}, which has"
                yield higher.name, f"{said} {ways[1]} than the tiers below: one of them is worse"
                break
            went = goes or went


def _may_have(shape: ProgrammeShape, tier: str, wanted: RewardShape) -> bool:
    """Whether a tier may have the reward, or one that is worth the same for no more points."""
    day = shape.effective.from_
    return any(
        (not each.tiers or tier in each.tiers)
        and (each is wanted or _worth_the_same(each, wanted))
        and gives_as_much(each.cost, wanted.cost, day, date.max)
        for each in shape.rewards
    )


def _worth_the_same(one: RewardShape, other: RewardShape) -> bool:
    """Whether two rewards are alike and state one value, or where none is stated are called the same."""
    if _WORTH(one) != _WORTH(other):
        return False
    if one.value is not None or one.voucher is not None:
        return True
    called = ((one.name.get(each, "").casefold(), said.casefold()) for each, said in other.name.items())
    return any(mine and (mine in yours or yours in mine) for mine, yours in called)


def sinking(programme: Programme) -> Iterator[tuple[Formula, str]]:
    """Give what is measured for the tier and is below nothing in a case: whoever buys more falls there."""
    for formula in programme.basket.compiled.sheet.formulas:
        name = formula.name.removeprefix(_MEASURE)
        if name == formula.name or name.endswith(_PART) or formula.tree.lo >= 0:
            continue
        claim = _not_below_nothing(programme.basket, formula)
        if decide_claim(programme, claim, Effort(solve=False, search=True)).holds is False:
            yield formula, f"what an order counts for `{name}` may be below nothing: count 0 at least"


def _not_below_nothing(part: Part, formula: Formula) -> BoundClaim:
    tree, name = formula.tree, formula.name
    counted = t.read(name, tree.kind, tree.den, tree.lo, tree.hi)
    holds = t.compare(Comparison.GE, counted, t.const(tree.kind, 0))
    return BoundClaim(name, part, holds, lambda case: case.value(name) >= 0, lambda *_: {})


def _points_lost(shape: ProgrammeShape, lower: str, higher: str) -> Iterator[str]:
    """Give what a point is worth less in the higher tier, or how it ends sooner."""
    worth = shape.redeem.worth if shape.redeem is not None else None
    if worth is not None and worth.each(higher) < worth.each(lower):
        yield f"a point pays less for {higher} than for {lower}"
    expire = shape.earn.expire if shape.earn is not None else None
    if expire is None or expire.after is None or higher in expire.never_for:
        return
    ends = expire.by_tier or {}
    kept = never_shorter(ends.get(lower, expire.after), ends.get(higher, expire.after))
    if lower in expire.never_for or not kept:
        yield f"points end sooner for {higher} than for {lower}"
