"""The raw readings of a London meter, taken in by the command: every row ends under one outcome."""

import csv
import gzip
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loyalty.cli.main import main
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.instant import instant_at
from loyalty.kernel.period import Period
from loyalty.unit_of_work import Units
from loyalty.usage.meter import Reading
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.services import Services
from tests.journeys.statements import environment_of
from tests.steps.drivers import SECRET, StandingClock
from tests.steps.reading import declared, instant, metered
from tests.stores.making import ENTROPY, opened

ROOT = Path(__file__).parents[2]
FILE = ROOT / "seed" / "london" / "london_meter_sample_raw.csv.gz"
WORDS = (
    *("--programme", "metered", "--set", "meter=units", "--time", "%d/%m/%Y %H:%M:%S"),
    *("--column", "id=LCLid", "--column", "id=DateTime", "--column", "at=DateTime"),
    *("--column", "quantity=KWH/hh (per half hour)"),
)
EVER = Period(instant_at(0), instant("2030-01-01"))


def _adopted(units: Units) -> MemberId:
    """Adopt a programme whose meter adds up what it is told and rounds the sum, and enrol a household."""
    source = metered("model: per_unit\nunit: 0.10")
    meter = declared("aggregate: sum\nround: {step: 0.001, mode: half_up}")
    clock = StandingClock(instant("2026-01-02"))
    services = Services(units, clock, ENTROPY, SECRET)
    adopt_programme(services, {**source, "meters.yaml": meter})
    told = enrol_member(services, EnrolMember("metered"), Once("test", "household", ""))
    return MemberId(int(told.data["member"]))


def _taken_in(url: str, tmp_path: Path, file: Path, member: MemberId, *more: str) -> Result:
    environment = environment_of(url, tmp_path)
    words = ["usage", str(file), *WORDS, "--set", f"member={id_text('mem', member)}", *more]
    return CliRunner().invoke(main, words, env=environment, catch_exceptions=False)


def _readings(units: Units, member: MemberId) -> list[Reading]:
    with units.read() as unit:
        return unit.usage.readings(member, "metered", "units", EVER)


def test_every_row_of_the_raw_file_is_accounted_for(database_url: str, tmp_path: Path) -> None:
    """17,445 readings are kept, 12 were there before, one is no number; the sum is that of the file."""
    with opened(database_url) as units:
        member = _adopted(units)
        told = json.loads(_taken_in(database_url, tmp_path, FILE, member, "--json").stdout)
        kept = _readings(units, member)
        again = json.loads(_taken_in(database_url, tmp_path, FILE, member, "--json").stdout)

    assert {
        "rows_in_file": 17458,
        "rows": [
            {"outcome": "accepted", "why": None, "rows": 17445, "first_row": 1},
            {"outcome": "duplicate", "why": None, "rows": 12, "first_row": 120},
            {"outcome": "refused", "why": "not-a-number", "rows": 1, "first_row": 2983},
        ],
    } == told
    assert 17445 == len(kept)
    assert _sum_of_the_file() == sum(reading.value for reading in kept)
    assert {"duplicate": 17457, "refused": 1} == {row["outcome"]: row["rows"] for row in again["rows"]}


def _sum_of_the_file() -> Fraction:
    """Add up the file by hand: the last column but two, each time once, what is no number left out."""
    with gzip.open(FILE, "rt", newline="") as text:
        by_time = {row[2]: row[3] for row in csv.reader(text)}
    return sum((Fraction(kwh) for kwh in by_time.values() if re.fullmatch(r"[0-9.]+", kwh)), Fraction(0))


def test_the_page_shows_what_the_command_prints(sqlite_database: str, tmp_path: Path) -> None:
    """The table in docs/meters.md is the one that the command of the page closes with."""
    page = (ROOT / "docs" / "meters.md").read_text(encoding="utf-8")
    with opened(sqlite_database) as units:
        member = _adopted(units)
        printed = _taken_in(sqlite_database, tmp_path, FILE, member).stdout

    assert f"```\n{printed}```" in page


@pytest.mark.parametrize("packed", [False, True])
def test_one_bad_row_stops_nothing(sqlite_database: str, tmp_path: Path, *, packed: bool) -> None:
    """Of lines of JSON each has its outcome: good, again, unlike, unreadable, incomplete, wrong in a part."""
    with opened(sqlite_database) as units:
        member = _adopted(units)
        good = {"id": "a", "at": "2013-01-01T00:00:00Z", "quantity": 1.5, "properties": {"site": "x"}}
        lines = [
            json.dumps(good),
            json.dumps(good),
            json.dumps({**good, "quantity": "2"}),
            "not JSON",
            json.dumps({"id": "b", "quantity": 1}),
            json.dumps({**good, "id": "c", "at": "yesterday"}),
            json.dumps({**good, "id": "d", "quantity": "Null"}),
            json.dumps({**good, "id": "e", "member": "somebody"}),
            json.dumps({**good, "id": "f" * 65}),
            json.dumps({**good, "id": "g", "properties": {"site": "x" * 201}}),
            json.dumps({**good, "id": "h", "quantity": -1}),
            json.dumps({**good, "id": "i", "supersedes": "a"}),
            json.dumps({**good, "id": "j", "properties": [1]}),
        ]
        lines = [
            line.replace('{"id"', f'{{"member": "{id_text("mem", member)}", "meter": "units", "id"', 1)
            for line in lines
        ]
        file = tmp_path / ("rows.jsonl.gz" if packed else "rows.jsonl")
        file.write_bytes(gzip.compress("\n".join(lines).encode()) if packed else "\n".join(lines).encode())
        environment = environment_of(sqlite_database, tmp_path)
        words = ["usage", str(file), "--programme", "metered", "--json"]
        told = json.loads(CliRunner().invoke(main, words, env=environment, catch_exceptions=False).stdout)
        kept = _readings(units, member)

    assert [
        ("accepted", None, 1),
        ("corrected", None, 1),
        ("duplicate", None, 1),
        ("conflict", "differs", 1),
        ("refused", "incomplete", 1),
        ("refused", "negative", 1),
        ("refused", "not-a-member", 1),
        ("refused", "not-a-name", 1),
        ("refused", "not-a-number", 1),
        ("refused", "not-a-time", 1),
        ("refused", "too-long", 1),
        ("refused", "unreadable", 2),
    ] == [(row["outcome"], row["why"], row["rows"]) for row in told["rows"]]
    assert [("i", Fraction(3, 2), {"site": "x"})] == [(r.id, r.value, r.properties) for r in kept]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", "id\n1\n", "is neither .csv nor .jsonl"),
        ("a.csv", "", "is empty"),
        ("a.csv.gz", "id\n1\n", "cannot be read"),
        ("a.csv", "id,at\n1,2\n", "lacks the column member, meter; it has id, at."),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, text: str, said: str) -> None:
    """A file of another kind, an empty one, and one without its columns end in a sentence and code 1."""
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")

    ended = CliRunner().invoke(main, ["usage", str(file), "--programme", "metered"])

    assert 1 == ended.exit_code
    assert said in ended.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--column", "idd=x"), "`idd=x` is not PART=…"),
        (("--set", "meter="), "`meter=` is not PART=…"),
        (("--zone", "Berlin"), "`Berlin` is no time zone"),
    ],
)
def test_wrong_options_are_said(words: tuple[str, ...], said: str) -> None:
    """A part no event has, one without a text, and an unknown zone are wrong use."""
    ended = CliRunner().invoke(main, ["usage", str(FILE), "--programme", "metered", *words])

    assert 2 == ended.exit_code
    assert said in ended.output
