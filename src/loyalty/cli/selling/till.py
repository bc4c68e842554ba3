"""``loyalty till``: tills that price without the network, and whose sales are booked later."""

from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.till_keys import NotAKey, make_key, private_key, public_key
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import (
    counted,
    money_text,
    note,
    print_document,
    print_document_json,
    print_json,
    stop,
)
from loyalty.cli.rules import participant, programme_in
from loyalty.cli.selling.estimated import estimated
from loyalty.cli.selling.sales_file import keep_sale, read_sale
from loyalty.decision.decide import Decision, decide
from loyalty.decision.request import read_json, read_request, situate_request
from loyalty.kernel.money import Money
from loyalty.tills.bundle import Bundle, Spoilt, read_bundle, write_bundle
from loyalty.use_cases.sold_in import Sale, sale_of
from loyalty.use_cases.tills.sync_sales import Synced, SyncOutcome, SyncSales, sync_sales

FILE = click.Path(path_type=Path, dir_okay=False)
THERE = click.Path(path_type=Path, dir_okay=False, exists=True)
BUNDLE = click.argument("bundle", metavar="BUNDLE", type=THERE)


@click.group()
def till() -> None:
    """Let tills price without the network, and book what they sold later."""


@till.command()
@click.argument("file", metavar="FILE", type=FILE)
def key(file: Path) -> None:
    """Make the key that signs bundles: FILE for you alone, FILE.pub for the tills.

    \b
    Example:
      loyalty till key till-key
    """
    public = file.with_name(f"{file.name}.pub")
    for there in (file, public):
        if there.exists():
            stop(f"{there} is there; a key is not overwritten.")
    make_key(file, public)
    click.echo(f"{file} signs and stays with you; {public} goes to the tills.")


@till.command()
@options.folder
@click.option("--key", "signer", type=THERE, required=True, help="The key that signs, of `loyalty till key`.")
@click.option("--until", type=options.Instant(), required=True, help="Until when tills may price by it.")
@click.option("--out", type=FILE, required=True, help="The bundle to write.")
def bundle(folder: Path, signer: Path, until: datetime, out: Path) -> None:
    """Write a folder of rule files as a signed bundle for tills.

    Adopt the same files, so that what tills sell by them can be booked.

    \b
    Example:
      loyalty till bundle rules/corner-coffee --key till-key --until 2026-12-31T23:00:00Z --out coffee.bundle
    """
    if until <= SystemClock().now():
        raise click.BadParameter("A bundle that is over is of no use.", param_hint="--until")
    programme = programme_in(folder)
    try:
        text = write_bundle(programme, until, private_key(signer))
    except NotAKey:
        stop(f"{signer} is not a private key of `loyalty till key`.")
    out.write_bytes(text.encode())
    click.echo(f"{out}: {programme.name} {programme.digest[:12]}, valid until {until.isoformat()}.")


@till.command()
@BUNDLE
@click.argument("basket", metavar="BASKET.json", type=click.File(encoding="utf-8-sig"))
@click.option("--key", "signed_by", type=THERE, required=True, help="The public key of who signs.")
@options.at
@options.tier
@click.option("--order", "order_id", type=options.OwnId(), help="It is sold, under this id of your own.")
@click.option("--into", type=FILE, help="The file that keeps what is sold until it is synchronised.")
@options.language
@options.as_json
def quote(**said: Any) -> None:  # noqa: ANN401  as Click hands them over
    """Price a basket by a bundle, without network or database.

    A bundle that is not signed by the key, was changed, or is outdated prices nothing. With --order
    and --into the sale is kept in a file for `loyalty till sync`. BASKET.json may name the `member`.

    \b
    Example:
      loyalty till quote coffee.bundle basket.json --key till-key.pub --order till-7-1001 --into sales.jsonl
    """
    order_id, into = said["order_id"], said["into"]
    if (order_id is None) != (into is None):
        raise click.UsageError("--order and --into are said together.")
    now = SystemClock().now().replace(microsecond=0)
    carried = _checked(said["bundle"], said["signed_by"], now)
    data = read_json(said["basket"].read())
    decision, sale = _decided(carried, data, said["at"] or now, said["tier"])
    if into is not None and isinstance(data, dict):
        keep_sale(into, order_id, data, decision)
    document = estimated(decision, sale)
    if said["as_json"]:
        print_document_json(document)
    else:
        print_document(document, said["language"])


