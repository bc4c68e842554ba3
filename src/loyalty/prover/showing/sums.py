"""What a sum over all lines is made of: sums of sums, and shares that come to the whole.

Sharing is cumulative: line i gets ``R(w*c_i/T) - R(w*c_(i-1)/T)`` with ``c_i`` the running sum and ``T``
the sum, so that over all lines everything but the ends cancels: the shares of ``w`` are ``R(w)``, or
nothing where there is nothing to share over. Whole steps of a sum are counted line by line in the same way,
``R(c_i) - R(c_(i-1))``, and come to ``R(T)``. These are lemmas about the formulas, whatever the lines are.
"""

from collections.abc import Iterator

from loyalty.language import tree as t
from loyalty.language.readers.specialise import World, rebuild
from loyalty.language.sheet import Scope
from loyalty.language.tree import Const, Node
from loyalty.prover.showing.groups import Group, Literal, literal_of, under


def sum_of(world: World, name: str) -> Node | None:
    """Give the sum of a line formula in terms of the sums it reads, None where it cannot be taken apart."""
    return _over_lines(world, world.tree(name))


def share_of(world: World, tree: Node) -> t.Ratio | None:
    """Give the ratio by which a line formula of this tree shares a whole; None where it shares nothing."""
    if not isinstance(tree, t.Sub):
        return None
    upto, below = _plain(world, tree.left), _plain(world, tree.right)
    if not (isinstance(upto, t.Ratio) and isinstance(below, t.Ratio) and upto.mode is below.mode):
        return None
    if not (upto.whole == below.whole and upto.total == below.total and isinstance(upto.total, t.SumLines)):
        return None
    running, before, shared = upto.part, _plain(world, below.part), upto.total.name
    if not (isinstance(running, t.RunningSum) and running.name == shared):
        return None
    return upto if _less_own(before, running) and _of_order(world, upto.whole) else None


def _less_own(before: Node, running: t.RunningSum) -> bool:
    """Give whether a tree is a running sum without what the line itself adds to it."""
    match before:
        case t.Sub(left=t.RunningSum() as so_far, right=t.Read() as own):
            return so_far.name == own.name == running.name and so_far.by == running.by
    return False


def steps_of(world: World, tree: Node) -> t.Round | None:
    """Give the steps of a sum that a line formula of this tree counts its part of; None where it does not."""
    if not isinstance(tree, t.Sub):
        return None
    match _plain(world, tree.left), _plain(world, tree.right):
        case t.Round(inner=t.RunningSum() as running) as upto, t.Round(inner=before) as below:
            alike = upto.mode is below.mode and upto.step == below.step
            if alike and _less_own(_plain(world, before), running):
                whole = t.SumLines(running.kind, running.den, running.lo, running.hi, running.name)
                return t.rounded(whole, upto.mode, upto.step)
    return None


def held_of(world: World, tree: Node) -> Node | None:
    """Give what lines come to that each get what those before them leave of a room; None where it is else."""
    match _plain(world, tree):
        case t.Most(parts=(t.Sub(left=upto, right=below), Const(value=0))):
            pass
        case _:
            return None
    match _plain(world, upto), _plain(world, below):
        case t.Least(parts=(t.RunningSum() as running, room)), t.Least(parts=(before, same)):
            own = world.tree(running.name) if running.name in world.formulas else None
            fits = room == same and room.lo >= 0 and _of_order(world, room)
            if fits and own is not None and own.lo >= 0 and _less_own(_plain(world, before), running):
                whole = t.SumLines(running.kind, running.den, running.lo, running.hi, running.name)
                return t.least(whole, room)
    return None


def whole_of(share: t.Ratio) -> Node:
    """Give what the shares of all lines come to."""
    whole = share.whole
    rounded = whole if whole.den == 1 else t.rounded(whole, share.mode)
    nothing = t.compare(t.Comparison.EQ, share.total, t.const(share.total.kind, 0))
    return t.choose(nothing, t.const(whole.kind, 0), rounded)


def settled(world: World, node: t.If) -> Node:
    """Give a choice by a condition of the line without the shares that come to nothing in a branch of it."""
    test, holds = literal_of(node.test, world)
    then, otherwise = (
        _without_nothing(world, branch, frozenset({(test, holds is so)}))
        for branch, so in ((node.then, True), (node.otherwise, False))
    )
    return t.choose(node.test, then, otherwise)


def _without_nothing(world: World, node: Node, group: Group) -> Node:
    opened = world.tree(node.name) if isinstance(node, t.Read) and node.name in world.formulas else node
    if not isinstance(opened, t.Add | t.Sub):
        return node
    parts = t.children(opened)
    if not any(_is_nothing(world, part, group) for part in parts):
        return node
    nothing = t.const(node.kind, 0)
    kept = [nothing if _is_nothing(world, p, group) else _without_nothing(world, p, group) for p in parts]
    return rebuild(opened, kept)


def cancelled(world: World, node: Node) -> Node:
    """Give a sum with the sums behind its names in their place, where some of their parts then cancel."""
    terms = list(_signed(world, node, 1))
    plus = [part for part, sign in terms if sign > 0]
    minus = [part for part, sign in terms if sign < 0]
    if not any(part in minus for part in plus):
        return node
    for part in list(plus):
        if part in minus:
            plus.remove(part)
            minus.remove(part)
    nothing = t.const(node.kind, 0)
    return t.sub(t.add(nothing, *plus), t.add(nothing, *minus))


