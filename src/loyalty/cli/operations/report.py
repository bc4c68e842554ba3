"""``loyalty report``: what members hold as a liability, what lies dormant, how service went."""

from datetime import date
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, minor_text, print_json
from loyalty.kernel.identity import id_text
from loyalty.ledger.account import BOUGHT
from loyalty.use_cases.cases.make_service_figures import make_service_figures
from loyalty.use_cases.cases.show_service_figures import show_service_figures
from loyalty.use_cases.reports.list_dormant import CREDIT, list_dormant
from loyalty.use_cases.reports.make_outcome_gaps import make_outcome_gaps
from loyalty.use_cases.reports.show_liability import show_liability
from loyalty.use_cases.reports.show_outcome_gaps import show_outcome_gaps

FLOWS = (
    "opening",
    "issued",
    "used",
    "given_back",
    "lapsed",
    "revived",
    "clawed_back",
    "converted",
    "between",
)
_DAY = options.Day()
programme = click.argument("programme", metavar="PROGRAMME")
first_day = click.option("--from", "first", type=_DAY, required=True, help="The first day.")
last_day = click.option("--to", "last", type=_DAY, required=True, help="The last day, inside.")
again = click.option("--make", is_flag=True, help="Make it of what is there now, and keep what is told.")


@click.group()
def report() -> None:
    """Report over a whole programme: liability, dormant accounts, service."""


@report.command()
@programme
@first_day
@last_day
@options.database
@options.as_json
def liability(programme: str, first: date, last: date, database: str | None, *, as_json: bool) -> None:
    """Roll forward what members hold, wallet by wallet: opening, issued, used, lapsed, closing.

    What is expected never to be used is measured on lots whose time is over.

    \b
    Example:
      loyalty report liability corner-coffee --from 2026-01-01 --to 2026-12-31
    """
    _in_order(first, last)
    told = show_liability(open_database(database), programme, first, last)
    if as_json:
        print_json(told)
        return
    click.echo(f"What members of {told['programme']} hold, from {told['first']} through {told['last']}")
    for wallet in told["wallets"]:
        _print_wallet(wallet, told["currency"])
    shared = told["allocation"]
    if shared is not None:
        sold, goods, points = (
            minor_text(shared[name], told["currency"]) for name in ("sold", "goods", "points")
        )
        click.echo(f"members paid {sold}: {goods} for goods, {points} for points")


def _print_wallet(wallet: dict[str, Any], currency: str) -> None:
    """Print one wallet's flows, a column of them, with what its closing is worth."""
    name, broken = wallet["wallet"], wallet["breakage"]
    click.echo(name)
    for flow in (*FLOWS, "closing"):
        if wallet[flow] or flow in {"opening", "closing"}:
            click.echo(f"  {flow.replace('_', ' '):<12}{_held(name, wallet[flow]):>20}")
    for text, worth in (("worth", wallet["worth"]), ("less breakage", broken["worth_after"])):
        if worth is not None:
            click.echo(f"  {text:<14}{minor_text(worth, currency):>18}")
    lapsed, issued, expected = (_held(name, broken[part]) for part in ("lapsed", "issued", "expected"))
    click.echo(
        f"  breakage {broken['evidence']}: {lapsed} of {issued} lapsed in {counted(broken['lots'], 'lot')}, "
        f"{expected} expected"
    )


def _held(wallet: str, number: int) -> str:
    """Give so much of a wallet: points, or money that was paid in."""
    of_money = wallet.startswith((BOUGHT, CREDIT))
    return minor_text(number, wallet.partition(":")[2]) if of_money else f"{number} points"


@report.command()
@programme
@click.option("--months", type=click.IntRange(1, 600), default=36, show_default=True, help="For how long.")
@options.database
@options.as_json
def dormant(programme: str, months: int, database: str | None, *, as_json: bool) -> None:
    """List accounts with which nobody did anything for a time, by what they hold.

    What was bought may have to be reported to a state as unclaimed; nothing is handed over by itself.

    \b
    Example:
      loyalty report dormant corner-coffee --months 36
    """
    told = list_dormant(open_database(database), programme, months)
    if as_json:
        accounts = [{**each, "member": _member(each)} for each in told["accounts"]]
        print_json({**told, "accounts": accounts})
        return
    click.echo(f"Accounts of {told['programme']} with which nobody did anything since {told['before']}")
    for each in told["accounts"]:
        whose, there = _member(each) or "a gift card", _held(each["wallet"], each["there"])
        click.echo(f"  {each['kind']:<10}{each['wallet']:<12}{there:>20}  {whose}  {each['last']}")
    for kind in told["kinds"]:
        there = _held(kind["wallet"], kind["there"])
        click.echo(f"{kind['kind']} {kind['wallet']}: {counted(kind['accounts'], 'account')}, {there}")
    if not told["kinds"]:
        click.echo("none")


@report.command()
@programme
@first_day
@last_day
@again
@options.database
@options.as_json
def service(
    programme: str, first: date, last: date, database: str | None, *, make: bool, as_json: bool
) -> None:
    """Show figures about service by fixed formulas, each with how many it rests on, as they were told last.

    \b
    Example:
      loyalty report service corner-coffee --from 2026-01-01 --to 2026-12-31 --make
    """
    _in_order(first, last)
    reporting = make_service_figures if make else show_service_figures
    told = reporting(open_database(database), programme, first, last)
    if as_json:
        print_json(told)
        return
    click.echo(f"Service of {programme}, from {first} through {last}")
    for each in told["figures"]:
        value = "not told" if each["withheld"] else each["value"] or "not measurable"
        rests = each["withheld"] or f"n {each['n']}"
        click.echo(f"{each['name']:<14}{value:>16}  {rests}  ({each['formula']})")


@report.command()
@programme
@first_day
@last_day
@again
@options.database
@options.as_json
def gaps(programme: str, first: date, last: date, database: str | None, *, make: bool, as_json: bool) -> None:
    """Show how far what buyers save lies apart between groups, as it was told last.

    It is measured where that is lawful and possible.

    \b
    Example:
      loyalty report gaps corner-coffee --from 2026-01-01 --to 2026-12-31 --make
    """
    _in_order(first, last)
    reporting = make_outcome_gaps if make else show_outcome_gaps
    told = reporting(open_database(database), programme, first, last)
    if as_json:
        print_json(told)
        return
    click.echo(f"What buyers of {programme} save, from {first} through {last}")
    for each in told["measured"]:
        hidden = (
            f", {counted(each['hidden'], 'group')} not told ({each['withheld']})" if each["hidden"] else ""
        )
        click.echo(f"{each['fact']} {each['evidence']}{hidden}")
        for group in each["groups"]:
            apart = ""
            if group["difference"] is not None:
                interval = f"{group['low']} to {group['high']}"
                apart = f", {group['difference']} above {each['compared_with']} ({interval})"
            click.echo(f"  {group['value']}: saved {group['mean']}, n {group['n']}{apart}")
    for each in told["not_measurable"]:
        click.echo(f"{each['trait']} {each['evidence']}: {each['why']}")
    for limit in told["limits"]:
        click.echo(f"  {limit}")


def _in_order(first: date, last: date) -> None:
    if last < first:
        message = "--to is not before --from."
        raise click.UsageError(message)


def _member(account: dict[str, Any]) -> str | None:
    return None if account["member"] is None else id_text("mem", account["member"])
