"""``loyalty credit``: money that is there before it is owed, given, shown and ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.billing.asking import key, note_replayed, once_of
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, minor_text, note, print_json
from loyalty.kernel.identity import MemberId
from loyalty.kernel.money import Money
from loyalty.subscriptions.credit import TopUp
from loyalty.use_cases.billing.grant_credit import PRIORITY, GrantCredit, grant_credit
from loyalty.use_cases.billing.show_credit import show_credit
from loyalty.use_cases.billing.void_credit import void_credit
from loyalty.use_cases.once import Told

PRIORITY_MAX = 100


@click.group()
def credit() -> None:
    """Give a member prepaid credit, list it, end it."""


@credit.command()
@options.member
@click.argument("amount", type=options.Amount())
@click.option("--purchased", is_flag=True, help="It was paid for; such credit is used last.")
@click.option(
    "--priority",
    type=click.IntRange(0, PRIORITY_MAX),
    default=PRIORITY,
    show_default=True,
    help="Which is used first: the lowest.",
)
@click.option("--ends-at", type=options.Instant(), help="Until when it may pay; without it, for ever.")
@click.option("--plan", "plans", multiple=True, help="A plan it is for; without it, all.")
@click.option(
    "--charge",
    "charges",
    multiple=True,
    help="A charge it is for, such as price or usage.api-calls; without it, all.",
)
@key
@options.database
@options.as_json
def grant(
    member: MemberId,
    amount: Money,
    priority: int,
    ends_at: datetime | None,
    plans: tuple[str, ...],
    charges: tuple[str, ...],
    key: str | None,
    database: str | None,
    *,
    purchased: bool,
    as_json: bool,
) -> None:
    """Give a member credit; it pays bills after tax.

    \b
    Example:
      loyalty credit grant mem_01b6esf8g0000 '50.00 EUR' --ends-at 2027-12-31T23:59:59+01:00
    """
    services = open_database(database)
    command = GrantCredit(member, amount, purchased, priority, ends_at, plans, charges)
    ends = None if ends_at is None else ends_at.isoformat()
    asked = [member, amount.minor, amount.currency.code, purchased, priority, ends, plans, charges]
    told = grant_credit(services, command, once_of(services, "credit grant", key, asked))
    _print_grant(told, as_json=as_json)


@credit.command(name="list")
@options.member
@click.option("--top-up-below", type=options.Amount(), help="What is to be there; with --top-up-by.")
@click.option("--top-up-by", type=options.Amount(), help="What is bought at once.")
@options.database
@options.as_json
def list_all(
    member: MemberId,
    top_up_below: Money | None,
    top_up_by: Money | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """List a member's grants, oldest first, and what is left of all; and what a top-up would have to buy.

    \b
    Examples:
      loyalty credit list mem_01b6esf8g0000
      loyalty credit list mem_01b6esf8g0000 --top-up-below '10.00 EUR' --top-up-by '25.00 EUR'
    """
    top_up = None
    if top_up_below is not None and top_up_by is not None:
        top_up = TopUp(top_up_below.minor, top_up_by.minor)
    elif top_up_below is not None or top_up_by is not None:
        raise click.UsageError("--top-up-below and --top-up-by go together.")
    found = show_credit(open_database(database), member, top_up)
    for given in (top_up_below, top_up_by):
        if given is not None and given.currency != found.currency:
            raise click.UsageError(f"The member's credit is in {found.currency.code}.")
    needed = found.top_up if top_up else None
    if as_json:
        told = {"left": found.left, "currency": found.currency.code, "top_up": needed}
        print_json({**told, "grants": list(found.grants)})
        return
    for each in found.grants:
        click.echo(_line(each))
    click.echo(f"left {minor_text(found.left, found.currency.code)}")
    if needed is not None:
        click.echo(f"to be bought {minor_text(needed, found.currency.code)}")
    note(counted(len(found.grants), "grant"))


@credit.command()
@options.member
@click.argument("grant_id", metavar="GRANT")
@key
@options.database
@options.as_json
def void(member: MemberId, grant_id: str, key: str | None, database: str | None, *, as_json: bool) -> None:
    """End a grant of a member; what is left is lost, or paid back where it was bought.

    GRANT is the id that `credit list` shows.

    \b
    Example:
      loyalty credit void mem_01b6esf8g0000 crd_01b6esf8g0000
    """
    services = open_database(database)
    once = once_of(services, "credit void", key, [member, grant_id])
    told = void_credit(services, member, grant_id, once)
    _print_grant(told, as_json=as_json)


def _print_grant(told: Told, *, as_json: bool) -> None:
    data = told.data
    note_replayed(told)
    if as_json:
        print_json(data)
        return
    ended = (
        f"  {word} {minor_text(data[word], data['currency'])}"
        for word in ("lost", "refunded")
        if word in data
    )
    click.echo("".join((_line(data), *ended)))


def _line(grant: Mapping[str, Any]) -> str:
    left, amount = (minor_text(grant[name], grant["currency"]) for name in ("left", "amount"))
    ends = f"until {grant['ends_at']}" if grant["ends_at"] else "for ever"
    bought = "bought" if grant["purchased"] else "given"
    meant = ", ".join((*grant["plans"], *grant["charges"]))
    limits = f", for {meant}" if meant else ""
    return f"{grant['grant']}  {grant['state']}  {left} left of {amount}, {bought}, {ends}{limits}"
