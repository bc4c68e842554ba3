"""From syntax to the typed tree: names are looked up, bare decimals take the other side's kind.

A person's mistake never raises: it is a finding with the place of the word that is wrong.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.facts import FORMS, Environment
from loyalty.language.findings import Finding, Span, did_you_mean, one_of
from loyalty.language.readers.words import decimal_text
from loyalty.language.sheet import Scope
from loyalty.language.syntax import syntax_tree as ast
from loyalty.language.texts.countries import COUNTRIES, country_hint
from loyalty.language.tree import Comparison, Kind, KindMismatchError, Node

_EQUALITY: Final = (Comparison.EQ, Comparison.NE)
_KINDS_OF_A_DECIMAL: Final = frozenset({Kind.MONEY, Kind.PRICE, Kind.POINTS, Kind.QUANTITY, Kind.NUMBER})
_WORDS: Final = {
    Kind.MONEY: "money",
    Kind.PRICE: "a unit price",
    Kind.POINTS: "points",
    Kind.QUANTITY: "a quantity",
    Kind.NUMBER: "a number",
    Kind.TRUTH: "a condition",
    Kind.DAY: "a day",
    Kind.TEXT: "a text",
}


_TOTAL: Final = frozenset({"order.total"})
_EXAMPLES: Final = {
    Kind.MONEY: "12.50",
    Kind.PRICE: "12.50",
    Kind.POINTS: "100",
    Kind.QUANTITY: "2",
    Kind.NUMBER: "1.5",
    Kind.TRUTH: "true",
    Kind.DAY: "2026-11-22",
    Kind.TEXT: '"app"',
}


@dataclass(frozen=True, slots=True)
class Elaborated:
    """The typed tree, None where the expression is wrong; ``scope`` is LINE if it reads a line."""

    node: Node | None
    findings: tuple[Finding, ...]
    scope: Scope


def elaborate(expression: ast.Expression, environment: Environment, kind: Kind, scope: Scope) -> Elaborated:
    """Give the tree of an expression that must be of ``kind`` and may read what ``scope`` has.

    In ORDER scope no name of a line may be read.
    """
    work = _Elaboration(environment, scope)
    node = work.of_kind(expression, kind)
    read_scope = Scope.LINE if work.reads_line else Scope.ORDER
    is_wrong = any(not found.warning for found in work.findings)
    return Elaborated(None if is_wrong else node, tuple(work.findings), read_scope)


class _WrongError(Exception):
    """Ends the elaboration of one part; its finding has been kept."""


class _Elaboration:
    """Elaborates one expression; keeps findings and whether a line is read."""

    def __init__(self, environment: Environment, scope: Scope) -> None:
        self._environment, self._scope = environment, scope
        self.findings: list[Finding] = []
        self.reads_line = False

    def of_kind(self, expression: ast.Expression, kind: Kind) -> Node | None:
        try:
            node = self._node(expression, kind)
            if node.kind is not kind:
                message = f"{_WORDS[kind]} is needed here, this is {_WORDS[node.kind]}"
                help_ = self._compared(expression, node.kind) if kind is Kind.TRUTH else self._such_as(kind)
                self._fail(expression.span, "E304", message, help_)
        except _WrongError:
            return None
        return node

    def _fail(self, span: Span, code: str, message: str, help_: str = "") -> None:
        self.findings.append(Finding(span, code, message, help_))
        raise _WrongError

    def _node(self, expression: ast.Expression, want: Kind | None) -> Node:
        """Give the node; ``want`` is the kind a bare decimal or an unknown word should be."""
        match expression:
            case ast.Name():
                return self._name(expression, want)
            case ast.Unary() | ast.Binary():
                return self._operation(expression, want)
            case ast.Compare():
                return self._compare(expression)
            case ast.In():
                return self._in(expression)
            case ast.If():
                return self._if(expression, want)
            case ast.Call():
                return self._call(expression, want)
            case _:
                return self._literal(expression, want)

    def _literal(self, expression: ast.Expression, want: Kind | None) -> Node:
        match expression:
            case ast.Number():
                return self._number(expression, want)
            case ast.Rate():
                return t.const(Kind.NUMBER, expression.value)
            case ast.Text():
                return t.text(expression.value)
            case ast.Truth():
                return t.truth(value=expression.value)
            case ast.Day():
                return t.const(Kind.DAY, expression.value.toordinal())
            case ast.TimeOfDay():
                self._fail(
                    expression.span, "E308", "a time of day has no use here", "there are facts of days"
                )
            case _:
                self._fail(
                    expression.span, "E308", "a length of time has no use here", "there are facts of days"
                )
        raise _WrongError

    def _number(self, expression: ast.Number, want: Kind | None) -> Node:
        value = Fraction(expression.text)
        if want is Kind.MONEY:
            minor = value * self._environment.minor
            if minor.denominator != 1:
                self._fail(
                    expression.span, "E206", f"`{expression.text}` is finer than money", self._coins(minor)
                )
            return t.const(Kind.MONEY, minor)
        if want is Kind.PRICE:
            return t.const(Kind.PRICE, value * self._environment.minor)
        return t.const(want if want in _KINDS_OF_A_DECIMAL else Kind.NUMBER, value)

    def _name(self, expression: ast.Name, want: Kind | None) -> Node:
        known = self._environment.names.get(expression.name)
        if known is None and expression.name in self._environment.elsewhere:
            message = f"`{expression.name}` is not known here"
            self._fail(expression.span, "E303", message, self._environment.asks_for)
        if known is None:
            names = self._environment.names
            help_ = did_you_mean(expression.name, names)
            if not help_ and "." not in expression.name and want is Kind.TEXT:
                help_ = f'a text stands in quotation marks: `"{expression.name}"`'
            help_ = help_ or "declare it under `facts`"
            self._fail(expression.span, "E303", f"unknown fact `{expression.name}`", help_)
            raise _WrongError
        if known.scope is Scope.LINE:
            if self._scope is Scope.ORDER:
                message = f"`{expression.name}` belongs to a line, this is asked once for the whole order"
                self._fail(expression.span, "E306", message, "use a fact of the order, or `once_per: line`")
            self.reads_line = True
        return known.node

    def _operation(self, expression: ast.Unary | ast.Binary, want: Kind | None) -> Node:
        if isinstance(expression, ast.Unary):
            if expression.op == "not":
                return t.negation(self._truth(expression.operand))
            return self._negative(expression, want)
        if expression.op in {"and", "or"}:
            parts = self._truths(_chain(expression))
            return t.all_of(*parts) if expression.op == "and" else t.any_of(*parts)
        if expression.op == "*":
            left, right = self._factors(expression, want)
            return self._built(expression.op_span, lambda: t.mul(left, right))
        left, right = self._two(expression.left, expression.right, want)
        made = t.add if expression.op == "+" else t.sub
        self._numeric(expression.left.span, left)
        return self._built(expression.op_span, lambda: made(left, right))

    def _factors(self, expression: ast.Binary, want: Kind | None) -> tuple[Node, Node]:
        """Give two factors: a bare number beside a quantity is a price where money is needed."""
        left, right = self._node(expression.left, None), self._node(expression.right, None)
        if want is Kind.MONEY and _bare(expression.right) and left.kind is Kind.QUANTITY:
            return left, self._node(expression.right, Kind.PRICE)
        if want is Kind.MONEY and _bare(expression.left) and right.kind is Kind.QUANTITY:
            return self._node(expression.left, Kind.PRICE), right
        return left, right

    def _negative(self, expression: ast.Unary, want: Kind | None) -> Node:
        inner = self._node(expression.operand, want)
        self._numeric(expression.span, inner)
        if isinstance(inner, t.Const) and isinstance(inner.value, int):
            return t.const(inner.kind, Fraction(-inner.value, inner.den))
        return t.sub(t.const(inner.kind, 0), inner)

    def _numeric(self, span: Span, node: Node) -> None:
        if node.kind not in _KINDS_OF_A_DECIMAL:
            message = f"{_WORDS[node.kind]} cannot be reckoned with"
            self._fail(span, "E304", message, self._such_as(Kind.MONEY))

    def _such_as(self, kind: Kind) -> str:
        """Say what is of a kind: a literal, and a fact that is there."""
        reads = {Scope.ORDER, self._scope}
        names = [n for n, k in self._environment.names.items() if k.node.kind is kind and k.scope in reads]
        fact = next((name for name in (*(_TOTAL & {*names}), *names)), "")
        return f"such as `{_EXAMPLES[kind]}`" + (f" or `{fact}`" if fact else "")

    def _compared(self, expression: ast.Expression, kind: Kind) -> str:
        """Say with what something that is no condition may be compared."""
        if not isinstance(expression, ast.Name):
            return f"compare it, such as `{'==' if kind is Kind.TEXT else '>='} {_EXAMPLES[kind]}`"
        choices = self._environment.names[expression.name].choices
        if kind is Kind.TEXT:
            return f'compare it, such as `{expression.name} == "{choices[0] if choices else "…"}"`'
        return f"compare it, such as `{expression.name} >= {_EXAMPLES[kind]}`"

    def _beside(self, error: KindMismatchError) -> str:
        """Say what may stand beside the left one of two kinds."""
        if error.word == "*":
            return f"multiply {_WORDS[error.left]} by a number, such as `1.5`"
        return f"beside {_WORDS[error.left]} stands {_WORDS[error.left]}, {self._such_as(error.left)}"

    def _coins(self, minor: Fraction) -> str:
        """Say between which two amounts one is that is finer than money."""
        below = minor.numerator // minor.denominator
        near = (Fraction(each, self._environment.minor) for each in (below, below + 1))
        return "write " + " or ".join(
            f"`{decimal_text(each, len(str(self._environment.minor)) - 1)}`" for each in near
        )

    def _truth(self, expression: ast.Expression) -> Node:
        node = self._node(expression, Kind.TRUTH)
        if node.kind is not Kind.TRUTH:
            message = f"a condition is needed here, this is {_WORDS[node.kind]}"
            self._fail(expression.span, "E304", message, self._compared(expression, node.kind))
        return node

    def _truths(self, expressions: list[ast.Expression]) -> list[Node]:
        """Give every condition; where some are wrong, all of those are found."""
        found: list[Node] = []
        for expression in expressions:
            try:
                found.append(self._truth(expression))
            except _WrongError:
                continue
        if len(found) < len(expressions):
            raise _WrongError
        return found

    def _two(self, left: ast.Expression, right: ast.Expression, want: Kind | None) -> tuple[Node, Node]:
        """Give two sides of one kind: the side that is not bare decimals decides for the other."""
        if _bare(left) and not _bare(right):
            second = self._node(right, want)
            return self._node(left, second.kind), second
        first = self._node(left, want)
        return first, self._node(right, first.kind)

    def _built(self, span: Span, build: Callable[[], Node], help_: str = "") -> Node:
        try:
            return build()
        except KindMismatchError as error:
            left, right = _WORDS[error.left], _WORDS[error.right]
            message = f"{left} and {right} do not go together with `{error.word}`"
            self._fail(span, "E304", message, help_ or self._beside(error))
            raise _WrongError from error

    def _compare(self, expression: ast.Compare) -> Node:
        left, right = self._two(expression.left, expression.right, None)
        help_ = next((help_ for each in (expression.left, expression.right) for help_ in _bared(each)), "")
        made = self._built(expression.op_span, lambda: t.compare(expression.op, left, right), help_)
        if left.kind in {Kind.TEXT, Kind.TRUTH} and expression.op not in _EQUALITY:
            message = f"{_WORDS[left.kind]} has no order for `{expression.op}`"
            self._fail(expression.op_span, "E304", message, "compare it with `==`, `!=` or `in`")
        self._among(expression.left, expression.right, right)
        self._among(expression.right, expression.left, left)
        return made

    def _in(self, expression: ast.In) -> Node:
        operand = self._node(expression.operand, None)
        choices: list[t.Const] = []
        for written in expression.choices:
            node = self._node(written, operand.kind)
            if not isinstance(node, t.Const):
                self._fail(
                    written.span,
                    "E304",
                    "only values may stand in a list, not facts",
                    "compare two facts with `==`",
                )
                raise _WrongError
            self._among(expression.operand, written, node)
            choices.append(node)
        made = self._built(expression.span, lambda: t.one_of(operand, choices))
        return t.negation(made) if expression.negated else made

    def _among(self, name: ast.Expression, written: ast.Expression, value: Node) -> None:
        """Find a text that the fact it is compared with can never be."""
        if not isinstance(name, ast.Name) or not isinstance(value, t.Const) or value.kind is not Kind.TEXT:
            return
        known = self._environment.names[name.name]
        if known.choices is not None and value.value not in known.choices:
            help_ = did_you_mean(str(value.value), known.choices) or one_of(known.choices)
            self._fail(written.span, "E305", f"`{name.name}` is never `{value.value}`", help_)
        if known.form is not None and not known.form.pattern.fullmatch(str(value.value)):
            message = f"`{name.name}` is never `{value.value}`"
            self._fail(written.span, "E305", message, known.form.sentence)
        if known.form is FORMS["country"] and value.value not in COUNTRIES:
            message, help_ = f"`{name.name}` is never `{value.value}`", country_hint(str(value.value))
            self.findings.append(Finding(written.span, "E305", message, help_, warning=True))

    def _if(self, expression: ast.If, want: Kind | None) -> Node:
        test = self._truth(expression.test)
        then, otherwise = self._two(expression.then, expression.otherwise, want)
        return self._built(expression.otherwise.span, lambda: t.choose(test, then, otherwise))

    def _call(self, expression: ast.Call, want: Kind | None) -> Node:
        first = expression.arguments[0]
        if expression.function == "round":
            return self._round(first, expression.arguments[1], want)
        leading = next((a for a in expression.arguments if not _bare(a)), first)
        kind = self._node(leading, want).kind
        parts = [self._node(argument, kind) for argument in expression.arguments]
        for argument, part in zip(expression.arguments, parts, strict=True):
            self._numeric(argument.span, part)
        made = t.least if expression.function == "min" else t.most
        return self._built(expression.span, lambda: made(*parts))

    def _round(self, argument: ast.Expression, mode: ast.Expression, want: Kind | None) -> Node:
        inner = self._node(argument, want)
        self._numeric(argument.span, inner)
        step = self._environment.money_step if inner.kind is Kind.MONEY else 1
        name = mode.name if isinstance(mode, ast.Name) else Rounding.DOWN
        return t.rounded(inner, Rounding(name), step)


def _chain(expression: ast.Binary) -> list[ast.Expression]:
    """Give the parts of ``a and b and c``, however long, without recursion."""
    parts: list[ast.Expression] = []
    here: ast.Expression = expression
    while isinstance(here, ast.Binary) and here.op == expression.op:
        parts.append(here.right)
        here = here.left
    return [here, *reversed(parts)]


def _bared(expression: ast.Expression) -> Iterator[str]:
    """Give what to write for a number that stands in quotes."""
    if isinstance(expression, ast.Text) and expression.value.replace(".", "", 1).isdecimal():
        yield f"a number has no quotes: `{expression.value}`"


def _bare(expression: ast.Expression) -> bool:
    """Give whether an expression is made of bare decimals only."""
    match expression:
        case ast.Number():
            return True
        case ast.Unary(op="-"):
            return _bare(expression.operand)
        case ast.Binary(op="+" | "-"):
            return _bare(expression.left) and _bare(expression.right)
        case _:
            return False
