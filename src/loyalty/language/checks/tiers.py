"""Tiers: the ladder climbs, and its gates ask for what is measured."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from loyalty.language.checks.names import named, named_once
from loyalty.language.findings import Finding, Span, did_you_mean, meant
from loyalty.language.lowering import NO_TIER
from loyalty.language.occasions.benefits import benefits_of, stated
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.tiers import GateShape, MeasureShape, TierShape, TiersShape
from loyalty.language.shapes.wallets import POINTS

TIERS_MAX = 50
_DAYS = 3650


def check_tiers(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the ladder, its measures and its gates."""
    yield from as_far_as_read(_return_days(shape))
    tiers = shape.tiers
    if tiers is None:
        return
    ladder = tiers.ladder
    for part in (_named, _begin):
        yield from as_far_as_read(part(ladder))
    for lower, higher in pairwise(ladder):
        yield from as_far_as_read(_above(lower, higher))
    yield from as_far_as_read(_points(shape, tiers))
    yield from as_far_as_read(_gates(tiers))
    for tier in ladder:
        yield from as_far_as_read(_benefits(shape, tiers, tier))


def _named(ladder: tuple[TierShape, ...]) -> Iterator[Finding]:
    if len(ladder) > TIERS_MAX:
        yield Finding(ladder[TIERS_MAX].span, "E402", f"more than {TIERS_MAX} tiers", "join some")
    yield from named_once(named(ladder, "name"), "a tier")
    for tier in ladder:
        if tier.name == NO_TIER:
            message = f"`{NO_TIER}` is the tier of somebody who is not a member"
            yield Finding(tier.place("name"), "E403", message, "choose another")


def _begin(ladder: tuple[TierShape, ...]) -> Iterator[Finding]:
    if any(amount for _, amount in ladder[0].from_.needs()):
        yield Finding(
            ladder[0].place("from_"), "E402", "the first tier does not begin at 0", "write `from: 0.00`"
        )


def _above(lower: TierShape, higher: TierShape) -> Iterator[Finding]:
    """Find a tier that asks for no more than the one below; gates of several measures differ at least."""
    below, above = lower.from_, higher.from_
    comparable = _single(below) and _single(above) and below.least.keys() == above.least.keys()
    if below == above or (comparable and above.needs() <= below.needs()):
        message = f"`{higher.name}` does not begin above `{lower.name}`"
        help_ = "write the tiers lowest first"
        if comparable:
            help_ = f"write more than `{decimal_text(below.needs()[0][1])}`, or the tiers lowest first"
        yield Finding(higher.place("from_"), "E402", message, help_)


def _single(gate: GateShape) -> bool:
    return len(gate.least) == 1 and not gate.all_ and not gate.any_


def _points(shape: ProgrammeShape, tiers: TiersShape) -> Iterator[Finding]:
    """Find points that nobody earns: of a wallet that is not there, or of a programme without points."""
    wallets = [*(wallet.id for wallet in shape.wallets), *([POINTS] if shape.earn is not None else [])]
    for measure in tiers.counted().values():
        yield from as_far_as_read(_of_events(measure))
        if not measure.is_read("count") or measure.count != "points" or not measure.is_read("wallet"):
            continue
        if measure.wallet is not None and measure.wallet not in wallets:
            message = f"there is no wallet `{measure.wallet}`"
            help_ = meant(measure.wallet, wallets, "write `earn`, or declare it under `wallets`")
            yield Finding(measure.place("wallet"), "E490", message, help_)
        elif measure.wallet in {None, POINTS} and shape.earn is None:
            yield Finding(
                measure.place("count"), "E490", "points are counted, but there is no `earn`", "write it"
            )


def _of_events(measure: MeasureShape) -> Iterator[Finding]:
    """Find measures that count orders of an event, or events of no name."""
    if measure.count == "events" and measure.event is None:
        yield Finding(measure.place("count"), "E490", "nothing says which events count", "write `event` too")
    elif measure.event is not None and measure.count in {"orders", "points"}:
        message = f"an event has no {measure.count}"
        yield Finding(measure.place("count"), "E490", message, "write `count: events`")


def _gates(tiers: TiersShape) -> Iterator[Finding]:
    """Find gates that name what is not measured, or a lone amount where there are several measures."""
    known = tiers.counted()
    for tier in tiers.ladder:
        for attribute, gate in tier.gates():
            yield from _measured(gate, tier.place(attribute), known)


def _benefits(shape: ProgrammeShape, tiers: TiersShape, tier: TierShape) -> Iterator[Finding]:
    """Find benefits that are not declared, and values that are none of theirs."""
    known = tiers.benefits or {}
    for name, written in (tier.benefits or {}).items():
        if name not in known:
            help_ = did_you_mean(name, known) or "declare it in `tiers: benefits`"
            yield Finding(written.span, "E494", f"no benefit `{name}` is declared", help_)
        elif stated(shape, tier, name) is None:
            kind = known[name].is_
            help_ = "a number from 0, no finer than the programme's step"
            help_ = "write `true` or `false`" if kind == "truth" else help_
            yield Finding(written.span, "E495", f"`{written.text}` is no value of the {kind} `{name}`", help_)


def _return_days(shape: ProgrammeShape) -> Iterator[Finding]:
    """Find days for returns that no tier can give: of no benefit, or of one that is no number of days."""
    returns = shape.basket.returns if shape.basket is not None else None
    name = returns.extra_days if returns is not None else None
    if returns is None or name is None:
        return
    known, place = benefits_of(shape), returns.place("extra_days")
    if name not in known:
        help_ = did_you_mean(name, known) or "declare it in `tiers: benefits`"
        yield Finding(place, "E494", f"no benefit `{name}` is declared", help_)
    elif known[name].is_ != "quantity":
        message = f"days are a quantity, and the benefit `{name}` is not"
        yield Finding(place, "E495", message, "declare it as `is: quantity`")
    for tier in shape.tiers.ladder if shape.tiers is not None and name in known else ():
        written, days = (tier.benefits or {}).get(name), stated(shape, tier, name)
        if written is not None and days is not None and (days.denominator != 1 or days > _DAYS):
            message = f"`{written.text}` is no number of days"
            yield Finding(written.span, "E495", message, f"write whole days, at most {_DAYS}")


def _measured(gate: GateShape, place: Span, known: Mapping[str, MeasureShape]) -> Iterator[Finding]:
    for name, amount in gate.needs():
        if not name and amount and len(known) != 1:
            help_ = f"such as `{{{next(iter(known), 'spend')}: {amount}}}`"
            yield Finding(place, "E490", "there are several measures, and this amount names none", help_)
        elif name and name not in known:
            yield Finding(place, "E490", f"there is no measure `{name}`", meant(name, known, "write `count`"))
