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

from loyalty.language import tree as t
from loyalty.language.no_value import OutOfBounds
from loyalty.language.readers.expressions import FUNCTIONS, Expressions, ranked_sums, ratio_text, walk
from loyalty.language.readers.expressions import Value as Value  # noqa: PLC0414 - given on
from loyalty.language.sheet import Formula, Scope, Sheet

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
    """What deciding and explaining found of the sheet and its programme alone, once somebody was told."""

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
        **FUNCTIONS,
        "Steps": Steps,
        "OutOfBounds": OutOfBounds,
        "ranked": ranked_sums,
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


class _Writer(Expressions):
    """Writes the source of one sheet's function."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.order_inputs = tuple(i.name for i in sheet.inputs if i.scope is Scope.ORDER)
        self.line_inputs = tuple(i.name for i in sheet.inputs if i.scope is Scope.LINE)
        self.slots: dict[str, Slots] = {}
        names = {name: f"i{n}" for n, name in enumerate(self.order_inputs)}
        names |= {name: f"l{n}" for n, name in enumerate(self.line_inputs)}
        for number, formula in enumerate(sheet.formulas):
            source = _alias_of(formula, sheet)
            names[formula.name] = f"v{number}" if source is None else names[source]
        super().__init__(names)
        self.scopes = {f.name: f.scope for f in sheet.formulas}
        self.summed = {n.name for f in sheet.formulas for n in walk(f.tree) if isinstance(n, t.SumLines)}
        self.lines: list[str] = []
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
        sums_up = [n for f in formulas for n in walk(f.tree) if isinstance(n, t.RunningSum)]
        running = sorted({n.name for n in sums_up if not n.by})
        ranked = [self._ranked(node) for node in dict.fromkeys(n for n in sums_up if n.by)]
        for name in sums:
            self._put(1, f"s{name} = 0")
        for name in dict.fromkeys(self.names[name] for name in running):
            self._put(1, f"r{name} = 0")
        self._put(1, f"p{number} = []")
        own = {f.name for f in formulas}
        wanted = {n.name for f in formulas for n in walk(f.tree) if isinstance(n, t.Read)} | {*running}
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
            self._put(depth, f"b{name} = {self.text(root.inner)}")
            self._put(depth, f"{name} = {self.rounded(f'b{name}', root)}")
            before = f"b{name}"
        elif isinstance(root, t.Ratio):
            top, bottom = self.ratio_parts(root)
            self._put(depth, f"d{name} = {bottom}")
            guard = "" if root.total.lo > 0 else f" if d{name} else 0"
            self._put(depth, f"b{name} = {top}{guard}")
            self._put(depth, f"{name} = {ratio_text(root, f'b{name}', f'd{name}')}{guard}")
            before, over = f"b{name}", f"d{name}"
        else:
            self._put(depth, f"{name} = {self.text(root)}")
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


def _alias_of(formula: Formula, sheet: Sheet) -> str | None:
    """Give the formula of the same pass that this one merely names again."""
    root = formula.tree
    if not isinstance(root, t.Read) or formula.most is not None:
        return None
    source = next((f for f in sheet.formulas if f.name == root.name), None)
    if source is None or (source.scope, source.stage) != (formula.scope, formula.stage):
        return None
    return source.name


def _target(names: Sequence[str] | Iterator[str]) -> str:
    listed = list(names)
    return f"({', '.join(listed)},)" if listed else ""
