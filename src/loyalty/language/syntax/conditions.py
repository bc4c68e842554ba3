"""The second spelling of a condition, which a form can write; it gives the same syntax tree.

    {all: [{fact: order.channel, in: [app, web]}, {fact: order.total, at_least: 25.00}]}

A plain value is a number, rate, date or truth value where it reads as one, else a text.
"""

import re
from typing import Final

from loyalty.language.findings import Finding, Span, did_you_mean
from loyalty.language.syntax import syntax_tree as ast
from loyalty.language.syntax.parser import DEPTH_MAX, literal_help, literal_of
from loyalty.language.texts.documents import Entries, Items, Node, Scalar
from loyalty.language.texts.scalars import Schema
from loyalty.language.tree import Comparison

_GROUPS: Final = {"all": "and", "any": "or"}
_COMPARISONS: Final = {
    "is": Comparison.EQ,
    "at_least": Comparison.GE,
    "at_most": Comparison.LE,
    "below": Comparison.LT,
    "above": Comparison.GT,
}
_TESTS: Final = (*_COMPARISONS, "in", "between")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
_LITERALS: Final = (
    ("date", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),
    ("time", re.compile(r"[0-9]{2}:[0-9]{2}")),
    ("number", re.compile(r"[0-9]+(?:\.[0-9]+)?[%x]?")),
)


def parse(node: Node) -> tuple[ast.Expression | None, list[Finding]]:
    """Give the expression the node spells, or None and what is wrong with it."""
    reading = _Conditions()
    expression = reading.condition(node, 0)
    return (None if reading.findings else expression), reading.findings


class _Conditions:
    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def condition(self, node: Node, depth: int) -> ast.Expression | None:
        """Give a group's or a single test's expression."""
        if not isinstance(node, Entries) or not node.pairs:
            return self._fail(
                node.span, "E203", "a condition is an expression or a map", "such as `{all: […]}`"
            )
        if depth > DEPTH_MAX:
            return self._fail(node.span, "E302", f"more than {DEPTH_MAX} levels deep", "split the rule")
        if node.get("fact") is not None:
            return self._test(node)
        parts = [self._group(key, value, depth) for key, value in node.pairs]
        return _joined("and", [part for part in parts if part is not None], node.span)

    def _fail(self, span: Span, code: str, message: str, help_: str = "") -> ast.Expression | None:
        """Keep a finding; there is no expression then."""
        self.findings.append(Finding(span, code, message, help_))
        return None

    def _group(self, key: Scalar, value: Node, depth: int) -> ast.Expression | None:
        if key.text not in _GROUPS:
            help_ = did_you_mean(key.text, [*_GROUPS, "fact"]) or "a condition has `all`, `any` or `fact`"
            return self._fail(key.span, "E201", f"unknown key `{key.text}`", help_)
        if not isinstance(value, Items) or not value.nodes:
            return self._fail(
                value.span, "E203", f"`{key.text}` needs a list of conditions", "write each behind `-`"
            )
        parts = [self.condition(item, depth + 1) for item in value.nodes]
        return _joined(_GROUPS[key.text], [part for part in parts if part is not None], value.span)

    def _test(self, node: Entries) -> ast.Expression | None:
        name = node.get("fact")
        if not isinstance(name, Scalar) or not _NAME.fullmatch(name.text):
            return self._fail(node.span, "E212", "`fact` needs the name of a fact", "such as `order.total`")
        fact = ast.Name(name.text, span=name.span)
        parts = [self._compare(fact, key, value) for key, value in node.pairs if key.text != "fact"]
        if not parts:
            return self._fail(node.span, "E202", f"no test of `{name.text}`", "such as `is` or `at_least`")
        return _joined("and", [part for part in parts if part is not None], node.span)

    def _compare(self, fact: ast.Name, key: Scalar, value: Node) -> ast.Expression | None:
        if key.text not in _TESTS:
            help_ = did_you_mean(key.text, _TESTS) or f"the tests are {', '.join(f'`{t}`' for t in _TESTS)}"
            return self._fail(key.span, "E201", f"unknown key `{key.text}`", help_)
        if key.text in _COMPARISONS:
            literal = self._literal(value)
            return literal and ast.Compare(_COMPARISONS[key.text], fact, literal, key.span, span=fact.span)
        if not isinstance(value, Items) or not value.nodes:
            return self._fail(value.span, "E203", f"`{key.text}` needs a list", "write it in `[…]`")
        literals = [one for item in value.nodes if (one := self._literal(item)) is not None]
        if len(literals) < len(value.nodes):
            return None
        if key.text == "in":
            return ast.In(fact, tuple(literals), span=fact.span)
        if len(literals) != 2:  # noqa: PLR2004  # two ends
            return self._fail(value.span, "E203", "`between` needs two values", "both are inside")
        low, high = literals
        at_least = ast.Compare(Comparison.GE, fact, low, key.span, span=fact.span)
        at_most = ast.Compare(Comparison.LE, fact, high, key.span, span=fact.span)
        return ast.Binary("and", at_least, at_most, key.span, span=fact.span)

    def _literal(self, node: Node) -> ast.Expression | None:
        if not isinstance(node, Scalar) or not (node.text or node.quoted):
            return self._fail(node.span, "E203", "one value is needed here", "write one, not a list or a map")
        if node.quoted:
            return ast.Text(node.text, span=node.span)
        if node.text in {"true", "false"}:
            return ast.Truth(node.text == "true", span=node.span)
        kind = next((kind for kind, form in _LITERALS if form.fullmatch(node.text)), "text")
        literal = literal_of(node.text, kind, node.span)
        if literal is None:
            return self._fail(
                node.span, "E205", f"`{node.text}` is not a {kind}", literal_help(node.text, kind)
            )
        return literal


