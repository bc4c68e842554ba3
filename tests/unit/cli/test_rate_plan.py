"""``loyalty rate`` of a plan with all that may go with it: seats, add-ons, coupons, a currency, events."""

import json
from pathlib import Path

import pytest

from loyalty.sumcheck import check
from tests.unit.cli.conftest import ROOT, Run

CLOUD = ROOT / "rules" / "cloud-desk"
TEAM = ("--plan", "team", "--meter", "api-calls", "--at", "2026-11-01T09:00:00+01:00")
EVENTS = """
{"id": "a", "quantity": "40000", "at": "2026-11-02T10:00:00Z"}
{"id": "b", "quantity": "20000", "at": "2026-11-03T10:00:00Z"}
{"id": "c", "quantity": "40", "meter": "storage", "at": "2026-11-04T10:00:00Z"}
"""


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """Give a file of events on two meters of the plan."""
    file = tmp_path / "events.jsonl"
    file.write_text(EVENTS, encoding="utf-8")
    return file


def test_seats_add_ons_and_further_meters(run: Run) -> None:
    """The worked example of the folder: 138.75 with five seats, two backups and use of three meters."""
    used = ("--quantity", "60000", "--usage", "storage=40", "--usage", "messages=2100")
    told = json.loads(run("rate", CLOUD, *TEAM, *used, "--seats", 5, "--add-on", "backup=2", "--json").stdout)

    assert (5000, 13875) == (told["amount"]["amount"], told["total"]["due"])
    assert [] == check(told)


def test_coupons_and_a_currency(run: Run) -> None:
    """Half of the calls: 24 + 25 + 5 and 19 %; told in dollars besides, at the rate of the table."""
    options = ("--quantity", "60000", "--coupon", "half-calls", "--currency", "USD", "--json")
    told = json.loads(run("rate", CLOUD, *TEAM, *options).stdout)

    assert 6426 == told["total"]["due"]
    assert ("USD", 7467) == (told["converted"]["currency"], told["converted"]["amount"])


def test_events_count_on_the_meters_they_name(run: Run, events: Path) -> None:
    """The same as the sums of the events; without a meter an event counts on the one that is told."""
    counted = json.loads(run("rate", CLOUD, *TEAM, "--events", events, "--json").stdout)
    stated = json.loads(
        run("rate", CLOUD, *TEAM, "--quantity", "60000", "--usage", "storage=40", "--json").stdout
    )

    assert stated["total"] == counted["total"]
    assert stated["amount"] == counted["amount"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            '{"id": "x", "quantity": "1", "meter": "storag"}',
            "no meter `storag` (event `x`); did you mean `storage`?",
        ),
        ('{"id": "x", "quantity": "-1"}', "the events of api-calls come to less than nothing"),
        ('{"id": "x"}', "no `quantity`"),
    ],
)
def test_events_that_do_not_fit(run: Run, tmp_path: Path, line: str, said: str) -> None:
    """Each is told with the file, and nothing is priced."""
    file = tmp_path / "e.jsonl"
    file.write_text(line, encoding="utf-8")
    answer = run("rate", CLOUD, *TEAM, "--events", file)

    assert 1 == answer.exit_code
    assert said in answer.stderr
    assert not answer.stdout


def test_events_with_a_quantity_and_an_amount(run: Run, tmp_path: Path) -> None:
    """In a plan too it is the charge of the meter that says which of them is meant."""
    file = tmp_path / "e.jsonl"
    file.write_text('{"id": "a", "quantity": "60000", "amount": "7.00"}\n', encoding="utf-8")

    told = json.loads(run("rate", CLOUD, *TEAM, "--events", file, "--json").stdout)

    assert 5000 == told["amount"]["amount"]


def test_an_event_outside_the_period(run: Run, events: Path) -> None:
    """It is named; inside a period that holds all of them nothing changes."""
    outside = run("rate", CLOUD, *TEAM, "--events", events, "--period", "2026-11-03/2026-12-01")

    assert 1 == outside.exit_code
    assert "the event `a` lies outside the period" in outside.stderr
    assert 0 == run("rate", CLOUD, *TEAM, "--events", events, "--period", "2026-11-01/2026-12-01").exit_code


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--seats", "-1"), 2, "--seats"),
        (("--add-on", "backup"), 2, "ID=NUMBER"),
        (("--add-on", "backup=1", "--add-on", "backup=2"), 2, "--add-on names backup twice"),
        (("--add-on", "bacup=1"), 1, "no add-on `bacup`; did you mean `backup`?"),
        (
            ("--coupon", "welcom"),
            1,
            "/coupons/0: the programme has no coupon `welcom`; did you mean `welcome`?",
        ),
        (
            ("--currency", "USX"),
            1,
            "/currency: a bill may be in EUR, CNY, JPY, KWD, USD; did you mean `USD`?",
        ),
        (("--usage", "api-calls=1"), 2, "--usage names api-calls twice"),
        (("--usage", "storag=1"), 1, "no meter `storag`"),
        (("--usage", "storage=9999999999"), 1, "/used/storage: the number is beyond the programme's limits"),
        (("--period", "2026-11-01/2026-12-01"), 2, "--period goes with --events"),
        (("--period", "2026-11-01/2026-12-01", "--service", "2026-11-02/2026-12-01"), 2, "stand alone"),
    ],
)
def test_what_does_not_go_with_a_plan(run: Run, options: tuple[str, ...], code: int, said: str) -> None:
    """A wrong value is told with what was meant, and nothing is priced."""
    answer = run("rate", CLOUD, *TEAM, "--quantity", "1", *options)

    assert code == answer.exit_code
    assert said in answer.stderr
    assert not answer.stdout


def test_a_plan_nobody_has_is_told_once_with_those_there_are(run: Run) -> None:
    """The sentence stands once, and names what may be written where nothing is near."""
    answer = run(
        "rate", ROOT / "rules" / "corner-coffee", "--plan", "nope", "--meter", "x", "--quantity", "1"
    )

    assert (1, "The programme has no plan `nope`; there is only `brew-pro`.\n") == (
        answer.exit_code,
        answer.stderr,
    )


def test_terms_alone_take_none_of_it(run: Run, terms: Path) -> None:
    """Seats, add-ons, coupons, currencies and further meters are of plans."""
    for option in (
        ("--seats", 2),
        ("--add-on", "a=1"),
        ("--coupon", "a"),
        ("--currency", "USD"),
        ("--usage", "a=1"),
    ):
        answer = run("rate", terms, "--quantity", "15", *option)
        assert 2 == answer.exit_code
        assert f"{option[0]} goes with a folder" in answer.stderr
