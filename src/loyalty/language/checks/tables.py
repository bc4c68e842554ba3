"""Tables: they exist, name the facts asked for, and exactly one row applies to a case."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, product
from math import prod

from loyalty.language.checks.earn_tables import check_use, earning_by_tables
from loyalty.language.checks.facts import lacks_default, unknown_without_default
from loyalty.language.checks.meeting_rows import TangledTableError, look_through, overlaps
from loyalty.language.facts import FORMS, choices_of
from loyalty.language.findings import Finding, Span, did_you_mean, nearest, one_of
from loyalty.language.shapes.basket import TaxShape
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.shapes.programme import FactShape, ProgrammeShape
from loyalty.language.shapes.tabled import EarnTableShape
from loyalty.language.tables import (
    ONLY_ROW,
    RATE,
    Cell,
    Row,
    Table,
)
from loyalty.language.texts.countries import COUNTRIES, country_hint

Holder = TaxShape | EarnTableShape
"""Where a rule file names a table with the facts of its columns."""
_OVERLAPS_SHOWN = 10
_CASES_MAX = 20_000
_CATEGORY = "line.category"
_RANGED = frozenset({"quantity", "points"})
_TEXTUAL = frozenset({"country", "choice", "text", "day_month"})
_COLUMNS = f"name facts that are {one_of(sorted(_RANGED | _TEXTUAL))}"


_EXISTING = {"line.sku": FactShape(is_="text"), "line.quantity": FactShape(is_="quantity")}
"""What every line has and no file declares."""


def check_tables(
    shape: ProgrammeShape, whole: Mapping[str, Table], unread: Mapping[str, Table | None]
) -> Iterator[Finding]:
    """Give what is wrong with the tables and their uses.

    ``unread`` are tables with findings of their own, each with what of it could be read.
    """
    tables = {**whole, **{file: part for file, part in unread.items() if part is not None}}
    gone = unread.keys() - tables.keys()
    of_plans = [*as_far_as_read(_of_plans(shape))]
    for tax in of_plans:
        yield from as_far_as_read(_without_order(tax))
    used: dict[tuple[str, tuple[str, ...], str], Holder] = {}
    for tax in (*of_plans, *as_far_as_read(_of_basket(shape))):
        if tax.is_read("table") and tax.table is not None:
            used.setdefault((tax.table, tax.by if tax.is_read("by") else (), ONLY_ROW), tax)
            if tax.table not in gone:
                yield from as_far_as_read(_has_table(shape, tax, tax.table, tables))
                yield from as_far_as_read(_gives_rates(tax, tables))
        yield from as_far_as_read(_use(shape, tax))
    for use in earning_by_tables(shape):
        if use.shape.is_read("table"):
            used.setdefault(_way_of_reading(use.shape), use.shape)
            if use.shape.table not in gone:
                yield from as_far_as_read(_has_table(shape, use.shape, use.shape.table, tables))
            if use.shape.table not in unread:
                yield from as_far_as_read(check_use(shape, use, whole))
        yield from as_far_as_read(_use(shape, use.shape))
    yield from _taxed_fees(shape)
    rows = [
        finding
        for (file, _, _), holder in used.items()
        if file in tables
        for finding in as_far_as_read(_rows_by(shape, tables[file], holder, whole=file in whole))
    ]
    yield from dict.fromkeys(rows)
    yield from as_far_as_read(_unused(shape, whole))
    yield from as_far_as_read(_rates(shape, gone))


def _way_of_reading(shape: EarnTableShape) -> tuple[str, tuple[str, ...], str]:
    """Give what makes a difference to the rows; what could not be read makes none."""
    hit = shape.hit if shape.is_read("hit") else ONLY_ROW
    return shape.table, shape.by if shape.is_read("by") else (), hit


def _of_plans(shape: ProgrammeShape) -> Iterator[TaxShape]:
    for plan in shape.plans:
        if plan.is_read("tax"):
            yield from plan.tax


def _of_basket(shape: ProgrammeShape) -> Iterator[TaxShape]:
    if shape.basket is not None:
        yield from shape.basket.tax


def _rates(shape: ProgrammeShape, unread: Collection[str]) -> Iterator[Finding]:
    """Find that there is no file of exchange rates; one that is there is no table of this kind."""
    if shape.currencies is not None and shape.currencies.table not in unread:
        help_ = "put it beside the rule files"
        message = f"no table `{shape.currencies.table}`"
        yield Finding(shape.currencies.place("table"), "E501", message, help_)


def _unused(shape: ProgrammeShape, tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Warn of tables that no rule names; one that a misspelt name may mean is told there."""
    used = {tax.table or "" for tax in (*_of_plans(shape), *_of_basket(shape))}
    used |= {use.shape.table for use in earning_by_tables(shape)}
    used |= {nearest(name, tables) for name in used - tables.keys()}
    for file in tables.keys() - used:
        help_ = f"write `table: {file}` at a tax or a rule, or take the file out"
        yield Finding(Span(file, 1, 1), "E507", "no rule uses this table", help_, warning=True)


