"""``loyalty till``: a bundle prices without a database, a spoilt one never; sales are booked later."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

ORDER = ("--order", "till-7-1", "--into")


@pytest.fixture
def carried(run: Run, coffee: Path, tmp_path: Path) -> Path:
    """Write a bundle of the coffee programme, signed with the key `signs`."""
    run("till", "key", tmp_path / "signs")
    bundle = tmp_path / "coffee.bundle"
    done = run(
        *("till", "bundle", coffee, "--key", tmp_path / "signs"),
        *("--until", "2126-01-01T00:00:00Z", "--out", bundle),
    )
    assert 0 == done.exit_code, done.output
    return bundle


def test_a_till_prices_without_a_database(run: Run, carried: Path, coffee: Path, basket: Path) -> None:
    """The bundle prices as its folder does, and no database was made."""
    at = ("--at", "2026-11-22T10:00:00+01:00", "--tier", "gold", "--json")
    priced = run("till", "quote", carried, basket, "--key", "signs.pub", *at)

    assert run("quote", coffee, basket, *at).stdout == priced.stdout
    assert not Path("loyalty.db").exists()


def test_every_changed_byte_is_refused(run: Run, carried: Path, basket: Path) -> None:
    """Whichever byte of the bundle is another one, it prices nothing."""
    whole = carried.read_bytes()
    for place in (0, 1, 40, len(whole) // 2, len(whole) - 80, len(whole) - 2, len(whole) - 1):
        carried.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        refused = run("till", "quote", carried, basket, "--key", "signs.pub")
        assert 1 == refused.exit_code, place
        assert not refused.stdout


def test_a_bundle_of_another_key_is_refused(run: Run, carried: Path, basket: Path) -> None:
    """A signature is held to the key that is named; what is no key is said so."""
    run("till", "key", "other")

    other = run("till", "quote", carried, basket, "--key", "other.pub")
    none = run("till", "quote", carried, basket, "--key", basket)

    assert (1, 1) == (other.exit_code, none.exit_code)
    assert "is not signed with the key" in other.stderr
    assert "is not a public key" in none.stderr


def test_an_outdated_bundle_is_refused(run: Run, carried: Path, basket: Path) -> None:
    """Neither after its end, nor for a moment after its end."""
    late = run("till", "quote", carried, basket, "--key", "signs.pub", "--at", "2126-01-01T00:00:00Z")
    over = run(
        "till", "bundle", "rules of mine", "--key", "signs", "--until", "2020-01-01T00:00:00Z", "--out", "b"
    )

    assert 1 == late.exit_code
    assert "is valid until" in late.stderr
    assert 2 == over.exit_code


def test_a_key_is_never_overwritten(run: Run, carried: Path) -> None:
    """A second key of the same name is refused, and the first is its owner's alone."""
    assert 1 == run("till", "key", "signs").exit_code
    assert 0 == Path("signs").stat().st_mode & 0o077


def test_sales_are_booked_later(run: Run, carried: Path, coffee: Path, basket: Path) -> None:
    """A kept sale is booked as promised, told again as a duplicate; a spoilt line books nothing at all."""
    sold = ("till", "quote", carried, basket, "--key", "signs.pub", "--at", "2026-11-22T10:00:00+01:00")
    run(*sold, *ORDER, "sales.jsonl")
    run("db", "upgrade")
    run("adopt", coffee)

    first = run("till", "sync", "sales.jsonl", "--source", "till-7", "--json")
    again = run("till", "sync", "sales.jsonl", "--source", "till-7", "--json")
    sale = json.loads(Path("sales.jsonl").read_text(encoding="utf-8"))
    Path("spoilt.jsonl").write_text(
        f"{json.dumps(sale | {'id': 'B'})}\n{json.dumps(sale | {'promised': {}})}\n", encoding="utf-8"
    )
    spoilt = run("till", "sync", "spoilt.jsonl", "--source", "till-7")

    assert ["booked"] == [each["outcome"] for each in json.loads(first.stdout)]
    assert ["duplicate"] == [each["outcome"] for each in json.loads(again.stdout)]
    assert 1 == spoilt.exit_code
    assert "line 2 /promised" in spoilt.stderr
    assert "no such order" in run("order", "show", "corner-coffee", "B", "--source", "till-7").stderr


def test_a_code_that_a_sale_gives_is_told(run: Run, coffee: Path, basket: Path) -> None:
    """The code stands in the answer once, in words and as data, the same when the sale is sent again."""
    voucher = (
        "vouchers: [{id: next, name: {en: Next, zh-CN: 下次}, codes: unique, each_code: 1, "
        "given_by_order: {valid: 30 days}, after_return: used_up}]\n"
    )
    (coffee / "vouchers.yaml").write_text(voucher, encoding="utf-8")
    run("till", "key", "signs")
    run("till", "bundle", coffee, "--key", "signs", "--until", "2126-01-01T00:00:00Z", "--out", "b")
    sold = ("till", "quote", "b", basket, "--key", "signs.pub", "--at", "2026-11-22T10:00:00+01:00")
    run(*sold, *ORDER, "sales.jsonl")
    run("db", "upgrade")
    run("adopt", coffee)

    first = run("till", "sync", "sales.jsonl", "--source", "till-7", "--json")
    again = run("till", "sync", "sales.jsonl", "--source", "till-7")

    [sale] = json.loads(first.stdout)
    [given] = sale["vouchers_given"]
    assert "next" == given["voucher"]
    assert f"; next {given['code']} until {given['last_day']}" in again.stdout


def test_a_promise_that_differs_is_told(run: Run, carried: Path, coffee: Path, basket: Path) -> None:
    """A till that believed somebody unknown to be gold hears what is decided, and by how much it differs."""
    sold = ("till", "quote", carried, basket, "--key", "signs.pub", "--at", "2026-11-22T10:00:00+01:00")
    run(*sold, "--tier", "gold", *ORDER, "sales.jsonl")
    run("db", "upgrade")
    run("adopt", coffee)

    told = run("till", "sync", "sales.jsonl", "--source", "till-7")

    assert 0 == told.exit_code
    assert "booked_with_difference: beyond what was promised 2.63 EUR to pay" in told.stdout
    assert "53.01 EUR" in run("order", "show", "corner-coffee", "till-7-1", "--source", "till-7").stdout


def test_a_line_that_was_torn_is_named(run: Run, carried: Path, basket: Path) -> None:
    """Nothing of the file is booked, and the answer says which line and where it breaks off."""
    sold = ("till", "quote", carried, basket, "--key", "signs.pub", "--at", "2026-11-22T10:00:00+01:00")
    run(*sold, *ORDER, "sales.jsonl")
    whole = Path("sales.jsonl").read_text(encoding="utf-8")
    Path("sales.jsonl").write_text(f'{whole}{{"id": nope', encoding="utf-8")

    refused = run("till", "sync", "sales.jsonl", "--source", "till-7")

    assert 1 == refused.exit_code
    assert "line 2: this is not JSON, from character 8 on" in refused.stderr
