"""What the same use would cost on every plan of a programme, the cheapest first.

Plans are told apart, never guessed at: one that does not count what was used, or that is billed
by another interval than was asked about, is left out with its reason.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Programme
from loyalty.decision.refusals import UnknownPlan
from loyalty.decision.situate import NOBODY, Participant, situate_usage
from loyalty.decision.use import Measured, Usage
from loyalty.language.findings import not_known
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.values import Interval, LocalText, Turn

MONTH = Interval(1, Turn.MONTH)
PAID = "points_used"


class Why(StrEnum):
    """Why a plan cannot be compared."""

    NOT_COUNTED = "not-counted"
    OTHER_INTERVAL = "other-interval"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is priced on one plan: what each meter came to, counted there or not, and for whom."""

    measured: Mapping[str, Measured]
    who: Participant = NOBODY


@dataclass(frozen=True, slots=True)
class Offered:
    """One plan's price of the use: of a usual period, and of the first with what is charged once."""

    plan: PlanShape
    usual: Decision
    first: Decision


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A plan that is not compared; ``meters`` are those it does not count."""

    plan: str
    name: LocalText
    why: Why
    meters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans by what a usual period costs, the cheapest first, equal ones in the order of the file.

    ``current`` is the plan of now, if any.
    """

    every: Interval
    current: str | None
    offered: tuple[Offered, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One plan with its explanation; amounts in minor units, ``parts`` by category add up to what is due.

    ``first_due`` is the first period with what is charged once; ``more`` is how much dearer
    than the cheapest, ``against`` how much dearer than the plan of now, below 0 where cheaper.
    """

    plan: str
    name: LocalText
    document: Mapping[str, Any]
    parts: Mapping[str, int]
    due: int
    first_due: int
    more: int
    against: int | None


def compare(
    programme: Programme,
    asked: Mapping[str, Asked],
    at: datetime,
    *,
    current: str | None = None,
    facts: Mapping[str, str] | None = None,
) -> Comparison:
    """Give what the use costs on each plan; ``asked`` holds it by plan.

    The interval is that of the plan ``current``; without it the one all plans have in common,
    else a month. Raises UnknownPlan, NotInForce, RequestMisfit, NoValue, OutOfBounds.
    """
    meters_known(programme, {meter for one in asked.values() for meter in one.measured})
    interval = _interval(programme, current)
    offered: list[Offered] = []
    left_out: list[LeftOut] = []
    for plan in programme.shape.plans:
        measured, who = asked[plan.id].measured, asked[plan.id].who
        counted = {charge.meter for charge in plan.usage}
        uncounted = tuple(sorted(name for name in measured.keys() - counted if _is_used(measured[name])))
        if plan.price is not None and plan.price.every != interval:
            left_out.append(LeftOut(plan.id, plan.name, Why.OTHER_INTERVAL))
        elif uncounted:
            left_out.append(LeftOut(plan.id, plan.name, Why.NOT_COUNTED, uncounted))
        else:
            known = {meter: value for meter, value in measured.items() if meter in counted}
            usages = (Usage(plan.id, known, facts or {}, first_period=first) for first in (False, True))
            offered.append(Offered(plan, *(_decided(programme, usage, at, who) for usage in usages)))
    return Comparison(
        interval, current, tuple(sorted(offered, key=lambda one: one.usual.due)), tuple(left_out)
    )


def tell(compared: Comparison, documents: Sequence[Mapping[str, Any]]) -> tuple[Told, ...]:
    """Give the plans of a comparison with their explanations, against the cheapest and the one of now."""
    now = next((one.usual.due for one in compared.offered if one.plan.id == compared.current), None)
    return tuple(
        Told(
            one.plan.id,
            one.plan.name,
            document,
            parts_of(document),
            one.usual.due,
            one.first.due,
            one.usual.due - compared.offered[0].usual.due,
            None if now is None else one.usual.due - now,
        )
        for one, document in zip(compared.offered, documents, strict=True)
    )


def comparison_data(programme: Programme, compared: Comparison, told: Sequence[Told]) -> dict[str, Any]:
    """Give a comparison as plain data, amounts in minor units; ``now`` marks the plan of now."""
    every = compared.every
    return {
        "programme": {"name": programme.name, "digest": programme.digest},
        "currency": programme.currency.code,
        "exponent": programme.currency.exponent,
        "every": {"count": every.count, "turn": every.turn.value},
        "plans": [
            {
                "plan": one.plan,
                "name": dict(one.name),
                "due": one.due,
                "first_due": one.first_due,
                "parts": dict(one.parts),
                "more": one.more,
                "against": one.against,
                "now": one.plan == compared.current,
                "explanation": one.document,
            }
            for one in told
        ],
        "left_out": [
            {"plan": one.plan, "name": dict(one.name), "why": one.why.value, "meters": list(one.meters)}
            for one in compared.left_out
        ],
    }


def parts_of(document: Mapping[str, Any]) -> dict[str, int]:
    """Give the amounts of an explanation by category of line, which add up to what is due."""
    found: Counter[str] = Counter()
    for line in document["lines"]:
        if not line["inside"] and line["category"] != PAID:
            found[line["category"]] += line["amount"]
    return dict(found)


def meters_known(programme: Programme, meters: Iterable[str]) -> None:
    """Refuse meters that no plan counts. Raises UnknownPlan."""
    known = {charge.meter for plan in programme.shape.plans for charge in plan.usage}
    for name in sorted(set(meters) - known):
        raise UnknownPlan(not_known(f"No plan has a meter `{name}`", name, known))


def _interval(programme: Programme, current: str | None) -> Interval:
    plans = programme.shape.plans
    if current is not None:
        if current not in programme.plans:
            raise UnknownPlan(not_known(f"The programme has no plan `{current}`", current, programme.plans))
        plans = tuple(plan for plan in plans if plan.id == current)
    found = {plan.price.every for plan in plans if plan.price is not None}
    return found.pop() if len(found) == 1 else MONTH


def _is_used(measured: Measured) -> bool:
    return bool(measured.cells) or any(measured.quantities.values())


def _decided(programme: Programme, usage: Usage, at: datetime, who: Participant) -> Decision:
    part, situation = situate_usage(programme, usage, at, who)
    return decide(programme, situation, part)
