"""``loyalty gift-card``, ``stored-value``, ``voucher``: what is paid and shown at a counter, by command."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

SHOP = "corner-coffee"
VOUCHERS = """
vouchers:
  - {id: own, name: {en: Own, zh-CN: 专属}, codes: unique, each_code: 1, in_all: 50, after_return: used_up}
"""


@pytest.fixture
def member(run: Run, coffee: Path) -> str:
    """Adopt a programme with stored value and a voucher, and give a member of it."""
    (coffee / "value.yaml").write_text("stored_value: {after_return: value_first}\n", encoding="utf-8")
    (coffee / "vouchers.yaml").write_text(VOUCHERS, encoding="utf-8")
    run("db", "upgrade")
    adopted = run("adopt", coffee)
    assert 0 == adopted.exit_code, adopted.stderr
    return str(json.loads(run("member", "enrol", SHOP, "--json").stdout)["member"])


def test_a_gift_card_by_command(run: Run, member: str) -> None:
    """A card is issued once, loaded once under a key, and shown; a code that is none is refused."""
    issue = ("gift-card", "issue", SHOP, "card-1", "25.00 EUR", "--json")
    code = json.loads(run(*issue).stdout)["code"]
    load = ("gift-card", "load", SHOP, code, "10.00 EUR", "--key", "l-1", "--json")

    assert code == json.loads(run(*issue).stdout)["code"]
    assert ["35.00 EUR"] * 2 == [json.loads(run(*load).stdout)["available"] for _ in range(2)]
    assert "35.00 EUR" in run("gift-card", "show", SHOP, code.lower()).stdout
    assert 1 == run("gift-card", "show", SHOP, "0000-0000-0000").exit_code
    assert 1 == run("gift-card", "issue", SHOP, "card-1", "26.00 EUR").exit_code
    assert 2 == run("gift-card", "issue", SHOP, "card-2", "5.00 EUR", "--order", "A").exit_code


def test_stored_value_by_command(run: Run, member: str) -> None:
    """What is loaded is shown, in the report for the accounts too; another currency is refused."""
    loaded = run("stored-value", "load", member, "50.00 EUR", "--key", "r-1")

    assert "50.00 EUR" in loaded.stdout
    assert "50.00 EUR" == json.loads(run("stored-value", "show", member, "--json").stdout)["available"]
    assert 1 == run("stored-value", "load", member, "50.00 USD").exit_code
    told = run("report", "liability", SHOP, "--from", "2026-01-01", "--to", "2099-12-31").stdout.splitlines()
    assert ("What members of corner-coffee hold, from 2026-01-01 through 2099-12-31", "value:EUR") == (
        *told[:2],
    )
    assert ["  closing                50.00 EUR", "  worth                  50.00 EUR"] == told[4:6]


def test_vouchers_by_command(run: Run, member: str) -> None:
    """Codes are issued, each checked, and the list counts them."""
    codes = run("voucher", "issue", SHOP, "own", "--batch", "b-1", "--count", "3").stdout.split()

    assert 3 == len(codes)
    assert 0 == run("voucher", "check", SHOP, codes[0], "--member", member).exit_code
    none = run("voucher", "check", SHOP, "NONE", "--json")
    assert (1, "unknown-code") == (none.exit_code, json.loads(none.stdout)["reason"])
    listed = json.loads(run("voucher", "list", SHOP, "--json").stdout)
    assert [("own", 3, 0, 50)] == [(v["voucher"], v["issued"], v["used"], v["in_all"]) for v in listed]
    assert "own  unique  3 issued  0 of 50 used" in run("voucher", "list", SHOP).stdout
