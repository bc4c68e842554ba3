"""Statements held to a book on paper: those the API tells, and those the command prints."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner

from loyalty.bootstrap import SECRET_BYTES
from loyalty.cli.main import main
from loyalty.wording.statement import entry_word
from tests.journeys.hearth import BERLIN, UTC, Document, Hearth, midnight
from tests.journeys.plain_book import PlainBook, PlainLine

# Each year, all of them together, a day in the middle of a hold, a turn of the year, days in debt.
PERIODS = (
    *((date(year, 1, 1), date(year, 12, 31)) for year in (2023, 2024, 2025)),
    (date(2023, 1, 1), date(2025, 12, 31)),
    (date(2023, 6, 1), date(2023, 6, 1)),
    (date(2023, 12, 31), date(2024, 1, 3)),
    (date(2025, 2, 1), date(2025, 2, 20)),
)
Printer = Callable[..., str]


def environment_of(url: str, folder: Path) -> dict[str, str]:
    """Give what commands are told of a database that is in use, and make the secret it is used with."""
    secret = folder / "secret"
    secret.write_bytes(bytes(SECRET_BYTES))
    return {"LOYALTY_DATABASE": url, "LOYALTY_SECRET_FILE": str(secret)}


def printer(url: str, folder: Path) -> Printer:
    """Give a function that runs a command on the journey's database and gives what it prints."""
    environment = environment_of(url, folder)

    def printed(*words: str) -> str:
        ended = CliRunner().invoke(main, words, env=environment, catch_exceptions=False)
        assert 0 == ended.exit_code, ended.output
        return ended.stdout

    return printed


def statements_agree(
    hearth: Hearth, name: str, book: PlainBook, printed: Printer, wallet: str = "points"
) -> None:
    """Hold the statement of every period to the paper, told and printed."""
    member = hearth.members[name]
    for first, last in PERIODS:
        told = hearth.ask("GET", f"/v1/members/{member}/statement?first={first}&last={last}&wallet={wallet}")
        before, within = _parted(book, first, last)
        opening = sum(line.change for line in before)
        assert opening == told["opening"]["total"]
        assert opening + sum(line.change for line in within) == told["closing"]["total"]
        ends = {lot["lot"]: lot["expires_at"] for lot in told["lots"]}
        assert [_paper(book, line) for line in within] == [_told(line, ends) for line in told["lines"]]
        assert _lots_on_paper(book, before, within) == sorted(
            (lot["expires_at"], lot["opening"], lot["change"], lot["closing"]) for lot in told["lots"]
        )
        words = ("statement", member, "--from", str(first), "--to", str(last), "--wallet", wallet)
        _as_printed(told, printed(*words), json.loads(printed(*words, "--json")))


def _parted(book: PlainBook, first: date, last: date) -> tuple[list[PlainLine], list[PlainLine]]:
    """Give the lines before a period, and those of it; its last day is inside."""
    begin, after = midnight(first), midnight(last + timedelta(days=1))
    before = [line for line in book.lines if line.at < begin]
    return before, [line for line in book.lines if begin <= line.at < after]


def _paper(book: PlainBook, line: PlainLine) -> tuple[object, ...]:
    lots = sorted((_text(book.lots[name].ends), points) for name, points in line.lots.items())
    return _text(line.at), line.kind, line.change, line.total, lots


def _told(line: Document, ends: Mapping[str, str]) -> tuple[object, ...]:
    entry = line["entry"]
    lots = sorted((ends[each["lot"]], each["points"]) for each in line["lots"])
    return entry["occurred_at"], entry["kind"], entry["points"], line["total"], lots


def _lots_on_paper(
    book: PlainBook, before: list[PlainLine], within: list[PlainLine]
) -> list[tuple[str, int, int, int]]:
    """Give end, opening, change and closing of every lot that had points or was moved."""
    found = []
    for name, lot in book.lots.items():
        opening, change = (sum(line.lots.get(name, 0) for line in lines) for lines in (before, within))
        if opening or any(name in line.lots for line in within):
            found.append((_text(lot.ends), opening, change, opening + change))
    return sorted(found)


def _as_printed(told: Document, text: str, data: Document) -> None:
    """Hold what the command prints, and prints as JSON, to what the API tells."""
    assert (told["opening"], told["closing"]) == (data["opening"], data["closing"])
    assert [line["entry"]["points"] for line in told["lines"]] == [line["change"] for line in data["lines"]]
    assert [lot["closing"] for lot in told["lots"]] == [lot["closing"] for lot in data["lots"]]
    rows = [row.split() for row in text.splitlines()]
    assert ["opening", str(told["opening"]["total"])] == rows[1]
    expected = [
        [
            *_local(line["entry"]["occurred_at"]),
            *(*entry_word(line["entry"]["kind"], "en").split(), line["entry"]["reference"]),
            *_why(line["entry"]),
            *(f"{line['entry']['points']:+}", str(line["total"])),
        ]
        for line in told["lines"]
    ]
    assert expected == [row for row in rows if row[0][:2] == "20"]
    closing = rows.index(["closing", str(told["closing"]["total"])])
    lots = [
        [
            *(lot["lot"], "ends", _last_day(lot["expires_at"])),
            *(str(lot["opening"]), f"{lot['change']:+}", str(lot["closing"])),
        ]
        for lot in told["lots"]
    ]
    assert lots == [row for row in rows[closing + 1 :] if row[1] == "ends"]
    # Lots, what is set aside and what is owed are all there is.
    assert told["opening"]["total"] == sum(int(row[-3]) for row in rows[closing + 1 :])
    assert told["closing"]["total"] == sum(int(row[-1]) for row in rows[closing + 1 :])


def _why(entry: Document) -> list[str]:
    """Give the words of an entry's reason as they are printed: the mode of rounding in words."""
    return f"({entry['reason']})".replace(", down", ", rounded (down)").split() if "reason" in entry else []


def _local(instant: str) -> list[str]:
    """Give day and time in Berlin."""
    return f"{datetime.fromisoformat(instant).astimezone(BERLIN):%Y-%m-%d %H:%M}".split()


def _last_day(end: str) -> str:
    """Give the last day in Berlin before an end at midnight."""
    return str(datetime.fromisoformat(end).astimezone(BERLIN).date() - timedelta(days=1))


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
