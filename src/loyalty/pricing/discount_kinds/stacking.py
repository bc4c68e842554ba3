"""How the rules of a lane meet: best of each line, best of the order, sum, or one after another."""

from collections.abc import Iterator
from dataclasses import dataclass

from loyalty.language import tree as t
from loyalty.language.lowering import Contestant, Lowering
from loyalty.language.sheet import Scope
from loyalty.language.tree import Comparison, Node, Read
from loyalty.pricing.budgets import note_won
from loyalty.pricing.discount_kinds.lanes import NET, Entry, Lane, Track
from loyalty.pricing.discount_kinds.offer import NO_MONEY, NO_RATE, ONE, Ground, Offer
from loyalty.pricing.line import Candidate, Category, LineTemplate

BEST = "discount"


@dataclass(frozen=True, slots=True)
class _Bid:
    """What a rule would take off a line: a rate or an amount, and the formula that says whether it counts."""

    entry: Entry
    applies: Node
    value: Node
    counts: str | None


def lower_lane(track: Track, lane: Lane) -> Iterator[LineTemplate]:
    """Define what the lane's rules take off each line and what they leave; give the lines that show it."""
    if not lane.entries:
        return
    if lane.combine == "best":
        yield _best(track, lane)
    elif lane.combine == "best_of_order":
        yield from _best_of_order(track, lane)
    else:
        yield from _each(track, lane, chained=lane.combine == "chain")


def _each(track: Track, lane: Lane, *, chained: bool) -> Iterator[LineTemplate]:
    """Let every rule count: each of what was there before the lane, or of what the last one left."""
    lowering, start = track.lowering, track.ground()
    taken: list[Node] = []
    for entry in lane.entries:
        now = track.ground()
        ground = now if chained else Ground(start.rest, now.room)
        offer = entry.offer(lowering, ground, f"discount.{entry.rule.id}")
        taken.append(lowering.fact(offer.formula))
        track.leave(t.sub(now.rest, taken[-1]), f"rest.{entry.rule.id}")
        yield entry.line(lowering, offer)
    track.leave(t.sub(start.rest, t.add(*taken)), lane.after)


def _best(track: Track, lane: Lane) -> LineTemplate:
    """Let the best rule of each line count alone; of equals the first."""
    lowering, ground, prefix = track.lowering, track.ground(), _prefix(lane)
    if all(entry.is_rate for entry in lane.entries):
        best, candidates = _best_rate(lowering, lane, ground, prefix)
        exact = lowering.settled(t.mul(ground.rest, best))
        off = t.least(exact, ground.room) if track.floor is not None else exact
    else:
        off, candidates = _best_amount(lowering, lane, ground, prefix)
    taken = lowering.builder.define(prefix, Scope.LINE, off, NET)
    if all(entry.is_rate for entry in lane.entries):
        for entry in lane.entries:
            entry.takes(lowering, prefix, ground)
    track.leave(t.sub(ground.rest, taken), lane.after)
    return LineTemplate(prefix, Scope.LINE, Category.DISCOUNT_PUBLIC, NET, sign=-1, candidates=candidates)


def _prefix(lane: Lane) -> str:
    """Give the name of what the best rule of a lane takes; lanes of a file are told apart."""
    return f"{BEST}.{lane.after}" if lane.after.startswith("net.") else BEST


def _best_rate(
    lowering: Lowering, lane: Lane, ground: Ground, prefix: str
) -> tuple[Node, tuple[Candidate, ...]]:
    offers = []
    for entry in lane.entries:
        applies, rate = entry.rate(lowering, ground)
        offers.append(_Bid(entry, applies, rate, _named(lowering, entry, applies)))
    return _contest(lowering, offers, NO_RATE, prefix)


def _best_amount(
    lowering: Lowering, lane: Lane, ground: Ground, prefix: str
) -> tuple[Node, tuple[Candidate, ...]]:
    offers = []
    for entry in lane.entries:
        off = lowering.fact(entry.offer(lowering, ground, f"offer.{entry.rule.id}").formula)
        some = t.compare(Comparison.GT, off, NO_MONEY)
        offers.append(_Bid(entry, t.truth(value=True), off, _named(lowering, entry, some)))
    return _contest(lowering, offers, NO_MONEY, prefix)


