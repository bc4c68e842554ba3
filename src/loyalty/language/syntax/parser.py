"""The expression language: text to syntax tree, with the place of every part.

    expression  = "if" expression "then" expression "else" expression | either
    either      = both { "or" both }
    both        = negation { "and" negation }
    negation    = "not" negation | comparison
    comparison  = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum | ["not"] "in" "[" sum {"," sum} "]" ]
    sum         = product { ("+" | "-") product }
    product     = sign { "*" sign }
    sign        = "-" sign | primary
    primary     = literal | name | "(" expression ")" | ("min" | "max" | "round") "(" … ")"

No division, no loops, no functions of one's own: every expression ends, and is small
enough to prove things about.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from fractions import Fraction
from typing import Final, NoReturn

from loyalty.kernel.rounding import Rounding
from loyalty.language.findings import Finding, Span, did_you_mean, one_of
from loyalty.language.syntax import syntax_tree as ast
from loyalty.language.syntax.meant import NEEDED, TWO, instead, word_meant
from loyalty.language.texts.scalars import decimal, factor, number_help, percent
from loyalty.language.texts.words import day, day_meant, duration
from loyalty.language.tree import Comparison
from loyalty.language.values import Unit

LENGTH_MAX: Final = 2000
TOKENS_MAX: Final = 300
DEPTH_MAX: Final = 24

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w.]))
  | (?P<time>[0-9]{2}:[0-9]{2}(?![\w.]))
  | (?P<number>[0-9]+(?:\.[0-9]+)?[%x]?(?![\w.]))
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*(?![\w.]))
  | (?P<text>"[^"]*"|'[^']*')
  | (?P<sign>==|!=|<=|>=|[<>+*()\[\],-])
  | (?P<end>$)
  )""",
    re.VERBOSE,
)
_WRONG = re.compile(r"""\s*(?P<wrong>[\w.:%]+|=[<>]|&&|\|\||//|"[^"]*|.)""", re.DOTALL)
_WORDS = frozenset({"and", "or", "not", "in", "if", "then", "else", "true", "false"})
_FUNCTIONS = ("min", "max", "round")
_COMPARISONS = {c.value: c for c in Comparison}
_UNITS = {word for unit in Unit for word in (unit.value, f"{unit.value}s")}


def parse(text: str, place: Span, *, columns: bool = True) -> tuple[ast.Expression | None, list[Finding]]:
    """Give the expression ``text`` spells, or None and the first thing wrong with it.

    ``place`` is where the text's first character stands; without ``columns`` every part
    keeps that place (a text over several lines).
    """
    parser = _Parser(text, place, columns=columns)
    try:
        return parser.parse(), []
    except _SyntaxFindingError as error:
        return None, [error.finding]


