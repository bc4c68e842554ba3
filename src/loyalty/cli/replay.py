"""``loyalty replay``: a file of sales, booked whole, and the table it closes with."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import click
from rich.progress import Progress

from loyalty.adapters.surroundings.settings import Settings
from loyalty.bootstrap import open_world, prepare, settings_from
from loyalty.cli import options
from loyalty.cli.books.ledger import progress
from loyalty.cli.connection import open_held, refuse_other_secret
from loyalty.cli.output import print_json, stop
from loyalty.cli.rules import programme_in
from loyalty.cli.versions.histories import history_for, reading
from loyalty.decision.explain import instant_text
from loyalty.history.bill import bills
from loyalty.kernel.money import Money
from loyalty.ledger.verify import TAMPERED
from loyalty.use_cases.history_table import HistoryTable
from loyalty.use_cases.replay_history import NotFreshError, ReplayHistory, replay_history
from loyalty.use_cases.verify_ledger import count_accounts, verify_ledger
from loyalty.wording.amounts import money

Row = tuple[str, str, str]
"""A line of the table: what, how much, and why."""


@click.command()
@options.folder
@click.option(
    "--history",
    "path",
    metavar="FILE",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The sales, parquet or CSV, in the columns of seed/corner_coffee.csv: docs/what-a-change-does.md.",
)
@click.option(
    "--redeem", is_flag=True, help="Members pay with their points whenever the programme lets them."
)
@options.database
@options.as_json
def replay(folder: Path, path: Path, database: str | None, *, redeem: bool, as_json: bool) -> None:
    """Book a history of sales by a folder of rule files, in order of time, into a fresh database.

    A bill is an order, a cancellation a return of earlier sales. Every row of the file is
    accounted for, and at the end the ledger is verified; where either fails the code is 1.

    \b
    Example:
      loyalty replay rules/online-retail --history seed/online_retail.parquet --db sqlite:///x.db
    """
    programme = programme_in(folder)
    settings = settings_from(database)
    with reading():
        history, stated = history_for(path, [programme])
    prepare(settings)
    with reading(), progress() as shown:
        task = shown.add_task("booking", total=history.count)
        read = bills(history.rows(), stated)
        told = ReplayHistory(programme, read, lambda rows: shown.advance(task, rows), redeem, stated)
        table = _replayed(told, settings)
        checked, faults = _verified(settings, shown)
    if as_json:
        print_json(
            {**_json(table), "rows_in_file": history.count, "ledger": {"accounts": checked, "faults": faults}}
        )
    else:
        _print(table, history.count, checked, faults)
    if faults or table.rows_in_all != history.count:
        raise click.exceptions.Exit(1)


def _replayed(command: ReplayHistory, settings: Settings) -> HistoryTable:
    """Give the closing table; ends with code 1 where nothing could be booked."""
    refuse_other_secret(settings)
    world = open_world(settings)
    try:
        with closing(world.units):
            return replay_history(world, command).table
    except NotFreshError:
        stop(
            "The database has orders or another version of this programme already, "
            "and a history is booked whole; name a fresh database."
        )


def _verified(settings: Settings, shown: Progress) -> tuple[int, int]:
    """Give how many accounts were checked, and how many faults they have."""
    services = open_held(settings)
    with closing(services.units):
        verified = shown.track(
            verify_ledger(services), total=count_accounts(services), description="verifying"
        )
        found = [len(account.faults) for account in verified]
    return len(found), sum(found)


def _json(table: HistoryTable) -> dict[str, Any]:
    return {
        "programme": table.programme,
        "digest": table.digest,
        "at": instant_text(table.at),
        "members": table.members,
        "tiers": dict(table.tiers),
        "orders": {"with_member": table.orders_of_members, "without_member": table.orders_of_nobody},
        "returns": table.returns,
        "sold": _amount(table.sold),
        "refunded": _amount(table.refunded),
        "points": asdict(table.points),
        "rows": [
            {
                "outcome": each.outcome.value,
                "code": each.code or None,
                "rows": each.rows,
                "reason": each.reason,
            }
            for each in table.rows
        ],
        "rows_in_all": table.rows_in_all,
    }


def _amount(value: Money) -> dict[str, int | str]:
    return {"amount": value.minor, "currency": value.currency.code}


def _print(table: HistoryTable, in_file: int, checked: int, faults: int) -> None:
    click.echo(f"{table.programme} {table.digest[:12]}, history until {instant_text(table.at)}")
    for heading, rows in _sections(table):
        click.echo(f"\n{heading}")
        for what, number, why in rows:
            click.echo(f"  {what:<28}{number:>15}  {why}".rstrip())
    in_all = table.rows_in_all
    sentence = "every row is accounted for" if in_all == in_file else "ROWS ARE MISSING"
    click.echo(f"  {'in all':<28}{in_all:>15,}  of {in_file:,} in the file: {sentence}")
    verdict = "clean" if not faults else f"{faults} faults, {TAMPERED}: see `loyalty ledger verify`"
    click.echo(f"\nledger verify: {checked:,} accounts, {verdict}")


def _sections(table: HistoryTable) -> Iterator[tuple[str, Iterable[Row]]]:
    points = table.points
    yield "Members", [("members", f"{table.members:,}", ""), *_plain(table.tiers.items())]
    yield (
        "Orders",
        [
            *_plain(
                (("with a member", table.orders_of_members), ("without a member", table.orders_of_nobody))
            ),
            ("sold for", _text(table.sold), ""),
            *_plain((("returns", table.returns),)),
            ("refunded", _text(table.refunded), ""),
        ],
    )
    yield (
        "Points",
        [
            ("issued", f"{points.issued:,}", ""),
            ("taken back", f"{points.taken_back:,}", "after returns"),
            ("spent", f"{points.spent:,}", ""),
            ("lapsed", f"{points.lapsed:,}", ""),
            ("open", f"{points.open:,}", "issued less taken back, spent and lapsed"),
            ("  of these pending", f"{points.pending:,}", ""),
            ("  less owed", f"{points.owed:,}", "taken back after they were gone"),
        ],
    )
    rows = [(f"{each.outcome} {each.code}".rstrip(), f"{each.rows:,}", each.reason) for each in table.rows]
    yield "Rows by outcome", rows


def _plain(counts: Iterable[tuple[str, int]]) -> Iterator[Row]:
    for what, number in counts:
        yield what, f"{number:,}", ""


def _text(value: Money) -> str:
    return money(Fraction(value.minor), value.currency.code, value.currency.exponent, "en")
