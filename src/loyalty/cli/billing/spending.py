"""``loyalty subscription alerts`` and ``set-alerts``: from what sums on spending is to be told of."""

from fractions import Fraction
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_json
from loyalty.decision.explain import instant_text
from loyalty.kernel.money import Money
from loyalty.language.readers.words import decimal_text
from loyalty.subscriptions.spending import Alerts, Threshold
from loyalty.use_cases.answers.check_spending import limit_of
from loyalty.use_cases.answers.set_alerts import SetAlerts
from loyalty.use_cases.answers.set_alerts import set_alerts as set_them
from loyalty.use_cases.answers.show_alerts import show_alerts
from loyalty.use_cases.answers.spending import Spending
from loyalty.use_cases.billing.booking import SubscriptionKey

ALERTS_MAX = 20
PERCENT_MAX = 1000

programme = click.argument("programme")
subscription_id = click.argument("subscription_id", metavar="ID", type=options.OwnId())


class Alert(click.ParamType[tuple[str, Money | Fraction]]):
    """An alert: its name, and the sum or the percent of the budget from which on it is reached."""

    name = "alert"

    def convert(
        self,
        value: Any,  # noqa: ANN401  as Click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, Money | Fraction]:
        """Give the name with a sum, or with percent; or end with wrong use."""
        if isinstance(value, tuple):
            return value
        name, sign, limit = value.partition("=")
        if not sign:
            message = f"`{value}` is not NAME=LIMIT, such as eighty=80% or 'fifty=50.00 EUR'."
            raise click.BadParameter(message, ctx, param)
        named = options.OwnId().convert(name, param, ctx)
        if not limit.endswith("%"):
            return named, options.Amount().convert(limit, param, ctx)
        percent = options.Quantity().convert(limit.removesuffix("%"), param, ctx)
        if not 0 < percent <= PERCENT_MAX:
            message = f"`{limit}` is not more than 0% and at most {PERCENT_MAX}%."
            raise click.BadParameter(message, ctx, param)
        return named, percent


@click.command()
@programme
@subscription_id
@options.database
@options.as_json
def alerts(programme: str, subscription_id: str, database: str | None, *, as_json: bool) -> None:
    """Show what the running period has come to, and which alerts that reaches.

    \b
    Example:
      loyalty subscription alerts corner-coffee desk-7
    """
    _print(show_alerts(open_database(database), SubscriptionKey(programme, subscription_id)), as_json=as_json)


@click.command("set-alerts")
@programme
@subscription_id
@click.argument("wished", metavar="[NAME=LIMIT]...", type=Alert(), nargs=-1)
@click.option("--budget", type=options.Amount(), help="What percentages are of, such as '100.00 EUR'.")
@options.database
@options.as_json
def set_alerts(
    programme: str,
    subscription_id: str,
    wished: tuple[tuple[str, Money | Fraction], ...],
    budget: Money | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Say from what sums on, or shares of a budget, spending is to be told of; this replaces all alerts.

    \b
    Example:
      loyalty subscription set-alerts corner-coffee desk-7 eighty=80% 'fifty=50.00 EUR' --budget '100.00 EUR'
    """
    if len(wished) > ALERTS_MAX:
        raise click.UsageError(f"A subscription has at most {ALERTS_MAX} alerts.")
    sums = [limit for _, limit in wished if isinstance(limit, Money)] + ([budget] if budget else [])
    codes = sorted({one.currency.code for one in sums})
    if len(codes) > 1:
        raise click.UsageError(f"The amounts are in {' and '.join(codes)}; write them in one currency.")
    found = Alerts(
        budget.minor if budget else None,
        tuple(
            Threshold(name, limit.minor) if isinstance(limit, Money) else Threshold(name, percent=limit)
            for name, limit in wished
        ),
    )
    command = SetAlerts(SubscriptionKey(programme, subscription_id), found, codes[0] if codes else None)
    _print(set_them(open_database(database), command), as_json=as_json)


def _print(found: Spending, *, as_json: bool) -> None:
    told = _told(found)
    if as_json:
        print_json(told)
        return
    code = found.currency.code
    if found.period is not None:
        spent = Money(found.spent, found.currency).decimal_text()
        click.echo(f"{spent} {code} since {told['start']}")
    for one in told["alerts"]:
        sum_ = f"{Money(one['amount'], found.currency).decimal_text()} {code}" if one["amount"] else None
        state = "reached" if one["reached"] else "not reached"
        since = f", told {one['told_at']}" if one["told_at"] else ""
        click.echo(f"  {one['id']:<24}{sum_ or one['percent'] + '%':>20}  {state}{since}")


def _told(found: Spending) -> dict[str, Any]:
    period, told = found.period, found.told or {}
    rows = []
    for one in found.alerts.thresholds:
        before = told.get((one.id, limit_of(found, one)))
        rows.append(
            {
                "id": one.id,
                "amount": one.amount,
                "percent": None if one.percent is None else decimal_text(one.percent),
                "reached": period is not None and one in found.alerts.reached(found.spent),
                "told_at": None if before is None else instant_text(before.told_at),
            }
        )
    return {
        "currency": found.currency.code,
        "budget": found.alerts.budget,
        "spent": None if period is None else found.spent,
        "start": None if period is None else instant_text(period.start),
        "end": None if period is None else instant_text(period.end),
        "alerts": rows,
    }
