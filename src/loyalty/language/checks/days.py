"""Days: windows are the right way round and meet the programme's own, values exist from its first day."""

from collections.abc import Iterator
from dataclasses import fields

from loyalty.language.dated import Dated
from loyalty.language.findings import Finding
from loyalty.language.shapes.coupons import CouponShape
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.language.shapes.fields import Shape, as_far_as_read
from loyalty.language.shapes.programme import EffectiveShape, ProgrammeShape
from loyalty.language.shapes.reductions import ReductionShape
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.shapes.vouchers import VoucherShape


def check_days(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give windows that can never be open and values that are missing on some day."""
    effective = shape.effective
    turned = tuple(as_far_as_read(way_round(effective)))
    yield from turned
    for part in parts_of(shape):
        if isinstance(part, EarnRuleShape | DiscountRuleShape | CouponShape):
            wrong = tuple(as_far_as_read(way_round(part)))
            yield from wrong or (() if turned else as_far_as_read(_window(part, effective)))
        for name in attributes_of(part):
            value = getattr(part, name)
            if isinstance(value, Dated) and not turned:
                yield from as_far_as_read(_dated(name, value, effective))


def parts_of(part: Shape) -> Iterator[Shape]:
    """Give a shape and every shape inside it that could be read."""
    yield part
    for name in attributes_of(part):
        value = getattr(part, name)
        for inner in (
            value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        ):
            if isinstance(inner, Shape):
                yield from parts_of(inner)


def attributes_of(part: Shape) -> tuple[str, ...]:
    """Give the values of a shape by attribute, those that could be read."""
    names = (field.name for field in fields(part) if field.name not in {"span", "spans"})
    return tuple(name for name in names if part.is_read(name))


Window = EarnRuleShape | DiscountRuleShape | CouponShape
"""What holds from a day until a day."""


def way_round(
    part: EffectiveShape | Window | VoucherShape | ReductionShape | RewardShape,
) -> Iterator[Finding]:
    """Give whether what holds from a day until a day ends before it begins."""
    first, last = part.from_, part.until
    if first is not None and last is not None and last < first:
        message = f"`until` {last} is before `from` {first}"
        yield Finding(part.place("until"), "E216", message, "write a day that is not before `from`")


def _window(part: Window, effective: EffectiveShape) -> Iterator[Finding]:
    begins, ends = effective.from_, effective.until
    if part.until is not None and part.until < begins:
        message = f"`{part.id}` ends before the programme begins on {begins}"
        yield Finding(part.place("until"), "E417", message, "take it out, or mend the day")
    elif part.from_ is not None and ends is not None and part.from_ > ends:
        message = f"`{part.id}` begins after the programme ends on {ends}"
        yield Finding(part.place("from_"), "E417", message, "take it out, or mend the day")
    elif part.until is not None and ends is not None and part.until > ends:
        message = f"`{part.id}` is to last until {part.until}, the programme ends on {ends}"
        help_ = f"write `until: {ends}`, or take it out"
        yield Finding(part.place("until"), "E421", message, help_, warning=True)


def _dated(name: str, value: Dated[object], effective: EffectiveShape) -> Iterator[Finding]:
    key = name.rstrip("_")
    if value.first_day is not None and value.first_day > effective.from_:
        message = f"`{key}` has no value from {effective.from_} until {value.first_day}"
        yield Finding(value.places[0], "E418", message, f"the programme begins on {effective.from_}")
    for (first, _), place in zip(value.entries, value.places, strict=True):
        if first is not None and effective.until is not None and first > effective.until:
            message = f"this value of `{key}` begins after the programme ends on {effective.until}"
            yield Finding(place, "E421", message, "take it out, or mend the day", warning=True)
