"""Whether a value can be more or less by one version than by another, in any situation, by structure.

Both versions' formulas are walked side by side. What is the same in both moves nothing; sums, least
and most, products of what is never negative, rounding and conditions carry a movement on, in the
same direction or the other. Where two parts cannot be matched their bounds decide, or both
directions stay possible. So a direction that is ruled out is ruled out for every situation; one that
is not may still never be seen.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from loyalty.language import tree as t
from loyalty.language.sheet import Formula, Sheet, names_read
from loyalty.language.tree import Comparison, Node

LOOKS_MAX: Final = 100_000
_UP: Final = frozenset({Comparison.GE, Comparison.GT})
_DOWN: Final = frozenset({Comparison.LE, Comparison.LT})


@dataclass(frozen=True, slots=True)
class Moves:
    """Whether a value can be more than before, and whether it can be less."""

    up: bool
    down: bool

    def __or__(self, other: "Moves") -> "Moves":
        """Give what either allows."""
        return Moves(self.up or other.up, self.down or other.down)

    def __and__(self, other: "Moves") -> "Moves":
        """Give what both allow."""
        return Moves(self.up and other.up, self.down and other.down)

    def __invert__(self) -> "Moves":
        """Give the same in the other direction."""
        return Moves(self.down, self.up)


NONE = Moves(up=False, down=False)
BOTH = Moves(up=True, down=True)


class Directions:
    """The movements of formulas between the sheets of two versions."""

    def __init__(self, old: Sheet, new: Sheet, unsure: Collection[str] = ()) -> None:
        """Take both sheets; ``unsure`` are facts that one request gives other values in each version."""
        self._unsure = frozenset(unsure)
        self._old = {formula.name: formula for formula in old.formulas}
        self._new = {formula.name: formula for formula in new.formulas}
        self._known: dict[str, Moves] = {}
        self._looks = 0

    def of(self, name: str) -> Moves:
        """Give whether a formula can be more or less; where only one version has it, the other's is 0."""
        if name not in self._known:
            old, new = self._old.get(name), self._new.get(name)
            self._known[name] = self._formula(name, old, new)
        return self._known[name]

    def _formula(self, name: str, old: Formula | None, new: Formula | None) -> Moves:
        if old is None and new is None:
            return BOTH if name in self._unsure else NONE
        if old is None or new is None:
            there = new or old
            assert there is not None  # noqa: S101 - one of them is there
            zero = t.const(there.tree.kind, 0)
            return self._moves(zero, there.tree) if old is None else self._moves(there.tree, zero)
        return self._moves(old.tree, new.tree)

    def _moves(self, old: Node, new: Node) -> Moves:
        self._looks += 1
        if old.kind is not new.kind or self._looks > LOOKS_MAX:
            return BOTH
        if isinstance(old, t.Refuse) or isinstance(new, t.Refuse):
            return NONE
        if old == new and not any(self._moved(name) for name in names_read(old)):
            return NONE
        bounded = _bounded(old, new)
        return NONE if bounded == NONE else bounded & self._by_structure(old, new)

    def _moved(self, name: str) -> bool:
        return not self._in_both(name) or self.of(name) != NONE

    def _by_structure(self, old: Node, new: Node) -> Moves:
        if type(old) is not type(new):
            return self._unlike(old, new)
        match old, new:
            case (t.Read(), t.Read()) | (t.SumLines(), t.SumLines()) | (t.RunningSum(), t.RunningSum()):
                return self._reads(old, new)
            case (t.Add(), t.Add()):
                return self._parts(old.parts, new.parts, _sign, lambda part: ~_sign(part))
            case (t.Sub(), t.Sub()):
                return self._moves(old.left, new.left) | ~self._moves(old.right, new.right)
            case (t.Mul(), t.Mul()):
                return self._product(old, new)
            case (t.Round(), t.Round()) if (old.mode, old.step) == (new.mode, new.step):
                return self._moves(old.inner, new.inner)
            case (t.As(), t.As()):
                return self._moves(old.inner, new.inner)
            case (t.Least(parts=was), t.Least(parts=now)) | (t.Most(parts=was), t.Most(parts=now)):
                more = Moves(up=isinstance(old, t.Most), down=isinstance(old, t.Least))
                return self._parts(was, now, lambda _: more, lambda _: ~more)
            case _:
                return self._truths(old, new)

    def _truths(self, old: Node, new: Node) -> Moves:
        match old, new:
            case (t.All(parts=was), t.All(parts=now)) | (t.Any(parts=was), t.Any(parts=now)):
                more = Moves(up=isinstance(old, t.Any), down=isinstance(old, t.All))
                return self._parts(was, now, lambda _: more, lambda _: ~more)
            case (t.Not(), t.Not()):
                return ~self._moves(old.inner, new.inner)
            case (t.Compare(), t.Compare()) if old.op is new.op:
                return self._compared(old, new)
            case (t.OneOf(), t.OneOf()) if self._moves(old.inner, new.inner) == NONE:
                before, after = set(old.choices), set(new.choices)
                return Moves(up=not after <= before, down=not before <= after)
            case (t.If(), t.If()):
                return self._choice(old, new)
            case _:
                return BOTH

    def _reads(self, old: Node, new: Node) -> Moves:
        if isinstance(old, t.RunningSum) and isinstance(new, t.RunningSum):
            same = old.name == new.name and self._ranked_alike(old, new)
            return self.of(old.name) if same and self._in_both(old.name) else BOTH
        assert isinstance(old, t.Read | t.SumLines)  # noqa: S101 - the caller matched it
        assert isinstance(new, t.Read | t.SumLines)  # noqa: S101 - the same
        if old.name == new.name and self._in_both(old.name):
            return self.of(old.name)
        return self._unlike(old, new) if isinstance(old, t.Read) else BOTH

    def _ranked_alike(self, old: t.RunningSum, new: t.RunningSum) -> bool:
        return old.by == new.by and not (old.by and self._moved(old.by))

    def _in_both(self, name: str) -> bool:
        return (name in self._old) == (name in self._new)

    def _product(self, old: t.Mul, new: t.Mul) -> Moves:
        moves = self._moves(old.left, new.left) | self._moves(old.right, new.right)
        positive = all(part.lo >= 0 for part in (old.left, old.right, new.left, new.right))
        return moves if moves == NONE or positive else BOTH

    def _compared(self, old: t.Compare, new: t.Compare) -> Moves:
        moves = self._moves(old.left, new.left) | ~self._moves(old.right, new.right)
        if moves == NONE or old.op in _UP:
            return moves
        return ~moves if old.op in _DOWN else BOTH

    def _choice(self, old: t.If, new: t.If) -> Moves:
        same = self._moves(old.then, new.then) | self._moves(old.otherwise, new.otherwise)
        test = self._moves(old.test, new.test)
        if test.up:
            same |= self._moves(old.otherwise, new.then)
        if test.down:
            same |= self._moves(old.then, new.otherwise)
        return same

    def _parts(
        self,
        old: Sequence[Node],
        new: Sequence[Node],
        come: Callable[[Node], Moves],
        gone: Callable[[Node], Moves],
    ) -> Moves:
        """Give the movement of parts of which the order does not matter, matched as far as they are alike."""
        left_old, left_new = list(old), list(new)
        for part in old:
            if part in left_new:
                left_old.remove(part)
                left_new.remove(part)
        common = [part for part in old if part not in left_old]
        moves = NONE
        for part in common:
            moves |= self._moves(part, part)
        for before, after in zip(left_old, left_new, strict=False):
            moves |= self._moves(before, after)
        pairs = min(len(left_old), len(left_new))
        for part in left_old[pairs:]:
            moves |= gone(part)
        for part in left_new[pairs:]:
            moves |= come(part)
        return moves

    def _unlike(self, old: Node, new: Node) -> Moves:
        """Give the movement between parts of different kinds, by what the larger one is made of."""
        if isinstance(new, t.Read) and new.name in self._new and new.name not in self._old:
            return self._moves(old, self._new[new.name].tree)
        if isinstance(old, t.Read) and old.name in self._old and old.name not in self._new:
            return self._moves(self._old[old.name].tree, new)
        match old, new:
            case (_, t.If()):
                return self._moves(old, new.then) | self._moves(old, new.otherwise)
            case (t.If(), _):
                return self._moves(old.then, new) | self._moves(old.otherwise, new)
            case (_, t.Add()):
                return self._parts((old,), new.parts, _sign, lambda part: ~_sign(part))
            case (t.Add(), _):
                return self._parts(old.parts, (new,), _sign, lambda part: ~_sign(part))
            case (_, t.Least() | t.Most()):
                found = [self._moves(old, part) for part in new.parts]
                return _of_extreme(found, highest=isinstance(new, t.Most))
            case (t.Least() | t.Most(), _):
                found = [~self._moves(part, new) for part in old.parts]
                return ~_of_extreme(found, highest=isinstance(old, t.Most))
            case _:
                return BOTH


def _of_extreme(found: Sequence[Moves], *, highest: bool) -> Moves:
    """Give how the highest or lowest of some values lies to one, by how each of them does."""
    ups, downs = [moves.up for moves in found], [moves.down for moves in found]
    return Moves(any(ups), all(downs)) if highest else Moves(all(ups), any(downs))


def _sign(part: Node) -> Moves:
    """Give how a sum moves that a part is added to."""
    return Moves(up=part.hi > 0, down=part.lo < 0)


def _bounded(old: Node, new: Node) -> Moves:
    """Give what the bounds of two numbers leave possible."""
    if isinstance(old, t.Const) and isinstance(new, t.Const) and isinstance(old.value, str):
        return NONE if old.value == new.value else BOTH
    before = Fraction(old.lo, old.den), Fraction(old.hi, old.den)
    after = Fraction(new.lo, new.den), Fraction(new.hi, new.den)
    if old.kind is t.Kind.TEXT:
        return BOTH
    return Moves(up=after[1] > before[0], down=after[0] < before[1])
