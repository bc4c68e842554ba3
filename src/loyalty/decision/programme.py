"""A programme version: its rule files compiled, immutable, named by their digest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from loyalty.decision.recipes import (
    Recipe,
    basket_recipe,
    bought_recipe,
    event_recipe,
    exchange_recipe,
    payment_recipe,
    plan_recipe,
    segments_recipe,
)
from loyalty.earning.award import AwardTemplate
from loyalty.kernel.digest import digest_of
from loyalty.kernel.money import Currency, currency
from loyalty.language.check import check
from loyalty.language.exchange.rates import Rate
from loyalty.language.findings import Finding, in_order
from loyalty.language.load import Loaded, load_programme
from loyalty.language.lowering import Condition, Contestant, Taking
from loyalty.language.readers.python import CompiledSheet, compile_sheet
from loyalty.language.shapes.programme import EffectiveShape, ProgrammeShape, events_of
from loyalty.language.shapes.taking_out import without
from loyalty.language.sheet import Rule, Scope
from loyalty.pricing.charge import SliceTemplate
from loyalty.pricing.fees import staying_fees
from loyalty.pricing.line import LineTemplate
from loyalty.profiles.shipped import catalogue
from loyalty.tiers.declared import declared_ladder
from loyalty.tiers.ladder import Ladder


@dataclass(frozen=True, slots=True)
class Part:
    """One compiled sheet of a programme with what its values mean: lines, awards, conditions."""

    compiled: CompiledSheet
    lines: tuple[LineTemplate, ...]
    awards: tuple[AwardTemplate, ...]
    conditions: tuple[Condition, ...]
    contests: tuple[tuple[Contestant, ...], ...]
    takings: tuple[Taking, ...]
    slices: tuple[SliceTemplate, ...]
    payment: Rule | None


@dataclass(frozen=True, slots=True)
class Programme:
    """A compiled programme version; the same source texts always give the same digest.

    ``source`` holds the rule files by path inside their folder. ``plans`` are by plan id, and
    so are ``payments``, by which points pay an invoice; ``exchange`` tells it in another currency.
    ``segments`` tells who fits which. ``events`` are by what was done, and ``bought`` by the
    rules of events that need an order with certain lines. ``ladder`` is that of its tiers, if any.
    ``undone`` are plans as they price a period that is undone while it runs: without fees that come back.
    """

    name: str
    digest: str
    source: Mapping[str, str]
    shape: ProgrammeShape
    currency: Currency
    zone: ZoneInfo
    basket: Part
    plans: Mapping[str, Part]
    rates: tuple[Rate, ...] = ()
    payments: Mapping[str, Part] = field(default_factory=dict)
    exchange: Part | None = None
    segments: Part | None = None
    events: Mapping[str, Part] = field(default_factory=dict)
    bought: Mapping[str, Part] = field(default_factory=dict)
    ladder: Ladder | None = None
    undone: Mapping[str, Part] = field(default_factory=dict)

    def pricing(self, plan: str, *, undone: bool = False) -> Part | None:
        """Give the part that prices a period of a plan, maybe of one that is ``undone`` while it runs."""
        return self.undone.get(plan, self.plans.get(plan)) if undone else self.plans.get(plan)

    def plan_of(self, part: Part) -> str | None:
        """Give the id of the plan whose period a part prices, None for another part."""
        plans = (*self.plans.items(), *self.undone.items())
        return next((name for name, each in plans if each is part), None)

    def __reduce__(self) -> tuple[Callable[[Mapping[str, str]], "Programme"], tuple[dict[str, str]]]:
        """Go to another process as rule files, which are compiled there."""
        return _of_source, (dict(self.source),)


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of compiling: a programme, or None with the findings that say why."""

    programme: Programme | None
    findings: tuple[Finding, ...]


def compile_programme(source: Mapping[str, str]) -> Compiled:
    """Give the programme that the rule files state, with every finding at once.

    The programme is None where any finding is not merely a warning.
    """
    loaded = load_programme(source)
    if loaded.shape is None:
        return Compiled(None, in_order(map(_citing, loaded.findings)))
    return _compiled(source, loaded, loaded.shape)


def _citing(finding: Finding) -> Finding:
    """Give a finding of how rules are written with the law that asks for it, where one does."""
    row = next((row for row in catalogue().values() if finding.code in row.codes), None)
    return finding if row is None or finding.cited is not None else replace(finding, cited=row.citing(()))


