"""The SQL reader of a whole sheet: formulas as columns of queries inside queries.

Each formula is worked out once, in the query just outside those that hold what it reads; so
a charge of many bands stays as long as its rule text, and nothing is worked out twice.
"""

from collections.abc import Iterable, Mapping

from loyalty.language.readers.dialects import DialectName
from loyalty.language.readers.sql import CannotRead, to_sql
from loyalty.language.sheet import Formula, Scope, Sheet, names_read


def formulas_behind(sheet: Sheet, wanted: Iterable[str]) -> tuple[Formula, ...]:
    """Give the formulas that ``wanted`` stand on, those first that others read, ``wanted`` among them."""
    needed = set(wanted)
    found = []
    for formula in reversed(sheet.formulas):
        if formula.name in needed:
            needed |= names_read(formula.tree)
            found.append(formula)
    return tuple(reversed(found))


def sheet_query(  # noqa: PLR0913 - what is asked for, and of what
    formulas: Iterable[Formula],
    wanted: Mapping[str, str],
    inputs: Mapping[str, str],
    source: str,
    dialect: DialectName,
    *,
    key: str | None = None,
) -> str:
    """Give a query of every column of ``source`` and, under their names in ``wanted``, of formulas.

    ``formulas`` come after those they read. ``wanted`` gives the column of each formula asked
    for, ``inputs`` the SQL of each input the formulas read, within its bounds; ``source`` is what
    stands behind FROM. A value beyond a formula's limit is NULL, as a refusal is.
    Without ``key`` a row of the source is a whole order; with it, a line of the order that its
    column ``key`` names, and each line has the values of its order. Raises CannotRead, also for
    running sums, and for formulas of lines where there is no ``key``.
    """
    columns = dict(inputs)
    depths: dict[str, int] = {}
    rows: dict[int, list[str]] = {}
    for number, formula in enumerate(formulas):
        if formula.scope is Scope.LINE and key is None:
            raise CannotRead(f"`{formula.name}` is worked out line by line")
        depth = 1 + max((depths.get(name, 0) for name in names_read(formula.tree)), default=0)
        text = _limited(formula, to_sql(formula.tree, dialect, columns.__getitem__))
        name = wanted.get(formula.name, f"v{number}")
        rows.setdefault(depth, []).append(f"{text} AS {name}")
        depths[formula.name], columns[formula.name] = depth, name
        if formula.scope is Scope.LINE:
            columns[f"sum:{formula.name}"] = _summed(name, f"OVER (PARTITION BY {key})")
    query = source
    for depth in sorted(rows):
        inner = source if depth == 1 else f"({query}) AS q{depth}"
        query = f"SELECT *, {', '.join(rows[depth])} FROM {inner}"  # noqa: S608  our own text, no value in it
    return query


def _summed(name: str, over: str) -> str:
    """Give the sum over the lines of an order; a line that refused makes the order refuse."""
    return f"(CASE WHEN count(*) {over} = count({name}) {over} THEN sum({name}) {over} END)"


def _limited(formula: Formula, text: str) -> str:
    if formula.most is None:
        return text
    return f"(CASE WHEN {text} <= {formula.most} THEN {text} END)"
