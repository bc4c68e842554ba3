"""Recorded steps looked at by name: exact values, formulas, the facts behind them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from loyalty.decision.decide import Decision
from loyalty.language import tree as t
from loyalty.language.facts import VOUCHER
from loyalty.language.occasions.belonging import SEGMENT
from loyalty.language.occasions.benefits import BENEFIT, benefits_of
from loyalty.language.occasions.moments import EVENT, HOUR
from loyalty.language.readers.formula import Formula, to_formula
from loyalty.language.readers.interpreter import evaluate
from loyalty.language.readers.missing import Exact, Missing, Reading
from loyalty.language.readers.python import Value, Values
from loyalty.language.readers.sheet_index import WRITTEN_MAX, SheetIndex, StepShape, indexed, number_text
from loyalty.language.readers.words import Language, decimal_text, default_names, in_words
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.sheet import Formula as Step
from loyalty.language.sheet import Input, Scope, names_summed
from loyalty.language.texts.fact_words import FACTS_SINCE_3
from loyalty.language.tree import Kind, Node
from loyalty.pricing.rows import COUPON, add_on_name, cell_of, quantity_name

VERSION = 4
"""Which version of explanations is told.

1 was told without seller, market, channel, status, rights, alternatives and with personal values; 2 called
by their ids what has a name since: meters, add-ons, coupons, vouchers, benefits, some built-in facts;
3 did not say which checks ran.
"""
REMADE = (2, 3, VERSION)
"""The versions that this release makes again to the byte."""
NAMED_SINCE = 3
"""Since which version of explanations parts of a programme are called by their names."""
_HOURS = ([["read", HOUR]], [["read", f"{EVENT}hour"]])


def label_of(name: str, shape: ProgrammeShape) -> str:
    """Give how sensitive a fact is; what the engine itself knows of a member is ``membership``."""
    declared = shape.facts.get(name)
    if declared is not None:
        return declared.label or "transaction"
    return "membership" if name.startswith(("member.", "history.")) else "transaction"


def name_of(name: str, shape: ProgrammeShape) -> Mapping[str, str]:
    """Give what members read for a fact, by language; nothing where the programme does not say.

    Of a meter, an add-on, a coupon, a voucher and a benefit it is the name of what the fact is about.
    """
    declared = shape.facts.get(name)
    if declared is not None:
        return declared.name or {}
    before = next((each for each in _PARTS if name.startswith(each)), "")
    if not before:
        return {}
    about = name.removeprefix(before).partition(".")[0]
    return next((said for part, said in _PARTS[before](shape) if part == about), {})


def words_of(name: str, shape: ProgrammeShape) -> dict[str, dict[str, str]]:
    """Give what members read for the values of a fact, by value and language; nothing where nobody says."""
    declared = shape.facts.get(name)
    return {word: dict(said) for word, said in (declared.words or {}).items()} if declared else {}


def _meters(shape: ProgrammeShape) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Give meters with their names; of one that has none, the name a charge for it has."""
    yield from ((meter.id, meter.name) for meter in shape.meters if meter.name)
    charges = (charge for plan in shape.plans for charge in plan.usage)
    yield from ((charge.meter, charge.name) for charge in charges if charge.name)


def _add_ons(shape: ProgrammeShape) -> Iterator[tuple[str, Mapping[str, str]]]:
    return ((each.id, each.name) for plan in shape.plans for each in plan.add_ons)


_PARTS: Mapping[str, Callable[[ProgrammeShape], Iterable[tuple[str, Mapping[str, str]]]]] = {
    SEGMENT: lambda shape: ((each.id, each.name) for each in shape.segments),
    quantity_name(""): _meters,
    "cell.": _meters,
    add_on_name(""): _add_ons,
    COUPON: lambda shape: ((each.id, each.name) for each in shape.coupons),
    VOUCHER: lambda shape: ((each.id, each.name) for each in shape.vouchers),
    BENEFIT: lambda shape: ((each, given.name) for each, given in benefits_of(shape).items()),
}
"""The parts of a programme with their names, by what stands before their ids in the names of facts."""
_HELD = (COUPON, VOUCHER)
"""Of these a condition asks whether one is held, which their names alone do not say."""


