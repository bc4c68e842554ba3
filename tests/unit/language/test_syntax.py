"""The expression language: what binds stronger, what every part's place is, what is refused."""

from datetime import date, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.language.findings import Span
from loyalty.language.syntax import conditions
from loyalty.language.syntax import syntax_tree as ast
from loyalty.language.syntax.parser import LENGTH_MAX, parse
from loyalty.language.texts.documents import read_document
from loyalty.language.tree import Comparison
from loyalty.language.values import Duration, Unit

PLACE = Span("earn.yaml", 9, 13)


def _parsed(text: str) -> ast.Expression:
    expression, findings = parse(text, PLACE)
    assert [] == findings
    assert expression is not None
    return expression


@pytest.mark.parametrize(
    ("short", "bracketed"),
    [
        ("a or b and c", "a or (b and c)"),
        ("not a and b", "(not a) and b"),
        ("not a == b", "not (a == b)"),
        ("a + b * c", "a + (b * c)"),
        ("a - b - c", "(a - b) - c"),
        ("-a * b", "(-a) * b"),
        ("a + b > c - d", "(a + b) > (c - d)"),
        ("a == b and c in [d]", "(a == b) and (c in [d])"),
        ("if a then b else c + d", "if a then b else (c + d)"),
        ("if a then b else if c then d else e", "if a then b else (if c then d else e)"),
        ("min(a, b + c, d)", "min(a, (b + c), d)"),
    ],
)
def test_precedence(short: str, bracketed: str) -> None:
    """Brackets that say what holds anyway change nothing."""
    assert _parsed(bracketed) == _parsed(short)


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("25.00", ast.Number("25.00")),
        ("5%", ast.Rate(Fraction(1, 20), "5%")),
        ("1.5x", ast.Rate(Fraction(3, 2), "1.5x")),
        ("2026-11-22", ast.Day(date(2026, 11, 22))),
        ("10:30", ast.TimeOfDay(time(10, 30))),
        ("14 days", ast.Length(Duration(14, Unit.DAY))),
        ('"own"', ast.Text("own")),
        ("'own'", ast.Text("own")),
        ("true", ast.Truth(value=True)),
        ("order.total", ast.Name("order.total")),
    ],
)
def test_literals(text: str, literal: ast.Expression) -> None:
    """Each literal is the exact value it looks like."""
    assert literal == _parsed(text)


def test_every_part_has_its_place() -> None:
    """A part's column is the text's own column and the part's place in it."""
    both = _parsed('line.brand == "own" and order.total >= 25.00')
    assert isinstance(both, ast.Binary)
    assert isinstance(both.right, ast.Compare)

    assert "earn.yaml:9:13" == str(both.span)
    assert "earn.yaml:9:33" == str(both.op_span)
    assert "earn.yaml:9:37" == str(both.right.left.span)
    assert "earn.yaml:9:52" == str(both.right.right.span)


def test_names_are_given_in_the_order_written() -> None:
    """Every name is found, in lists and calls too; the way to round is not one."""
    text = "if not a in [b, 1] then round(c * d, down) > 2 else max(e, -f) == 1"

    assert ["a", "b", "c", "d", "e", "f"] == [name.name for name in ast.names_in(_parsed(text))]


