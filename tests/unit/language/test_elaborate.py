"""Typed elaboration: bare decimals take the other side's kind, kinds that do not mix are found."""

from fractions import Fraction

import pytest

from loyalty.language import tree as t
from loyalty.language.elaborate import Elaborated, elaborate
from loyalty.language.facts import Environment
from loyalty.language.findings import Span
from loyalty.language.sheet import Scope
from loyalty.language.syntax.parser import parse
from loyalty.language.tree import Comparison, Kind, Node


def _made(text: str, names: Environment, kind: Kind = Kind.TRUTH, scope: Scope = Scope.LINE) -> Elaborated:
    expression, findings = parse(text, Span("a.yaml", 1, 1))
    assert [] == findings
    assert expression is not None
    return elaborate(expression, names, kind, scope)


def _node(text: str, names: Environment, kind: Kind = Kind.TRUTH) -> Node:
    made = _made(text, names, kind)
    assert () == made.findings
    assert made.node is not None
    return made.node


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("order.total >= 25.00", Kind.MONEY, Fraction(2500)),
        ("25.00 <= order.total", Kind.MONEY, Fraction(2500)),
        ("line.unit_price > 0.005", Kind.PRICE, Fraction(1, 2)),
        ("line.quantity == 1.5", Kind.QUANTITY, Fraction(3, 2)),
        ("order.points_offered < 500", Kind.POINTS, Fraction(500)),
        ("order.total > -1.50", Kind.MONEY, Fraction(-150)),
        ("order.day == 2026-11-22", Kind.DAY, Fraction(739942)),
    ],
)
def test_a_bare_decimal_takes_the_other_kind(
    text: str, kind: Kind, value: Fraction, coffee_names: Environment
) -> None:
    """Money counts minor units, unit prices too; the other kinds count what is written."""
    compared = _node(text, coffee_names)
    assert isinstance(compared, t.Compare)
    constant = compared.left if isinstance(compared.left, t.Const) else compared.right
    assert isinstance(constant, t.Const)
    assert isinstance(constant.value, int)

    assert kind is constant.kind
    assert value == Fraction(constant.value, constant.den)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("line.unit_price * line.quantity", Kind.MONEY),
        ("line.quantity * 3.00", Kind.MONEY),
        ("3.00 * line.quantity + 1.00", Kind.MONEY),
        ("line.amount * 5%", Kind.MONEY),
        ("1.5x * order.points_offered", Kind.POINTS),
        ("line.amount + 1.00 - 0.50", Kind.MONEY),
        ("min(5.00, line.amount)", Kind.MONEY),
        ("round(line.amount * 5%, half_up)", Kind.MONEY),
        ("if line.quantity > 2 then 1.00 else line.amount", Kind.MONEY),
    ],
)
def test_kinds_of_results(text: str, kind: Kind, coffee_names: Environment) -> None:
    """What comes out has the kind the trade gives it."""
    assert kind is _node(text, coffee_names, kind).kind


def test_texts_and_lists(coffee_names: Environment) -> None:
    """`in` is one test of constants, `not in` its negation."""
    channel = coffee_names.names["order.channel"].node
    among = t.one_of(channel, [t.text("app"), t.text("web")])

    assert among == _node('order.channel in ["app", "web"]', coffee_names)
    assert t.negation(among) == _node('order.channel not in ["app", "web"]', coffee_names)
    assert t.compare(Comparison.EQ, channel, t.text("app")) == _node('order.channel == "app"', coffee_names)


@pytest.mark.parametrize(
    ("text", "scope"), [("order.total > 1", Scope.ORDER), ("line.quantity > 1", Scope.LINE)]
)
def test_the_result_says_whether_a_line_is_read(text: str, scope: Scope, coffee_names: Environment) -> None:
    """An expression belongs to lines as soon as it reads one."""
    assert scope is _made(text, coffee_names).scope


def test_long_chains_do_not_recurse(coffee_names: Environment) -> None:
    """As many conditions as fit are one flat test."""
    made = _node(" and ".join(["order.total > 1"] * 74), coffee_names)

    assert isinstance(made, t.All)
    assert 74 == len(made.parts)


def test_all_wrong_parts_of_a_condition_are_found(coffee_names: Environment) -> None:
    """One wrong part does not hide the next."""
    made = _made('order.chanel == "app" and order.total > "much" and line.quantity', coffee_names)

    assert made.node is None
    assert ["E303", "E304", "E304"] == [finding.code for finding in made.findings]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("order.total * order.total > 1", "money and money do not go together with `*`"),
        ("order.total + order.points_offered > 1", "money and points do not go together with `+`"),
        ("-order.channel == 1", "a text cannot be reckoned with"),
        ("order.channel + order.channel == 1", "a text cannot be reckoned with"),
        ("max(order.day, order.day) > 2026-01-01", "a day cannot be reckoned with"),
        ("if order.total then true else false", "a condition is needed here, this is money"),
        ("member.enrolled > true", "a condition has no order for `>`"),
        ("10:30 == 10:30", "a time of day has no use here"),
    ],
)
def test_kinds_that_do_not_mix(text: str, message: str, coffee_names: Environment) -> None:
    """Mixing what the trade keeps apart is a finding, never a number."""
    assert [message] == [finding.message for finding in _made(text, coffee_names).findings]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("line.quantity + order.total", "a quantity and money do not go together with `+`"),
        ("line.quantity + 3.00", "money is needed here, this is a quantity"),
        ("line.quantity * line.quantity * 3.00", "a quantity and a quantity do not go together with `*`"),
        ("line.quantity * 3.00 * line.quantity", "a quantity and a quantity do not go together with `*`"),
        ("line.quantity * order.total", "a quantity and money do not go together with `*`"),
        ("line.quantity * 5%", "money is needed here, this is a quantity"),
        ("3.00 * 2.00", "money is needed here, this is a number"),
    ],
)
def test_only_a_bare_price_makes_money_of_a_quantity(
    text: str, message: str, coffee_names: Environment
) -> None:
    """What else multiplies a quantity, or is added to it, is no money."""
    assert [message] == [finding.message for finding in _made(text, coffee_names, Kind.MONEY).findings]
