"""What the cells say of conditions is what trying every situation says.

The facts here have few values, so that every situation can be tried.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.language import tree as t
from loyalty.language.occasions.moments import WEEKDAYS
from loyalty.language.sheet import Scope, SheetBuilder, plain_rule
from loyalty.language.tree import Comparison, Kind, Node
from loyalty.prover.conditions.almanac import Almanac
from loyalty.prover.conditions.cells import Cells

Situation = Mapping[str, int | str]
FIRST, LAST = date(2026, 11, 20), date(2026, 11, 22)
CHANNELS = ("app", "web", "shop")
NOTES = ("a", "b", "other")
RULE = plain_rule("when.it", "It", "它")
CHANNEL = t.read("order.channel", Kind.TEXT)
NOTE = t.read("member.note", Kind.TEXT)
WEEKDAY = t.read("order.weekday", Kind.TEXT)
GIFT = t.read("order.gift", Kind.TRUTH)
# In halves: 0, 0.5, 1, 1.5.
WEIGHT = t.read("order.weight", Kind.QUANTITY, 2, 0, 3)
SIZE = t.read("order.size", Kind.QUANTITY, 1, 0, 1)
DAY = t.read("order.day", Kind.DAY, 1, FIRST.toordinal(), LAST.toordinal())
FACTS = (CHANNEL, NOTE, WEEKDAY, GIFT, WEIGHT, SIZE, DAY)
COMPARISONS = st.sampled_from(list(Comparison))
EQUALITY = st.sampled_from([Comparison.EQ, Comparison.NE])


def _texts(fact: Node, words: tuple[str, ...]) -> st.SearchStrategy[Node]:
    texts = st.sampled_from([t.text(word) for word in words])
    same = st.builds(lambda op, word: t.compare(op, fact, word), EQUALITY, texts)
    among = st.builds(lambda chosen: t.one_of(fact, chosen), st.lists(texts, min_size=1, max_size=2))
    return same | among


def _numbers(fact: Node, values: list[t.Const]) -> st.SearchStrategy[Node]:
    constants = st.sampled_from(values)
    right = st.builds(lambda op, value: t.compare(op, fact, value), COMPARISONS, constants)
    left = st.builds(lambda op, value: t.compare(op, value, fact), COMPARISONS, constants)
    return right | left


QUANTITIES = [t.const(Kind.QUANTITY, Fraction(n, 4)) for n in range(-1, 8)]
DAYS = [t.const(Kind.DAY, FIRST.toordinal() + n) for n in range(-1, 4)]
SINGLE = st.one_of(
    _texts(CHANNEL, CHANNELS),
    _texts(NOTE, ("a", "b")),
    _texts(WEEKDAY, WEEKDAYS),
    st.just(GIFT),
    _numbers(WEIGHT, QUANTITIES),
    _numbers(SIZE, QUANTITIES),
    _numbers(DAY, DAYS),
    st.sampled_from([t.truth(value=True), t.truth(value=False)]),
)
BETWEEN = st.builds(lambda op: t.compare(op, WEIGHT, SIZE), COMPARISONS)
WORKED_OUT = st.builds(
    lambda op, n: t.compare(op, t.add(WEIGHT, SIZE), n), COMPARISONS, st.sampled_from(QUANTITIES)
)


def _trees(tests: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        several = st.lists(inner, min_size=2, max_size=4)
        return st.one_of(
            st.builds(lambda parts: t.all_of(*parts), several),
            st.builds(lambda parts: t.any_of(*parts), several),
            st.builds(t.negation, inner),
            st.builds(t.choose, inner, inner, inner),
            # A number worked out in cases, and a condition with a name of its own.
            st.builds(
                lambda test, value: t.compare(Comparison.GE, t.choose(test, SIZE, QUANTITIES[2]), value),
                inner,
                st.sampled_from(QUANTITIES),
            ),
        )

    return st.recursive(tests, larger, max_leaves=8)


def _cells(*conditions: Node) -> Cells:
    builder = SheetBuilder("test", 3)
    for fact in FACTS:
        builder.input(fact.name, Scope.ORDER, fact)
    for number, condition in enumerate(conditions):
        builder.define(f"when.{number}", Scope.ORDER, condition, RULE)
    days = [day.value for day in DAYS if isinstance(day.value, int)]
    texts = {"order.channel": frozenset(CHANNELS)}
    return Cells(builder.sheet(), Almanac.of(FIRST, LAST, days), texts)


def _named(number: int) -> Node:
    return t.read(f"when.{number}", Kind.TRUTH)


def _situations() -> Iterator[Situation]:
    days = range(FIRST.toordinal(), LAST.toordinal() + 1)
    for channel, note, gift, weight, size, day in product(CHANNELS, NOTES, (0, 1), range(4), range(2), days):
        yield {
            "order.channel": channel,
            "member.note": note,
            "order.gift": gift,
            "order.weight": weight,
            "order.size": size,
            "order.day": day,
            "order.weekday": WEEKDAYS[date.fromordinal(day).weekday()],
        }


def _value(node: Node, situation: Situation) -> int | str | Fraction:
    """Work a tree out, as plainly as can be."""
    match node:
        case t.Const():
            return node.value if isinstance(node.value, str) else Fraction(node.value, node.den)
        case t.Read():
            value = situation[node.name]
            return value if isinstance(value, str) else Fraction(value, node.den)
        case t.All():
            return all(_value(part, situation) for part in node.parts)
        case t.Any():
            return any(_value(part, situation) for part in node.parts)
        case t.Not():
            return not _value(node.inner, situation)
        case t.If():
            return _value(node.then if _value(node.test, situation) else node.otherwise, situation)
        case t.OneOf():
            return any(_value(choice, situation) == _value(node.inner, situation) for choice in node.choices)
        case t.Add():
            return sum((Fraction(_value(part, situation)) for part in node.parts), Fraction(0))
        case t.Compare():
            left, right = _value(node.left, situation), _value(node.right, situation)
            return node.op in t.HOLDS[(left > right) - (left < right)]  # type: ignore[operator]
        case _:
            raise TypeError(node)


ALL = tuple(_situations())


@settings(max_examples=120, deadline=None)
@given(_trees(SINGLE), _trees(SINGLE))
def test_cells_say_what_trying_says(first: Node, second: Node) -> None:
    """One condition without another is met exactly where some situation meets it, and the one named does."""
    found = _cells(first, second).meeting(_named(0), never=(_named(1),))

    tried = any(_value(first, one) and not _value(second, one) for one in ALL)
    assert tried is (found is not None)
    if found is not None:
        assert found.exact
        meant = _completed(found.values)
        assert _value(first, meant)
        assert not _value(second, meant)


@settings(max_examples=120, deadline=None)
@given(_trees(SINGLE | BETWEEN | WORKED_OUT), _trees(SINGLE | BETWEEN | WORKED_OUT))
def test_never_is_never(first: Node, second: Node) -> None:
    """Where facts are compared with one another, conditions that never hold together do so nowhere."""
    found = _cells(first, second).meeting(_named(0), _named(1))

    if found is None:
        assert not any(_value(first, one) and _value(second, one) for one in ALL)
    elif found.exact:
        meant = _completed(found.values)
        assert _value(first, meant)
        assert _value(second, meant)


def _completed(values: Mapping[str, int | str]) -> Situation:
    """Give a situation with these values, whatever the other facts are."""
    whole = {**ALL[-1], **values}
    day = date.fromordinal(int(whole["order.day"]))
    return {**whole, "order.weekday": WEEKDAYS[day.weekday()]}
