"""Benefits that need an app: every price benefit can be had as well by somebody without one.

What needs an app is found by where it can hold; it is refused unless some other way costs no more in every
case that is tried, as where a rule of its own gives the same at the counter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loyalty.decision.telling.lineage import sources_of
from loyalty.language.facts import KIND_OF_TYPE, VOUCHER, scope_of
from loyalty.language.lowering import BELONGING
from loyalty.language.occasions.belonging import SEGMENT
from loyalty.language.readers.python import Value
from loyalty.language.readers.specialise import World, constants_of
from loyalty.language.shapes.programme import FactShape, discounts_of
from loyalty.language.sheet import Rule, Scope
from loyalty.language.tree import Const, Kind, Node
from loyalty.prover.deciding import Effort, decide_claim
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.claim import Known, PairClaim
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.naming import is_one_of
from loyalty.publication.personal.meaning import meaning
from loyalty.publication.words import APPS, About, abouts, in_text

_TRIED: Final = Effort(search=True)
"""What is as good is tried in many cases, as nobody declares it."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A name by which a rule can ask for an app: what it is there, and what it can be without one.

    A number has no values of its own in an app: it is any.
    """

    name: str
    in_app: tuple[Value, ...]
    without: tuple[Value, ...]


def check_apps(matter: Matter) -> Iterator[Breach]:
    """Give rules that count in an app only, with nothing as good elsewhere: discounts are refused."""
    discounts = {rule.id for rule in discounts_of(matter.shape)}
    behind = matter.programme.basket.compiled.sheet.behind
    ways, seen = [*_ways(matter), *_segments(matter)], set[str]()
    for condition in matter.programme.basket.conditions:
        rule, name = condition.rule, condition.formula
        price = rule.id in discounts
        for way in ways:
            if rule.id in seen or way.name not in behind[name] or not _is_needed(matter, name, way):
                continue
            if not _is_equalled(matter, way, price=price):
                seen.add(rule.id)
                yield _told(matter, rule, way, price=price)


def _told(matter: Matter, rule: Rule, way: _Way, *, price: bool) -> Breach:
    said = "` or `".join(str(value) for value in way.in_app if isinstance(value, str))
    message = f"the benefit `{rule.id}` counts only where `{way.name}` is `{said or 'true'}`"
    help_ = "let it count in another channel too, or have it waived"
    place = rule.span or matter.shape.span
    return Breach("FA-10", "APP_ONLY_BENEFIT", place, message, help_, where=rule.id, warning=not price)


def _is_needed(matter: Matter, condition: str, way: _Way) -> bool:
    return not any(matter.may_hold(condition, way.name, value) for value in way.without)


def _is_equalled(matter: Matter, way: _Way, *, price: bool) -> bool:
    """Give whether one way without an app is as good, in every case that was tried."""
    wants = {"total.due": Relation.NOT_MORE} if price else {"points.earned": Relation.NOT_LESS}
    part, moves = matter.programme.basket, {way.name: Relation.UNKNOWN}
    first: list[Known] = [{way.name: value} for value in way.in_app] or [{}]
    return any(
        all(
            decide_claim(
                matter.programme, PairClaim(way.name, part, wants, moves, known, {way.name: value}), _TRIED
            ).holds
            is not False
            for known in first
        )
        for value in way.without
    )


def _ways(matter: Matter) -> Iterator[_Way]:
    """Give every fact and voucher by which a rule can ask for an app."""
    for name, fact in matter.shape.facts.items():
        kind = KIND_OF_TYPE[fact.is_]
        if scope_of(name) is Scope.LINE:
            continue  # goods
        if kind is Kind.TEXT:
            values = matter.values(name)
            in_app = tuple(value for value in values if _is_app(fact, value))
            without = tuple(value for value in values if value not in in_app)
            if in_app and without and fact.is_ != "tier":
                yield _Way(name, in_app, without)
        elif any(About.APP in meaning(matter, source) for source in sources_of(matter.programme, name)):
            yield _Way(name, (1,) if kind is Kind.TRUTH else (), (0,))
    for voucher in matter.shape.vouchers:
        if About.APP in abouts(voucher.id).union(*map(in_text, voucher.name.values())):
            yield _Way(f"{VOUCHER}{voucher.id}", (1,), (0,))


def _is_app(fact: FactShape, value: str) -> bool:
    """Give whether a choice needs an app, by itself or by what members read for it."""
    return any(is_one_of(text, APPS) for text in (value, *(fact.words or {}).get(value, {}).values()))


def _segments(matter: Matter) -> Iterator[_Way]:
    """Give the segments to which nobody without an app belongs."""
    if matter.programme.segments is None:
        return
    sheet = matter.programme.segments.compiled.sheet
    for way in _ways(matter):
        worlds = [World(sheet, constants_of(sheet, {way.name: value})) for value in way.without]
        for segment in matter.shape.segments:
            name = f"{BELONGING}{segment.id}"
            inside = way.name in sheet.behind[name]
            if inside and all(_never(world.tree(name)) for world in worlds):
                yield _Way(f"{SEGMENT}{segment.id}", (1,), (0,))


def _never(tree: Node) -> bool:
    return isinstance(tree, Const) and not tree.value
