"""What keeps a balance from buying what it did: charges on points, smaller pools, an earlier end."""

import pytest

from loyalty.comparison.losing.devaluation import devaluations
from loyalty.constraints import no_silent_devaluation
from tests.unit.comparison.making import coffee, compiled, source

HOUSE = "households: {at_most: 4, pool: [points], spends: all}\n"
CARD = "rewards: [{id: card, name: {en: Card, zh-CN: 卡}, kind: partner, cost: 900, value: 9.00}]\n"
FEE = (
    "  fees:\n    - {id: handling, name: {en: Handling, zh-CN: 手续费}, amount: 1.50, purpose: handling,"
    " recipient: seller, refundable: false, when: order.points_offered > 0}\n"
)
SHARE = FEE.replace("amount: 1.50", "of: order.total, share: 2%")
THANKS = 'when: order.delivery == "collect"\n'
WITHOUT = 'when: order.delivery == "collect" and order.points_offered == 0\n'


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", FEE, ["handling"]),
        (FEE, FEE.replace("1.50", "1.60"), ["handling"]),
        (FEE, FEE.replace("1.50", "1.40"), []),
        ("", FEE.replace("> 0", "== 0"), []),
        (SHARE, SHARE.replace("share: 2%", "share: 2%, at_most: 3.00"), []),
        (SHARE.replace("share: 2%", "share: 2%, at_least: 1.00"), SHARE, []),
        (SHARE, SHARE.replace("share: 2%", "share: 2%, at_least: 1.00"), ["handling"]),
        (SHARE.replace("share: 2%", "share: 2%, at_most: 3.00"), SHARE, ["handling"]),
        (THANKS, WITHOUT, ["collect-thanks"]),
        (WITHOUT, THANKS, []),
        (HOUSE, "", ["points"]),
        (HOUSE, HOUSE.replace("all", "head"), ["points"]),
        (HOUSE, HOUSE.replace("all", "all, join_wait: 30 days"), ["points"]),
        (HOUSE.replace("all", "all, join_wait: 30 days"), HOUSE.replace("all", "all, join_wait: 9 days"), []),
        (HOUSE, HOUSE.replace("4", "6"), []),
        ("", HOUSE, []),
        (CARD, CARD.replace("9.00", "8.00"), ["card"]),
        (CARD, CARD.replace("9.00", "9.50"), []),
        (CARD.replace(", value: 9.00", ""), CARD, []),
        (CARD.replace("partner", "good"), CARD.replace("partner", "good").replace("9.00", "8.00"), []),
        ("until: 2027-01-31", "until: 2026-12-31", ["effective"]),
        ("until: 2027-01-31", "until: 2027-02-28", []),
    ],
)
def test_what_stands_in_the_way(old: str, new: str, found: list[str]) -> None:
    """One change beside what points are worth: where a balance buys less, or nothing where none does."""
    losses = devaluations(compiled(_with(old)).shape, compiled(_with(new)).shape)

    assert found == [less.where for less in losses]


def _with(text: str) -> dict[str, str]:
    files = source("corner-coffee")
    if text.startswith("until:"):
        files["programme.yaml"] = files["programme.yaml"].replace("until: 2027-01-31", text)
    elif text.startswith("when:"):
        files["basket.yaml"] = files["basket.yaml"].replace(THANKS, text)
    elif text.startswith("  fees:"):
        files["basket.yaml"] = files["basket.yaml"].replace("  fees:\n", text)
    elif text:
        files["more.yaml"] = text
    return files


def test_an_earlier_end_is_announced_as_every_loss_and_takes_nothing_received_away() -> None:
    """It counts from the day after the last one; in Quebec too it is a matter of notice."""
    ends = ("programme.yaml", "until: 2027-01-31", "until: 2027-01-15")
    old, new = coffee(), coffee(ends)
    decide = no_silent_devaluation.decide_change

    assert decide(old, new, {"adopted_on": "2026-11-17"})[1] is True
    assert "from 2027-01-16 on" in decide(old, new, {"adopted_on": "2026-11-18"})[2]
