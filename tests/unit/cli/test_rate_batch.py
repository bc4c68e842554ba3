"""``loyalty rate-batch``: a file of events to totals and a file of amounts."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import ROOT, Run

COFFEE = ROOT / "rules" / "corner-coffee"


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """Give a small file of events of two members and two meters."""
    path = tmp_path / "events.csv"
    rows = (
        "member,meter,quantity",
        "ada,api-calls,10",
        "ada,api-calls,5",
        "ben,api-calls,10.5",
        "ben,miles,7",
    )
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_terms(run: Run, terms: Path, events: Path, tmp_path: Path) -> None:
    """The amounts of two members, 130.00 and 107.50, are written and added up."""
    out = tmp_path / "amounts.csv"
    result = run("rate-batch", terms, events, "--meter", "api-calls", "--out", out)

    assert result.exit_code == 0
    assert "237.50 EUR" in result.stdout
    assert f"2 amounts in {out}" in result.stderr
    assert out.read_text(encoding="utf-8").splitlines()[1:] == [
        "ada,2,15.000000000,13000",
        "ben,1,10.500000000,10750",
    ]


def test_totals_as_json(run: Run, events: Path) -> None:
    """With --json the totals are plain data; by a plan, its meter's events count."""
    told = json.loads(
        run(
            *("rate-batch", COFFEE, events, "--plan", "brew-pro", "--meter", "api-calls", "--json"),
            *("--at", "2026-12-15T00:00:00+01:00"),
        ).stdout
    )

    assert told.pop("milliseconds") >= 0
    assert told == {"events": 3, "sums": 2, "quantity": "25.5", "amount": {"amount": 3, "currency": "EUR"}}


def test_what_is_refused_is_said(run: Run, terms: Path, events: Path) -> None:
    """A file of several meters needs to be told which; the code is 1."""
    result = run("rate-batch", terms, events)

    assert result.exit_code == 1
    assert result.stderr.endswith(f"{events} has events of 2 meters; say which.\n")


@pytest.mark.parametrize("options", [("--plan", "brew-pro"), ("--tier", "gold")])
def test_terms_take_no_plan(run: Run, terms: Path, events: Path, options: tuple[str, ...]) -> None:
    """What belongs to a folder of rule files is wrong use with terms; a folder needs a plan and a meter."""
    assert run("rate-batch", terms, events, *options).exit_code == 2
    assert run("rate-batch", COFFEE, events, *options).exit_code == 2