def index_of(decision: Decision) -> SheetIndex:
    """Give what was found of a decision's sheet before."""
    return indexed(decision.part.compiled, cell_of)


class Trace:
    """One decision's steps by formula name; ``index`` counts lines from 0 and is None for the order."""

    def __init__(self, decision: Decision, version: int = VERSION) -> None:
        """Look at ``decision``, to tell of it in a document of a ``version``."""
        self.decision, self.version = decision, version
        self.compiled = decision.part.compiled
        self.index = index_of(decision)
        self.formulas, self.inputs = self.index.formulas, self.index.inputs
        self.lines = decision.situation.lines
        self._ids = tuple(line.id for line in self.lines)
        order = self.index.of_order(decision.situation.order, decision.steps)
        self._rows = [
            self.index.of_line(row, line.values, decision.steps, order) for row, line in enumerate(self.lines)
        ] or [order]

    def number(self, name: str, index: int | None) -> Fraction:
        """Give a formula's exact value: minor units, points, or a plain number; truths are 0 or 1."""
        return _fraction(int(self._rows[index or 0][name]), self.formulas[name].tree.den)

    def exact(self, name: str, index: int | None) -> int | Fraction:
        """Give the same number, as an int where it can only be a whole one."""
        value, over = int(self._rows[index or 0][name]), self.formulas[name].tree.den
        return value if over == 1 else _fraction(value, over)

    def is_zero(self, name: str, index: int | None) -> bool:
        """Give whether a formula comes to nothing, or does not hold."""
        return not self._rows[index or 0][name]

    def fact(self, name: str, index: int | None) -> Fraction:
        """Give an input's exact number."""
        return _fraction(int(self._rows[index or 0][name]), self.inputs[name].node.den)

    def text(self, name: str) -> str:
        """Give the text of an order's input."""
        return str(self._rows[0][name])

    def major(self, minor: Fraction) -> str:
        """Give minor units as decimal text in major units, at least as fine as the currency."""
        exponent = self.decision.programme.currency.exponent
        return decimal_text(minor / 10**exponent, exponent)

    def step_id(self, name: str, index: int | None) -> str:
        """Give the id of a value in the document: the name, with the line's id in brackets."""
        if index is None or self.index.scopes[name] is Scope.ORDER:
            return name
        return f"{name}[{self._ids[index]}]"

    def steps(self) -> Iterator[dict[str, Any]]:
        """Give every step, each after the steps it reads."""
        order, passes = self.decision.steps.order, self.decision.steps.passes
        for shape in self.index.steps:
            at, begun = shape.slots.pass_no, self.index.begun(shape)
            for row in self._rows_of(shape.formula):
                if shape.cell is None or self._holds(shape.formula.name, row):
                    # Of a sum the ids of all lines stand in it, else that of its own.
                    key = (row, self._ids) if shape.sums else None if row is None else self._ids[row]
                    first = begun.get(key)
                    if first is None:
                        first = self._begun(shape, row)
                        if not shape.of_cells:
                            self.index.begin(shape, key, first)
                    yield _filled(first.copy(), shape, order if at is None else passes[at][row or 0])

    def _holds(self, name: str, index: int | None) -> bool:
        """Whether a formula is of the row at all: a row has the formulas of its own cell only."""
        cell = self.index.cells.get(name)
        if cell is None or index is None:
            return True
        return self._rows[index][cell[0]] == cell[1]

    def _told(self, tree: Node, index: int | None) -> Node:
        """Give a sum, of one amount too, without those of cells that the row is not of, which are all 0."""
        if not isinstance(tree, t.Add | t.Read):
            return tree
        parts = t.children(tree) if isinstance(tree, t.Add) else (tree,)
        kept = [part for part in parts if not isinstance(part, t.Read) or self._holds(part.name, index)]
        return tree if len(kept) == len(parts) else t.add(t.const(tree.kind, 0), *kept)

    def facts(self) -> dict[str, str]:
        """Give every fact by id, numbers as fraction text."""
        return self._facts

    @cached_property
    def _facts(self) -> dict[str, str]:
        return {
            self.step_id(item.name, index): self._text(item.name, index)
            for item in self.compiled.sheet.inputs
            for index in self._rows_of(item)
        }

    def failed(self, test: Node, index: int | None, parts: Iterable[Missing]) -> dict[str, Any]:
        """Give a condition that did not hold: in prefix arrays and words, what it looked at and lacks."""
        return {
            "formula": self.index.written(test, self._ids, index, lambda: self._formula(test, index)),
            "needed": self.asked(test),
            "was": self._was(test, index),
            "missing": [self._missing(part, index) for part in parts],
        }

    def asked(self, test: Node) -> dict[str, str]:
        """Give a condition of the programme in words, by language; segments are called what members read."""
        if self.version < NAMED_SINCE:  # what is kept of a sheet is in the words of now
            return self._in_words(test)
        return dict(self.index.said(test, lambda: self._in_words(test)))

    def _in_words(self, test: Node) -> dict[str, str]:
        money = self.decision.programme.currency
        spoken: dict[str, Language] = {"zh-CN": "zh-CN"}
        return {
            language: in_words(
                test,
                spoken.get(language, "en"),
                money.code,
                money.exponent,
                self._called,
                values=self._worded,
            )
            for language in self.decision.programme.shape.languages
        }

    def _called(self, name: str, language: Language) -> str:
        names = {} if name.startswith(_HELD) else self.name(name)
        unnamed = self.version < NAMED_SINCE and name in FACTS_SINCE_3
        return names.get(language) or default_names(name, "en" if unnamed else language)

    def _worded(self, fact: str, text: str, language: Language) -> str:
        declared = self.decision.programme.shape.facts.get(fact)
        words = None if declared is None else declared.words
        return (words or {}).get(text, {}).get(language, text)

    def reading(self, index: int | None) -> Reading:
        """Give how to work out a node of the programme, of the order or of a line, as things stand."""
        row = index or 0
        values, expression = self._rows[row], self.index.expression

        def value(node: Node) -> Exact:
            made = expression(node)
            return exact(node, made.value([values[name] for name in made.alone], self.column, row))

        return value

    def reading_once(self, index: int | None) -> Reading:
        """Give how to work out a node that was made up for the moment, as things stand."""
        row = index or 0

        def value(node: Node) -> Exact:
            of_lines = {name: self.column(name) for name in names_summed(node)}
            return exact(node, evaluate(node, self._rows[row], of_lines, row))

        return value

    def column(self, name: str) -> list[int]:
        """Give the numerators of an input or formula of lines, line by line."""
        return [int(self._rows[row][name]) for row in range(len(self.lines))]

    def known(self, name: str, row: int) -> Value:
        """Give the numerator of an input or formula, or its text; of a line, where it is one of lines."""
        return self._rows[row][name]

    def _missing(self, found: Missing, index: int | None) -> dict[str, Any]:
        numbers = (found.needed, found.present, found.distance)
        needed, present, distance = (str(n) if n is not None else None for n in numbers)
        formula = self._part(found.part, index)
        return {
            "code": found.code,
            "formula": formula,
            "sign": str(formula[0]),
            "of_hour": formula[1:2] in _HOURS,
            "needed": needed,
            "present": present,
            "distance": distance,
            "unit": found.unit,
            **({"label": self.label(found.told_by)} if found.told_by is not None else {}),
        }

    def name(self, fact: str) -> Mapping[str, str]:
        """Give what members read for a fact, by language; nothing where the version told has none."""
        shape = self.decision.programme.shape
        told = self.version >= NAMED_SINCE or fact in shape.facts or fact.startswith(SEGMENT)
        return name_of(fact, shape) if told else {}

    def label(self, name: str) -> str:
        """Give how sensitive a fact is."""
        return label_of(name, self.decision.programme.shape)

    def purpose(self, name: str) -> tuple[str, ...]:
        """Give what the programme declares a fact may be used for."""
        declared = self.decision.programme.shape.facts.get(name)
        return declared.purpose if declared else ()

    def _part(self, node: Node, index: int | None) -> Formula:
        if not self.index.is_asked(node):
            return self._formula(node, index)
        return self.index.written(node, self._ids, index, lambda: self._formula(node, index))

    def _formula(self, node: Node, index: int | None) -> Formula:
        return to_formula(node, lambda read: self._name(read, index))

    def _was(self, node: Node, index: int | None) -> dict[str, str]:
        every = range(len(self.lines))
        return {
            self.step_id(read, row): self._text(read, row)
            for read, of_all in self.index.looks(node)
            for row in (every if of_all else (index,))
        }

    def _begun(self, shape: StepShape, row: int | None) -> dict[str, Any]:
        """Give a step without its numbers."""
        tree = shape.formula.tree
        return {
            "id": self.step_id(shape.formula.name, row),
            "rule": shape.rule,
            "line": self._ids[row] if row is not None else None,
            "kind": shape.kind,
            "formula": self._formula(self._told(tree, row) if shape.of_cells else tree, row),
            "exact": "",
            "value": "",
            "mode": shape.mode,
        }

    def _rows_of(self, known: Step | Input) -> Iterable[int | None]:
        return range(len(self.lines)) if known.scope is Scope.LINE else (None,)

    def _name(self, node: Node, index: int | None) -> Formula:
        match node:
            case t.Read():
                return ["read", self.step_id(node.name, index)]
            case t.SumLines():
                rows = range(len(self.lines))
            case t.RunningSum() if node.by:
                return self._ranked(node, index or 0)
            case t.RunningSum():
                rows = range((index or 0) + 1)
            case _:
                raise TypeError(type(node).__name__)
        parts: list[Formula] = [["read", self.step_id(node.name, row)] for row in rows]
        return ["+", *parts] if parts else ["num", "0"]

    def _ranked(self, node: t.RunningSum, index: int) -> Formula:
        """Write a ranked sum so that whoever works it out again compares what they are ranked by too."""
        key: list[Formula] = [["read", self.step_id(node.by, row)] for row in range(len(self.lines))]
        parts: list[Formula] = []
        for row in range(len(self.lines)):
            value: Formula = ["read", self.step_id(node.name, row)]
            comes_first = ["<=" if row < index else "<", key[row], key[index]]
            parts.append(value if row == index else ["if", comes_first, value, ["num", "0"]])
        return ["+", *parts]

    def _text(self, name: str, index: int | None) -> str:
        value, node = self._rows[index or 0][name], self.index.nodes[name]
        return value if isinstance(value, str) else number_text(node.kind, value, node.den)


_fraction = lru_cache(WRITTEN_MAX)(Fraction)
"""A fraction; one document asks for the same ones many times."""


def _filled(step: dict[str, Any], shape: StepShape, values: Values) -> dict[str, Any]:
    """Fill the numbers into a step: what it came to, exactly and as it is read."""
    slots, tree = shape.slots, shape.formula.tree
    value = values[slots.value]
    written = value if isinstance(value, str) else number_text(tree.kind, value, tree.den)
    step["exact"] = step["value"] = written
    if slots.before is not None:
        over = shape.over if slots.over is None else int(values[slots.over])
        step["exact"] = number_text(Kind.NUMBER, int(values[slots.before]), over) if over else "0"
    return step


def exact(node: Node, numerator: Value) -> Exact:
    """Give what a node comes to, from the numerator over its denominator."""
    return numerator if isinstance(numerator, str) or node.den == 1 else Fraction(numerator, node.den)
