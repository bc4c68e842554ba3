"""The plans of a programme as somebody new begins them: the price, and all that the first period costs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from loyalty.decision.decide import decide
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day, situate_usage
from loyalty.decision.use import Usage
from loyalty.kernel.money import Money
from loyalty.language.shapes.plans import PlanShape
from loyalty.pricing.periods.recurring import PRICE
from loyalty.usage.meter import meters_of
from loyalty.use_cases.services import Services
from loyalty.wording.bills.charges import charge_in_words
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.rules.sentences import part_in_words


@dataclass(frozen=True, slots=True)
class Charge:
    """What use costs: the meter, its label by language, the word of the charge model, and ``words``.

    ``words`` say the terms by language, as they hold on the day for somebody who begins.
    """

    meter: str
    label: Mapping[str, str]
    model: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LaterFee:
    """A fee that hangs on what is not known yet: its id, its label, and its rule in words by language."""

    id: str
    label: Mapping[str, str]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: ``price`` of one whole period, ``first`` the first period with all compulsory fees and tax.

    Both are for one seat, without use, for somebody of whom nothing is known. What may come besides
    is said by its formula: ``charges`` for use, ``fees`` that hang on something or are a share.

    ``every`` and ``trial`` are lengths as a rule file writes them. Without a recurring price
    there is no ``every``, and nobody subscribes to it.
    """

    id: str
    name: Mapping[str, str]
    price: Money
    first: Money
    every: str | None
    anchor: str | None
    trial: str | None
    add_ons: tuple[str, ...]
    charges: tuple[Charge, ...]
    fees: tuple[LaterFee, ...]


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of a programme at an instant."""

    programme: Programme
    at: datetime
    plans: tuple[Plan, ...]


def list_plans(services: Services, name: str, at: datetime | None = None) -> Plans:
    """Give the plans of a programme, by default as of now. Raises UnknownProgramme, NoValue."""
    moment = at or services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, moment)
    return Plans(programme, moment, tuple(_plan(programme, plan, moment) for plan in programme.shape.plans))


def _plan(programme: Programme, plan: PlanShape, at: datetime) -> Plan:
    usage = Usage(plan.id, first_period=True, closed=True)
    part, situation = situate_usage(programme, usage, at)
    decision = decide(programme, situation, part)
    return Plan(
        plan.id,
        plan.name,
        Money(decision.value(PRICE), programme.currency),
        Money(decision.due, programme.currency),
        str(plan.price.every) if plan.price else None,
        plan.price.anchor if plan.price else None,
        str(plan.trial) if plan.trial else None,
        tuple(add_on.id for add_on in plan.add_ons),
        tuple(_charges(programme, plan, local_day(programme, at))),
        tuple(_fees(programme, plan)),
    )


def _charges(programme: Programme, plan: PlanShape, day: date) -> Iterator[Charge]:
    meters = meters_of(programme.shape)
    for charge in plan.usage:
        label = charge.name or meters[charge.meter].name or plan.name
        words = {
            language: charge_in_words(charge.terms, day, programme.currency, language)
            for language in LANGUAGES
        }
        yield Charge(charge.meter, label, charge.terms.model, words)


def _fees(programme: Programme, plan: PlanShape) -> Iterator[LaterFee]:
    for fee in plan.fees:
        if fee.when is not None or fee.share is not None:
            yield LaterFee(
                fee.id, fee.name, {each: part_in_words(programme.shape, fee, each) for each in LANGUAGES}
            )
