"""Types of values made of others: lists, maps, dated values, texts in languages, expressions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from typing import Final

from loyalty.language.dated import Dated, Origin
from loyalty.language.findings import Finding, Span, did_you_mean, meant, nearest
from loyalty.language.shapes.fields import NeverWritten
from loyalty.language.syntax import conditions, parser
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.texts.documents import Entries, Items, Node, Scalar
from loyalty.language.texts.scalars import FAILED, Failed, Reader, Reading, Schema, maybe_thousands
from loyalty.language.texts.words import DATE, AnyText, day
from loyalty.language.values import LocalText

VALUES_MAX = 100
_WITH_POINT: Final = re.compile(r"""(?<![\w.\-"'])[1-9][0-9]{0,2}\.000(?![\w.%"'-])""")
_ORIGIN_KEYS = ("value", "source", "because")


@dataclass(frozen=True, slots=True)
class ListReader:
    """A list of one type; ``single`` lets one value, or one map ``of_maps``, stand without the brackets."""

    inner: Reader
    single: bool = False
    non_empty: bool = False
    of_maps: bool = False

    def read(self, node: Node, into: Reading) -> tuple[object, ...] | Failed:
        """Give the values as a tuple."""
        if self.single and isinstance(node, Entries if self.of_maps else Scalar):
            node = Items(node.span, (node,))
        if not isinstance(node, Items):
            return into.fail(
                node, "E203", "a list is needed here", "write it in `[…]` or line by line with `-`"
            )
        if self.non_empty and not node.nodes:
            return into.fail(node, "E217", "the list is empty", "write at least one, or take the key out")
        values = tuple(self.inner.read(item, into) for item in node.nodes)
        return FAILED if FAILED in values else values

    def schema(self) -> Schema:
        """Give an array, or the single value too."""
        array: Schema = {"type": "array", "items": self.inner.schema()}
        if self.non_empty:
            array["minItems"] = 1
        return {"anyOf": [self.inner.schema(), array]} if self.single else array


@dataclass(frozen=True, slots=True)
class MapReader:
    """A map of free names to values of one type."""

    inner: Reader

    def read(self, node: Node, into: Reading) -> dict[str, object] | Failed:
        """Give the values by name."""
        if not isinstance(node, Entries):
            return into.fail(node, "E203", "a map of names to values is needed here", "such as `name: value`")
        return self.read_pairs(node.pairs, into)

    def read_pairs(self, pairs: Sequence[tuple[Scalar, Node]], into: Reading) -> dict[str, object] | Failed:
        """Give the values of some of the keys of a map."""
        values = {key.text: self.inner.read(value, into) for key, value in pairs}
        return FAILED if FAILED in values.values() else values

    def schema(self) -> Schema:
        """Give an object with free keys."""
        return {"type": "object", "additionalProperties": self.inner.schema()}


@dataclass(frozen=True, slots=True)
class DatedReader:
    """One value, or a map of first days to values, each with its source if wanted."""

    inner: Reader

    def read(self, node: Node, into: Reading) -> Dated[object] | Failed:
        """Give the dated value."""
        if not isinstance(node, Entries):
            value = self.inner.read(node, into)
            return FAILED if value is FAILED else Dated(((None, value),), (Origin(),), (node.span,))
        if not node.pairs:
            return into.fail(node, "E215", "no value", "write `2026-01-01: value`")
        if len(node.pairs) > VALUES_MAX:
            return into.fail(node, "E215", f"more than {VALUES_MAX} dated values", "leave out what is past")
        found = [self._entry(key, value, into) for key, value in node.pairs]
        entries = [entry for entry in found if entry is not None]
        if len(entries) < len(found):
            return FAILED
        for before, after in pairwise(entries):
            if after[0] <= before[0]:
                return into.fail(
                    node, "E215", f"`{after[0]}` does not come after `{before[0]}`", "earliest first"
                )
        return Dated(
            tuple((first, value) for first, value, _, _ in entries),
            tuple(origin for _, _, origin, _ in entries),
            tuple(place for _, _, _, place in entries),
        )

    def _entry(self, key: Scalar, node: Node, into: Reading) -> tuple[date, object, Origin, Span] | None:
        first = day(key.text)
        if first is None:
            into.fail(
                key, "E215", f"`{key.text}` is not a date", "values by the first day of each: `2026-01-01`"
            )
            return None
        origin = Origin()
        if isinstance(node, Entries):
            origin = _origin(node, into)
            inner = node.get("value")
            if inner is None:
                into.fail(node, "E202", "the key `value` is missing", "write it beside the other keys")
                return None
            node = inner
        value = self.inner.read(node, into)
        return None if value is FAILED else (first, value, origin, node.span)

    def schema(self) -> Schema:
        """Give the value, or an object of dates."""
        inner = self.inner.schema()
        sourced = {
            "type": "object",
            "properties": {
                "value": {"description": "the value from this day on", **inner},
                "source": {"type": "string", "description": "where the value is from"},
                "because": {"type": "string", "description": "why it changes on this day"},
            },
            "required": ["value"],
            "additionalProperties": False,
        }
        by_day = {
            "type": "object",
            "patternProperties": {
                f"^{DATE}$": {
                    "description": "the value from this day on, until the next day that is named",
                    "anyOf": [inner, sourced],
                }
            },
            "additionalProperties": False,
            "minProperties": 1,
        }
        return {"anyOf": [inner, by_day]}


def _origin(node: Entries, into: Reading) -> Origin:
    texts = {}
    for key, value in node.pairs:
        if key.text not in _ORIGIN_KEYS:
            into.fail(
                key, "E201", f"unknown key `{key.text}`", meant(key.text, _ORIGIN_KEYS, "write `value`")
            )
        elif key.text != "value":
            texts[key.text] = AnyText().read(value, into)
    return Origin(**{name: text for name, text in texts.items() if isinstance(text, str)})


@dataclass(frozen=True, slots=True)
class LocalTextReader:
    """A text in every language of the programme."""

    def read(self, node: Node, into: Reading) -> LocalText | Failed:
        """Give the texts by language; none may be missing, none may be foreign."""
        if not isinstance(node, Entries):
            example = ", ".join(f"{language}: …" for language in into.languages)
            return into.fail(node, "E203", "a text in each language is needed here", f"write `{{{example}}}`")
        into.texts.append(frozenset(key.text for key, _ in node.pairs))
        foreign = [key for key, _ in node.pairs if into.languages and key.text not in into.languages]
        texts = {key.text: AnyText().read(value, into) for key, value in node.pairs if key not in foreign}
        missing = [language for language in into.languages if language not in texts]
        misspelt: set[str] = set()
        cut = {key.text for key, value in node.pairs if isinstance(value, Scalar) and not value.text}
        for key in foreign:
            alone = missing[0] if len(missing) == len(foreign) == 1 else ""
            misspelt.add(nearest(key.text, missing) or alone)
            near = did_you_mean(key.text, missing) or (
                f"write `{alone}`" if alone else "add it to `languages`"
            )
            if key.text in cut:
                near = _COMMA
            message = f"`{key.text}` is not a language of the programme"
            into.fail(key, "E211", message, _widely(key.text) or near)
        for language in missing:
            if language not in misspelt:
                help_ = f"write `{language}: …` beside it"
                into.fail(node, "E211", f"the text in `{language}` is missing", help_)
        if missing or FAILED in texts.values():
            return FAILED
        return {language: str(text) for language, text in texts.items()}

    def schema(self) -> Schema:
        """Give an object of languages."""
        return {
            "type": "object",
            "additionalProperties": {
                "type": "string",
                "minLength": 1,
                "description": "the text in this language, one of `languages`",
            },
            "minProperties": 1,
            "examples": [{"en": "Spring weeks", "zh-CN": "春季活动"}],
        }


@dataclass(frozen=True, slots=True)
class SaidReader:
    """An address, which is the same in every language, or a text in every language of the programme."""

    def read(self, node: Node, into: Reading) -> str | LocalText | Failed:
        """Give the text, or the texts by language."""
        if isinstance(node, Entries):
            return LocalTextReader().read(node, into)
        return AnyText().read(node, into)

    def schema(self) -> Schema:
        """Give a text, or an object of languages."""
        return {"anyOf": [AnyText().schema(), LocalTextReader().schema()]}


@dataclass(frozen=True, slots=True)
class ExpressionReader:
    """An expression, as text or spelt as `{all: …, any: …}`."""

    def read(self, node: Node, into: Reading) -> Expression | Failed:
        """Give the syntax tree."""
        if isinstance(node, Scalar):
            if not node.text.strip():
                return into.fail(
                    node, "E217", "no value where an expression is needed", "write one, or take the key out"
                )
            found = parser.parse(node.text, node.content_span, columns=not node.folded)
        else:
            found = conditions.parse(node)
        expression, findings = found
        into.findings.extend(findings)
        into.findings.extend(_thousands(node))
        return FAILED if expression is None else expression

    def schema(self) -> Schema:
        """Give a text, or the form's spelling."""
        return {
            "anyOf": [{"type": ["string", "number", "boolean"]}, {"$ref": "#/definitions/condition"}],
            "examples": ['order.channel in ["app", "web"] and order.total >= 25.00', "line.amount"],
        }


def _thousands(node: Node) -> Iterator[Finding]:
    """Warn of whole numbers of a condition that are written as many write thousands."""
    match node:
        case Scalar(folded=False):
            for number in _WITH_POINT.finditer(node.text):
                yield from maybe_thousands(number[0], node.content_span.shifted(number.start()))
        case Items():
            yield from chain.from_iterable(map(_thousands, node.nodes))
        case Entries():
            yield from chain.from_iterable(_thousands(value) for _, value in node.pairs)


def _widely(text: str) -> str:
    """Say what to write for a key whose colon is a wide one; nothing where it has none."""
    return "write `:` and a blank, not `\N{FULLWIDTH COLON}`" if "\N{FULLWIDTH COLON}" in text else ""


def unknown_key(
    key: Scalar, known: list[str], never: Iterable[NeverWritten] = (), *, bare: bool = False
) -> Finding:
    """Give the finding for a key the shape does not have, by the code of what it says where that is never.

    One that is ``bare`` has no value.
    """
    for each in never:
        if each.is_said_by(key.text):
            return Finding(key.span, each.code, each.message, each.help)
    keys = _COMMA if bare else f"the keys here are {', '.join(f'`{name}`' for name in known)}"
    help_ = _widely(key.text) or _cut_off(key.text) or did_you_mean(key.text, known) or keys
    return Finding(key.span, "E201", f"unknown key `{key.text}`", help_)


_COMMA: Final = "a comma begins the next key: put a text with a comma in quotes, and a list in `[…]`"


def _cut_off(key: str) -> str:
    """Say what a key was before YAML cut it off: the decimals of a number, or a key with its value."""
    if key[:1].isdigit():
        return "inside `{…}` a comma begins the next key; decimals stand behind a point, as in `12.50`"
    return "write a blank behind `:`" if ":" in key else ""