def _joined(word: str, parts: list[ast.Expression], span: Span) -> ast.Expression | None:
    if not parts:
        return None
    joined = parts[0]
    for part in parts[1:]:
        joined = ast.Binary(word, joined, part, part.span, span=span)
    return joined


_MEANINGS: Final = {
    "is": "the fact has this value",
    "at_least": "the fact is this or more",
    "at_most": "the fact is this or less",
    "below": "the fact is less than this",
    "above": "the fact is more than this",
    "in": "the fact has one of these values",
    "between": "the fact is one of these two values, or between them",
    "fact": "the fact that is tested, as `facts` names it",
    "all": "every one of these must hold",
    "any": "one of these must hold",
}


def schema() -> Schema:
    """Give the JSON Schema of this spelling, to which ``condition`` refers."""
    value = {"type": ["string", "number", "boolean"]}
    tests: Schema = dict.fromkeys(_COMPARISONS, value)
    tests["in"] = {"type": "array", "items": value, "minItems": 1}
    tests["between"] = {"type": "array", "items": value, "minItems": 2, "maxItems": 2}
    group = {"type": "array", "items": {"$ref": "#/definitions/condition"}, "minItems": 1}
    return {
        "description": "A condition that a form can write: a test of a fact, or `all` and `any` of several.",
        "oneOf": [
            {
                "type": "object",
                "properties": _told({"fact": {"type": "string"}, **tests}),
                "required": ["fact"],
                "minProperties": 2,
                "additionalProperties": False,
            },
            {
                "type": "object",
                "properties": _told(dict.fromkeys(_GROUPS, group)),
                "minProperties": 1,
                "additionalProperties": False,
            },
        ],
    }


def _told(properties: Schema) -> Schema:
    """Give the keys with what each means, and with an example."""
    return {
        key: {
            "title": f"condition: {key}",
            "description": _MEANINGS[key],
            "markdownDescription": _MEANINGS[key],
            "examples": [_EXAMPLES.get(key, 25)],
            **schema,
        }
        for key, schema in properties.items()
    }


_EXAMPLES: Final[Schema] = {
    "fact": "order.channel",
    "is": "app",
    "in": ["app", "web"],
    "between": [10, 99],
    "all": [{"fact": "order.channel", "is": "app"}],
    "any": [{"fact": "order.channel", "is": "app"}],
}
