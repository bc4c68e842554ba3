"""The ladder that a programme declares, its amounts in the smallest units of the measures."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.tiers import GateShape, TierShape
from loyalty.tiers.ladder import Gate, Ladder, Need, Review, Step
from loyalty.tiers.measure import scales


def declared_ladder(shape: ProgrammeShape) -> Ladder | None:
    """Give the ladder, None where the programme has no tiers."""
    tiers = shape.tiers
    if tiers is None:
        return None
    scale = scales(shape)
    return Ladder(
        steps=tuple(_step(tier, scale) for tier in tiers.ladder),
        over={name: measure.over for name, measure in tiers.counted().items()},
        keep_for=tiers.keep_for,
        zone=ZoneInfo(shape.timezone),
        soft=tiers.landing == "soft",
        review=Review(tiers.review),
        grace=tiers.grace,
        notice=tiers.notice,
    )


def _step(tier: TierShape, scale: Mapping[str, int]) -> Step:
    begins = _gate(tier.from_, scale)
    keeps = begins if tier.keep_from is None else _gate(tier.keep_from, scale)
    for_life = None if tier.for_life_from is None else _gate(tier.for_life_from, scale)
    return Step(tier.name, begins, keeps, for_life, tier.for_life_after)


def _gate(shape: GateShape, scale: Mapping[str, int]) -> Gate:
    """Give a gate; a lone amount is that of the only measure, and nothing is asked by 0 of several."""
    needs = []
    for written, amount in shape.least.items():
        name = written or (next(iter(scale)) if len(scale) == 1 else "")
        if name:
            needs.append(Need(name, int(amount * scale[name])))
    every = tuple(_gate(inner, scale) for inner in shape.all_)
    some = tuple(_gate(inner, scale) for inner in shape.any_)
    return Gate(tuple(needs), every, some)
