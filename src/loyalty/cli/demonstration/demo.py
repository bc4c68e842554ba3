"""``loyalty demo``: the whole engine at work on a small seed, every printed explanation added up again."""

import json
import shlex
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import click
from rich import box
from rich.console import Console
from rich.table import Table

from loyalty.adapters.clock import MovedClock
from loyalty.adapters.surroundings.settings import Settings
from loyalty.bootstrap import database_file, open_services, prepare, settings_from
from loyalty.cli import options
from loyalty.cli.demonstration import story
from loyalty.cli.demonstration.tariffs import HOUSEHOLD, bills, half_hours
from loyalty.cli.output import money_text, print_document
from loyalty.cli.sealing.verify import print_verified
from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import id_text
from loyalty.kernel.money import Money
from loyalty.language.readers.words import decimal_text
from loyalty.use_cases.seals.verify_document import VerifyDocument, verify_document
from loyalty.use_cases.show_member import show_member
from loyalty.use_cases.verify_ledger import verify_ledger

DATABASE: Final = "sqlite:///var/demo.db"
LANGUAGES: Final = (("en", "English"), ("zh-CN", "中文"))
ADDRESS: Final = "http://127.0.0.1:8000"
RECEIPT: Final = "receipt.json"
WIDTH: Final = 100


@click.command()
@click.option(
    "--db",
    "database",
    metavar="URL",
    callback=options.address,
    help="The database; without it var/demo.db.",
)
@click.option("--keep", is_flag=True, help="Go on with the demonstration database instead of a fresh one.")
def demo(database: str | None, *, keep: bool) -> None:
    """Price a basket, award points, take a part back, bill usage, compare tariffs, with every reason.

    It works in var/demo.db, which is made afresh; a database named with --db is never emptied.

    \b
    Example:
      loyalty demo
    """
    settings = settings_from(database or DATABASE)
    if database is None and not keep:
        remove(Path(DATABASE.removeprefix("sqlite:///")))
    told = begin(settings)
    booked = list(story.place_orders(told))
    name, digest = told.programme.name, told.programme.digest
    click.echo(f"programme {name}, digest {digest[:12]}, in {settings.database}")
    click.echo(f"{len(told.members)} members enrolled, {len(booked)} orders booked")
    receipt = _tell_basket(told)
    _tell_ledger(told)
    _tell_usage(told)
    _tell_tariffs()
    _tell_sealed(told, receipt, settings)
    _tell_next(told, receipt, settings.database)


def begin(settings: Settings) -> story.Story:
    """Give the story on a database that is made ready for it."""
    prepare(settings)
    clock = MovedClock()
    return story.begin(open_services(settings, clock), clock)


def remove(file: Path) -> None:
    """Remove an SQLite database with the files beside it."""
    for name in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        name.unlink(missing_ok=True)


def try_next(told: story.Story, key: str, address: str = ADDRESS) -> str:
    """Give a command that asks the served demonstration for a price."""
    body = {"member": id_text("mem", told.member), "at": instant_text(story.BASKET_AT), **story.basket_data()}
    return (
        f"curl -s {address}/v1/quotes -H 'Authorization: Bearer {key}' "
        f"-H 'Content-Type: application/json' -d {shlex.quote(json.dumps(body))}"
    )


def _tell_basket(told: story.Story) -> str:
    """Tell of quote, order and return; give the id of the receipt."""
    quote, document = story.price_basket(told)
    _head(f"1  A basket priced for a gold member, as of {_at(document)}")
    _print_twice(document)
    recorded = story.buy_basket(told, quote)
    order = recorded.order
    _head(f"2  Bought as {order.key.order_id}")
    click.echo(
        f"paid {_money(told, order.paid)}, {order.points_earned} points awarded, "
        f"receipt {order.explanation_id}"
    )
    returned = story.bring_back(told, order.key)
    back = returned.returned
    click.echo(
        f"one packet of tea came back on {back.occurred_at.date()}: {_money(told, back.money)} refunded, "
        f"{back.points_back} points taken back"
    )
    return order.explanation_id


def _tell_ledger(told: story.Story) -> None:
    _head("3  The member's ledger, one row for each movement of points")
    table = Table(box=box.SIMPLE_HEAD)
    for column in ("seq", "on", "entry", "for", "from", "to"):
        table.add_column(column, no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    for entry in story.entries_of(told):
        for posting in entry.postings:
            on = entry.cause.occurred_at.astimezone(told.programme.zone).date().isoformat()
            row = (str(entry.seq), on, entry.kind.value, entry.cause.external_ref)
            table.add_row(*row, posting.source.value, posting.destination.value, str(posting.amount))
    Console(width=WIDTH).print(table)
    holdings = show_member(told.services, told.member).holdings
    held = f"held {holdings.held}, owed {holdings.owed}"
    click.echo(f"available {holdings.available}, pending {holdings.pending}, {held}")
    verified = list(verify_ledger(told.services))
    faults = sum(len(account.faults) for account in verified)
    click.echo(f"ledger verify: {len(verified)} accounts, {faults} faults")


def _tell_usage(told: story.Story) -> None:
    document = story.bill_usage(told)
    _head(f"4  A usage bill: {story.PLAN}, {story.QUANTITY} {story.METER}, as of {_at(document)}")
    _print_twice(document)


def _tell_tariffs() -> None:
    used = half_hours(story.PROJECT)
    _head(f"5  A year of electricity: household {HOUSEHOLD} of London, {len(used):,} half hours of 2013")
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("tariff")
    for column in ("kWh", "bill"):
        table.add_column(column, justify="right", no_wrap=True)
    kwh = decimal_text(sum((reading.value for reading in used), Fraction(0)))
    for bill in bills(story.PROJECT, used):
        table.add_row(bill.tariff, kwh, money_text(bill.due))
    Console(width=WIDTH).print(table)


def _tell_sealed(told: story.Story, receipt: str, settings: Settings) -> None:
    """Leave the receipt beside the database as a file that verifies by itself; none beside a server."""
    database = database_file(settings)
    if database is None:
        return
    file = database.with_name(f"{database.stem}-{RECEIPT}")
    text = json.dumps(story.sealed_receipt(told, receipt), ensure_ascii=False, indent=2)
    file.write_text(f"{text}\n", encoding="utf-8")
    _head("6  The receipt as a file that verifies by itself: no server, no database")
    click.echo(f"loyalty verify {file}\n")
    for language, name in LANGUAGES:
        click.echo(f"--- {name}")
        print_verified(verify_document(VerifyDocument(text)), language)
        click.echo()


def _tell_next(told: story.Story, receipt: str, database: str) -> None:
    key = story.new_key(told.services)
    _head("7  Try next")
    click.echo(f"loyalty explain {receipt} --view agent --db {database}")
    click.echo("\nmake serve    # in another terminal; then")
    click.echo(try_next(told, key))
    click.echo(f"\nDocumentation of the API: {ADDRESS}/docs")


def _print_twice(document: Mapping[str, Any]) -> None:
    for language, name in LANGUAGES:
        click.echo(f"--- {name}")
        print_document(document, language)
        click.echo()


def _head(title: str) -> None:
    click.echo(f"\n== {title}\n")


def _at(document: Mapping[str, Any]) -> str:
    return f"{document['at']} ({document['timezone']})"


def _money(told: story.Story, minor: int) -> str:
    return money_text(Money(minor, told.programme.currency))
