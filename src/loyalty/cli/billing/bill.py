"""``loyalty bill``: what is due of a programme's subscriptions booked, with a closing table."""

from collections import Counter
from datetime import datetime
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.billing.answers import alert_data, print_alerts
from loyalty.cli.books.ledger import progress
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, note, print_json
from loyalty.kernel.money import Money, currency
from loyalty.use_cases.answers.check_spending import check_spending
from loyalty.use_cases.billing.bill_due import Billed, bill_due, count_due


@click.command()
@click.option("--programme", "name", required=True, help="The programme whose subscriptions are billed.")
@options.at
@options.database
@options.as_json
def bill(name: str, at: datetime | None, database: str | None, *, as_json: bool) -> None:
    """Book an invoice or a credit note for every subscription with something due.

    Spending alerts that are reached are told first. Each subscription is a transaction of its own,
    and what is due is a difference, so that the command may be stopped and run again. One that is
    refused stays due, and the code is 1.

    \b
    Example:
      loyalty bill --programme corner-coffee --at 2027-01-01T00:00:00+01:00
    """
    services = open_database(database)
    # First, since alerts speak of the periods that run, and a bill begins new ones.
    told = list(check_spending(services, name))
    found: list[Billed] = []
    with progress() as shown:
        task = shown.add_task("billing", total=count_due(services, name, at))
        for billed in bill_due(services, name, at):
            found.append(billed)
            shown.advance(task)
    closing = _closing(found)
    if as_json:
        print_json({**closing, "alerts": [alert_data(one) for one in told]})
    else:
        print_alerts(told)
        _print(closing)
    if closing["refused"]:
        raise click.exceptions.Exit(1)


def _closing(found: list[Billed]) -> dict[str, Any]:
    """Give how many bills of each kind there were and what they come to, and each refusal."""
    kinds: Counter[str] = Counter()
    sums: Counter[tuple[str, str]] = Counter()
    for billed in found:
        if billed.invoice is not None:
            kind = billed.invoice["kind"]
            kinds[kind] += 1
            sums[kind, billed.invoice["currency"]] += billed.invoice["total"]["due"]
    return {
        "looked_at": len(found),
        "bills": [
            {"kind": kind, "count": kinds[kind], "currency": code, "due": due}
            for (kind, code), due in sorted(sums.items())
        ],
        "nothing_due": sum(one.invoice is None and one.refused is None for one in found),
        "refused": [
            {"subscription": one.subscription, "code": one.refused.code, "why": str(one.refused)}
            for one in found
            if one.refused is not None
        ],
    }


def _print(closing: dict[str, Any]) -> None:
    for row in closing["bills"]:
        due = Money(row["due"], currency(row["currency"])).decimal_text()
        kind = counted(row["count"], row["kind"].replace("_", " "))
        click.echo(f"{kind:<24}{due:>16} {row['currency']}")
    looked_at = counted(closing["looked_at"], "subscription")
    click.echo(f"{looked_at} looked at, {closing['nothing_due']} without anything new")
    for row in closing["refused"]:
        note(f"{row['subscription']}: {row['why']}")
