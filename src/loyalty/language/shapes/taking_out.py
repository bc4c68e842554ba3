"""What of a programme a waiver may name, and the programme without it."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, Final, TypeVar

from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.shapes.programme import FactShape, ProgrammeShape
from loyalty.language.shapes.tiers import TierShape

SECTIONS: Final = ("tiers", "earn", "referral", "redeem", "basket", "stored_value", "households")
"""Parts of which there is one at most, called by their key."""
_OTHERS: Final = frozenset({"span", "spans", "constraints", "waivers", "examples", "meters"})
"""What holds no part that anything is decided by."""
_KEYS: Final = ("id", "meter")
"""The keys that name a part."""
_SENSITIVE: Final = ("personal", "protected", "proxy", "rights")
S = TypeVar("S", bound=Shape)


def parts_named(shape: ProgrammeShape) -> frozenset[str]:
    """Give every name by which a waiver can say where it counts; a charge of a plan is ``plan.meter``.

    The programme's own name says everywhere.
    """
    sections = [name for name in SECTIONS if shape.is_read(name) and getattr(shape, name) is not None]
    facts = shape.facts if shape.is_read("facts") else ()
    whole = [shape.programme] if shape.is_read("programme") else []
    return frozenset((*whole, *sections, *facts, *_names_in(shape, "")))


def without(shape: ProgrammeShape, names: frozenset[str]) -> ProgrammeShape:
    """Give the programme without these parts, and without worked examples; such a fact is sensitive no more.

    What speaks of a part that is gone is as it was, so that it may be a programme that cannot be.
    """
    facts = {name: _open(fact) if name in names else fact for name, fact in shape.facts.items()}
    gone: dict[str, Any] = {name: None for name in SECTIONS if name in names}
    waivers = tuple(waiver for waiver in shape.waivers if waiver.where not in names)
    return _rest(replace(shape, facts=facts, examples=(), waivers=waivers, **gone), names, "")


def _open(fact: FactShape) -> FactShape:
    label = "public" if fact.label in _SENSITIVE else fact.label
    return replace(fact, label=label, stands_for=(), purpose=())


def _own(part: Shape, inside: str) -> tuple[str, ...]:
    """Give what a part is called."""
    if isinstance(part, TierShape):
        return (part.name,) if part.is_read("name") else ()
    attributes = {field.name for field in fields(part)}
    own = next((str(getattr(part, key)) for key in _KEYS if key in attributes and part.is_read(key)), None)
    return () if own is None else (own, f"{inside}{own}")


def _within(part: Shape, inside: str) -> str:
    return f"{part.id}." if isinstance(part, PlanShape) and part.is_read("id") else inside


def _names_in(part: Shape, inside: str) -> Iterator[str]:
    for value in _values(part).values():
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Shape):
                yield from _own(each, inside)
                yield from _names_in(each, _within(each, inside))


def _values(part: Shape) -> dict[str, Any]:
    names = [field.name for field in fields(part) if field.name not in _OTHERS]
    return {name: getattr(part, name) for name in names if part.is_read(name)}


def _rest(part: S, names: frozenset[str], inside: str) -> S:
    """Give a part without those of its own parts that have one of the names."""
    kept: dict[str, Any] = {}
    for name, value in _values(part).items():
        if isinstance(value, Shape):
            kept[name] = _rest(value, names, inside)
        elif isinstance(value, tuple):
            kept[name] = tuple(
                _rest(each, names, _within(each, inside)) if isinstance(each, Shape) else each
                for each in value
                if not (isinstance(each, Shape) and names.intersection(_own(each, inside)))
            )
    return replace(part, **kept)
