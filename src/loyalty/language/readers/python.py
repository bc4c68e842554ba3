"""The compiled reader: a whole sheet becomes one Python function over integers.

The function takes the order's input values and, for each line, that line's; it gives back
the *steps*: every formula's value, and beside a rounded one the value before rounding, as
plain integers in fixed slots. The layout (`Slots`) is made once, when the sheet is compiled,
so recording a decision costs one tuple for the order and one for each pass over a line.

SECURITY: the source holds only integers, quoted texts (`repr`) and names made here; nothing
a rule file says is ever used as a name or as code.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import lcm

from loyalty.kernel.rounding import Rounding, divide
from loyalty.language import tree as t
from loyalty.language.no_value import NoValue, OutOfBounds
from loyalty.language.sheet import Formula, Scope, Sheet
from loyalty.language.tree import Node

Value = int | str
Values = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Slots:
    """Where a formula's numbers stand in the steps.

    ``pass_no`` is None for an order formula, else the number of the pass over the lines;
    ``before`` is the slot of the numerator before rounding and ``over`` that of its
    denominator where it is not static (`Ratio`).
    """

    pass_no: int | None
    value: int
    before: int | None = None
    over: int | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """The record of one decision: slot values of the order, and of each line for each pass."""

    order: Values
    passes: tuple[tuple[Values, ...], ...]


@dataclass(frozen=True, slots=True)
class CompiledSheet:
    """A sheet with its function. ``run(order, lines)`` takes values in the order of the inputs."""

    sheet: Sheet
    order_inputs: tuple[str, ...]
    line_inputs: tuple[str, ...]
    slots: dict[str, Slots]
    run: Callable[[Values, Sequence[Values]], Steps]
    looked: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What explanations found of the sheet alone, once somebody was told."""

    def value(self, steps: Steps, name: str, line: int = 0) -> Value:
        """Give the recorded numerator (or text, or truth) of a formula, for a line where it has one."""
        place = self.slots[name]
        row = steps.order if place.pass_no is None else steps.passes[place.pass_no][line]
        return row[place.value]


def compile_sheet(sheet: Sheet) -> CompiledSheet:
    """Give the sheet's function, its slots and the order in which it wants its inputs."""
    writer = _Writer(sheet)
    source = writer.write()
    namespace: dict[str, object] = {
        "Steps": Steps,
        "NoValue": NoValue,
        "OutOfBounds": OutOfBounds,
        "divide": divide,
        "ranked": ranked_sums,
        **{f"R_{mode.name}": mode for mode in Rounding},
        "no_value": _no_value,
    }
    exec(compile(source, f"<sheet {sheet.name}>", "exec"), namespace)  # noqa: S102 - see SECURITY above
    run = namespace["run"]
    return CompiledSheet(
        sheet,
        writer.order_inputs,
        writer.line_inputs,
        writer.slots,
        run,  # type: ignore[arg-type] # made by exec
    )


def ranked_sums(keys: Sequence[int], values: Sequence[int]) -> list[int]:
    """Give each value added to those of smaller keys; of equal ones the first listed comes first."""
    sums, upto = [0] * len(values), 0
    for place in sorted(range(len(values)), key=keys.__getitem__):
        upto += values[place]
        sums[place] = upto
    return sums


def _no_value(code: str) -> int:
    raise NoValue(code)


