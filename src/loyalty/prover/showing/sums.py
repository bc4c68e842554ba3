"""What a sum over all lines is made of: sums of sums, and shares that come to the whole.

Sharing is cumulative: line i gets ``R(w*c_i/T) - R(w*c_(i-1)/T)`` with ``c_i`` the running sum and ``T``
the sum, so that over all lines everything but the ends cancels: the shares of ``w`` are ``R(w)``, or
nothing where there is nothing to share over. That is a lemma about the formulas, whatever the lines are.
"""

from collections.abc import Iterator

from loyalty.language import tree as t
from loyalty.language.sheet import Scope
from loyalty.language.tree import Const, Node
from loyalty.prover.showing.specialise import World


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
    match before:
        case t.Sub(left=t.RunningSum() as so_far, right=t.Read() as own):
            same = so_far.name == shared and so_far.by == running.by and own.name == shared
            return upto if same and _of_order(world, upto.whole) else None
    return None


def whole_of(share: t.Ratio) -> Node:
    """Give what the shares of all lines come to."""
    whole = share.whole
    rounded = whole if whole.den == 1 else t.rounded(whole, share.mode)
    nothing = t.compare(t.Comparison.EQ, share.total, t.const(share.total.kind, 0))
    return t.choose(nothing, t.const(whole.kind, 0), rounded)


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
        case t.Add():
            parts = [_over_lines(world, part) for part in node.parts]
            return t.add(*(p for p in parts if p is not None)) if None not in parts else None
        case t.Sub():
            if (shared := share_of(world, node)) is not None:
                return whole_of(shared)
            left, right = _over_lines(world, node.left), _over_lines(world, node.right)
            return t.sub(left, right) if left is not None and right is not None else None
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
