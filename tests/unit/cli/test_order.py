"""``loyalty order``: an order booked, shown, brought back, exchanged, adjusted and cancelled by command."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

INSTEAD = {
    "currency": "EUR",
    "order": {"channel": "shop"},
    "lines": [{"sku": "mug", "quantity": 1, "unit_price": "12.00", "category": "gear", "brand": "other"}],
}
OF_A = ("corner-coffee", "A")
TILL = ("--source", "till")


@pytest.fixture
def sold(run: Run, coffee: Path, basket: Path) -> None:
    """Book the demonstration's basket, one packet of beans and three of tea, as order A."""
    run("db", "upgrade")
    run("adopt", coffee)
    assert 0 == run("order", "record", "A", basket, *TILL).exit_code


@pytest.mark.usefixtures("sold")
def test_an_order_from_its_sale_to_its_cancellation(run: Run) -> None:
    """Each command says what goes back; all of it together is what was paid, the delivery too."""
    back = run("order", "return", *OF_A, "r-1", *TILL, "--line", "1=1", "--channel", "shop-2", "--json")
    less = run(
        *("order", "adjust", *OF_A, "a-1", *TILL, "--price", "2=8.00"),
        *("--currency", "EUR", "--reason", "promise", "--json"),
    )
    rest = run("order", "cancel", *OF_A, "c-1", *TILL, "--reason", "out-of-stock", "--json")
    shown = json.loads(run("order", "show", *OF_A, *TILL, "--json").output)

    told = [json.loads(each.output) for each in (back, less, rest)]
    assert ["26.94 EUR", "1.50 EUR", "27.20 EUR"] == [each["refund"] for each in told]
    assert ("shop-2", "promise", "out-of-stock") == (told[0]["channel"], told[1]["reason"], told[2]["reason"])
    assert ("cancelled", "55.64 EUR", told) == (shown["state"], shown["paid"], shown["returns"])


@pytest.mark.usefixtures("sold")
def test_an_exchange_tells_what_is_left_to_pay(run: Run, tmp_path: Path) -> None:
    """A packet of tea at 8.50 for a mug at 12.00 leaves 3.50; sent again nothing is booked."""
    file = tmp_path / "instead.json"
    file.write_text(json.dumps(INSTEAD), encoding="utf-8")
    words = (
        *("order", "exchange", *OF_A, "x-1", *TILL),
        "--line",
        "2=1",
        "--new-order",
        "B",
        "--instead",
        file,
    )

    first, again = run(*words), run(*words)

    assert "left to pay: 3.50 EUR" == first.output.splitlines()[-1]
    assert first.stdout == again.stdout
    assert "was booked before" in again.stderr
    assert "12.00 EUR" in run("order", "show", "corner-coffee", "B", *TILL).output


@pytest.mark.usefixtures("sold")
@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("return", *OF_A, "r", *TILL, "--line", "1=2"), 1, "This cannot be returned"),
        (("return", *OF_A, "r", *TILL, "--line", "1=1", "--line", "1=1"), 2, "A line stands twice"),
        (("return", *OF_A, "r", *TILL, "--line", "1"), 2, "--line"),
        (("return", "corner-coffee", "none", "r", *TILL, "--line", "1=1"), 1, "There is no such order"),
        (("return", *OF_A, "r", "--source", "web", "--line", "1=1"), 1, "There is no such order"),
        (("cancel", *OF_A, "c"), 2, "--source"),
        (("cancel", *OF_A, "c", *TILL, "--reason", "Ada is pregnant"), 2, "is no code"),
        (
            ("adjust", *OF_A, "a", *TILL, "--price", "1=30", "--currency", "EUR", "--reason", "p"),
            1,
            "This price cannot be adjusted",
        ),
        (
            ("adjust", *OF_A, "a", *TILL, "--price", "1=20", "--currency", "USD", "--reason", "p"),
            1,
            "the programme's prices are in EUR",
        ),
        (
            ("adjust", *OF_A, "a", *TILL, "--price", "1=20", "--currency", "EURO", "--reason", "p"),
            2,
            "no currency",
        ),
        (("record", "A", "basket.json", "--source", "till"), 0, "booked before"),
    ],
)
def test_what_cannot_be(run: Run, words: Sequence[str], code: int, says: str) -> None:
    """What is asked wrongly is wrong use, what the order does not allow is refused, both in a sentence."""
    result = run("order", *words)

    assert code == result.exit_code
    assert says in result.stderr


@pytest.mark.usefixtures("sold")
def test_everything_wrong_with_an_order_is_said_at_once(run: Run) -> None:
    """Each place is named with what to write there."""
    wrong = {"currency": "EUR", "member": "Ada", "linez": [], "vouchers": [1], "value_to_spend": 3}
    result = run("order", "record", "B", "-", *TILL, stdin=json.dumps(wrong))

    assert 1 == result.exit_code
    for place in ("/programme", "/member", "/linez", "/lines", "/vouchers/0", "/value_to_spend"):
        assert f"  {place}: " in result.stderr
    assert "currency" in run("order", "record", "B", "-", *TILL, stdin="{}").stderr