class _Writer:
    """Writes the source of one sheet's function."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.order_inputs = tuple(i.name for i in sheet.inputs if i.scope is Scope.ORDER)
        self.line_inputs = tuple(i.name for i in sheet.inputs if i.scope is Scope.LINE)
        self.slots: dict[str, Slots] = {}
        self.names = {name: f"i{n}" for n, name in enumerate(self.order_inputs)}
        self.names |= {name: f"l{n}" for n, name in enumerate(self.line_inputs)}
        for number, formula in enumerate(sheet.formulas):
            source = _alias_of(formula, sheet)
            self.names[formula.name] = f"v{number}" if source is None else self.names[source]
        self.scopes = {f.name: f.scope for f in sheet.formulas}
        self.summed = {n.name for f in sheet.formulas for n in _walk(f.tree) if isinstance(n, t.SumLines)}
        self.lines: list[str] = []
        self.temporaries = 0
        self.order_slots: list[str] = []
        self.pass_slots: list[list[str]] = []

    def write(self) -> str:
        self._put(0, "def run(order, lines):")
        if self.order_inputs:
            self._put(1, f"{_target(self.names[n] for n in self.order_inputs)} = order")
        for (_, scope), group in groupby(self.sheet.formulas, key=lambda f: (f.stage, f.scope)):
            formulas = list(group)
            if scope is Scope.ORDER:
                for formula in formulas:
                    self._formula(1, formula, self.order_slots, None)
            else:
                self._pass(formulas)
        passes = "".join(f"tuple(p{n}), " for n in range(len(self.pass_slots)))
        self._put(1, f"return Steps(({''.join(s + ', ' for s in self.order_slots)}), ({passes}))")
        return "\n".join(self.lines)

    def _pass(self, formulas: list[Formula]) -> None:
        number = len(self.pass_slots)
        sums = list(dict.fromkeys(self.names[f.name] for f in formulas if f.name in self.summed))
        sums_up = [n for f in formulas for n in _walk(f.tree) if isinstance(n, t.RunningSum)]
        running = sorted({n.name for n in sums_up if not n.by})
        ranked = [self._ranked(node) for node in dict.fromkeys(n for n in sums_up if n.by)]
        for name in sums:
            self._put(1, f"s{name} = 0")
        for name in dict.fromkeys(self.names[name] for name in running):
            self._put(1, f"r{name} = 0")
        self._put(1, f"p{number} = []")
        own = {f.name for f in formulas}
        wanted = {n.name for f in formulas for n in _walk(f.tree) if isinstance(n, t.Read)} | {*running}
        self._open_loop(number, wanted - own, ranked)
        slots: list[str] = []
        summed = {self.names[name] for name in running if name not in own}
        for name in sorted(summed):
            self._put(2, f"r{name} += {name}")
        for formula in formulas:
            self._formula(2, formula, slots, number)
            name = self.names[formula.name]
            # Two formulas may be one number, which is summed up once.
            if formula.name in running and name not in summed:
                summed.add(name)
                self._put(2, f"r{name} += {name}")
        for name in sums:
            self._put(2, f"s{name} += {name}")
        self._put(2, f"p{number}.append(({''.join(s + ', ' for s in slots)}))")
        self.pass_slots.append(slots)

    def _ranked(self, node: t.RunningSum) -> str:
        """Put before a pass the ranked sums of a formula of earlier ones; give the name of each line's."""
        name = f"k{self.names[node.by]}{self.names[node.name]}"
        keys, values = (self.slots[of] for of in (node.by, node.name))
        rows = [f"[q[{place.value}] for q in p{place.pass_no}]" for place in (keys, values)]
        self._put(1, f"a{name} = ranked({', '.join(rows)})")
        return name

    def _open_loop(self, number: int, wanted: set[str], ranked: list[str]) -> None:
        """Open the loop of a pass, and fetch from the passes before it only what this one reads."""
        inputs = _target(self.names[n] for n in self.line_inputs) or "_"
        earlier = {
            n: sorted(name for name in wanted if name in self.slots and self.slots[name].pass_no == n)
            for n in range(number)
        }
        used = [n for n, names in earlier.items() if names]
        rows = "".join([*(f", q{n}" for n in used), *(f", {name}" for name in ranked)])
        columns = "".join([*(f", p{n}" for n in used), *(f", a{name}" for name in ranked)])
        loop = f"zip(lines{columns})" if columns else "lines"
        self._put(1, f"for {inputs}{rows} in {loop}:")
        for n in used:
            for name in earlier[n]:
                self._put(2, f"{self.names[name]} = q{n}[{self.slots[name].value}]")

    def _formula(self, depth: int, formula: Formula, slots: list[str], pass_no: int | None) -> None:
        name = self.names[formula.name]
        root = formula.tree
        if name in slots:
            self.slots[formula.name] = Slots(pass_no, slots.index(name))
            return
        before = over = None
        if isinstance(root, t.Round) and root.inner.den * root.step > 1:
            self._put(depth, f"b{name} = {self._text(root.inner)}")
            self._put(depth, f"{name} = {self._rounded(f'b{name}', root)}")
            before = f"b{name}"
        elif isinstance(root, t.Ratio):
            top, bottom = self._ratio_parts(root)
            self._put(depth, f"d{name} = {bottom}")
            guard = "" if root.total.lo > 0 else f" if d{name} else 0"
            self._put(depth, f"b{name} = {top}{guard}")
            self._put(depth, f"{name} = {_ratio_text(root, f'b{name}', f'd{name}')}{guard}")
            before, over = f"b{name}", f"d{name}"
        else:
            self._put(depth, f"{name} = {self._text(root)}")
        if formula.most is not None:
            self._put(
                depth, f"if {name} > {formula.most}: raise OutOfBounds({formula.name!r}, {formula.most})"
            )
        place = len(slots)
        slots.append(name)
        places = []
        for extra in (before, over):
            places.append(len(slots) if extra else None)
            if extra:
                slots.append(extra)
        self.slots[formula.name] = Slots(pass_no, place, *places)

    def _put(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def _temporary(self) -> str:
        self.temporaries += 1
        return f"t{self.temporaries}"

    def _text(self, node: Node) -> str:
        match node:
            case t.Const():
                return repr(node.value) if isinstance(node.value, str) else _number(node.value)
            case t.Read():
                return self.names[node.name]
            case t.SumLines():
                return f"s{self.names[node.name]}"
            case t.RunningSum():
                name = self.names[node.name]
                return f"k{self.names[node.by]}{name}" if node.by else f"r{name}"
            case t.As():
                return self._text(node.inner)
            case t.Add():
                return f"({' + '.join(self._aligned(p, node.den) for p in node.parts)})"
            case t.Sub():
                return f"({self._aligned(node.left, node.den)} - {self._aligned(node.right, node.den)})"
            case t.Mul():
                return self._product(node)
            case t.Least() | t.Most():
                return self._extreme(node)
            case t.Round():
                return self._rounded(self._text(node.inner), node)
            case t.Ratio():
                top, bottom = self._ratio_parts(node)
                down = self._temporary()
                return f"({_ratio_text(node, f'({top})', down)} if ({down} := {bottom}) else 0)"
            case t.If():
                return self._chain(node)
            case t.Refuse():
                return f"no_value({node.code!r})"
            case _:
                return self._truth(node)

    def _chain(self, node: t.If) -> str:
        """Write a run of if-else flat, so that a long table neither nests nor recurses."""
        links: list[str] = []
        rest: Node = node
        while isinstance(rest, t.If):
            links.append(f"{self._aligned(rest.then, node.den)} if {self._text(rest.test)} else ")
            rest = rest.otherwise
        return f"({''.join(links)}{self._aligned(rest, node.den)})"

    def _truth(self, node: Node) -> str:
        match node:
            case t.Compare():
                den = lcm(node.left.den, node.right.den)
                return f"({self._aligned(node.left, den)} {node.op.value} {self._aligned(node.right, den)})"
            case t.OneOf():
                den = lcm(node.inner.den, *(c.den for c in node.choices))
                options = "".join(self._aligned(c, den) + ", " for c in node.choices)
                return f"({self._aligned(node.inner, den)} in ({options}))"
            case t.All():
                return f"({' and '.join(self._text(p) for p in node.parts)})"
            case t.Any():
                return f"({' or '.join(self._text(p) for p in node.parts)})"
            case t.Not():
                return f"(not {self._text(node.inner)})"
        raise TypeError(type(node).__name__)

    def _aligned(self, node: Node, den: int) -> str:
        factor = den // node.den
        if node.kind is t.Kind.TEXT or factor == 1:
            return self._text(node)
        if isinstance(node, t.Const):
            return _number(int(node.value) * factor)
        return f"{self._text(node)} * {factor}"

    def _product(self, node: t.Mul) -> str:
        sides = [self._text(side) for side in (node.left, node.right)]
        kept = [side for side in sides if side != "1"]
        return f"({' * '.join(kept)})" if kept else "1"

    def _extreme(self, node: t.Least | t.Most) -> str:
        parts = [self._aligned(p, node.den) for p in node.parts]
        if len(parts) > 2:  # noqa: PLR2004 - two parts are quicker without a call
            return f"{'min' if isinstance(node, t.Least) else 'max'}({', '.join(parts)})"
        a, b = self._temporary(), self._temporary()
        sign = "<" if isinstance(node, t.Least) else ">"
        return f"({a} if ({a} := {parts[0]}) {sign} ({b} := {parts[1]}) else {b})"

    def _ratio_parts(self, node: t.Ratio) -> tuple[str, str]:
        den = lcm(node.part.den, node.total.den)
        top = f"{self._text(node.whole)} * {self._paren(node.part, den)}"
        bottom = self._paren(node.total, den)
        return top, bottom if node.whole.den == 1 else f"{bottom} * {node.whole.den}"

    def _paren(self, node: Node, den: int) -> str:
        text = self._aligned(node, den)
        return text if text.isidentifier() else f"({text})"

    def _rounded(self, inner: str, node: t.Round) -> str:
        den = node.inner.den * node.step
        if den == 1:
            return inner
        scale = f" * {node.step}" if node.step > 1 else ""
        if node.inner.lo < 0 or node.mode is Rounding.HALF_EVEN:
            return f"(divide({inner}, {den}, R_{node.mode.name}){scale})"
        match node.mode:
            case Rounding.DOWN:
                return f"({inner} // {den}{scale})"
            case Rounding.UP:
                return f"(-(-{inner} // {den}){scale})"
            case _:
                half = (
                    f"({inner} + {den // 2}) // {den}"
                    if den % 2 == 0
                    else f"(2 * {inner} + {den}) // {2 * den}"
                )
                return f"({half}{scale})"


def _alias_of(formula: Formula, sheet: Sheet) -> str | None:
    """Give the formula of the same pass that this one merely names again."""
    root = formula.tree
    if not isinstance(root, t.Read) or formula.most is not None:
        return None
    source = next((f for f in sheet.formulas if f.name == root.name), None)
    if source is None or (source.scope, source.stage) != (formula.scope, formula.stage):
        return None
    return source.name


def _ratio_text(node: t.Ratio, top: str, bottom: str) -> str:
    """Write the rounded quotient of two names; without a call where it cannot be negative."""
    if node.whole.lo < 0 or node.part.lo < 0:
        return f"divide({top}, {bottom}, R_{node.mode.name})"
    match node.mode:
        case Rounding.HALF_UP:
            return f"(2 * {top} + {bottom}) // (2 * {bottom})"
        case Rounding.DOWN:
            return f"{top} // {bottom}"
        case Rounding.UP:
            return f"-(-{top} // {bottom})"
        case _:
            return f"divide({top}, {bottom}, R_{node.mode.name})"


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in t.children(node):
        yield from _walk(child)


def _target(names: Sequence[str] | Iterator[str]) -> str:
    listed = list(names)
    return f"({', '.join(listed)},)" if listed else ""


def _number(value: int) -> str:
    return str(value) if value >= 0 else f"({value})"
