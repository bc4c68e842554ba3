"""Matrix: terms chosen by the dimensions of an event, each cell priced by a model of its own.

An event belongs to the first cell whose `where` it fits, else to `otherwise`. What is priced
together is a row of the sheet: every combination of dimensions by itself (`per_cell`), or all
of one cell (`joined`). A row knows the number of its cell, counted from 1 in the order of the
file, and each cell's terms hold in the rows with its number; the charge is the sum of the
rows. A dimension that an event does not have is a value of its own, which only a `where` that
does not name the dimension fits. What nobody used is no row and costs nothing.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from loyalty.language.shapes.charges import CellTerms, MatrixTerms

OTHERWISE = "otherwise"
PLAIN = re.compile(r"[\w.+-]+")


def parts(terms: MatrixTerms) -> Iterator[tuple[int, CellTerms]]:
    """Give the terms of each cell by its number, those of `otherwise` last."""
    yield from ((number, cell.terms) for number, cell in enumerate(terms.cells, start=1))
    if terms.otherwise is not None:
        yield len(terms.cells) + 1, terms.otherwise


def cell_of(terms: MatrixTerms, properties: Mapping[str, str]) -> int | None:
    """Give the number of the cell that an event with these properties belongs to, None where none fits."""
    for number, cell in enumerate(terms.cells, start=1):
        if all(properties.get(name) in values for name, values in cell.where.items()):
            return number
    return len(terms.cells) + 1 if terms.otherwise is not None else None


def row_of(terms: MatrixTerms, number: int, properties: Mapping[str, str]) -> str:
    """Give the id of what is priced together with an event: equal ids are one row."""
    if terms.apply == "per_cell":
        return label({name: properties.get(name) for name in terms.dimensions})
    if number > len(terms.cells):
        return OTHERWISE
    named = (f"{name}: {_listed(values)}" for name, values in terms.cells[number - 1].where.items())
    return ", ".join(named) or str(number)


def label(values: Mapping[str, str | None]) -> str:
    """Give dimensions and values as text, ``region: eu, size: "very large"``; a missing one by name alone."""
    return ", ".join(name if value is None else f"{name}: {_quoted(value)}" for name, value in values.items())


def _listed(values: Sequence[str]) -> str:
    return "|".join(_quoted(value) for value in values)


def _quoted(value: str) -> str:
    return value if PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
