"""Every difference in meaning between two programmes, by rule, tier, band, fee and day.

The walk goes over whatever the shapes declare, so that a new key is compared from the day it
is declared; nothing is left out but the place where a value is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from loyalty.comparison.change import Change, Kind, Leaf, Step, Unit
from loyalty.comparison.content import attributes, content
from loyalty.comparison.days import dated_changes, dated_leaves
from loyalty.comparison.units import units_of
from loyalty.language.dated import Dated
from loyalty.language.findings import NOWHERE, Span
from loyalty.language.shapes.fields import Shape

Path = tuple[Step, ...]
_IDENTITY = ("id", "name", "constraint", "meter")


def changes_of(old: Shape, new: Shape) -> tuple[Change, ...]:
    """Give every difference, in the order in which the shapes declare their keys; none for equal content."""
    return tuple(_between(old, new, _At((), "whole", old.span, new.span)))


@dataclass(frozen=True, slots=True)
class _At:
    """Where the walk is: the way there, how values are written there, and both places in the files."""

    path: Path
    unit: Unit
    old_place: Span = NOWHERE
    new_place: Span = NOWHERE

    def down(self, word: str, *, named: bool = False) -> "_At":
        return replace(self, path=(*self.path, Step(word, named)))


def _between(old: Any, new: Any, at: _At) -> Iterator[Change]:  # noqa: ANN401 - any value of a rule file
    if old is new or content(old) == content(new):
        return
    if old is None or new is None:
        yield _came_or_went(old, new, at)
    elif isinstance(old, Shape) and isinstance(new, Shape):
        yield from _shapes(old, new, at)
    elif isinstance(old, Dated) and isinstance(new, Dated):
        yield from (_placed(change, at) for change in dated_changes(old, new, at.path, at.unit))
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _maps(old, new, at)
    elif _parts(old) and _parts(new):
        yield from _lists(old, new, at)
    else:
        yield _placed(Change(at.path, "changed", at.unit, old, new), at)


def _placed(change: Change, at: _At) -> Change:
    return replace(change, old_place=at.old_place, new_place=at.new_place)


def _came_or_went(old: object, new: object, at: _At) -> Change:
    there = new if old is None else old
    inside = tuple(leaves_of(there, at.unit))
    kind: Kind = "added" if old is None else "removed"
    unit: Unit = "whole" if isinstance(there, Shape) else at.unit
    old_place = getattr(old, "span", at.old_place) if isinstance(old, Shape) else at.old_place
    new_place = getattr(new, "span", at.new_place) if isinstance(new, Shape) else at.new_place
    return Change(at.path, kind, unit, old, new, None, None, inside, old_place, new_place)


def _shapes(old: Shape, new: Shape, at: _At) -> Iterator[Change]:
    units: Mapping[str, Unit] = {**units_of(type(new)), **units_of(type(old))}
    names = dict.fromkeys((*attributes(old), *attributes(new)))
    for name in names:
        before, after = getattr(old, name, None), getattr(new, name, None)
        inner = _At(
            (*at.path, Step(name.rstrip("_"))),
            units[name],
            old.place(name) if name in attributes(old) else old.span,
            new.place(name) if name in attributes(new) else new.span,
        )
        yield from _between(before, after, inner)


def _maps(old: Mapping[str, Any], new: Mapping[str, Any], at: _At) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        yield from _between(old.get(name), new.get(name), at.down(name, named=True))


def _parts(value: object) -> bool:
    """Whether a value is a list of parts with keys of their own; an empty list may be one."""
    return isinstance(value, tuple) and all(isinstance(one, Shape) for one in value)


def _lists(old: Sequence[Shape], new: Sequence[Shape], at: _At) -> Iterator[Change]:
    if all(_identity(one) for one in (*old, *new)):
        yield from _named(old, new, at)
        return
    before, after = ([content(one) for one in parts] for parts in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone, come = old[first:last], new[begin:end]
        for n in range(max(len(gone), len(come))):
            was = gone[n] if n < len(gone) else None
            is_ = come[n] if n < len(come) else None
            place = first + n if was is not None else begin + n
            yield from _between(was, is_, at.down(str(place + 1), named=True))


def _named(old: Sequence[Shape], new: Sequence[Shape], at: _At) -> Iterator[Change]:
    before, after = _by_identity(old), _by_identity(new)
    for name in dict.fromkeys((*before, *after)):
        yield from _between(before.get(name), after.get(name), at.down(name, named=True))
    kept_before = tuple(name for name in before if name in after)
    kept_after = tuple(name for name in after if name in before)
    if kept_before != kept_after:
        yield _placed(Change(at.path, "order", "text", kept_before, kept_after), at)


def _by_identity(parts: Sequence[Shape]) -> dict[str, Shape]:
    """Give parts by what they are called; a second one of a name is told apart by its number."""
    found: dict[str, Shape] = {}
    for part in parts:
        name = _identity(part)
        number = sum(known == name or known.startswith(f"{name} #") for known in found) + 1
        found[name if number == 1 else f"{name} #{number}"] = part
    return found


def _identity(part: Shape) -> str:
    for attribute in _IDENTITY:
        value = getattr(part, attribute, None)
        if isinstance(value, str) and value:
            return value
    return ""


def leaves_of(value: object, unit: Unit, path: Path = ()) -> Iterator[Leaf]:
    """Give every value inside one that is not what it is where a rule file leaves it out."""
    match value:
        case Shape():
            for name in attributes(value):
                inner = getattr(value, name)
                if content(inner) != _left_out(value, name):
                    yield from leaves_of(inner, units_of(type(value))[name], (*path, Step(name.rstrip("_"))))
        case Dated():
            yield from dated_leaves(value, path, unit)
        case Mapping():
            for name, inner in value.items():
                yield from leaves_of(inner, unit, (*path, Step(name, named=True)))
        case tuple() if _parts(value):
            for number, inner in enumerate(value, 1):
                name = _identity(inner) or str(number)
                yield from leaves_of(inner, unit, (*path, Step(name, named=True)))
        case None:
            return
        case _:
            yield Leaf(path, value, unit)


def _left_out(part: Shape, name: str) -> object:
    """Give the content a key has where the file leaves it out; of one that must be written, nothing's."""
    assert is_dataclass(part)  # noqa: S101 - a shape is one
    default = next(field.default for field in fields(part) if field.name == name)
    try:
        return content(default)
    except TypeError:
        return ("must be written",)