def _gives_rates(tax: TaxShape, tables: Mapping[str, Table]) -> Iterator[Finding]:
    table = tables.get(tax.table or "")
    if table is not None and table.gives != RATE:
        message = f"`{table.file}` gives `{table.gives}`, and a tax needs `{RATE}`"
        yield Finding(tax.place("table"), "E502", message, f"call its column `{RATE}`")


def _has_table(
    shape: ProgrammeShape, tax: Holder, file: str, tables: Mapping[str, Table]
) -> Iterator[Finding]:
    table = tables.get(file)
    if table is None:
        help_ = did_you_mean(file, tables) or "put it beside the rule files"
        yield Finding(tax.place("table"), "E501", f"no table `{file}`", help_)
    elif table.places(tax.by) is None and _are_known(shape, tax.by):
        yield _unlike(shape, tax, table)


def _are_known(shape: ProgrammeShape, by: Sequence[str]) -> bool:
    """Give whether each name is that of a fact; what is not told as an unknown one has no column either."""
    return not set(by) - _EXISTING.keys() - shape.facts.keys()


def _unlike(shape: ProgrammeShape, tax: Holder, table: Table) -> Finding:
    """Give where columns and facts differ: at a column that no fact is called like, else at the facts."""
    called = {name for fact in tax.by for name in (fact, fact.rpartition(".")[2])}
    known = {*_EXISTING, *shape.facts}
    known |= {name.rpartition(".")[2] for name in known}
    without = [fact for fact in tax.by if not {fact, fact.rpartition(".")[2]} & {*table.columns}]
    for column, place in zip(table.columns, table.heads, strict=True):
        if column not in called | known:
            names = [fact.rpartition(".")[2] for fact in without] or sorted(called)
            help_ = did_you_mean(column, names) or f"call it {one_of(names)}"
            return Finding(place, "E502", f"no fact is called `{column}`", help_)
    columns = ", ".join(f"`{column}`" for column in table.columns)
    message = f"the columns of `{table.file}` are not the facts of `by`"
    return Finding(tax.place("by"), "E502", message, f"the columns are {columns}")


def _use(shape: ProgrammeShape, tax: Holder) -> Iterator[Finding]:
    for name in tax.by:
        yield from as_far_as_read(_by(shape, name, tax.place("by")))


def _by(shape: ProgrammeShape, name: str, place: Span) -> Iterator[Finding]:
    facts = {**_EXISTING, **shape.facts}
    fact = facts.get(name)
    if fact is None:
        help_ = did_you_mean(name, facts) or "declare it under `facts`"
        yield Finding(place, "E303", f"unknown fact `{name}`", help_)
    elif fact.is_ not in _RANGED | _TEXTUAL:
        yield Finding(place, "E502", f"a table has no column for {fact.is_}", _COLUMNS)
    elif lacks_default(name, fact):
        yield unknown_without_default(name, place)


def _without_order(tax: TaxShape) -> Iterator[Finding]:
    for name in tax.by:
        if not name.startswith("member.") and name != _CATEGORY:
            yield Finding(tax.place("by"), "E601", f"a plan has no `{name}`", "use a fact of the member")


def _taxed_fees(shape: ProgrammeShape) -> Iterator[Finding]:
    """Find fees taxed like a category where no tax can read it."""
    for part in (_taxed_in_plans, _taxed_in_basket):
        yield from as_far_as_read(part(shape))