class _SyntaxFindingError(Exception):
    """Ends the parsing of one expression."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


class _Parser:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str, place: Span, *, columns: bool) -> None:
        self._text, self._place, self._columns = text, place, columns
        self._depth = 0
        self._next = 0
        self._tokens: list[_Token] = []

    def parse(self) -> ast.Expression:
        self._tokens = self._split()
        expression = self._expression()
        if self._here.kind != "end":
            self._expected("an operator or the end")
        return expression

    def _split(self) -> list[_Token]:
        if len(self._text) > LENGTH_MAX:
            self._fail(0, "E302", f"an expression of more than {LENGTH_MAX} characters", "split the rule")
        tokens: list[_Token] = []
        at = 0
        while not tokens or tokens[-1].kind != "end":
            found = _TOKEN.match(self._text, at)
            if found is None:
                self._wrong_token(at, tokens[-1].text if tokens else "")
            kind = str(found.lastgroup)
            tokens.append(_Token(kind, found[kind], found.start(kind)))
            at = found.end()
            if len(tokens) > TOKENS_MAX:
                self._fail(found.start(kind), "E302", f"more than {TOKENS_MAX} words", "split the rule")
        return tokens

    def _wrong_token(self, at: int, before: str) -> NoReturn:
        found = _WRONG.match(self._text, at)
        wrong = found["wrong"] if found else ""
        start = found.start("wrong") if found else at
        if wrong[:1].isdigit():
            self._fail(start, "E205", f"`{wrong}` is not a number", number_help(wrong))
        if wrong.startswith(('"', "'")):
            self._fail(
                start, "E301", "a text without its closing quotation mark", f"end it with `{wrong[0]}`"
            )
        self._fail(start, "E301", f"unexpected `{wrong}`", instead(wrong, before))

    @property
    def _here(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._here
        self._next += token.kind != "end"
        return token

    def _at(self, *texts: str) -> bool:
        return self._here.kind in {"sign", "name"} and self._here.text in texts

    def _need(self, text: str) -> None:
        if not self._at(text):
            self._expected(f"`{text}`")
        self._take()

    def _span(self, start: int) -> Span:
        return self._place.shifted(start) if self._columns else self._place

    def _fail(self, start: int, code: str, message: str, help_: str = "") -> NoReturn:
        raise _SyntaxFindingError(Finding(self._span(start), code, message, help_))

    def _expected(self, what: str) -> NoReturn:
        token = self._here
        said = "the end of the expression" if token.kind == "end" else f"`{token.text}`"
        help_ = self._slip(what, token) or NEEDED.get(what, f"write {what} there")
        self._fail(token.start, "E301", f"{what} is needed before {said}", help_)

    def _slip(self, what: str, token: _Token) -> str:
        """Say what was meant: a word in capitals, a unit of an amount, a decimal comma, a word of speech."""
        if token.text.lower() in _WORDS - {token.text}:
            return f"write `{token.text.lower()}`"
        before = self._tokens[self._next - 1] if self._next else token
        follows = self._tokens[self._next + 1].text if token.kind != "end" else ""
        if what == "an operator or the end" and token.kind != "text":
            meant = word_meant(before.text, token.text, follows)
            if meant:
                return meant
        is_unit = token.kind == "name" and token.text.isalpha() and token.text not in _WORDS | _UNITS
        after = self._tokens[self._next + 1] if token.text == "," else token
        if before.kind == after.kind == "number" and token.text == ",":
            return number_help(f"{before.text},{after.text}")
        return number_help(f"{before.text} {token.text}") if before.kind == "number" and is_unit else ""

    def _expression(self) -> ast.Expression:
        self._depth += 1
        if self._depth > DEPTH_MAX:
            self._fail(self._here.start, "E302", f"more than {DEPTH_MAX} levels deep", "split the rule")
        expression = self._if() if self._at("if") else self._chain("or")
        self._depth -= 1
        return expression

    def _if(self) -> ast.Expression:
        span = self._span(self._take().start)
        test = self._expression()
        self._need("then")
        then = self._expression()
        self._need("else")
        return ast.If(test, then, self._expression(), span=span)

    def _chain(self, word: str) -> ast.Expression:
        inner = self._negation if word == "and" else self._both
        left = inner()
        while self._at(word):
            operator = self._span(self._take().start)
            left = ast.Binary(word, left, inner(), operator, span=left.span)
        return left

    def _both(self) -> ast.Expression:
        return self._chain("and")

    def _negation(self) -> ast.Expression:
        if not self._at("not"):
            return self._comparison()
        span = self._span(self._take().start)
        return ast.Unary("not", self._deeper(self._negation), span=span)

    def _comparison(self) -> ast.Expression:
        left = self._sum()
        if self._at("in", "not"):
            return self._in(left)
        if self._here.text not in _COMPARISONS or self._here.kind != "sign":
            return left
        token = self._take()
        if token.text == "<" and self._at(">"):
            self._fail(token.start, "E301", "unexpected `<>`", "write `!=`")
        if self._at("[") and token.text in {"==", "!="}:
            help_ = "write `in […]`" if token.text == "==" else "write `not in […]`"
            self._fail(token.start, "E301", f"a list behind `{token.text}`", help_)
        right = self._sum()
        if self._here.kind == "sign" and self._here.text in _COMPARISONS:
            self._fail(self._here.start, "E301", "two comparisons in a row", "join them with `and`")
        return ast.Compare(_COMPARISONS[token.text], left, right, self._span(token.start), span=left.span)

    def _in(self, operand: ast.Expression) -> ast.Expression:
        negated = self._at("not")
        if negated:
            self._take()
        self._need("in")
        self._need("[")
        choices = [self._sum()]
        while self._at(","):
            self._take()
            choices.append(self._sum())
        self._need("]")
        return ast.In(operand, tuple(choices), negated, span=operand.span)

    def _sum(self) -> ast.Expression:
        left = self._product()
        while self._at("+", "-"):
            token = self._take()
            left = ast.Binary(token.text, left, self._product(), self._span(token.start), span=left.span)
        return left

    def _product(self) -> ast.Expression:
        left = self._sign()
        while self._at("*"):
            token = self._take()
            left = ast.Binary("*", left, self._sign(), self._span(token.start), span=left.span)
        return left

    def _sign(self) -> ast.Expression:
        if not self._at("-"):
            return self._primary()
        span = self._span(self._take().start)
        return ast.Unary("-", self._deeper(self._sign), span=span)

    def _deeper(self, inner: Callable[[], ast.Expression]) -> ast.Expression:
        self._depth += 1
        if self._depth > DEPTH_MAX:
            self._fail(self._here.start, "E302", f"more than {DEPTH_MAX} levels deep", "split the rule")
        expression = inner()
        self._depth -= 1
        return expression

    def _primary(self) -> ast.Expression:
        token = self._here
        span = self._span(token.start)
        if token.kind == "sign" and token.text == "(":
            self._take()
            inner = self._expression()
            self._need(")")
            return inner
        if token.kind == "name" and token.text not in _WORDS - {"true", "false"}:
            return self._name(self._take(), span)
        if token.kind in {"date", "time", "number", "text"}:
            return self._literal(self._take(), span)
        return self._expected("a value")

    def _name(self, token: _Token, span: Span) -> ast.Expression:
        if token.text in {"true", "false"}:
            return ast.Truth(token.text == "true", span=span)
        if not self._at("("):
            return ast.Name(token.text, span=span)
        if token.text not in _FUNCTIONS:
            help_ = (
                did_you_mean(token.text, _FUNCTIONS) or f"there are {', '.join(f'`{f}`' for f in _FUNCTIONS)}"
            )
            self._fail(token.start, "E301", f"unknown function `{token.text}`", help_)
        return self._call(token, span)

    def _call(self, token: _Token, span: Span) -> ast.Expression:
        self._need("(")
        arguments = [self._expression()]
        while self._at(","):
            self._take()
            arguments.append(self._expression())
        self._need(")")
        if len(arguments) < 2 or (token.text == "round" and len(arguments) > 2):  # noqa: PLR2004  # two sides
            self._fail(token.start, "E301", f"`{token.text}` takes two values", TWO[token.text])
        mode = arguments[1]
        if token.text == "round" and not (isinstance(mode, ast.Name) and mode.name in set(Rounding)):
            help_ = one_of(Rounding)
            raise _SyntaxFindingError(Finding(mode.span, "E204", "not a way to round", help_))
        return ast.Call(token.text, tuple(arguments), span=span)

    def _literal(self, token: _Token, span: Span) -> ast.Expression:
        if token.kind == "number" and self._here.kind == "name" and self._here.text in _UNITS:
            unit = self._take()
            length = duration(f"{token.text} {unit.text}")
            if length is None:
                self._fail(
                    token.start,
                    "E208",
                    f"`{token.text} {unit.text}` is not a length of time",
                    "such as `14 days`",
                )
            return ast.Length(length, span=span)
        literal = literal_of(token.text[1:-1] if token.kind == "text" else token.text, token.kind, span)
        if literal is None:
            what = {"date": "a date", "time": "a time of day"}.get(token.kind, "a number")
            code = "E205" if token.kind == "number" else "E207"
            self._fail(
                token.start, code, f"`{token.text}` is not {what}", literal_help(token.text, token.kind)
            )
        return literal


def literal_help(text: str, kind: str) -> str:
    """Say what to write instead of a literal of a kind that is none."""
    return {"date": day_meant(text), "time": "such as `09:30`"}.get(kind, number_help(text))


def literal_of(text: str, kind: str, span: Span) -> ast.Expression | None:
    """Give the literal of a token's text; None where it is none, such as ``2026-13-01``."""
    if kind == "text":
        return ast.Text(text, span=span)
    if kind == "date":
        value = day(text)
        return None if value is None else ast.Day(value, span=span)
    if kind == "time":
        hour, _, minute = text.partition(":")
        valid = int(hour) < 24 and int(minute) < 60  # noqa: PLR2004  # hours of a day, minutes of an hour
        return ast.TimeOfDay(time(int(hour), int(minute)), span=span) if valid else None
    rate: Fraction | None = percent(text) if text.endswith("%") else factor(text)
    if rate is not None:
        return ast.Rate(rate, text, span=span)
    return None if decimal(text) is None else ast.Number(text, span=span)
