"""``loyalty export``: tables that can be imported again."""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import click

from loyalty.adapters.table_file import write_table
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json
from loyalty.use_cases.imports.export_balances import export_balances
from loyalty.use_cases.imports.export_history import export_history
from loyalty.use_cases.imports.export_members import export_members
from loyalty.use_cases.imports.exporting import Row
from loyalty.use_cases.services import Services

path = click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, writable=True, path_type=Path))
programme = click.option("--programme", required=True, help="The programme they take part in.")


@click.group()
def export() -> None:
    """Write members, their balances, or the history of their points as CSV, to be imported again."""


@export.command()
@path
@programme
@options.database
@options.as_json
def members(path: Path, programme: str, database: str | None, *, as_json: bool) -> None:
    """Write every member who takes part: since when, tier, facts, the keyed hash of the reference.

    \b
    Example:
      loyalty export members members.csv --programme corner-coffee
    """
    _export(export_members, path, programme, database, as_json=as_json)


@export.command()
@path
@programme
@options.database
@options.as_json
def balances(path: Path, programme: str, database: str | None, *, as_json: bool) -> None:
    """Write every lot with points, with its end, pending or not; what is set aside counts in its lot.

    \b
    Example:
      loyalty export balances balances.csv --programme corner-coffee
    """
    _export(export_balances, path, programme, database, as_json=as_json)


@export.command()
@path
@programme
@options.database
@options.as_json
def history(path: Path, programme: str, database: str | None, *, as_json: bool) -> None:
    """Write every entry by which points came, went, or were given or taken back.

    \b
    Example:
      loyalty export history history.csv --programme corner-coffee
    """
    _export(export_history, path, programme, database, as_json=as_json)


def _export(
    rows_of: Callable[[Services, str], Iterator[Row]],
    path: Path,
    programme: str,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    services = open_database(database)
    with closing(services.units):
        rows = rows_of(services, programme)
        first = next(rows, None)
        columns = list(first) if first is not None else ["member"]
        count = write_table(path, chain([first] if first is not None else [], rows), columns)
    if as_json:
        print_json({"file": str(path), "rows": count})
    else:
        click.echo(f"{path}: {counted(count, 'row')}")
