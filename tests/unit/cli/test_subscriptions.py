"""Subscriptions by commands: what is shown is what is booked, and nothing that was not agreed to."""

import json
import shlex
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from loyalty.adapters.clock import SystemClock
from loyalty.bootstrap import open_services, settings_from
from loyalty.kernel.identity import id_text
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from tests.unit.cli.conftest import ROOT, Run

DESK = ("corner-coffee", "desk-7")
COUPONS = """
combine_coupons: chain
coupons:
  - {id: welcome, name: {en: Welcome, zh-CN: 欢迎}, percent: 10%, lasts: 2 periods}
"""
MORE = """
    seats: {name: {en: Seats, zh-CN: 席位}, model: per_unit, unit: 10.00, free_units: 1}
    add_ons:
      - {id: storage, name: {en: Storage, zh-CN: 存储}, amount: 5.00}
    order: [percent, amount, minimum, maximum, fees]
    proration:"""


@pytest.fixture
def member(run: Run, coffee: Path) -> Iterator[str]:
    """Give a member of a programme that binds whenever the test runs, with seats, add-ons and a coupon."""
    named = coffee / "programme.yaml"
    named.write_text(named.read_text(encoding="utf-8").replace(", until: 2027-01-31", ""), encoding="utf-8")
    (coffee / "coupons.yaml").write_text(COUPONS, encoding="utf-8")
    plans = coffee / "plans.yaml"
    text = plans.read_text(encoding="utf-8")
    plans.write_text(text.replace("\n    proration:", MORE), encoding="utf-8")
    assert 0 == run("db", "upgrade").exit_code
    adopted = run("adopt", coffee)
    assert 0 == adopted.exit_code, adopted.output
    services = open_services(settings_from())
    made = enrol_member(services, EnrolMember("corner-coffee"), Once("test", "1", "")).data["member"]
    yield id_text("mem", made)
    services.units.close()


@pytest.fixture
def begun(run: Run, member: str) -> str:
    """Give a member whose subscription began."""
    start = ("subscription", "start", *DESK, "--member", member, "--plan", "brew-pro", "--market", "EU")
    assert 0 == run(*start, stdin="y\n").exit_code
    return member


def test_a_start_is_shown_agreed_to_and_booked(run: Run, member: str) -> None:
    """The bill that was shown is booked to the second; the same start again is told, another refused."""
    start = (
        "subscription",
        "start",
        *DESK,
        "--member",
        member,
        "--plan",
        "brew-pro",
        "--market",
        "EU",
        "--seats",
        "3",
    )
    refused = run(*start, stdin="n\n")
    silent = run(*start)
    nothing = run("subscription", "list", member, "--json")
    booked = run(*start, stdin="y\n")

    assert (1, 1) == (refused.exit_code, silent.exit_code)
    assert "Nothing was booked." in refused.output
    assert "--yes books without asking" in silent.output
    assert [] == json.loads(nothing.output)
    assert 0 == booked.exit_code
    assert "98.50" in booked.output.partition("Book it?")[0]
    assert "Booked: invoice 1, 98.50 EUR, inv_" in booked.output.partition("Book it?")[2]
    assert "This was booked before" in run(*start).output
    assert 1 == run(*start[:-1], "4", "--yes").exit_code
    assert "desk-7  brew-pro  active  3 seats" in run("subscription", "list", member).output


