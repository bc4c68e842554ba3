"""``loyalty usage``: a file of readings taken in, and the table it closes with."""

from contextlib import closing
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from loyalty.adapters.usage_file import UsageFile, UsageFileError, open_usage
from loyalty.cli import options
from loyalty.cli.books.ledger import progress
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_json, stop
from loyalty.usage.row import PARTS, REQUIRED, Columns
from loyalty.use_cases.import_usage import ImportUsage, RowsOfOutcome, import_usage


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--programme", required=True, help="The programme whose meters count.")
@click.option("--source", default="file", show_default=True, help="Who sends; ids are unique in a source.")
@click.option(
    "--column",
    "named",
    multiple=True,
    metavar="PART=COLUMN",
    help="The column of a part of the event; several of one part are joined by `:`.",
)
@click.option(
    "--set", "fixed", multiple=True, metavar="PART=TEXT", help="A part that is the same in every row."
)
@click.option(
    "--property", "properties", multiple=True, metavar="COLUMN", help="A column to keep as a property."
)
@click.option(
    "--time", metavar="FORMAT", help="How times are written, such as %d/%m/%Y; without it, ISO 8601."
)
@click.option("--zone", metavar="ZONE", help="The zone of times without an offset; without it, UTC.")
@options.database
@options.as_json
def usage(
    path: Path,
    programme: str,
    source: str,
    named: tuple[str, ...],
    fixed: tuple[str, ...],
    properties: tuple[str, ...],
    time: str | None,
    zone: str | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Take in a file of readings: CSV or one JSON object a line, packed by gzip or not.

    The parts of an event are id, member, meter, quantity, at, supersedes and subscription. In an
    id whatever is not a letter, digit or one of . _ : - becomes a -. Every row ends under one
    outcome, and one that is refused stops no other; a file may be read again.

    \b
    Example:
      loyalty usage readings.csv.gz --programme power --set meter=units \\
        --column id=household --column id=time --column at=time --time '%d/%m/%Y %H:%M:%S'
    """
    columns = Columns(
        _several(named),
        {part: text for part, (text,) in _several(fixed).items()},
        properties,
        time,
        _zone(zone),
    )
    file = _opened(path, columns)
    services = open_database(database)
    with closing(services.units), progress() as shown:
        task = shown.add_task("taking in", total=file.count)
        rows = ImportUsage(programme, source, file.rows(), columns, lambda done: shown.advance(task, done))
        table = import_usage(services, rows)
    if as_json:
        print_json({"rows_in_file": file.count, "rows": [_json(each) for each in table]})
    else:
        _print(table, file.count)
    if sum(each.rows for each in table) != file.count:
        raise click.exceptions.Exit(1)


def _several(pairs: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Give the texts of each part, in order. Raises BadParameter for a part that no event has."""
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        part, is_there, text = pair.partition("=")
        if part not in PARTS or not is_there or not text:
            message = f"`{pair}` is not PART=…, PART being one of {', '.join(PARTS)}."
            raise click.BadParameter(message)
        found[part] = (*found.get(part, ()), text)
    return found


def _zone(name: str | None) -> tzinfo:
    try:
        return UTC if name is None else ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        message = f"`{name}` is no time zone such as Europe/London."
        raise click.BadParameter(message) from None


def _opened(path: Path, columns: Columns) -> UsageFile:
    """Give the file; ends with code 1 where it cannot be read or lacks a column that is needed."""
    try:
        file = open_usage(path)
    except UsageFileError as fault:
        stop(f"{fault}.")
    asked = [name for part in columns.named.values() for name in part] + list(columns.properties)
    asked += [part for part in REQUIRED if part not in columns.named and part not in columns.fixed]
    missing = sorted({name for name in asked if name not in file.columns}) if file.columns else []
    if missing:
        stop(f"{path} lacks the column {', '.join(missing)}; it has {', '.join(file.columns)}.")
    return file


def _json(each: RowsOfOutcome) -> dict[str, Any]:
    return {
        "outcome": each.outcome.value,
        "why": each.why or None,
        "rows": each.rows,
        "first_row": each.first,
    }


def _print(table: tuple[RowsOfOutcome, ...], in_file: int) -> None:
    for each in table:
        what = f"{each.outcome} {each.why}".rstrip()
        click.echo(f"  {what:<28}{each.rows:>15,}  the first is row {each.first:,}")
    in_all = sum(each.rows for each in table)
    sentence = "every row is accounted for" if in_all == in_file else "ROWS ARE MISSING"
    click.echo(f"  {'in all':<28}{in_all:>15,}  of {in_file:,} in the file: {sentence}")
