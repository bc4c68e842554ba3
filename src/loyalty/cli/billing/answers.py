"""``loyalty alerts`` and ``loyalty value``: what is getting dear, and what a membership was worth."""

from collections.abc import Sequence
from datetime import datetime

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, money_text, print_json
from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.use_cases.answers.check_spending import Reached, check_spending
from loyalty.use_cases.answers.show_value import ShowValue, show_value
from loyalty.wording.bills.value import value_wording
from loyalty.wording.text import laid_out


@click.command()
@click.option("--programme", required=True, help="The programme whose subscriptions are looked at.")
@options.database
@options.as_json
def alerts(programme: str, database: str | None, *, as_json: bool) -> None:
    """Tell of the spending alerts that are reached, each once in a period.

    \b
    Example:
      loyalty alerts --programme corner-coffee
    """
    found = list(check_spending(open_database(database), programme))
    if as_json:
        print_json([alert_data(one) for one in found])
    else:
        print_alerts(found)


@click.command()
@options.member
@click.option("--start", type=options.Instant(), required=True, help="The first moment.")
@click.option("--end", type=options.Instant(), required=True, help="The first moment after it.")
@options.database
@options.language
@options.as_json
def value(
    member: MemberId, start: datetime, end: datetime, database: str | None, language: str, *, as_json: bool
) -> None:
    """Say what a membership saved against what its plans cost, also where it saved less.

    \b
    Example:
      loyalty value mem_01b6esf8g0000 --start 2026-01-01T00:00:00+01:00 --end 2027-01-01T00:00:00+01:00
    """
    if end <= start:
        raise click.UsageError("--end is a moment after --start.")
    found = show_value(open_database(database), ShowValue(member, Period(start, end)))
    if as_json:
        print_json(found)
    else:
        click.echo(laid_out(value_wording(found, language), language), nl=False)


def print_alerts(found: Sequence[Reached]) -> None:
    """Print a line for each alert that is told, and how many there are."""
    for one in found:
        spent = money_text(one.spent)
        click.echo(f"{one.subscription} {one.threshold.id}: {spent} since {instant_text(one.told.start)}")
    click.echo(f"{counted(len(found), 'alert')} told")


def alert_data(one: Reached) -> dict[str, object]:
    """Give an alert that is told as plain data."""
    return {
        "subscription": one.subscription,
        "alert": one.threshold.id,
        "spent": one.spent.minor,
        "currency": one.spent.currency.code,
        "start": instant_text(one.told.start),
    }