def test_what_was_shown_is_booked_however_long_it_takes_to_agree(
    run: Run, begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change is booked as of the instant it was shown for, though hours pass by the clock."""
    start, hours = SystemClock().now(), count(1)
    monkeypatch.setattr(SystemClock, "now", lambda _: start + timedelta(hours=next(hours)))
    booked = run("subscription", "change", *DESK, "--seats", "5", stdin="y\n")
    [_, invoice] = json.loads(run("subscription", "show", *DESK, "--json").output)["invoices"]

    assert "Booked: invoice 2" in booked.output
    assert "Something was recorded meanwhile" not in booked.output
    assert str(invoice["total"]["due"] // 100) in booked.output.partition("Book it?")[0]


def test_a_preview_books_nothing(run: Run, begun: str) -> None:
    """Every change can be shown without being booked, in words and as data."""
    before = run("subscription", "show", *DESK).output
    for verb in (
        ("change", *DESK, "--seats", "5"),
        ("pause", *DESK),
        ("cancel", *DESK),
        ("redeem", *DESK, "welcome"),
    ):
        shown = run("subscription", *verb, "--preview", "--json")
        assert 0 == shown.exit_code
        assert json.loads(shown.output)["preview"]
        assert 0 == run("subscription", *verb, "--preview", "--lang", "zh-CN").exit_code

    assert before == run("subscription", "show", *DESK).output


def test_seats_and_add_ons_change(run: Run, begun: str) -> None:
    """What is named is otherwise, the rest stays; an add-on of which there is none ends."""
    change = ("subscription", "change", *DESK, "--yes", "--json")
    more = ("--seats", 2, "--add-on", "storage=3")
    first = json.loads(run(*change, *more, "--agreed", _terms_of(run, *more)).output)
    then = json.loads(run(*change, "--add-on", "storage=0").output)

    assert (2, {"storage": 3}) == _has(first)
    assert (2, {}) == _has(then)
    assert first["invoice"]["total"]["due"] + then["invoice"]["total"]["due"] in range(900, 1101)
    assert "storage 3" not in run("subscription", "show", *DESK).output


def test_a_pause_ends_and_a_subscription_too(run: Run, begun: str) -> None:
    """Paused, resumed, cancelled at the period's end, then at once; after that nothing is left to change."""
    verbs = ("pause", "resume", "cancel --when at_period_end", "cancel --when now")
    told = [json.loads(run("subscription", *_of(verb), "--yes", "--json").output) for verb in verbs]

    assert ["paused", "active", "active", "ended"] == [one["subscription"]["state"] for one in told]
    assert told[2]["subscription"]["ends_at"] == told[1]["subscription"]["period"]["end"]
    ended = run("subscription", "pause", *DESK, "--yes")
    assert 1 == ended.exit_code
    assert "Traceback" not in ended.output


def test_a_coupon_is_given_once(run: Run, begun: str) -> None:
    """It stands with the subscription; again it is refused, and so is one that there is not, with a hint."""
    redeem = ("subscription", "redeem", *DESK)

    assert ["welcome"] == json.loads(run(*redeem, "welcome", "--yes", "--json").output)["subscription"][
        "coupons"
    ]
    assert 1 == run(*redeem, "welcome", "--yes").exit_code
    unknown = run(*redeem, "welcom", "--preview")
    assert 1 == unknown.exit_code
    assert "did you mean `welcome`?" in unknown.output


def test_a_key_books_once(run: Run, begun: str) -> None:
    """The same request under the same key is told again; another request under it is refused."""
    agreed = _terms_of(run, "--seats", 2)
    change = ("subscription", "change", *DESK, "--yes", "--key", "k1", "--agreed", agreed, "--seats")
    first, again = run(*change, 2), run(*change, 2)

    assert "This was booked before" not in first.output
    assert "This was booked before" in again.output
    assert 1 == run(*change, 3).exit_code
    assert "2 seats" in run("subscription", "list", begun).output


def test_wrong_use_of_a_change(run: Run, begun: str) -> None:
    """Words that go together, names that stand twice, ids that are none, JSON that would have to ask."""
    for wrong in (
        "change --at 2026-11-25T00:00:00Z --preview",
        "cancel --when back_dated --preview",
        "change --add-on storage=1 --add-on storage=2 --preview",
        "change --add-on storage --preview",
        "change --add-on storage=-1 --preview",
        "change --seats 1000001 --preview",
        "change --seats 2 --json",
    ):
        answer = run("subscription", *_of(wrong))
        assert 2 == answer.exit_code, wrong
        assert "Error:" in answer.output
    assert 2 == run("subscription", "show", "corner-coffee", "../7").exit_code
    assert 2 == run("subscription", "start", *DESK, "--member", "mem_1", "--plan", "brew-pro").exit_code


def test_what_is_due_of_one_subscription_is_booked(run: Run, begun: str) -> None:
    """Nothing new is nothing due; points that the member lacks are refused."""
    assert "Nothing is due." in run("subscription", "bill", *DESK).output
    assert "null\n" == run("subscription", "bill", *DESK, "--json").output
    assert 2 == run("subscription", "bill", *DESK, "--points", "-1").exit_code


def test_an_invoice_is_cancelled_once(run: Run, begun: str) -> None:
    """The credit note takes back what was billed; a second time is refused, the same key is told again."""
    [invoice] = json.loads(run("subscription", "show", *DESK, "--json").output)["invoices"]
    note = json.loads(run("void-invoice", invoice["id"], "--key", "v", "--json").output)

    assert ("credit_note", -7850) == (note["kind"], note["total"]["due"])
    assert "This was booked before" in run("void-invoice", invoice["id"], "--key", "v").output
    assert 1 == run("void-invoice", invoice["id"]).exit_code
    assert 1 == run("void-invoice", "inv_01b6esf8g0000").exit_code
    assert 1 == run("invoice", invoice["id"], "--currency", "XYZ").exit_code


def test_alerts_are_set_and_shown(run: Run, begun: str) -> None:
    """A sum and a share of a budget; what is set replaces what was there; what is unclear is refused."""
    set_alerts = ("subscription", "set-alerts", *DESK)
    budget = ("--budget", "100.00 EUR")
    told = json.loads(run(*set_alerts, "eighty=80%", "fifty=50 EUR", *budget, "--json").output)

    assert [("eighty", False), ("fifty", True)] == [(one["id"], one["reached"]) for one in told["alerts"]]
    assert (7850, 10000) == (told["spent"], told["budget"])
    assert told == json.loads(run("subscription", "alerts", *DESK, "--json").output)
    assert "50.00 EUR  reached" in run("subscription", "alerts", *DESK).output
    assert 1 == run(*set_alerts, "eighty=80%").exit_code
    assert 1 == run(*set_alerts, "a=5 USD").exit_code
    for wrong in (
        "eighty",
        "eighty=0%",
        "eighty=1001%",
        "a=5",
        "a=5.001 EUR",
        "a=5 EUX",
        "a=0 EUR",
        ".=5 EUR",
    ):
        assert 2 == run(*set_alerts, wrong, *budget).exit_code, wrong
    assert 2 == run(*set_alerts, "a=5 USD", *budget).exit_code
    assert [] == json.loads(run(*set_alerts, "--json").output)["alerts"]


def test_plans_are_listed(run: Run, member: str) -> None:
    """With the price, and all that the first period costs; a plan that there is not gets a hint."""
    told = json.loads(run("plans", "corner-coffee", "--json").output)

    assert [("brew-pro", 2900, 7850)] == [
        (one["id"], one["price"]["amount"], one["first"]["amount"]) for one in told["plans"]
    ]
    assert "专业版" in run("plans", "corner-coffee", "brew-pro", "--lang", "zh-CN").output
    wrong = run("plans", "corner-coffee", "brew-por")
    assert 1 == wrong.exit_code
    assert "did you mean `brew-pro`?" in wrong.output


def test_recorded_use_is_priced(run: Run, begun: str, tmp_path: Path) -> None:
    """On one plan with seats, and on every plan: 10 EUR for 10,000 calls, 20 for two seats more."""
    file = tmp_path / "use.jsonl"
    event = {"id": "e-1", "member": begun, "meter": "api-calls", "quantity": "10000"}
    file.write_text(json.dumps({**event, "at": "2026-11-25T10:00:00Z"}), encoding="utf-8")
    assert 0 == run("usage", file, "--programme", "corner-coffee").exit_code
    time = ("--start", "2026-11-25T00:00:00Z", "--end", "2026-11-26T00:00:00Z")
    plan = ("estimate", "corner-coffee", "brew-pro", begun, *time)
    told = json.loads(run(*plan, "--json").output)
    seats = json.loads(run(*plan, "--seats", "3", "--first-period", "--json").output)
    compared = json.loads(run("compare-use", "corner-coffee", begun, *time, "--json").output)

    assert (2900 + 1000 + 50, 2900 + 1000 + 50 + 2000 + 4900) == (told["total"]["due"], seats["total"]["due"])
    assert [("brew-pro", 3950)] == [(one["plan"], one["due"]) for one in compared["plans"]]
    assert "sum check: ok" in run(*plan).output
    assert "合计核对：正确" in run("compare-use", "corner-coffee", begun, *time, "--lang", "zh-CN").output
    assert 2 == run(*plan[:-1], "2026-11-25T00:00:00Z").exit_code
    assert 1 == run(*plan, "--coupon", "welcom").exit_code
    assert 1 == run("estimate", "corner-coffee", "brew-por", *plan[3:]).exit_code
    assert 1 == run(*plan, "--fact", "member.colour=red").exit_code
    for wrong in (
        ("--share", "1/0"),
        ("--share", "4/3"),
        ("--share", "half"),
        ("--fact", "red"),
        ("--points", "-1"),
    ):
        assert 2 == run(*plan, *wrong).exit_code, wrong
    running = json.loads(run(*plan, "--running", "--json").output)
    assert 2900 + 50 == running["total"]["due"]
    assert "--coupon names welcome twice" in run(*plan, "--coupon", "welcome", "--coupon", "welcome").stderr


def test_credit_is_given_listed_and_ended(run: Run, begun: str) -> None:
    """A grant pays what it is for, lasts as long as it says, and is lost when it is ended."""
    grant = ("credit", "grant", begun, "50.00 EUR", "--key", "g", "--charge", "usage.api-calls", "--json")
    given = json.loads(run(*grant).output)
    again = run(*grant[:-1])
    listed = json.loads(run("credit", "list", begun, "--json").output)
    top_up = run("credit", "list", begun, "--top-up-below", "60 EUR", "--top-up-by", "25 EUR")
    ended = run("credit", "void", begun, given["grant"])

    assert "This was booked before" in again.output
    assert [given] == listed["grants"]
    assert (5000, "active") == (listed["left"], given["state"])
    assert "to be bought 25.00 EUR" in top_up.output
    assert "lost 50.00 EUR" in ended.output
    assert "left 0.00 EUR" in run("credit", "list", begun).output


def test_credit_that_cannot_be(run: Run, begun: str) -> None:
    """Another currency, a charge, a plan or a grant that there is not, a past end; wrong words."""
    grant = ("credit", "grant", begun)
    for refused in (
        (*grant, "5 USD"),
        (*grant, "5 EUR", "--charge", "usage.api-cals"),
        (*grant, "5 EUR", "--plan", "brew-por"),
        (*grant, "5 EUR", "--ends-at", "2026-11-16T00:00:00Z"),
        ("credit", "void", begun, "crd_01b6esf8g0000"),
        ("credit", "list", "mem_01b6esf8g0000"),
    ):
        assert 1 == run(*refused).exit_code, refused
    for wrong in (
        (*grant, "5"),
        (*grant, "-5 EUR"),
        (*grant, "5 EUR", "--priority", "101"),
        ("credit", "list", begun, "--top-up-by", "5 EUR"),
        ("credit", "list", begun, "--top-up-by", "5 USD", "--top-up-below", "5 USD"),
        ("credit", "list", "mem_1"),
    ):
        assert 2 == run(*wrong).exit_code, wrong


def test_the_operators_page_can_be_followed(run: Run, begun: str) -> None:
    """Every command of its part about subscriptions runs in the order of the page, with ids of one's own."""
    page = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
    part = page.partition("## Change subscriptions by hand")[2].partition("```\n")[2].partition("```")[0]
    [invoice] = json.loads(run("subscription", "show", *DESK, "--json").output)["invoices"]
    assert part
    for line in part.splitlines():
        grants = json.loads(run("credit", "list", begun, "--json").output)["grants"]
        own = {"mem": begun, "inv": invoice["id"], "crd": grants[0]["grant"] if grants else ""}
        words = [
            own.get(word[:3], word) if word.endswith("_01b6esf8g0000") else word for word in shlex.split(line)
        ]
        answer = run(*words[1:], stdin="y\n")
        assert 0 == answer.exit_code, (line, answer.output)


def _of(words: str) -> list[str]:
    """Give a verb and its options as words of a command on the desk's subscription."""
    verb, *rest = words.split()
    return [verb, *DESK, *rest]


def _has(told: dict[str, Any]) -> tuple[int, dict[str, int]]:
    return told["subscription"]["seats"], told["subscription"]["add_ons"]


def _terms_of(run: Run, *options: object) -> str:
    """Give the terms that a change of the desk's subscription asks a yes for."""
    shown = run("subscription", "change", *DESK, *options, "--preview", "--json")
    terms = json.loads(shown.output)["terms"]["sha256"]
    assert isinstance(terms, str)
    return terms
