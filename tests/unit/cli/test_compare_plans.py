"""``loyalty compare-plans``: the same use on every plan, from files alone."""

import json
from pathlib import Path

from loyalty.sumcheck import check
from tests.unit.cli.conftest import Run

AT = ("--at", "2026-12-15T10:00:00+01:00")
YEARLY = """
  - id: brew-year
    name: {en: Brew Year, zh-CN: 包年版}
    price: {every: year, anchor: anniversary, amount: 290.00}
  - id: brew-tank
    name: {en: Brew Tank, zh-CN: 储豆版}
    price: {every: month, anchor: anniversary, amount: 5.00}
"""


def test_plans_in_words(run: Run, coffee: Path) -> None:
    """Both languages name the cheapest first, its parts, and the plans that cannot be compared."""
    (coffee / "plans.yaml").write_text(
        (coffee / "plans.yaml").read_text(encoding="utf-8") + YEARLY, encoding="utf-8"
    )
    asked = (
        "compare-plans",
        coffee,
        "--usage",
        "api-calls=150000",
        "--plan",
        "brew-pro",
        "--tier",
        "gold",
        *AT,
    )

    english, chinese = run(*asked), run(*asked, "--lang", "zh-CN")

    assert "Cheapest for this use: Brew Pro" in english.stdout.splitlines()[0]
    assert "€132.79" in english.stdout
    assert "−€5.35 discounts for members" in english.stdout
    assert "€181.79 in the first period" in english.stdout
    assert "Brew Year\n    its periods have another length" in english.stdout
    assert "Brew Tank\n    does not count api-calls" in english.stdout
    assert "按此用量最低价：专业版" in chinese.stdout.splitlines()[0]
    assert "储豆版\n    不计量 api-calls" in chinese.stdout
    assert english.stdout.endswith("sum check: ok\n")


def test_plans_as_json(run: Run, coffee: Path) -> None:
    """The comparison is the whole of stdout, each plan with an explanation that adds up."""
    told = json.loads(run("compare-plans", coffee, "--usage", "api-calls=150000", *AT, "--json").stdout)

    assert ["brew-pro"] == [plan["plan"] for plan in told["plans"]]
    assert 13814 == told["plans"][0]["due"] == told["plans"][0]["explanation"]["total"]["due"]
    assert [] == check(told["plans"][0]["explanation"])


def test_wrong_use(run: Run, coffee: Path) -> None:
    """A use that cannot be read, and a meter that is named twice, are wrong use."""
    assert "METER=QUANTITY" in run("compare-plans", coffee, "--usage", "api-calls", *AT).stderr
    twice = run("compare-plans", coffee, "--usage", "a=1", "--usage", "a=2", *AT)
    assert 2 == twice.exit_code
    assert "--usage names a twice" in twice.stderr
