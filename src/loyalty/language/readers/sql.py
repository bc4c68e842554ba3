"""The SQL reader: a tree as one expression over integer columns, exact or not at all.

Columns hold numerators, exactly as the compiled function takes them: whole numbers, texts,
truths as 0 and 1, never NULL, and within the bounds of the node that reads them. A refusal
comes out as NULL.

No database divides or rounds here. Every division is ``(a - floormod(a, d)) / d``, which
leaves nothing over and therefore means the same everywhere; the rounding modes are floors
of a shifted numerator. The bounds of every intermediate value choose the narrowest type
that holds it; where none does, `CannotRead` says so: never a wrong number.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import gcd, lcm

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.readers.dialects import DIALECTS, Dialect, DialectName, Width
from loyalty.language.tree import Comparison, Kind, Node

CHARACTERS_MAX = 1_000_000
NEVER, ALWAYS = "(1 = 0)", "(1 = 1)"
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_NESTING = re.compile(r"\b(?:CASE|END)\b|\w*\(|\)")


class CannotRead(ValueError):
    """A tree that this database cannot work out exactly; says why."""


def to_sql(node: Node, dialect: DialectName, column: Callable[[str], str]) -> str:
    """Give the expression whose value is the numerator of ``node`` over ``node.den``.

    ``column`` gives the SQL of a name's column; a sum over lines is asked for as
    ``sum:<name>``, a running sum as ``running:<name>``, ranked as ``ranked:<by>:<name>``. A name
    it does not know it answers with LookupError. Raises CannotRead, also for a name without a column.
    """
    database = DIALECTS[dialect]
    for width in database.widths:
        writer = _Writer(database, width, column)
        text = writer.root(node)
        if database.stack is not None and _open_symbols(text) > database.stack:
            raise CannotRead(f"the expression nests deeper than {dialect} can parse")
        if width.bits is None or writer.widest < 1 << width.bits:
            return text
    bits = writer.widest.bit_length()
    raise CannotRead(f"a value on the way may need {bits} bits, and {dialect} has {width.bits}")


@dataclass(frozen=True, slots=True)
class _Sql:
    """Text of a whole number and the bounds of its value."""

    text: str
    lo: int
    hi: int

    @property
    def size(self) -> int:
        return max(abs(self.lo), abs(self.hi))


class _Writer:
    """Writes one tree for one width and keeps the largest size any intermediate value may have."""

    def __init__(self, dialect: Dialect, width: Width, column: Callable[[str], str]) -> None:
        self.dialect, self.width, self.column = dialect, width, column
        self.widest = 0

    def root(self, node: Node) -> str:
        return self.text(node) if node.kind is Kind.TEXT else self.number(node).text

    # Whole numbers

    def number(self, node: Node) -> _Sql:
        """Give the numerator of ``node``; a truth as 0 or 1."""
        made = self._number(node)
        if len(made.text) > CHARACTERS_MAX:
            raise CannotRead(f"the expression grows past {CHARACTERS_MAX} characters")
        self.widest = max(self.widest, made.size)
        return made

    def _number(self, node: Node) -> _Sql:
        match node:
            case _ if node.kind is Kind.TRUTH and not isinstance(node, t.As):
                return self._zero_or_one(node)
            case t.Const():
                return _Sql(self._cast(_literal(int(node.value))), node.lo, node.hi)
            case t.Read() | t.SumLines() | t.RunningSum():
                return _Sql(self._cast(self._column(node)), node.lo, node.hi)
            case t.As():
                return self.number(node.inner)
            case t.If():
                return _Sql(self._case(node, lambda n: self._aligned(n, node.den).text), node.lo, node.hi)
            case t.Refuse():
                return _Sql(f"CAST(NULL AS {self.width.type})", 0, 0)
            case _:
                return self._arithmetic(node)

    def _arithmetic(self, node: Node) -> _Sql:
        match node:
            case t.Add():
                parts = [self._aligned(part, node.den) for part in node.parts]
                self.widest = max(self.widest, sum(part.size for part in parts))
                return _Sql(_joined([part.text for part in parts], "+"), node.lo, node.hi)
            case t.Sub():
                left, right = self._aligned(node.left, node.den), self._aligned(node.right, node.den)
                return _Sql(f"({left.text} - {right.text})", node.lo, node.hi)
            case t.Mul():
                left, right = self.number(node.left), self.number(node.right)
                return _Sql(f"({left.text} * {right.text})", node.lo, node.hi)
            case t.Least() | t.Most():
                return self._extreme(node)
            case t.Round():
                divisor = node.inner.den * node.step
                whole = self._rounded(self.number(node.inner), _exact(divisor), node.mode)
                return self._scaled(_Sql(whole, node.lo // node.step, node.hi // node.step), node.step)
            case t.Ratio():
                return self._ratio(node)
        raise TypeError(type(node).__name__)

    def _extreme(self, node: t.Least | t.Most) -> _Sql:
        parts = [self._aligned(part, node.den).text for part in node.parts]
        if len(parts) == 1:
            return _Sql(parts[0], node.lo, node.hi)
        word = self.dialect.least if isinstance(node, t.Least) else self.dialect.most
        made = f"{word}({', '.join(parts)})"
        # PostgreSQL and DuckDB pass over NULL here, which would swallow a refusal.
        empty = [text for part, text in zip(node.parts, parts, strict=True) if _may_refuse(part)]
        if empty:
            missing = _joined([f"({text} IS NULL)" for text in empty], "OR")
            made = f"(CASE WHEN {missing} THEN NULL ELSE {made} END)"
        return _Sql(made, node.lo, node.hi)

    def _ratio(self, node: t.Ratio) -> _Sql:
        over, under = node.total.den, node.whole.den * node.part.den
        common = gcd(over, under)
        whole, part, total = (self.number(n) for n in (node.whole, node.part, node.total))
        corners = [a * b for a in (whole.lo, whole.hi) for b in (part.lo, part.hi)]
        product = _Sql(f"({whole.text} * {part.text})", min(corners), max(corners))
        top = self._scaled(product, over // common)
        bottom = self._scaled(total, under // common)
        if bottom.lo < 0:
            negative = f"{bottom.text} < 0"
            top = _Sql(f"(CASE WHEN {negative} THEN -{top.text} ELSE {top.text} END)", -top.size, top.size)
            size = f"(CASE WHEN {negative} THEN -{bottom.text} ELSE {bottom.text} END)"
            bottom = _Sql(size, 0, bottom.size)
        # NULLIF because a planner may work out both branches of a CASE over constants.
        divisor = _Sql(f"NULLIF({bottom.text}, 0)", 1, max(1, bottom.hi))
        share = self._rounded(top, divisor, node.mode)
        return _Sql(f"(CASE WHEN {bottom.text} = 0 THEN 0 ELSE {share} END)", node.lo, node.hi)

    def _aligned(self, node: Node, den: int) -> _Sql:
        return self._scaled(self.number(node), den // node.den)

    def _scaled(self, value: _Sql, factor: int) -> _Sql:
        if factor == 1:
            made = value
        elif value.text.isdigit():
            made = _exact(value.lo * factor)
        else:
            made = _Sql(f"({value.text} * {factor})", value.lo * factor, value.hi * factor)
        self.widest = max(self.widest, made.size, factor)
        return made

    def _plus(self, value: _Sql, other: _Sql) -> _Sql:
        self.widest = max(self.widest, value.size + other.size)
        return _Sql(f"({value.text} + {other.text})", value.lo + other.lo, value.hi + other.hi)

    def _rounded(self, a: _Sql, d: _Sql, mode: Rounding) -> str:
        """Give ``a / d`` rounded, for a positive ``d``.

        down: floor((a + [a<0](d-1)) / d). up: floor((a + [a>0](d-1)) / d).
        half_up: floor((2a + d - [a<0]) / 2d). half_even: the same without the sign, less 1
        where 2a + d is 2d more than a multiple of 4d (a tie whose floor is odd).
        """
        if d.text == "1":
            return a.text
        less_one = _exact(d.lo - 1) if d.text.isdigit() else _Sql(f"({d.text} - 1)", d.lo - 1, d.hi - 1)
        match mode:
            case Rounding.DOWN:
                shift = _when(f"{a.text} < 0", less_one)
                return self._floor(self._plus(a, shift) if a.lo < 0 else a, d)
            case Rounding.UP:
                shift = less_one if a.lo >= 0 else _when(f"{a.text} > 0", less_one)
                return self._floor(self._plus(a, shift) if a.hi > 0 else a, d)
            case Rounding.HALF_UP:
                shifted = self._plus(self._scaled(a, 2), d)
                if a.lo < 0:
                    shifted = self._plus(shifted, _when(f"{a.text} < 0", _exact(-1)))
                return self._floor(shifted, self._scaled(d, 2))
            case Rounding.HALF_EVEN:
                shifted = self._plus(self._scaled(a, 2), d)
                twice, four = self._scaled(d, 2), self._scaled(d, 4)
                odd = f"{self._rest(shifted, four)} = {twice.text}"
                return f"({self._floor(shifted, twice)} - CASE WHEN {odd} THEN 1 ELSE 0 END)"

    def _floor(self, a: _Sql, d: _Sql) -> str:
        self.widest = max(self.widest, a.size + d.hi)
        return self.width.divide.format(f"({a.text} - {self._rest(a, d)})", d.text)

    def _rest(self, a: _Sql, d: _Sql) -> str:
        """Give what is left of ``a`` above a multiple of ``d``, never negative."""
        self.widest = max(self.widest, 2 * d.hi)
        rest = f"({a.text} % {d.text})"
        return rest if a.lo >= 0 else f"(({rest} + {d.text}) % {d.text})"

    # Truths

    def truth(self, node: Node) -> str:
        """Give a condition for ``WHEN``; NULL where it refuses."""
        match node:
            case t.Const():
                return ALWAYS if node.value else NEVER
            case t.Read():
                return f"({self._column(node)} <> 0)"
            case t.Compare():
                return self._compare(node)
            case t.OneOf():
                return self._one_of(node)
            case t.All() | t.Any():
                return self._several(node)
            case t.Not():
                return f"(NOT {self.truth(node.inner)})"
            case t.If():
                return self._case(node, self.truth)
            case t.Refuse():
                return "CAST(NULL AS BOOLEAN)"
            case _:
                return f"({self.number(node).text} <> 0)"

    def _compare(self, node: t.Compare) -> str:
        word = {Comparison.EQ: "=", Comparison.NE: "<>"}.get(node.op, node.op.value)
        if node.left.kind is Kind.TEXT:
            if node.op not in {Comparison.EQ, Comparison.NE}:
                raise CannotRead("texts have no order that every database shares")
            return f"({self.text(node.left)} {word} {self.text(node.right)})"
        den = lcm(node.left.den, node.right.den)
        return f"({self._aligned(node.left, den).text} {word} {self._aligned(node.right, den).text})"

    def _one_of(self, node: t.OneOf) -> str:
        if node.inner.kind is Kind.TEXT:
            inner, choices = self.text(node.inner), [self.text(choice) for choice in node.choices]
        else:
            den = lcm(node.inner.den, *(choice.den for choice in node.choices))
            inner = self._aligned(node.inner, den).text
            choices = [self._aligned(choice, den).text for choice in node.choices]
        return f"({inner} IN ({', '.join(choices)}))" if choices else f"({inner} <> {inner})"

    def _several(self, node: t.All | t.Any) -> str:
        parts = [self.truth(part) for part in node.parts]
        every = isinstance(node, t.All)
        if not _may_refuse(node):
            return _joined(parts, "AND" if every else "OR") if parts else (ALWAYS if every else NEVER)
        # SQL's AND is false for (refused AND false); here the first part that decides counts.
        made = parts[-1]
        for part in reversed(parts[:-1]):
            holds, fails = (made, NEVER) if every else (ALWAYS, made)
            made = f"(CASE WHEN {part} THEN {holds} WHEN NOT {part} THEN {fails} END)"
        return made

    def _zero_or_one(self, node: Node) -> _Sql:
        if isinstance(node, t.Read):
            return _Sql(self._cast(self._column(node)), 0, 1)
        condition = self.truth(node)
        other = f"WHEN NOT {condition} THEN 0" if _may_refuse(node) else "ELSE 0"
        return _Sql(f"(CASE WHEN {condition} THEN 1 {other} END)", 0, 1)

    # Texts and what all kinds share

    def text(self, node: Node) -> str:
        """Give a text."""
        if not self.dialect.texts:
            raise CannotRead("this database is handed no texts")
        match node:
            case t.Const():
                return _quoted(str(node.value))
            case t.Read():
                return self._column(node)
            case t.As():
                return self.text(node.inner)
            case t.If():
                return self._case(node, self.text)
            case t.Refuse():
                return "CAST(NULL AS TEXT)"
        raise TypeError(type(node).__name__)

    def _case(self, node: t.If, render: Callable[[Node], str]) -> str:
        """Write a run of if-else as one CASE, so that a long table does not nest."""
        links: list[str] = []
        rest: Node = node
        while isinstance(rest, t.If):
            condition = self.truth(rest.test)
            links.append(f"WHEN {condition} THEN {render(rest.then)}")
            if _may_refuse(rest.test):
                links.append(f"WHEN NOT {condition} THEN {render(rest.otherwise)}")
                return f"(CASE {' '.join(links)} END)"
            rest = rest.otherwise
        return f"(CASE {' '.join(links)} ELSE {render(rest)} END)"

    def _column(self, node: t.Read | t.SumLines | t.RunningSum) -> str:
        prefix = {t.SumLines: "sum:", t.RunningSum: "running:"}.get(type(node), "")
        prefix = f"ranked:{node.by}:" if isinstance(node, t.RunningSum) and node.by else prefix
        try:
            return self.column(prefix + node.name)
        except LookupError as missing:
            raise CannotRead(f"no column holds `{prefix}{node.name}`") from missing

    def _cast(self, text: str) -> str:
        return f"CAST({text} AS {self.width.type})" if self.dialect.casts else text


def _may_refuse(node: Node) -> bool:
    waiting = [node]
    while waiting:
        found = waiting.pop()
        if isinstance(found, t.Refuse):
            return True
        waiting.extend(t.children(found))
    return False


def _open_symbols(text: str) -> int:
    """Give how many symbols a parser has open at once, at most.

    Before the operand that is being parsed stand ``( a +`` in brackets, ``f ( DISTINCT? list ,``
    in a call, and ``CASE operand? branches WHEN a THEN -`` in a choice.
    """
    opened, most = [0], 0
    for token in _NESTING.findall(_QUOTED.sub("''", text)):
        if token in {")", "END"}:
            opened.pop()
        else:
            opened.append(opened[-1] + {"(": 3, "CASE": 7}.get(token, 5))
            most = max(most, opened[-1])
    return most


def _literal(value: int) -> str:
    return str(value) if value >= 0 else f"({value})"


def _exact(value: int) -> _Sql:
    return _Sql(_literal(value), value, value)


def _when(condition: str, then: _Sql) -> _Sql:
    """Give ``then`` where the condition holds, else 0."""
    return _Sql(f"CASE WHEN {condition} THEN {then.text} ELSE 0 END", min(0, then.lo), max(0, then.hi))


def _joined(parts: Sequence[str], word: str) -> str:
    """Join in halves, since SQLite bounds the depth of an expression at 1000."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return f"({_joined(parts[:middle], word)} {word} {_joined(parts[middle:], word)})"


def _quoted(value: str) -> str:
    if "\0" in value:
        raise CannotRead("a text holds the character NUL, which no database takes")
    escaped = value.replace("'", "''")
    return f"'{escaped}'"