@given(st.text(alphabet='ab.1 ()[]<>=!+-*,"%x:' + "andortif", max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    """Whatever is written, there is an expression or a finding inside the text, never a crash."""
    expression, findings = parse(text, Span("a.yaml", 1, 1))

    assert (expression is None) is bool(findings)
    assert all(1 <= finding.span.column <= len(text) + 1 for finding in findings)


@pytest.mark.parametrize(
    "text", ["(" * 200 + "a" + ")" * 200, "not " * 200 + "a", "-" * 200 + "a", "a" * (LENGTH_MAX + 1)]
)
def test_large_expressions_are_refused(text: str) -> None:
    """Depth and length have limits, so that nothing recurses without end."""
    _, findings = parse(text, PLACE)

    assert ["E302"] == [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("{fact: order.channel, is: app}", 'order.channel == "app"'),
        (
            "{fact: order.total, at_least: 25.00, below: 50.00}",
            "order.total >= 25.00 and order.total < 50.00",
        ),
        ("{fact: order.total, between: [1, 5]}", "order.total >= 1 and order.total <= 5"),
        ("{fact: order.day, above: 2026-12-24}", "order.day > 2026-12-24"),
        ("{fact: order.channel, in: [app, web]}", 'order.channel in ["app", "web"]'),
        ("{fact: member.enrolled, is: true}", "member.enrolled == true"),
        ('{fact: line.sku, is: "10"}', 'line.sku == "10"'),
        (
            "{all: [{fact: a, at_most: 1}, {any: [{fact: b, is: x}, {fact: c, is: 5%}]}]}",
            'a <= 1 and (b == "x" or c == 5%)',
        ),
        ("{any: [{fact: a, is: 1}], all: [{fact: b, is: 2}]}", "a == 1 and b == 2"),
    ],
)
def test_two_spellings_are_one_tree(form: str, text: str) -> None:
    """A condition that a form writes is the very tree of the expression that says the same."""
    node = read_document("a.yaml", form, [])
    assert node is not None

    assert (_parsed(text), []) == conditions.parse(node)


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("{fact: a}", "a.yaml:1:1 no test of `a`; such as `is` or `at_least`"),
        ("{fact: a, at_leest: 1}", "a.yaml:1:11 unknown key `at_leest`; did you mean `at_least`?"),
        ("{fact: a, between: [1]}", "a.yaml:1:20 `between` needs two values; both are inside"),
        ("{every: []}", "a.yaml:1:2 unknown key `every`; a condition has `all`, `any` or `fact`"),
        ("{all: []}", "a.yaml:1:7 `all` needs a list of conditions; write each behind `-`"),
        ("{fact: [a], is: 1}", "a.yaml:1:1 `fact` needs the name of a fact; such as `order.total`"),
        ("{fact: a, is: 2026-02-30}", "a.yaml:1:15 `2026-02-30` is not a date; that month has 28 days"),
        ("[]", "a.yaml:1:1 a condition is an expression or a map; such as `{all: […]}`"),
    ],
)
def test_wrong_forms_are_found(form: str, line: str) -> None:
    """What a form cannot mean is found at its place."""
    node = read_document("a.yaml", form, [])
    assert node is not None

    assert [line] == [str(finding) for finding in conditions.parse(node)[1]]


def test_comparisons_are_what_they_look_like() -> None:
    """Each sign is its comparison."""
    for comparison in Comparison:
        made = _parsed(f"a {comparison.value} b")

        assert isinstance(made, ast.Compare)
        assert comparison is made.op


@pytest.mark.parametrize(
    ("text", "at", "meant"),
    [
        ("a.b >= 25,00", 9, "decimals stand behind a point: `25.00`"),
        ("a.b >= 25.00)", 12, "take it out, or write `(` where it begins"),
        ('a.b is "own"', 4, "write `==` to compare, or `in […]`"),
        ("a.b between 1 and 2", 4, "write `>=` and `<=`, joined with `and`"),
        ('a.b == ["own"]', 4, "write `in […]`"),
        ('a.b != ["own"]', 4, "write `not in […]`"),
        ("a.b =< 2", 4, "write `<=`"),
        ("a.b ： 2", 4, "take it out"),
        ('a.b <> "own"', 4, "write `!=`"),
        ("a.b > = 2", 6, "write `>=` without a blank"),
        ("order total >= 2", 6, "a name has no blank: write `order.total`"),
        ("a.b und a.c", 4, "write `and`"),
        ("a.b 或者 a.c", 4, "write `or`"),
        ("nie a.b == 2", 4, "write `not` in place of `nie`"),
        ("a.b is not 2", 4, "write `!=` to compare, or `not in […]`"),
        ("a.b at least 2", 4, "write `>=` to compare"),
        ("a.b >= 2 // large", 9, "a note begins with ` #`"),
        ('a.b == "is" is', 12, "write `==` to compare, or `in […]`"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(text: str, at: int, meant: str) -> None:
    """A decimal comma, a bracket too many, a word of speech for a sign."""
    _, (finding,) = parse(text, Span("a.yaml", 1, 1))

    assert (at + 1, meant) == (finding.span.column, finding.help)
