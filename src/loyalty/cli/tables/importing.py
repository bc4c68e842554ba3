"""``loyalty import``: tables of another system taken in, every row accounted for."""

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any

import click

from loyalty.adapters.table_file import TableFileError, open_table, report_file
from loyalty.bootstrap import open_services
from loyalty.cli import options
from loyalty.cli.books.ledger import progress
from loyalty.cli.connection import open_database, open_held, settings_for
from loyalty.cli.output import counted, print_json, stop
from loyalty.cli.privacy.folders import read_export, read_sealed
from loyalty.cli.tables.spreading import LARGE, Command, spread
from loyalty.history.table import Ended, RowResult
from loyalty.use_cases.imports import import_balances as balances_room
from loyalty.use_cases.imports import import_history as history_room
from loyalty.use_cases.imports.booking import Importing
from loyalty.use_cases.imports.import_balances import import_balances
from loyalty.use_cases.imports.import_history import import_history
from loyalty.use_cases.imports.import_members import import_members
from loyalty.use_cases.privacy.import_member import import_member

SHOWN_MAX = 10
"""How many rows are printed that were refused, or of which a fact was left out; a report has all of them."""

path = click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
programme = click.option("--programme", required=True, help="The programme they take part in.")
dry_run = click.option("--dry-run", is_flag=True, help="Say what would come of it, and change nothing.")
report = click.option(
    "--report",
    metavar="OUT.csv",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write what each row came to: row, ended, code, mend.",
)


@click.group("import")
def import_() -> None:
    """Take in members, their balances, or a history of points from CSV.

    A wrong row stops no other, and the same file again books nothing twice. Members come first.
    Give a member's points as balances or as a history, not both for the same time.
    """


@import_.command()
@path
@programme
@dry_run
@report
@options.database
@options.as_json
def members(path: Path, programme: str, database: str | None, **options: Any) -> None:  # noqa: ANN401  of Click
    """Enrol members: reference or member, enrolled_at, tier, tier_since, tier_until, and facts by name.

    \b
    Example:
      loyalty import members members.csv --programme corner-coffee --dry-run
    """
    _import(import_members, path, (), programme, database, **options)


@import_.command()
@path
@programme
@dry_run
@report
@options.database
@options.as_json
def balances(path: Path, programme: str, database: str | None, **options: Any) -> None:  # noqa: ANN401  of Click
    """Open balances lot by lot: reference or member, lot, points, wallet, earned_at, pending_until, ends.

    Without an end a lot ends as points earned then do by the rules of today; `never` says so.

    \b
    Example:
      loyalty import balances balances.csv --programme corner-coffee --report report.csv
    """
    _import(import_balances, path, balances_room.COLUMNS, programme, database, **options)


@import_.command()
@path
@programme
@dry_run
@report
@options.database
@options.as_json
def history(path: Path, programme: str, database: str | None, **options: Any) -> None:  # noqa: ANN401  of Click
    """Book what was booked: reference or member, kind, id, at, points, of, wallet, pending_until, ends.

    A kind is earn, spend, take_back or give_back; the last two name in `of` the id they are of.

    \b
    Example:
      loyalty import history purchases.csv --programme corner-coffee
    """
    _import(import_history, path, history_room.COLUMNS, programme, database, **options)


@import_.command()
@click.argument("path", metavar="DIR|FILE", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file with the key of a sealed export.",
)
@options.database
@options.as_json
def member(path: Path, key_file: Path | None, database: str | None, *, as_json: bool) -> None:
    """Take a member in from what `loyalty export MEMBER` wrote: the same balances and standing.

    Where the programme is not there at all its versions come too. Nobody of the same id may be there.

    \b
    Example:
      loyalty import member export-of-ada
    """
    if key_file is not None:
        export = read_sealed(path, key_file.read_text(encoding="utf-8"))
    else:
        export = read_export(path)
    taken = import_member(open_database(database), export)
    if as_json:
        print_json({"member": taken.member, "rows": dict(taken.rows), "left": dict(taken.left)})
        return
    for name, rows in taken.rows.items():
        click.echo(f"  {name:<24}{rows:>8,}")
    for name, rows in taken.left.items():
        click.echo(f"  {name:<24}{rows:>8,}  left where they came from")
    click.echo(f"{taken.member} is taken in: {counted(sum(taken.rows.values()), 'row')}")


def _import(
    command: Command,
    path: Path,
    needed: Sequence[str],
    programme: str,
    database: str | None,
    *,
    dry_run: bool,
    report: Path | None,
    as_json: bool,
) -> None:
    try:
        table = open_table(path, needed)
    except TableFileError as fault:
        stop(f"{fault}.")
    settings = settings_for(database)
    services = open_held(settings)
    counts: Counter[tuple[Ended, str]] = Counter()
    shown: list[RowResult] = []
    with closing(services.units), progress() as bar, ExitStack() as stack:
        task = bar.add_task("importing", total=table.count)
        written = stack.enter_context(report_file(report)) if report is not None else None
        told = Importing(programme, table.members(), dry_run)
        if table.count >= LARGE:
            results = spread(partial(open_services, settings), command, told)
        else:
            results = command(services, told)
        for result in results:
            counts[result.ended, result.code] += 1
            if result.code and len(shown) < SHOWN_MAX:
                shown.append(result)
            if written is not None:
                written.add(result)
            bar.advance(task)
    print_results(counts, shown, table.count, dry_run=dry_run, as_json=as_json)


def print_results(
    counts: Counter[tuple[Ended, str]],
    shown: Sequence[RowResult],
    in_file: int,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Print what the rows of a file came to; ends with code 1 where one was refused or is missing."""
    if as_json:
        rows = [{"ended": e.value, "code": c or None, "rows": n} for (e, c), n in sorted(counts.items())]
        print_json({"rows_in_file": in_file, "dry_run": dry_run, "rows": rows})
    else:
        _print(counts, shown, in_file, dry_run=dry_run)
    if any(ended is Ended.REFUSED for ended, _ in counts) or counts.total() != in_file:
        raise click.exceptions.Exit(1)


def _print(
    counts: Counter[tuple[Ended, str]], shown: Sequence[RowResult], in_file: int, *, dry_run: bool
) -> None:
    for (ended, code), rows in sorted(counts.items()):
        click.echo(f"  {f'{ended} {code}'.rstrip():<36}{rows:>15,}")
    sentence = "every row is accounted for" if counts.total() == in_file else "ROWS ARE MISSING"
    click.echo(f"  {'in all':<36}{counts.total():>15,}  of {in_file:,} in the file: {sentence}")
    for result in sorted(shown, key=lambda each: each.row):
        click.echo(f"row {result.row}: {result.code}: {result.mend}")
    if dry_run:
        click.echo("Nothing was changed: this was a dry run.")