@till.command()
@click.argument("sales", metavar="SALES.jsonl", type=click.File(encoding="utf-8-sig"))
@click.option("--source", required=True, help="The till; ids of orders are unique in it.")
@options.database
@options.as_json
def sync(sales: IO[str], source: str, database: str | None, *, as_json: bool) -> None:
    """Book the sales of a file, each once; ends with code 1 where one of them is refused.

    \b
    Example:
      loyalty till sync sales.jsonl --source till-7
    """
    read = [read_sale(number, line) for number, line in enumerate(sales, start=1) if line.strip()]
    services = open_database(database)
    found: list[Synced] = []
    for programme, sale in read:
        found += sync_sales(services, SyncSales(programme, source, [sale]))
    told = [_told(each) for each in found]
    if as_json:
        print_json(told)
    for each in () if as_json else told:
        click.echo(_sentence(each))
    refused = sum(each.outcome is SyncOutcome.REFUSED for each in found)
    note(f"{counted(len(found), 'sale')}, {refused} refused")
    if refused:
        raise click.exceptions.Exit(1)


def _checked(file: Path, signed_by: Path, now: datetime) -> Bundle:
    try:
        found = read_bundle(file.read_bytes().decode(), public_key(signed_by), now)
    except NotAKey:
        stop(f"{signed_by} is not a public key of `loyalty till key`.")
    except UnicodeDecodeError:
        found = Spoilt.UNREADABLE
    if isinstance(found, Spoilt):
        stop(f"{file}: {found}")
    return found


def _decided(carried: Bundle, data: object, now: datetime, tier: str | None) -> tuple[Decision, Sale]:
    programme = carried.programme
    goods = (
        {name: value for name, value in data.items() if name != "member"} if isinstance(data, dict) else data
    )
    request = read_request(goods, programme)
    at = request.at or now
    if at >= carried.valid_until:
        stop(f"The bundle is valid until {carried.valid_until.isoformat()} only.")
    who = participant(programme, tier)
    sale = sale_of(programme, request.basket, who.facts)
    return decide(programme, situate_request(programme, request, at, who)), sale


def _told(synced: Synced) -> dict[str, object]:
    """Give what became of a sale as plain data; money in decimals."""
    told: dict[str, object] = {"order": synced.order_id, "outcome": str(synced.outcome)}
    if synced.recorded is None:
        return told | {"why": synced.why, "detail": synced.detail}
    offline = synced.recorded.recipe.offline
    if "reason" in offline:
        of, difference = synced.recorded.recipe.decision.programme.currency, offline["difference"]
        payable = money_text(Money(difference["payable"], of))
        told["difference"] = difference | {"payable": payable, "reason": offline["reason"]}
    if synced.codes:
        told["vouchers_given"] = [
            {"voucher": given.voucher, "code": given.code, "last_day": given.last_day.isoformat()}
            for given in synced.codes
        ]
    return told | {"explanation": synced.recorded.order.explanation_id}


def _sentence(told: dict[str, Any]) -> str:
    if "why" in told:
        return f"{told['order']}: refused, {told['why']}: {told['detail']}"
    codes = "".join(
        f"; {given['voucher']} {given['code']} until {given['last_day']}"
        for given in told.get("vouchers_given", ())
    )
    if "difference" not in told:
        return f"{told['order']}: {told['outcome']} ({told['explanation']}){codes}"
    more = told["difference"]
    said = f"{more['payable']} to pay, {more['points_earned']} points earned, {more['points_used']} used"
    return (
        f"{told['order']}: {told['outcome']}: beyond what was promised {said} ({told['explanation']}){codes}"
    )