def _of_source(source: Mapping[str, str]) -> Programme:
    programme = compile_programme(source).programme
    assert programme is not None  # noqa: S101 - it was compiled before it was handed over
    return programme


def compile_without(programme: Programme, names: frozenset[str]) -> Compiled:
    """Give the programme without some of its parts, to look at the rest; None where it cannot be."""
    loaded = load_programme(programme.source)
    return _compiled(programme.source, loaded, without(programme.shape, names))


def beginning(programme: Programme, day: date) -> Programme:
    """Give the programme as one that binds from a day on, where it would begin before."""
    effective = programme.shape.effective
    if effective.from_ >= day:
        return programme
    return replace(programme, shape=replace(programme.shape, effective=replace(effective, from_=day)))


FIRST_DAY = date.min + timedelta(days=1)
"""The first day all of which is an instant of UTC in every time zone."""


def for_ever(programme: Programme) -> Programme:
    """Give the programme as if it had bound always and never ended."""
    always = EffectiveShape(from_=FIRST_DAY)
    return replace(programme, shape=replace(programme.shape, effective=always))


def _compiled(source: Mapping[str, str], loaded: Loaded, shape: ProgrammeShape) -> Compiled:
    findings = [*loaded.findings, *check(shape, loaded.tables, loaded.unread)]
    if any(not finding.warning for finding in findings):
        return Compiled(None, in_order(map(_citing, findings)))
    basket = basket_recipe(shape, loaded.tables)
    plans = {plan.id: plan_recipe(shape, plan, loaded.tables, loaded.rates) for plan in shape.plans}
    staying = ((plan, staying_fees(plan)) for plan in shape.plans if plan.price)
    undone = {
        plan.id: plan_recipe(shape, replace(plan, fees=fees), loaded.tables, loaded.rates)
        for plan, fees in staying
        if fees != plan.fees
    }
    payments = {plan.id: payment_recipe(shape, plan) for plan in shape.plans}
    exchange = exchange_recipe(shape, loaded.rates)
    segments = segments_recipe(shape)
    events = {event: event_recipe(shape, event) for event in events_of(shape)}
    asked = ((rule.id, bought_recipe(shape, rule)) for rule in shape.events)
    bought = {rule: recipe for rule, recipe in asked if recipe is not None}
    made = (basket, *plans.values(), *events.values(), *bought.values(), *([segments] if segments else []))
    findings.extend(f for recipe in made for f in recipe.findings)
    if any(not finding.warning for finding in findings):
        return Compiled(None, in_order(findings))
    programme = Programme(
        name=shape.programme,
        digest=digest_of(source),
        source=MappingProxyType(dict(source)),
        shape=shape,
        currency=currency(shape.currency),
        zone=ZoneInfo(shape.timezone),
        basket=part_of(basket),
        plans=MappingProxyType({name: part_of(recipe) for name, recipe in plans.items()}),
        rates=loaded.rates,
        exchange=part_of(exchange) if exchange else None,
        segments=part_of(segments) if segments else None,
        events=MappingProxyType({name: part_of(recipe) for name, recipe in events.items()}),
        bought=MappingProxyType({name: part_of(recipe) for name, recipe in bought.items()}),
        payments=MappingProxyType({name: part_of(recipe) for name, recipe in payments.items() if recipe}),
        ladder=declared_ladder(shape),
        undone=MappingProxyType({name: part_of(recipe) for name, recipe in undone.items()}),
    )
    return Compiled(programme, in_order(findings))


def part_of(recipe: Recipe) -> Part:
    """Give the recipe with its sheet compiled."""
    compiled = compile_sheet(recipe.sheet)
    return Part(
        compiled,
        recipe.lines,
        recipe.awards,
        recipe.conditions,
        recipe.contests,
        recipe.takings,
        recipe.slices,
        recipe.payment,
    )


def reads_lines_as(one: Programme, other: Programme) -> bool:
    """Whether two versions make the same of the lines of any basket, and refuse the same of them."""

    def read(programme: Programme) -> tuple[object, ...]:
        shape = programme.shape
        inputs = [item for item in programme.basket.compiled.sheet.inputs if item.scope is Scope.LINE]
        facts = {name: fact for name, fact in shape.facts.items() if name.startswith("line.")}
        return inputs, facts, shape.numbers, programme.currency

    return read(one) == read(other)
