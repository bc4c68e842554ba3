"""What others publish in their tests and pages, asked of ``loyalty rate``: their figures are ours.

The tables beside this file hold figures only. A peer that leaves a choice unsaid has it said in
the terms: what nothing used costs, whether a volume is protected, what is counted of a package.
Amounts are in major units.
"""

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from loyalty.cli.main import main
from loyalty.kernel.money import currency, minor_units

TABLES = sorted(Path(__file__).parent.glob("charges/*.yaml"))
AT_LEAST_CASES = 380


def _rows(charge: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Give each case of a charge: how much was used, and what it costs or books."""
    yield from ({"quantity": used, "amount": amount} for used, amount in charge.get("amounts", {}).items())
    yield from ({"quantity": used, "exact": exact} for used, exact in charge.get("exact", {}).items())
    for kind in ("booked", "events", "shared"):
        yield from charge.get(kind, ())


def _cases() -> Iterator[Any]:
    for table in TABLES:
        told = yaml.load(table.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  texts only
        for charge in told["charges"]:
            for row in _rows(charge):
                used = row.get("quantity") or row.get("so_far") or row["of"]
                yield pytest.param(charge["terms"], row, id=f"{told['peer']}: {charge['source']}: {used}")


CASES = list(_cases())


@pytest.mark.parametrize(("terms", "row"), CASES)
def test_the_figure_of_a_peer(tmp_path: Path, terms: str, row: dict[str, str]) -> None:
    """The published amount comes out, of the whole and of each step where they are published."""
    file = tmp_path / "terms.yaml"
    file.write_text(terms, encoding="utf-8")
    times = [word for name in ("period", "service") if name in row for word in (f"--{name}", row[name])]

    answer = CliRunner().invoke(main, ["rate", str(file), *_used(tmp_path, row), *times, "--json"])

    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.stdout)
    of = currency(told["amount"]["currency"])
    if "amount" in row:
        assert told["amount"]["amount"] == minor_units(row["amount"], of)
    if "exact" in row:
        assert Fraction(told["exact"]) == minor_units(row["exact"], of)
    if "each" in row:
        steps = told["booked"] if "of" in row else told["steps"]
        assert [step["amount"] for step in steps] == [
            minor_units(each.strip(), of) for each in re.split("[;,]", row["each"])
        ]


def _used(folder: Path, row: dict[str, str]) -> tuple[str, ...]:
    """Give the words that say how much was used; events are written into a file."""
    if "quantity" in row:
        return "--quantity", row["quantity"]
    if "so_far" in row:
        return "--cumulative", row["so_far"]
    events = folder / "events.jsonl"
    events.write_text(
        "".join(f"{json.dumps(_event(told))}\n" for told in row["of"].split("; ")), encoding="utf-8"
    )
    return "--events", str(events)


def _event(told: str) -> dict[str, str]:
    """Give the event written ``4``, or ``3 (region eu, size large)`` with its dimensions."""
    quantity, _, said = told.removesuffix(")").partition(" (")
    return {"quantity": quantity, **dict(pair.split(" ", 1) for pair in said.split(", ") if pair)}


def test_there_are_hundreds_of_them() -> None:
    """A table that is no longer read would say nothing."""
    assert len(CASES) >= AT_LEAST_CASES
