"""``loyalty prices``: the price history, the price to compare with, and the check of a reduction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from loyalty.adapters.table_file import TableFileError, open_table, report_file
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json, stop
from loyalty.cli.tables.importing import dry_run, path, print_results, report
from loyalty.history.table import Ended, RowResult
from loyalty.price_history.row import Audience, Priced
from loyalty.use_cases.prices.check_reduction import CheckReduction, check_reduction, checked_data
from loyalty.use_cases.prices.import_prices import COLUMNS, ImportPrices, import_prices
from loyalty.use_cases.prices.list_prices import ListPrices, list_prices, price_data, verify_prices
from loyalty.use_cases.prices.list_reductions import announced_data, list_reductions

SHOWN_MAX = 10
programme = click.option("--programme", required=True, help="The programme whose articles they are.")
sku = click.argument("sku", metavar="SKU")
market = click.option("--market", help="One market, or a country in which one binds; without it, each.")
channel = click.option("--channel", default="", help="One channel; without it, all of them.")
audience = click.option(
    "--audience",
    type=click.Choice([str(each) for each in Audience]),
    default=str(Audience.PUBLIC),
    show_default=True,
    help="For whom it is.",
)
day = click.option("--day", type=options.Day(), help="The day the reduction begins; without it, today.")


@click.group()
def prices() -> None:
    """Keep what articles cost: rows that nobody can change, and what they let a merchant announce."""


@prices.command("import")
@path
@programme
@click.option("--source", type=options.OwnId(), required=True, help="What you call where they are from.")
@dry_run
@report
@options.database
@options.as_json
def import_(
    path: Path,
    programme: str,
    source: str,
    database: str | None,
    *,
    dry_run: bool,
    report: Path | None,
    as_json: bool,
) -> None:
    """Take in prices: sku, from, price; market, channel, audience, to, sold, corrects, reason.

    An empty price is a time at which it was not on sale. With `sold`, somebody bought so many at the
    price. A row that was wrong is corrected by another row that names its number, with the reason. The
    same file again adds nothing.

    \b
    Example:
      loyalty prices import prices.csv --programme corner-coffee --source list-7 --dry-run
    """
    try:
        table = open_table(path, COLUMNS, of_members=False)
    except TableFileError as fault:
        stop(f"{fault}.")
    counts: Counter[tuple[Ended, str]] = Counter()
    shown: list[RowResult] = []
    with ExitStack() as stack:
        written = stack.enter_context(report_file(report)) if report is not None else None
        command = ImportPrices(programme, source, table.rows(), dry_run)
        for result in import_prices(open_database(database), command):
            counts[result.ended, result.code] += 1
            if result.ended is Ended.REFUSED and len(shown) < SHOWN_MAX:
                shown.append(result)
            if written is not None:
                written.add(result)
    print_results(counts, shown, table.count, dry_run=dry_run, as_json=as_json)


@prices.command("list")
@programme
@click.option("--sku", default="", help="One article; without it, all of them.")
@click.option("--after", type=click.IntRange(0), default=0, help="Only rows after this number.")
@click.option("--most", type=click.IntRange(1, 1000), default=100, show_default=True, help="At most so many.")
@options.database
@options.as_json
def list_(programme: str, sku: str, after: int, most: int, database: str | None, *, as_json: bool) -> None:
    """List rows of the history in order.

    \b
    Example:
      loyalty prices list --programme corner-coffee --sku beans-1kg
    """
    found = list_prices(open_database(database), ListPrices(programme, sku, after, most))
    rows = [price_data(row) for row in found]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(_row(row))


@prices.command()
@sku
@programme
@market
@channel
@audience
@day
@options.database
@options.as_json
def reference(sku: str, database: str | None, *, as_json: bool, **asked: Any) -> None:  # noqa: ANN401  of Click
    """Say the price that a reduction beginning on a day may be compared with, market by market.

    \b
    Example:
      loyalty prices reference beans-1kg --programme corner-coffee --market EU --day 2026-11-27
    """
    checked = checked_data(check_reduction(open_database(database), _command(sku, asked)))
    if as_json:
        print_json(checked)
        return
    for each in checked["markets"]:
        click.echo(f"{each['market']}: {_compared(each)}")


@prices.command()
@sku
@programme
@market
@channel
@audience
@day
@click.option("--now", type=options.Quantity(), required=True, help="The reduced price.")
@click.option("--was", type=options.Quantity(), help="The price that is struck through.")
@click.option("--percent", type=options.Quantity(), help="The reduction that is announced, in per cent.")
@options.database
@options.as_json
def check(sku: str, database: str | None, *, as_json: bool, **asked: Any) -> None:  # noqa: ANN401  of Click
    """Check a reduction before it is announced. Ends with 1 where a market finds fault.

    \b
    Example:
      loyalty prices check beans-1kg --programme corner-coffee --was 12.00 --now 9.00 --percent 25
    """
    if asked["was"] is None and asked["percent"] is None:
        raise click.UsageError("Say --was, --percent, or both; without them nothing is compared.")
    checked = checked_data(check_reduction(open_database(database), _command(sku, asked)))
    if as_json:
        print_json(checked)
    else:
        _print_markets(checked["markets"])
    if not checked["lawful"]:
        raise click.exceptions.Exit(1)


@prices.command()
@programme
@options.database
@options.as_json
def announced(programme: str, database: str | None, *, as_json: bool) -> None:
    """Check every reduction that the version in force announces. Ends with 1 where one is not borne out.

    \b
    Example:
      loyalty prices announced --programme corner-coffee
    """
    found = [announced_data(each) for each in list_reductions(open_database(database), programme)]
    if as_json:
        print_json(found)
    else:
        for each in found:
            click.echo(f"{each['reduction']}: {each['sku']} from {each['day']} on")
            _print_markets(each["markets"])
        click.echo(counted(len(found), "reduction"))
    if not all(each["lawful"] for each in found):
        raise click.exceptions.Exit(1)


@prices.command()
@programme
@options.database
@options.as_json
def verify(programme: str, database: str | None, *, as_json: bool) -> None:
    """Say whether every row is as it was written, and none is missing. Ends with 1 where one is not.

    \b
    Example:
      loyalty prices verify --programme corner-coffee
    """
    chain = verify_prices(open_database(database), programme)
    if as_json:
        print_json({"rows": chain.rows, "digest": chain.digest, "broken": list(chain.broken)})
    else:
        click.echo(f"{counted(chain.rows, 'row')}; the last digest is {chain.digest}")
    if chain.broken:
        stop(f"The chain is broken at row {', '.join(map(str, chain.broken[:10]))}.")


def _print_markets(markets: Sequence[Mapping[str, Any]]) -> None:
    for each in markets:
        click.echo(f"{each['market']}: {_compared(each)}")
        for fault in each["faults"]:
            _print_fault(fault, "")
        for doubt in each["doubts"]:
            _print_fault(doubt, "doubt: ")


def _print_fault(fault: Mapping[str, Any], sort: str) -> None:
    source = f" ({fault['source']})" if fault["source"] else ""
    click.echo(f"  {sort}{fault['code']} {fault['constraint']}: {fault['message']}{source}")
    click.echo(f"    {fault['help']}")


def _command(sku: str, asked: Mapping[str, Any]) -> CheckReduction:
    of = Priced(sku, asked["market"] or "", asked["channel"], Audience(asked["audience"]))
    day: date | None = asked["day"]
    now: Fraction | None = asked.get("now")
    return CheckReduction(asked["programme"], of, day, now, asked.get("was"), asked.get("percent"))


def _compared(market: Mapping[str, Any]) -> str:
    reference = market["reference"]
    if reference is None:
        return "no price to compare with" if market["binds"] else "no rule about earlier prices binds here"
    percent = f", {reference['percent']} % less" if reference["percent"] else ""
    return f"compare with {reference['prior_price']}, by row {reference['row']}{percent}"


def _row(row: Mapping[str, Any]) -> str:
    price = row["price"] or "not on sale"
    what = f"{row['sold']} sold at {price}" if row["sold"] else price
    until = f" to {row['to']}" if row["to"] else ""
    corrects = f", corrects row {row['corrects']}: {row['reason']}" if row["corrects"] else ""
    where = " ".join(filter(None, (row["market"], row["channel"], row["audience"])))
    return (
        f"{row['row']:>6}  {row['sku']}  {what}  {row['from']}{until}  {where}  by {row['source']}{corrects}"
    )
