"""Tables that rules earn by: they give what is asked for, and rows of them can count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loyalty.language.checks.earning import ways_of
from loyalty.language.findings import Finding
from loyalty.language.shapes.earn import EarnBaseShape, EarnRuleShape
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.tabled import EarnTableShape
from loyalty.language.tables import FACTOR, POINTS, Table

_OF_LINES = frozenset({"line", "unit"})


@dataclass(frozen=True, slots=True)
class TableUse:
    """Where a table is read to earn by: what it must give, and the rule that reads it, if one does."""

    shape: EarnTableShape
    gives: str
    rule: EarnRuleShape | None = None


def earning_by_tables(shape: ProgrammeShape) -> Iterator[TableUse]:
    """Give every use of a table in `earn` and in the wallets."""
    if shape.earn is not None:
        yield from as_far_as_read(_of_base(shape.earn.base if shape.earn.is_read("base") else None))
        for rule in shape.earn.rules if shape.earn.is_read("rules") else ():
            for key, gives in (("add", POINTS), ("multiply", FACTOR)):
                written = getattr(rule, key) if rule.is_read(key) else None
                if isinstance(written, EarnTableShape):
                    yield TableUse(written, gives, rule)
    for wallet in shape.wallets if shape.is_read("wallets") else ():
        yield from as_far_as_read(_of_base(wallet.earn if wallet.is_read("earn") else None))


def _of_base(base: EarnBaseShape | None) -> Iterator[TableUse]:
    if base is not None and isinstance(base.points, EarnTableShape):
        yield TableUse(base.points, POINTS)


def check_use(shape: ProgrammeShape, use: TableUse, tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Find a table that gives something else, facts of lines where none is read, factors that never count."""
    yield from as_far_as_read(_of_order(use))
    table = tables.get(use.shape.table)
    if table is not None and table.gives != use.gives:
        message = f"`{table.file}` gives `{table.gives}`, and here `{use.gives}` is needed"
        yield Finding(use.shape.place("table"), "E502", message, f"call its column `{use.gives}`")
    elif table is not None and use.gives == FACTOR:
        yield from as_far_as_read(_below_one(shape, use, table))


def _of_order(use: TableUse) -> Iterator[Finding]:
    if use.rule is None or use.gives == FACTOR or use.rule.once_per in _OF_LINES:
        return
    for name in use.shape.by:
        if name.startswith("line."):
            message = f"`{name}` is of a line, and the rule adds points once for the order"
            yield Finding(
                use.shape.place("by"), "E601", message, "write `once_per: line` or `once_per: unit`"
            )


def _below_one(shape: ProgrammeShape, use: TableUse, table: Table) -> Iterator[Finding]:
    """Find factors below `1x` that can never count, or that take away what is counted."""
    rule, earn = use.rule, shape.earn
    if rule is None or earn is None:
        return
    ways = {way for way, _, rules in ways_of(earn) if rule in rules}
    why = "the best multiplier is at least `1x`" if "best" in ways else ""
    why = "multipliers that are added up could take away more than everything" if "sum" in ways else why
    limited = rule.caps or rule.budget is not None or rule.at_most is not None
    why = f"`{rule.id}` has a limit" if limited else why
    for row in table.rows if why else ():
        if row.value < 1:
            message = f"a factor below `1x` has no place here: {why}"
            yield Finding(row.span, "E415", message, "write `1x` or more")
