"""``loyalty backtest``: two versions of a programme on the same history, as a report."""

from datetime import UTC, date
from pathlib import Path

import click

from loyalty.backtest.result import Backtest
from loyalty.cli import options
from loyalty.cli.books.ledger import progress
from loyalty.cli.output import note, print_json, stop, write_page
from loyalty.cli.versions.compare import version_named
from loyalty.cli.versions.histories import history_for, reading
from loyalty.cli.versions.spreading import Task, decide_history
from loyalty.decision.programme import Programme
from loyalty.use_cases.backtest_programmes import check_versions, share_budgets
from loyalty.use_cases.backtests.result import result_of
from loyalty.wording.backtest.data import as_data
from loyalty.wording.backtest.page import as_page
from loyalty.wording.backtest.text import as_text

PROCESSES_MAX = 64


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--history",
    "path",
    metavar="FILE",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The sales, parquet or CSV, in the columns of seed/corner_coffee.csv: docs/what-a-change-does.md.",
)
@click.option("--until", type=options.Day(), help="The last day of the history; without it, all of it.")
@click.option("--redeem", is_flag=True, help="Members pay with their points whenever a version lets them.")
@click.option(
    "--processes",
    type=click.IntRange(1, PROCESSES_MAX),
    default=1,
    show_default=True,
    help="In how many processes the members are decided.",
)
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report with its charts and explanations here too, as one web page.",
)
@options.database
@options.language
@options.as_json
def backtest(
    old: str,
    new: str,
    path: Path,
    until: date | None,
    processes: int,
    page: Path | None,
    database: str | None,
    language: str,
    *,
    redeem: bool,
    as_json: bool,
) -> None:
    """Say who wins and who loses by a new version of a programme, on a history of sales.

    OLD and NEW are folders of rule files, or digests that were adopted in the database. Every order
    and return of the history is decided by both versions in memory, with the tiers, caps and points
    that members would have had by each; nothing is booked. Further columns are facts by the names that the
    rules declare, such as order.channel or category. The code is 1 where the differences of
    all who bought do not add up to the difference of the totals.

    \b
    Examples:
      loyalty backtest rules/online-retail my-rules --history seed/online_retail.parquet
      loyalty backtest rules/corner-coffee my-rules --history seed/corner_coffee.csv --html report.html
    """
    versions = version_named(old, database), version_named(new, database)
    with reading():
        result = _decided(versions, path, until, processes, redeem=redeem)
    if page is not None:
        write_page(page, as_page(result, language))
    if as_json:
        print_json(as_data(result))
    else:
        click.echo(as_text(result, language), nl=False)
    if not result.adds_up:
        raise click.exceptions.Exit(1)


def _decided(
    versions: tuple[Programme, Programme], path: Path, until: date | None, processes: int, *, redeem: bool
) -> Backtest:
    """Give the result; ends with code 1 where there is no history, or no two versions of one programme."""
    check_versions(*versions)
    history, stated = history_for(path, versions)
    last = history.last(until)
    if last is None:
        stop("The history has no row with a time in those days.")
    if processes > 1 and share_budgets(*versions):
        note("Budgets of campaigns are shared by all members, so one process decides in order of time.")
        processes = 1
    shown = progress()
    bar = shown.add_task("deciding", total=history.count)

    def advance(rows: int) -> None:
        # Not before there is something to show: it is drawn by a thread, and processes are started without.
        shown.start()
        shown.advance(bar, rows)

    task = Task(history, stated, until, last, redeem=redeem)
    try:
        part = decide_history(*versions, task, processes, advance)
    finally:
        shown.stop()
    ended = last.replace(tzinfo=versions[0].zone).astimezone(UTC)
    return result_of(*versions, part, ended, redeem=redeem)
