"""Articles that are the same but for whom they are marketed to, by market, by reason, by day."""

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import Programme, compile_programme
from loyalty.price_history.row import Audience, Priced, PriceRow, Told
from loyalty.profiles.markets import law_on
from loyalty.publication.looking import look_over
from loyalty.publication.reductions.similar import CODE, priced_apart

RULES = read_rule_folder(Path("rules/corner-coffee")).source
DAY = date(2026, 11, 26)


def programme(markets: str, because: str = "", basket: str = RULES["basket.yaml"]) -> Programme:
    """Give a programme with two razors."""
    head = RULES["programme.yaml"].replace("[EU, CN]", markets)
    pair = f"products: [{{sku: blue, to: men}}, {{sku: pink, to: women}}]{because}"
    made = compile_programme(
        {
            **RULES,
            "programme.yaml": head,
            "basket.yaml": basket,
            "similar.yaml": f"similar: [{{id: razors, {pair}}}]",
        }
    )
    assert made.programme is not None, made.findings
    return made.programme


def history(market: str, *prices: tuple[str, int, Audience]) -> tuple[PriceRow, ...]:
    """Give offers since October."""
    rows: list[PriceRow] = []
    for sku, price, audience in prices:
        told = Told(
            Priced(sku, market, "", audience),
            datetime(2026, 10, 1, tzinfo=UTC),
            None,
            Fraction(price),
            "list",
        )
        rows.append(PriceRow.after(rows[-1] if rows else None, told, datetime(2026, 10, 1, tzinfo=UTC)))
    return tuple(rows)


def apart(market: str, pink: int, *, because: str = "", audience: Audience = Audience.PUBLIC) -> list[str]:
    """Give what a job and a plan find, which is the same."""
    made = programme(f"[{market}]", because)
    rows = history(market, ("blue", 4, Audience.PUBLIC), ("pink", pink, audience))
    found = list(priced_apart(made, law_on(DAY, [market]), rows))
    planned = [each for each in look_over(made, DAY, history=rows) if each.code == CODE]
    assert bool(found) is bool(planned)
    assert all(each.warning for each in planned)
    return found


@pytest.mark.parametrize("market", ["EU", "US-CA"])
def test_the_same_thing_costs_the_same(market: str) -> None:
    """A dearer one is told of where the market asks; equal prices, a reason and a member's price are not."""
    assert ["razors"] == apart(market, 5)
    assert [] == apart(market, 4)
    assert [] == apart(market, 5, because=", because: {en: A second blade., zh-CN: 双层刀片。}")
    assert [] == apart(market, 5, audience=Audience.MEMBERS)


def test_other_markets_do_not_ask() -> None:
    """Where no law asks for one price nothing is told."""
    assert [] == apart("JP", 5)


@pytest.mark.parametrize(
    ("market", "when", "told"),
    [
        ("EU", 'line.sku == "blue"', ["razor-week"]),
        ("EU", 'line.sku != "pink" and line.category == "gear"', ["razor-week"]),
        ("EU", 'line.sku in ["blue", "pink"]', []),
        ("EU", 'line.category == "gear"', []),
        ("CN", 'line.sku == "blue"', []),
    ],
)
def test_a_discount_counts_for_all_that_is_the_same(market: str, when: str, told: list[str]) -> None:
    """One that asks for an article of the pair is told of, where the market asks for one price."""
    rule = f"- {{id: razor-week, name: {{en: Razors, zh-CN: 剃须周}}, when: '{when}', percent: 5%}}\n      "
    basket = RULES["basket.yaml"].replace("- id: tea-week", f"{rule}- id: tea-week")
    made = programme(f"[{market}]", basket=basket)

    found = [each.message for each in look_over(made, DAY, history=()) if each.code == CODE and each.warning]

    assert told == [message.split("`")[1] for message in found]