def _taxed_in_plans(shape: ProgrammeShape) -> Iterator[Finding]:
    for plan in shape.plans:
        yield from as_far_as_read(_taxed_charges(shape, plan))


def _taxed_charges(shape: ProgrammeShape, plan: PlanShape) -> Iterator[Finding]:
    by = tuple(name for tax in plan.tax for name in tax.by)
    seats = (plan.seats,) if plan.seats is not None else ()
    for limit in (plan.price, plan.minimum) if _CATEGORY in by and plan.taxed_as is None else ():
        if limit is not None:
            message = f"the tax of `{plan.id}` is by `{_CATEGORY}`, and nothing says what this is taxed as"
            yield Finding(limit.span, "E460", message, "write `taxed_as` beside the plan's `tax`")
    for part in (plan, *plan.fees, *plan.add_ons, *plan.usage, *seats):
        if not part.is_read("taxed_as"):
            continue
        if part.taxed_as is not None:
            yield from as_far_as_read(_taxed_like(shape, part.taxed_as, part.place("taxed_as"), by))
        elif _CATEGORY in by and part is not plan and plan.taxed_as is None:
            message = f"the tax of `{plan.id}` is by `{_CATEGORY}`, and nothing says what this is taxed as"
            yield Finding(part.span, "E460", message, "write `taxed_as` here, or beside the plan's `tax`")


def _taxed_in_basket(shape: ProgrammeShape) -> Iterator[Finding]:
    basket = shape.basket
    for fee in basket.fees if basket is not None else ():
        if fee.is_read("taxed_as") and fee.taxed_as is not None:
            by = tuple(name for tax in (basket.tax if basket is not None else ()) for name in tax.by)
            yield from as_far_as_read(_taxed_like(shape, fee.taxed_as, fee.place("taxed_as"), by))


def _taxed_like(shape: ProgrammeShape, category: str, place: Span, by: tuple[str, ...]) -> Iterator[Finding]:
    if _CATEGORY not in by and _are_known(shape, by):
        yield Finding(
            place, "E210", f"`taxed_as` needs a tax by `{_CATEGORY}`", "let the tax be by it, or take it out"
        )
        return
    for name in by:
        if name.startswith("line.") and name != _CATEGORY and _are_known(shape, [name]):
            message = f"a fee has no `{name}`, which the tax is by"
            yield Finding(place, "E210", message, "take `taxed_as` out, or the tax by it")
    yield from _taxed_as(shape, category, place)


def _taxed_as(shape: ProgrammeShape, category: str, place: Span) -> Iterator[Finding]:
    fact = shape.facts.get(_CATEGORY)
    choices = choices_of(fact, shape) if fact is not None else None
    if choices is None or category not in choices:
        help_ = (did_you_mean(category, choices) or one_of(choices)) if choices else "declare it as a choice"
        yield Finding(place, "E305", f"`line.category` is never `{category}`", help_)


def _rows_by(shape: ProgrammeShape, table: Table, tax: Holder, *, whole: bool) -> Iterator[Finding]:
    """Check the rows. Where a rule earns, several may apply as its ``hit`` says, and none gives nothing.

    Of a table that was not read as a ``whole`` nothing is said of cases without a row.
    """
    if table.places(tax.by) is not None:
        earns = isinstance(tax, EarnTableShape)
        meeting = [*_overlapping(table, may_meet=isinstance(tax, EarnTableShape) and tax.hit != ONLY_ROW)]
        yield from meeting
        yield from _rows(shape, table, tax.by, complete=whole and not meeting and not earns)


def _rows(shape: ProgrammeShape, table: Table, by: Sequence[str], *, complete: bool) -> Iterator[Finding]:
    places, known = table.places(by) or (), {**_EXISTING, **shape.facts}
    facts = [(at, name, known[name]) for at, name in zip(places, by, strict=True) if name in known]
    wrong = [
        finding
        for row in table.rows
        for at, name, fact in facts
        for finding in as_far_as_read(_cell(shape, row.cells[at], name, fact))
    ]
    yield from wrong
    if complete and not wrong:
        yield from _gaps(shape, table, facts)


