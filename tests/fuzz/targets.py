"""What is fed: rule files to the compiler, expressions to the parser, tables to their reader.

Each may answer with findings; nothing may come out of it as an exception.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import compile_programme
from loyalty.language.findings import Finding, Span
from loyalty.language.syntax.parser import parse
from loyalty.language.tables import read_table
from tests.fuzz.making import broken, spelled

RULES = Path(__file__).parents[2] / "rules"
SHIPPED = tuple(
    dict(read_rule_folder(folder).source)
    for folder in sorted(RULES.iterdir())
    if (folder / "programme.yaml").exists()
)
FILES = tuple(text for source in SHIPPED for name, text in source.items() if name.endswith(".yaml"))
TABLES = tuple(text for source in SHIPPED for name, text in source.items() if name.endswith(".csv"))
WRITTEN = (
    'line.brand == "own" and order.total >= 20.00',
    'order.channel in ["app", "web"] or not (member.tier == "gold")',
    "min(line.price * 5%, 3.00) + max(0.00, order.subtotal - 10.00)",
    "if history.orders == 0 then 2x else 1x",
    "round(order.total * 1.5, half_up)",
)
PLACE = Span("fuzz.yaml", 1, 1)


@dataclass(frozen=True, slots=True)
class Target:
    """A reader: how an input is made by chance, how it is read, and of a million how many are for it."""

    name: str
    of_million: int
    make: Callable[[Random], str]
    read: Callable[[str], object]


def _expression(draw: Random) -> str:
    return spelled(draw) if draw.randrange(2) else broken(draw, (*WRITTEN, spelled(draw)))


def _table(draw: Random) -> str:
    return broken(draw, TABLES)


def _file(draw: Random) -> str:
    """Give the name of a programme and of its file, and that file's broken text."""
    number = draw.randrange(len(SHIPPED))
    name = draw.choice(sorted(SHIPPED[number]))
    return f"{number}\n{name}\n{broken(draw, (SHIPPED[number][name], SHIPPED[number][name], *FILES))}"


def _read_file(made: str) -> object:
    number, name, text = made.split("\n", 2)
    return compile_programme({**SHIPPED[int(number)], name: text})


def _read_expression(text: str) -> object:
    return parse(text, PLACE)


def _read_table(text: str) -> object:
    findings: list[Finding] = []
    return read_table("fuzz.csv", text, findings)


TARGETS = (
    Target("rule files", 100_000, _file, _read_file),
    Target("expressions", 600_000, _expression, _read_expression),
    Target("tables", 300_000, _table, _read_table),
)
