"""Rules that stand alone: where one is chosen, it takes the place of all that stand together.

``always``: the first of them that takes anything off. ``if_better``: the one that takes most
off the order, where that is more than all others together take.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loyalty.language import tree as t
from loyalty.language.lowering import Contestant, Lowering
from loyalty.language.sheet import Rule, Scope, plain_rule
from loyalty.language.tree import Comparison, Node, Read
from loyalty.pricing.discount_kinds.lanes import NET, Entry, Lane, Track
from loyalty.pricing.discount_kinds.offer import FULL, NO_MONEY, NO_RATE, ONE
from loyalty.pricing.discount_kinds.stacking import lower_lane
from loyalty.pricing.line import LineTemplate

OTHERS = plain_rule("other-discounts", "All other discounts together", "其他各项优惠合计")
TOGETHER = "together"
"""The formula that is 1 where the rules that may stand together are chosen, else 0."""


@dataclass(frozen=True, slots=True)
class _Set:
    """A rule that stands alone: what it takes off the order, its lines, what it leaves of each line."""

    entry: Entry
    saved: Node
    lines: tuple[LineTemplate, ...]
    rest: Read


def lower_alone(
    track: Track, entries: Sequence[Entry], lines: Sequence[LineTemplate], amount: str
) -> tuple[LineTemplate, ...]:
    """Define ``amount`` by the chosen set; ``track`` and ``lines`` are of the rules that stand together."""
    lowering = track.lowering
    rest = track.ground().rest
    saved = _saved(lowering, TOGETHER, rest, OTHERS)
    sets = [_set(track, entry) for entry in entries]
    won = _chosen(lowering, sets, saved)
    sum_of_won = t.add(*won)
    together = lowering.builder.define(TOGETHER, Scope.ORDER, t.sub(ONE, sum_of_won), OTHERS)
    _contest(lowering, sets, won, together)
    left: Node = rest
    for of, chosen in zip(reversed(sets), reversed(won), strict=True):
        left = t.choose(t.compare(Comparison.EQ, chosen, ONE), of.rest, left)
    lowering.builder.define(amount, Scope.LINE, left, NET, never_negative=True)
    shown = [_shown(lowering, line, together) for line in lines]
    for of, chosen in zip(sets, won, strict=True):
        shown += [replace(line, shown_while=chosen.name) for line in of.lines]
    return tuple(shown)


def _set(track: Track, entry: Entry) -> _Set:
    lowering = track.lowering
    own = Track(lowering, lowering.fact(FULL), track.floor)
    lines = tuple(lower_lane(own, Lane("chain", (entry,), f"net.{entry.rule.id}")))
    rest = own.ground().rest
    return _Set(entry, _saved(lowering, entry.rule.id, rest, entry.rule), lines, rest)


def _saved(lowering: Lowering, name: str, rest: Read, rule: Rule) -> Read:
    saved = t.sub(lowering.builder.total(FULL), lowering.builder.total(rest.name))
    return lowering.builder.define(f"saved.{name}", Scope.ORDER, saved, rule, never_negative=True)


def _chosen(lowering: Lowering, sets: Sequence[_Set], saved: Node) -> list[Read]:
    """Define ``alone.<rule>``, 1 where the rule is chosen: at most one of them is."""
    define = lowering.builder.define
    best, steps = saved, []
    for of in sets:
        rule = of.entry.rule
        if _always(of):
            continue
        better = t.compare(Comparison.GT, of.saved, best)
        steps.append((of, best))
        best = define(f"alone.best.{rule.id}", Scope.ORDER, t.choose(better, of.saved, best), rule)
    before = {of.entry.rule.id: was for of, was in steps}
    first: list[Node] = []
    won = {}
    for of in sorted(sets, key=lambda of: not _always(of)):
        rule = of.entry.rule
        wins = t.compare(Comparison.GT, of.saved, before.get(rule.id, NO_MONEY))
        if not _always(of):
            wins = t.all_of(wins, t.compare(Comparison.EQ, of.saved, best))
        free = [t.compare(Comparison.EQ, other, NO_RATE) for other in first]
        made = define(f"alone.{rule.id}", Scope.ORDER, t.choose(t.all_of(*free, wins), ONE, NO_RATE), rule)
        first.append(made)
        won[rule.id] = made
    return [won[of.entry.rule.id] for of in sets]


def _always(of: _Set) -> bool:
    return of.entry.shape is not None and of.entry.shape.exclusive == "always"


def _contest(lowering: Lowering, sets: Sequence[_Set], won: Sequence[Read], together: Read) -> None:
    """Name, of the rules that stand alone and of the others, those that had something to take and did not."""
    contest = []
    for of, chosen in zip(sets, won, strict=True):
        rule = of.entry.rule
        some = t.compare(Comparison.GT, of.saved, NO_MONEY)
        counts = lowering.builder.define(f"counts.{rule.id}", Scope.ORDER, some, rule)
        better = t.compare(Comparison.EQ, chosen, ONE)
        contest.append(Contestant(rule, chosen.name, counts.name, better, of.saved, won=chosen.name))
    is_chosen = t.compare(Comparison.EQ, together, ONE)
    saved = lowering.fact(f"saved.{TOGETHER}")
    some = t.compare(Comparison.GT, saved, NO_MONEY)
    counts = lowering.builder.define(f"counts.{TOGETHER}", Scope.ORDER, some, OTHERS)
    contest.append(Contestant(OTHERS, together.name, counts.name, is_chosen, saved, won=together.name))
    lowering.contests.append(tuple(contest))


def _shown(lowering: Lowering, line: LineTemplate, together: Read) -> LineTemplate:
    """Give a line of the rules that stand together, shown only where they are chosen."""
    if line.shown_while is None:
        return replace(line, shown_while=together.name)
    both = t.choose(t.compare(Comparison.EQ, together, ONE), lowering.fact(line.shown_while), NO_RATE)
    made = lowering.builder.define(f"{line.shown_while}.{TOGETHER}", Scope.ORDER, both, line.rule)
    return replace(line, shown_while=made.name)