def _named(lowering: Lowering, entry: Entry, counts: Node) -> str | None:
    """Give the formula that says whether a rule has anything to take, None for the tier's own."""
    if entry.shape is None:
        return None
    if isinstance(counts, Read):
        return counts.name
    scope = lowering.scope_of(counts)
    return lowering.builder.define(f"counts.{entry.rule.id}", scope, counts, entry.rule).name


def _contest(
    lowering: Lowering, bids: list[_Bid], nothing: Node, prefix: str
) -> tuple[Node, tuple[Candidate, ...]]:
    """Define the best so far after each rule of a line; give the last, and who may have won."""
    best, steps, taken = nothing, [], []
    for bid in bids:
        better = t.all_of(bid.applies, t.compare(Comparison.GT, bid.value, best))
        name = f"{prefix}.best.{bid.entry.rule.id}"
        best = lowering.builder.define(name, Scope.LINE, t.choose(better, bid.value, best), bid.entry.rule)
        steps.append(name)
        taken.append((bid, better, best))
    for bid, better, step in taken:
        if bid.entry.shape is not None and bid.entry.shape.budget:
            won = t.all_of(better, t.compare(Comparison.EQ, step, best))
            note_won(lowering, bid.entry.rule, won, bid.value)
    lowering.contests.append(
        tuple(
            Contestant(b.entry.rule, step, b.counts, t.compare(Comparison.GT, b.value, best), b.value)
            for b, step in zip(bids, steps, strict=True)
        )
    )
    return best, tuple(
        Candidate(step, b.entry.rule, b.entry.category(lowering)) for b, step in zip(bids, steps, strict=True)
    )


def _best_of_order(track: Track, lane: Lane) -> Iterator[LineTemplate]:
    """Let the one rule count that takes most off the order; of equals the first."""
    lowering, ground, define = track.lowering, track.ground(), track.lowering.builder.define
    best: Node = NO_MONEY
    offers: list[_Whole] = []
    for entry in lane.entries:
        offer = entry.offer(lowering, ground, f"offer.{entry.rule.id}")
        total = lowering.builder.total(offer.formula)
        whole = define(f"offer.{entry.rule.id}.total", Scope.ORDER, total, entry.rule)
        better = t.compare(Comparison.GT, whole, best)
        step = define(f"best.{entry.rule.id}", Scope.ORDER, t.choose(better, whole, best), entry.rule)
        offers.append(_Whole(entry, offer, whole, best, step))
        best = step
    taken = []
    for bid in offers:
        won = _won(lowering, bid, best)
        taken.append(t.choose(t.compare(Comparison.EQ, won, ONE), lowering.fact(bid.offer.formula), NO_MONEY))
        yield bid.entry.line(lowering, bid.offer, shown_while=won.name)
    lowering.contests.append(tuple(_contestant(lowering, bid, best) for bid in offers))
    whole = define(_prefix(lane), Scope.LINE, t.add(*taken), NET)
    track.leave(t.sub(ground.rest, whole), lane.after)


@dataclass(frozen=True, slots=True)
class _Whole:
    """What a rule would take off the order, and the best offer before and after its turn."""

    entry: Entry
    offer: Offer
    total: Node
    before: Node
    step: Read


def _won(lowering: Lowering, bid: _Whole, best: Node) -> Read:
    """Define ``won.<rule>``: 1 where the rule counts, else 0."""
    rose = t.compare(Comparison.GT, bid.total, bid.before)
    wins = t.all_of(rose, t.compare(Comparison.EQ, bid.step, best))
    rule = bid.entry.rule
    return lowering.builder.define(f"won.{rule.id}", Scope.ORDER, t.choose(wins, ONE, NO_RATE), rule)


def _contestant(lowering: Lowering, bid: _Whole, best: Node) -> Contestant:
    rule = bid.entry.rule
    some = t.compare(Comparison.GT, bid.total, NO_MONEY)
    counts = lowering.builder.define(f"counts.{rule.id}", Scope.ORDER, some, rule)
    better = t.compare(Comparison.GT, bid.total, best)
    return Contestant(rule, bid.step.name, counts.name, better, bid.total)
