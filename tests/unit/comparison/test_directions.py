"""A direction that structure rules out is never seen, in whatever trees."""

from collections.abc import Callable
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.comparison.directions import NONE, Directions
from loyalty.language import tree as t
from loyalty.language.readers.interpreter import evaluate
from loyalty.language.sheet import Scope, Sheet, SheetBuilder, plain_rule
from loyalty.language.tree import Comparison, Kind, Node

MOST = 4
NAMES = ("x", "y")
RULE = plain_rule("rule", "A rule", "规则")
Pair = tuple[Node, Node]
Draw = Callable[[st.SearchStrategy[Pair]], Pair]


def read(name: str) -> Node:
    """Give a read of a number from 0 to `MOST`."""
    return t.read(name, Kind.NUMBER, 1, 0, MOST)


NUMBERS = st.integers(-3, 6).map(lambda n: t.const(Kind.NUMBER, n))
LEAVES = st.one_of(
    NUMBERS.map(lambda node: (node, node)),
    st.tuples(NUMBERS, NUMBERS),
    st.sampled_from([(read(name), read(name)) for name in NAMES]),
)


def joined(pairs: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    """Give pairs of larger trees that are alike in some parts, whichever has more of them."""
    several = st.lists(pairs, min_size=1, max_size=3)

    def many(make: Callable[..., Node]) -> st.SearchStrategy[Pair]:
        return st.tuples(several, pairs, st.sampled_from(("old", "new", "none"))).map(
            lambda drawn: (
                make(*(old for old, _ in drawn[0]), *([drawn[1][0]] if drawn[2] == "old" else [])),
                make(*(new for _, new in drawn[0]), *([drawn[1][1]] if drawn[2] == "new" else [])),
            )
        )

    def binary(make: Callable[[Node, Node], Node]) -> st.SearchStrategy[Pair]:
        return st.tuples(pairs, pairs).map(
            lambda drawn: (make(drawn[0][0], drawn[1][0]), make(drawn[0][1], drawn[1][1]))
        )

    chosen = st.tuples(_conditions(_compared(pairs)), pairs, pairs).map(
        lambda drawn: (
            t.choose(drawn[0][0], drawn[1][0], drawn[2][0]),
            t.choose(drawn[0][1], drawn[1][1], drawn[2][1]),
        )
    )
    unlike = st.tuples(pairs, pairs).map(lambda drawn: (drawn[0][0], drawn[1][1]))
    return st.one_of(many(t.add), many(t.least), many(t.most), binary(t.sub), binary(t.mul), chosen, unlike)


def _compared(pairs: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    return st.tuples(st.sampled_from(Comparison), pairs, pairs).map(
        lambda drawn: (
            t.compare(drawn[0], drawn[1][0], drawn[2][0]),
            t.compare(drawn[0], drawn[1][1], drawn[2][1]),
        )
    )


def _turned(pair: Pair, *, turn: bool) -> Pair:
    return (pair[1], pair[0]) if turn else pair


def _conditions(tests: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    both = st.tuples(tests, tests, st.sampled_from((t.all_of, t.any_of))).map(
        lambda drawn: (drawn[2](drawn[0][0], drawn[1][0]), drawn[2](drawn[0][1], drawn[1][1]))
    )
    one_more = st.tuples(tests, tests, tests, st.sampled_from((t.all_of, t.any_of)), st.booleans()).map(
        lambda drawn: _turned(
            (
                drawn[3](drawn[0][0], drawn[1][0]),
                drawn[3](drawn[0][1], drawn[1][1], drawn[2][1]),
            ),
            turn=drawn[4],
        )
    )
    denied = tests.map(lambda pair: (t.negation(pair[0]), t.negation(pair[1])))
    return st.one_of(tests, both, one_more, denied)


NUMBER_PAIRS = st.recursive(LEAVES, joined, max_leaves=8)
PAIRS = st.one_of(NUMBER_PAIRS, _conditions(_compared(LEAVES)))


def sheet(tree: Node) -> Sheet:
    """Give a sheet with one formula."""
    builder = SheetBuilder("sheet", 1)
    for name in NAMES:
        builder.input(name, Scope.ORDER, t.read(name, Kind.NUMBER, 1, 0, MOST))
    builder.define("outcome", Scope.ORDER, tree, RULE)
    return builder.sheet()


@settings(max_examples=200, deadline=None)
@given(PAIRS)
def test_what_is_ruled_out_is_never_seen(pair: Pair) -> None:
    """Two trees worked out for every value of what they read: none moves where it cannot."""
    old, new = pair
    moves = Directions(sheet(old), sheet(new)).of("outcome")
    for values in product(range(MOST + 1), repeat=len(NAMES)):
        known = dict(zip(NAMES, values, strict=True))
        before, after = evaluate(old, known, {}, 0), evaluate(new, known, {}, 0)
        assert isinstance(before, int)
        assert isinstance(after, int)
        assert moves.up or after * old.den <= before * new.den
        assert moves.down or after * old.den >= before * new.den


@given(PAIRS)
def test_the_same_tree_moves_nothing(pair: Pair) -> None:
    """A tree against itself."""
    assert NONE == Directions(sheet(pair[0]), sheet(pair[0])).of("outcome")
