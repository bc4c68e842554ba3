"""What the price is called that a reduction is compared with."""

from loyalty.wording.text import as_text
from tests.unit.wording.samples import basket


def _plain(text: str) -> str:
    return " ".join(text.split())


def test_an_earlier_price_is_told_by_its_sort() -> None:
    """The words of the market stand there; a document that tells no sort says what it said before."""
    made = basket()
    earlier = {"prior_price": "12", "percent": 20, "days": 30, "day": "2026-11-20"}
    made["lines"][0]["reference"] = {**earlier, "sort": "lowest"}

    lowest = _plain(as_text(made, "en"))
    chinese = _plain(as_text(made, "zh-CN"))
    made["lines"][0]["reference"] = earlier
    before = _plain(as_text(made, "en"))

    assert "lowest price in the 30 days before 20 November 2026: €12.00; 20 % less" in lowest
    assert "天内最低价 €12.00；降 20%" in chinese
    assert "was €12.00 in the 30 days before 20 November 2026; 20 % less" in before
