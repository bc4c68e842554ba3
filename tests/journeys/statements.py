"""Statements held to a book on paper: those the API tells, and those the command prints."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from click.testing import CliRunner

from loyalty.cli.main import main
from tests.journeys.hearth import UTC, Document, Hearth, midnight
from tests.journeys.plain_book import PlainBook, PlainLine

YEARS = (2023, 2024, 2025)
Printer = Callable[..., str]


def printer(url: str, folder: Path) -> Printer:
    """Give a function that runs a command on the journey's database and gives what it prints."""
    environment = {"LOYALTY_DATABASE": url, "LOYALTY_SECRET_FILE": str(folder / "secret")}

    def printed(*words: str) -> str:
        ended = CliRunner().invoke(main, words, env=environment, catch_exceptions=False)
        assert 0 == ended.exit_code, ended.output
        return ended.stdout

    return printed


def statements_agree(
    hearth: Hearth, name: str, book: PlainBook, printed: Printer, wallet: str = "points"
) -> None:
    """Hold the statement of every year to the paper; each begins as the one before it ended."""
    member, closing = hearth.members[name], 0
    for year in YEARS:
        days = f"{year}-01-01", f"{year}-12-31"
        asked = f"first={days[0]}&last={days[1]}&wallet={wallet}"
        told = hearth.ask("GET", f"/v1/members/{member}/statement?{asked}")
        before, within = _years(book, year)
        assert closing == told["opening"]["total"]
        closing += sum(line.change for line in within)
        assert closing == told["closing"]["total"]
        ends = {lot["lot"]: lot["expires_at"] for lot in told["lots"]}
        assert [_paper(book, line) for line in within] == [_told(line, ends) for line in told["lines"]]
        assert _lots_on_paper(book, before, within) == sorted(
            (lot["expires_at"], lot["opening"], lot["change"], lot["closing"]) for lot in told["lots"]
        )
        words = ("statement", member, "--from", days[0], "--to", days[1], "--wallet", wallet)
        _as_printed(told, printed(*words), json.loads(printed(*words, "--json")))


def _years(book: PlainBook, year: int) -> tuple[list[PlainLine], list[PlainLine]]:
    """Give the lines before a year, and those of it."""
    first, after = midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))
    before = [line for line in book.lines if line.at < first]
    return before, [line for line in book.lines if first <= line.at < after]


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
    lines = [row for row in rows if row[0][:2] == "20"]
    expected = [
        (line["entry"]["occurred_at"][:16], line["entry"]["kind"], line["entry"]["points"], line["total"])
        for line in told["lines"]
    ]
    assert expected == [(row[0], row[1], int(row[-2]), int(row[-1])) for row in lines]
    closing = rows.index(["closing", str(told["closing"]["total"])])
    assert [(lot["lot"], str(lot["closing"])) for lot in told["lots"]] == [
        (row[0], row[-1]) for row in rows[closing + 1 :]
    ]


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
