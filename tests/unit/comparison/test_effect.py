"""What can change is ruled out by structure for every case, and shown by cases that do."""

import pytest

from loyalty.comparison.directions import BOTH, NONE, Directions, Moves
from loyalty.comparison.effect import effect_of
from tests.unit.comparison.making import SHIPPED, coffee, compiled, rewritten, shipped

CHANGES = [
    ("tiers.yaml", "discount: 5%", "discount: 6%"),
    ("tiers.yaml", "discount: 2%", "discount: 1%"),
    ("tiers.yaml", "earn: 1.5x", "earn: 1.6x"),
    ("tiers.yaml", "earn: 1.25x", "earn: 1x"),
    ("earn.yaml", "add: 50", "add: 60"),
    ("earn.yaml", "add: 50", "add: 40"),
    ("earn.yaml", "order.total >= 25.00", "order.total >= 30.00"),
    ("earn.yaml", "order.total >= 25.00", "order.total >= 20.00"),
    ("earn.yaml", '["app", "web"]', '["app", "web", "shop"]'),
    ("earn.yaml", '["app", "web"]', '["app"]'),
    ("earn.yaml", "multiply: 2x", "multiply: 3x"),
    ("earn.yaml", "until: 2026-11-30", "until: 2026-12-31"),
    ("earn.yaml", "from: 2026-11-20", "from: 2026-11-25"),
    ("earn.yaml", "at_most: 20000", "at_most: 100"),
    ("earn.yaml", "points: 1,", "points: 2,"),
    ("earn.yaml", "best_multiplier", "sum_multipliers"),
    ("basket.yaml", "percent: 10%", "percent: 20%"),
    ("basket.yaml", "percent: 10%", "percent: 1%"),
    ("basket.yaml", "amount: 0.50", "amount: 1.50"),
    ("basket.yaml", "amount: 3.20", "amount: 4.20"),
    ("basket.yaml", "combine: best", "combine: sum"),
    ("redeem.yaml", "share: 50%", "share: 40%"),
    ("redeem.yaml", "at_least: 500", "at_least: 600"),
    ("redeem.yaml", "money: 1.00", "money: 2.00"),
    ("redeem.yaml", "earn_on: money_paid", "earn_on: everything"),
    ("plans.yaml", "29.00", "30.00"),
    ("plans.yaml", "unit: 0.0008", "unit: 0.0007"),
    ("plans.yaml", "up_to: 10000,", "up_to: 20000,"),
    ("plans.yaml", "share: 2%", "share: 3%"),
    ("vat.csv", "DE,gear,19%", "DE,gear,16%"),
    ("programme.yaml", "points: {step: 1, round: down}", "points: {step: 1, round: up}"),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change[1]} to {change[2]}")
def test_no_case_moves_where_structure_rules_it_out(change: tuple[str, str, str]) -> None:
    """Of every outcome that cannot rise, or fall, no case does; and something is listed wherever one does."""
    effect = effect_of(shipped("corner-coffee"), coffee(change))
    outcomes = {(outcome.part, outcome.result): outcome for outcome in effect.outcomes}

    assert effect.outcomes
    for case in effect.cases:
        for result in case.results:
            before, after = case.old.get(result), case.new.get(result)
            if isinstance(before, int) and isinstance(after, int):
                moves = outcomes[case.given.plan or "", result].moves
                assert moves.up or after < before
                assert moves.down or after > before


@pytest.mark.parametrize(
    ("change", "result", "moves"),
    [
        (CHANGES[2], "points.earned", Moves(up=True, down=False)),
        (CHANGES[3], "points.earned", Moves(up=False, down=True)),
        (CHANGES[4], "points.earned", Moves(up=True, down=False)),
        (CHANGES[5], "points.earned", Moves(up=False, down=True)),
        (CHANGES[6], "points.earned", Moves(up=False, down=True)),
        (CHANGES[8], "points.earned", Moves(up=True, down=False)),
        (CHANGES[11], "points.earned", Moves(up=True, down=False)),
        (CHANGES[12], "points.earned", Moves(up=False, down=True)),
        (CHANGES[13], "points.earned", Moves(up=False, down=True)),
        (CHANGES[19], "total.due", Moves(up=True, down=False)),
        (CHANGES[21], "points.used", Moves(up=False, down=True)),
        (CHANGES[22], "points.used", Moves(up=False, down=True)),
    ],
    ids=str,
)
def test_one_direction_is_ruled_out(change: tuple[str, str, str], result: str, moves: Moves) -> None:
    """A change that can only give, or only take, is known for one; and a case shows the direction."""
    effect = effect_of(shipped("corner-coffee"), coffee(change))
    [found] = [one for one in effect.outcomes if (one.part, one.result) == ("", result)]

    assert moves == found.moves
    assert (moves.up, moves.down) == (found.rose > 0, found.fell > 0)


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_changes_where_nothing_changed(name: str) -> None:
    """A programme against itself changes no outcome and lists no case."""
    effect = effect_of(shipped(name), shipped(name))

    assert ((), ()) == (effect.outcomes, effect.cases)


def test_only_what_reads_a_change_can_change() -> None:
    """Points of orders are not touched by a plan's price, nor the total by points."""
    plan = effect_of(shipped("corner-coffee"), coffee(("plans.yaml", "29.00", "30.00")))
    points = effect_of(shipped("corner-coffee"), coffee(("earn.yaml", "add: 50", "add: 60")))

    assert {"brew-pro"} == {outcome.part for outcome in plan.outcomes}
    assert ["points.earned"] == [outcome.result for outcome in points.outcomes]


def test_versions_of_other_days_are_decided_at_the_same_instant() -> None:
    """A version that binds after the old one ended is compared on the same cases all the same."""
    files = rewritten(
        "corner-coffee",
        ("programme.yaml", "{from: 2026-11-15, until: 2027-01-31}", "{from: 2027-02-01}"),
        ("tiers.yaml", "discount: 5%", "discount: 6%"),
        ("earn.yaml", "      from: 2026-11-20\n      until: 2026-11-30\n", ""),
    )
    files = {name: text for name, text in files.items() if name not in {"basket.yaml", "examples.yaml"}}
    effect = effect_of(shipped("corner-coffee"), compiled(files))
    shown = {case.example: case for case in effect.cases}["gold member buys own-brand coffee in the app"]

    assert (2559, 2532) == (shown.old["total.due"], shown.new["total.due"])


def test_a_fact_that_is_told_differently_rules_nothing_out() -> None:
    """Where one request gives a fact another value, what reads it may move either way."""
    old, new = shipped("corner-coffee"), coffee(("facts.yaml", "default: DE", "default: CN"))
    sheets = old.basket.compiled.sheet, new.basket.compiled.sheet

    assert NONE == Directions(*sheets).of("total.tax_inside")
    assert BOTH == Directions(*sheets, {"member.country"}).of("total.tax_inside")