def _signed(world: World, node: Node, sign: int) -> Iterator[tuple[Node, int]]:
    """Give what a tree is the sum of, each part with the sign it counts with."""
    match node:
        case t.Read(name=name) if name in world.formulas and _is_sum(world.tree(name)):
            yield from _signed(world, world.tree(name), sign)
        case t.Add():
            for part in node.parts:
                yield from _signed(world, part, sign)
        case t.Sub():
            yield from _signed(world, node.left, sign)
            yield from _signed(world, node.right, -sign)
        case t.Ratio() if node.part == node.total:
            yield whole_of(node), sign
        case _:
            yield node, sign


def _is_sum(node: Node) -> bool:
    return isinstance(node, t.Add | t.Sub) or (isinstance(node, t.Ratio) and node.part == node.total)


def _over_lines(world: World, node: Node) -> Node | None:
    match node:
        case Const():
            return node if node.value == 0 else None
        case t.Read():
            return _sum_read(world, node)
        case t.If():
            return _of_some(world, node)
        case t.Add():
            parts = [_over_lines(world, part) for part in node.parts]
            return t.add(*(p for p in parts if p is not None)) if None not in parts else None
        case t.Sub():
            if (shared := share_of(world, node)) is not None:
                return whole_of(shared)
            if (steps := steps_of(world, node)) is not None:
                return steps
            left, right = _over_lines(world, node.left), _over_lines(world, node.right)
            return t.sub(left, right) if left is not None and right is not None else None
        case t.Most():
            return held_of(world, node)
        case t.As():
            inner = _over_lines(world, node.inner)
            return t.as_kind(inner, node.kind) if inner is not None else None
        case t.Mul(left=Const() as factor, right=other) | t.Mul(left=other, right=Const() as factor):
            inner = _over_lines(world, other)
            return t.mul(factor, inner) if inner is not None else None
        case t.Mul(left=factor, right=other) | t.Mul(left=other, right=factor) if _of_order(world, factor):
            inner = _over_lines(world, other)
            return t.mul(factor, inner) if inner is not None else None
    return None


def _of_some(world: World, node: t.If) -> Node | None:
    """Give the sum of a number that lines of one condition have and others have not."""
    literal = literal_of(node.test, world)
    for number, nothing, holds in ((node.then, node.otherwise, True), (node.otherwise, node.then, False)):
        if isinstance(nothing, Const) and nothing.value == 0:
            return _over_some(world, number, (literal[0], literal[1] is holds))
    return None


def _over_some(world: World, node: Node, where: Literal) -> Node | None:
    """Give the sum over the lines of one condition; what is nothing on the others is the sum over all."""
    inside, outside = (
        _is_nothing(world, node, frozenset({(where[0], so)})) for so in (where[1], not where[1])
    )
    if inside:
        return t.const(node.kind, 0)
    if outside:
        return _over_lines(world, node)
    match node:
        case t.Read(name=name) if name in world.formulas:
            opened = _over_some(world, world.tree(name), where)
            alike = _where(world, node, where) if opened is None else None
            return opened if alike is None else _sum_read(world, alike)
        case t.Add():
            parts = [_over_some(world, part, where) for part in node.parts]
            return t.add(*(p for p in parts if p is not None)) if None not in parts else None
        case t.Sub():
            left, right = _over_some(world, node.left, where), _over_some(world, node.right, where)
            return t.sub(left, right) if left is not None and right is not None else None
        case t.As():
            inner = _over_some(world, node.inner, where)
            return t.as_kind(inner, node.kind) if inner is not None else None
    return None


def _is_nothing(world: World, node: Node, group: Group) -> bool:
    """Give whether a number is nothing on the lines of a group, as a share of what is shared elsewhere."""
    made = under(_plain(world, node), group, world)
    if isinstance(made, Const):
        return made.value == 0
    share = share_of(world, made)
    if share is None or not isinstance(share.total, t.SumLines) or share.total.name not in world.formulas:
        return False
    own = under(world.tree(share.total.name), group, world)
    return isinstance(own, Const) and own.value == 0


def _where(world: World, node: t.Read, where: Literal) -> t.Read | None:
    """Give the name of what is this number on the lines of one condition and nothing on the others."""
    for name, formula in world.formulas.items():
        tree = world.tree(name)
        if formula.scope is Scope.LINE and isinstance(tree, t.If):
            test, holds = literal_of(tree.test, world)
            number, nothing = (
                (tree.then, tree.otherwise) if holds is where[1] else (tree.otherwise, tree.then)
            )
            alike = isinstance(number, t.Read) and number.name == node.name
            if test == where[0] and alike and isinstance(nothing, Const) and nothing.value == 0:
                return t.read(name, tree.kind, tree.den, tree.lo, tree.hi)
    return None


def _sum_read(world: World, node: t.Read) -> Node | None:
    formula = world.formulas.get(node.name)
    if formula is None or formula.scope is not Scope.LINE:
        return None
    return world.special(t.SumLines(node.kind, formula.tree.den, *_wide(world, node), node.name))


def _wide(world: World, node: t.Read) -> tuple[int, int]:
    lines = world.lines_max
    return min(0, node.lo) * lines, max(0, node.hi) * lines


def _plain(world: World, node: Node) -> Node:
    """Give the tree behind a name, as far as it is one."""
    while isinstance(node, t.Read) and node.name in world.formulas:
        node = world.tree(node.name)
    return node


def _of_order(world: World, node: Node) -> bool:
    """Give whether a tree is the same on every line."""
    if isinstance(node, t.SumLines):
        return True
    if isinstance(node, t.Read | t.RunningSum):
        known = world.formulas.get(node.name) or world.inputs.get(node.name)
        return known is not None and known.scope is Scope.ORDER
    return all(_of_order(world, child) for child in t.children(node))
