"""``loyalty prove``: every constraint decided, exit codes, and a witness that runs."""

import json
import shutil
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

PUMP = """\
  - name: points against money
    given:
      member.tier: blue
      member.country: CN
      order: {at: 2026-11-15T00:00:00+01:00, delivery: collect, channel: app}
      lines:
        - {sku: article-1, unit_price: 0.01, quantity: 1, category: coffee, brand: own}
    expect: {return_at_most: 10%}
"""


@pytest.fixture
def pump(coffee: Path) -> Path:
    """Give a folder of the coffee programme whose app bonus has lost its smallest order."""
    _replaced(coffee / "earn.yaml", " and order.total >= 25.00", "")
    return coffee


def test_the_shipped_programme_is_proved(run: Run, coffee: Path) -> None:
    """Every constraint holds, those that bind all programmes too, each with its method and time."""
    result = run("prove", coffee)

    assert 0 == result.exit_code, result.output
    *told, summary = result.stdout.splitlines()
    assert {"PROVED"} == {line.split()[0] for line in told}
    assert {"no_point_pump:", "better_tier:", "deterministic:"} <= {line.split()[1] for line in told}
    assert summary.startswith(f"{len(told)} constraints PROVED, digest ")


def test_a_pump_where_several_things_meet_is_found(run: Run, coffee: Path) -> None:
    """Six times the points is too much only for gold, in those weeks, on own articles and with the bonus."""
    _replaced(coffee / "earn.yaml", "multiply: 2x", "multiply: 6x")
    (coffee / "examples.yaml").unlink()

    result = run("prove", coffee, "--only", "no_point_pump")

    assert (1, True) == (result.exit_code, result.stdout.startswith("REFUTED      no_point_pump"))


def test_a_pump_is_refuted_by_an_order_that_runs(run: Run, pump: Path) -> None:
    """Without its smallest order the bonus is a pump; what is pasted under `examples:` shows the loss."""
    result = run("prove", pump, "--only", "no_point_pump")

    assert 1 == result.exit_code
    assert result.stdout.startswith(
        "REFUTED      no_point_pump: points against money: 0.01 to pay and 50 points ("
    )
    assert f"\n  paste this under `examples:` and run `loyalty check`:\n\n{PUMP}\n" in result.stdout

    _replaced(pump / "examples.yaml", "examples: ", f"examples:\n{PUMP}# ")
    checked = run("check", pump)

    assert 1 == checked.exit_code
    assert (
        "the example `points against money` earns 50 points worth 0.50 on 0.01 paid, more than 10 %"
        in checked.stdout
    )


def test_what_is_lost_beside_the_version_that_binds(run: Run, coffee: Path, tmp_path: Path) -> None:
    """With --against it is decided what members would lose by the change as well."""
    binding = tmp_path / "binding"
    _replaced(coffee / "earn.yaml", "by: each_lot", "by: activity")
    shutil.copytree(coffee, binding)
    _replaced(coffee / "earn.yaml", "after: 24 months", "after: 12 months")

    same, alone = (run("prove", binding, *more) for more in (("--against", binding), ()))
    assert "PROVED       no_retroactive_loss" in same.stdout
    assert "no_retroactive_loss" not in alone.stdout
    result = run("prove", coffee, "--against", binding, "--only", "no_retroactive_loss")
    assert 1 == result.exit_code
    assert "RETROACTIVE_EXPIRY" in result.stdout


def test_a_waiver_lets_it_fail(run: Run, pump: Path) -> None:
    """A refuted constraint that is waived is told, and ends with code 0."""
    waiver = (
        "waivers:\n  - constraint: no_point_pump\n    where: earn\n    reason: a present for a week\n"
        "    approved_by: board\n    until: 2099-12-31\n"
    )
    _replaced(pump / "constraints.yaml", "waivers: []", f"{waiver}#")

    result = run("prove", pump, "--only", "no_point_pump")

    assert (0, True) == (result.exit_code, result.stdout.startswith("REFUTED      no_point_pump"))


def test_a_certificate_as_json(run: Run, pump: Path) -> None:
    """With --json stdout is one document: digest, tools, and each verdict with its method and witness."""
    told = json.loads(
        run("prove", pump, "--only", "no_point_pump", "--only", "deterministic", "--json").stdout
    )
    pumped, deterministic = told["constraints"]

    assert ("corner-coffee", 64, None) == (told["programme"], len(told["digest"]), told["against"])
    assert {"z3-solver"} <= told["solvers"].keys()
    assert told["decided_at"].endswith("+00:00")
    assert ("REFUTED", "witness") == (pumped["verdict"], pumped["method"])
    assert PUMP == f"{pumped['witness']}\n"
    assert ("PROVED", "structure", None) == tuple(
        deterministic[name] for name in ("verdict", "method", "witness")
    )


def test_wrong_use(run: Run, coffee: Path) -> None:
    """A constraint that does not bind is wrong use; rules with findings are not decided."""
    unknown = run("prove", coffee, "--only", "no_such_law")
    (coffee / "earn.yaml").write_text("earn: {}\n", encoding="utf-8")

    assert (2, True) == (unknown.exit_code, "has no constraint `no_such_law`" in unknown.stderr)
    wrong = run("prove", coffee)
    assert (1, True) == (wrong.exit_code, "earn.yaml:1:7 the key `base` is missing" in wrong.stderr)


def _replaced(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")