def _overlapping(table: Table, *, may_meet: bool) -> Iterator[Finding]:
    try:
        if may_meet:
            look_through(table)
        meeting = [] if may_meet else list(islice(overlaps(table), _OVERLAPS_SHOWN))
    except TangledTableError:
        message = "too many rows leave open what others name"
        yield Finding(Span(table.file, 1, 1), "E508", message, "name the values, or split the table")
        return
    for first, second in meeting:
        message = f"this row and line {first.span.line} apply to the same case"
        yield Finding(second.span, "E504", message, "exactly one row may apply")


def _cell(shape: ProgrammeShape, cell: Cell, name: str, fact: FactShape) -> Iterator[Finding]:
    if cell.is_any:
        return
    if cell.is_range is not (fact.is_ in _RANGED):
        ranged = fact.is_ in _RANGED
        message = f"`{name}` needs a range" if ranged else f"`{name}` has values, no ranges"
        yield Finding(cell.span, "E503", message, "such as `10..99`" if ranged else "such as `a|b`")
        return
    choices = choices_of(fact, shape)
    for value in sorted(cell.values):
        if choices is not None and value not in choices:
            help_ = did_you_mean(value, choices) or one_of(choices)
            yield Finding(cell.span, "E305", f"`{name}` is never `{value}`", help_)
        elif fact.is_ in FORMS and not FORMS[fact.is_].pattern.fullmatch(value):
            what, form = fact.is_.replace("_", " "), FORMS[fact.is_]
            help_ = f"write `{value.upper()}`" if form.pattern.fullmatch(value.upper()) else form.sentence
            yield Finding(cell.span, "E503", f"`{value}` is not a {what}", help_)
        elif fact.is_ == "country" and value not in COUNTRIES:
            message = f"`{name}` is never `{value}`"
            yield Finding(cell.span, "E305", message, country_hint(value), warning=True)


def _gaps(
    shape: ProgrammeShape, table: Table, facts: Sequence[tuple[int, str, FactShape]]
) -> Iterator[Finding]:
    """Warn of combinations without a row: every choice there is, every open value that is mentioned."""
    if any(fact.is_ in _RANGED for _, _, fact in facts):
        return
    known = [_values(shape, table, at, fact) for at, _, fact in facts]
    times = _times(shape, table)
    if prod(map(len, known)) * len(times) > _CASES_MAX:
        return
    missing: dict[tuple[str, ...], None] = {}
    for first in times:
        rows = [row for row in table.rows if _on(table, row, first)]
        covered = {case for row in rows for case in product(*_meant(row, facts, known))}
        for case in product(*known):
            # Of a case without a row at several times the first is told.
            if case not in covered and case not in missing:
                missing[case] = None
                words = ", ".join(f"`{word}`" for word in case)
                since = f" from {first.isoformat()}" if table.dated else ""
                message = f"no row for {words}{since}; such an order is refused"
                help_ = "add a row for it; an empty cell fits any value"
                yield Finding(Span(table.file, 1, 1), "E506", message, help_, warning=True)


def _times(shape: ProgrammeShape, table: Table) -> list[date]:
    """Give the first day of every time in which the same rows of a table count."""
    effective = shape.effective
    ends = [row.cells[-1] for row in table.rows] if table.dated else []
    firsts = {int(end.low) for end in ends if end.low is not None}
    firsts |= {int(end.high) + 1 for end in ends if end.high is not None}
    # The years of a calendar end; a programme without an end has none of them in view.
    last = effective.until.toordinal() if effective.until is not None else date.max.toordinal()
    first = effective.from_.toordinal()
    return [date.fromordinal(day) for day in sorted({first, *firsts}) if first <= day <= last]


def _on(table: Table, row: Row, day: date) -> bool:
    if not table.dated:
        return True
    first, last = row.cells[-1].low, row.cells[-1].high
    asked = day.toordinal()
    return (first is None or first <= asked) and (last is None or asked <= last)


def _meant(row: Row, facts: Sequence[tuple[int, str, FactShape]], known: list[list[str]]) -> list[list[str]]:
    cells = [row.cells[at] for at, _, _ in facts]
    return [values if cell.is_any else sorted(cell.values) for cell, values in zip(cells, known, strict=True)]


def _values(shape: ProgrammeShape, table: Table, at: int, fact: FactShape) -> list[str]:
    choices = choices_of(fact, shape)
    return (
        list(choices)
        if choices is not None
        else sorted({v for row in table.rows for v in row.cells[at].values})
    )
