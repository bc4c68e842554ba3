"""Everything a decision may know, as one frozen value: instants, facts, lines. Nothing else is read.

A situation is made for one compiled sheet and holds values in the order of its inputs, so
that deciding starts at once; it holds no fact the sheet does not read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from loyalty.language.readers.python import CompiledSheet, Value, Values
from loyalty.language.sheet import Input, Scope

QUANTITY, SKU = "line.quantity", "line.sku"
UNIT_PRICE = "line.unit_price"


@dataclass(frozen=True, slots=True)
class SituationLine:
    """A line's id and article, and its values in the order of the sheet's line inputs."""

    id: str
    sku: str
    values: Values


@dataclass(frozen=True, slots=True)
class Situation:
    """``at`` is a UTC instant; ``order`` holds values in the order of the sheet's order inputs."""

    at: datetime
    order: Values
    lines: tuple[SituationLine, ...]

    def order_facts(self, compiled: CompiledSheet) -> dict[str, Value]:
        """Give the order's facts by name."""
        return dict(zip(compiled.order_inputs, self.order, strict=True))

    def with_facts(self, compiled: CompiledSheet, changes: Mapping[str, Value]) -> "Situation":
        """Give the same situation with some of the order's facts changed; unread ones are ignored."""
        facts = self.order_facts(compiled)
        return replace(self, order=tuple(changes.get(name, value) for name, value in facts.items()))

    def keeping(self, compiled: CompiledSheet, returned: Mapping[str, Fraction]) -> "Situation":
        """Give what is kept when quantities are brought back, by line id; lines fully returned are gone."""
        place = compiled.line_inputs.index(QUANTITY)
        den = next(item.node.den for item in compiled.sheet.inputs if item.name == QUANTITY)
        kept = []
        for line in self.lines:
            gone = returned.get(line.id)
            if gone is None and int(line.values[place]) > 0:
                kept.append(line)
                continue
            left = int(line.values[place]) - int((gone or 0) * den)
            if left > 0:
                values = (*line.values[:place], left, *line.values[place + 1 :])
                kept.append(replace(line, values=values))
        return replace(self, lines=tuple(kept))

    def priced(self, compiled: CompiledSheet, prices: Mapping[str, Fraction]) -> "Situation":
        """Give the same lines at other unit prices, in minor units by line id."""
        place = compiled.line_inputs.index(UNIT_PRICE)
        den = next(item.node.den for item in compiled.sheet.inputs if item.name == UNIT_PRICE)
        lines = []
        for line in self.lines:
            price = int(prices[line.id] * den) if line.id in prices else line.values[place]
            lines.append(replace(line, values=(*line.values[:place], price, *line.values[place + 1 :])))
        return replace(self, lines=tuple(lines))

    def to_json(self, compiled: CompiledSheet) -> dict[str, Any]:
        """Give the situation as plain data, by fact name, for keeping."""
        names = compiled.line_inputs
        return {
            "at": self.at.isoformat(),
            "order": self.order_facts(compiled),
            "lines": [
                {"id": line.id, "sku": line.sku, "facts": dict(zip(names, line.values, strict=True))}
                for line in self.lines
            ],
        }


def situation_from_json(
    data: Mapping[str, Any], compiled: CompiledSheet, unkept: Callable[[Input], Value]
) -> Situation:
    """Give back what `Situation.to_json` kept, for a sheet of the same programme digest.

    ``unkept`` gives the value of an input that was not kept: a later engine may read more for
    the same rule files than the one that decided.
    """
    inputs = compiled.sheet.inputs

    def values(kept: Mapping[str, Value], scope: Scope) -> Values:
        return tuple(
            kept[item.name] if item.name in kept else unkept(item) for item in inputs if item.scope is scope
        )

    return Situation(
        datetime.fromisoformat(data["at"]).astimezone(UTC),
        values(data["order"], Scope.ORDER),
        tuple(
            SituationLine(line["id"], line["sku"], values(line["facts"], Scope.LINE))
            for line in data["lines"]
        ),
    )
