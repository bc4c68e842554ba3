"""``loyalty subscription``: its changes, how one stands, what was billed and what its next bill is like."""

import click

from loyalty.cli import options
from loyalty.cli.billing.changes import bill, cancel, change, pause, redeem, resume, start
from loyalty.cli.billing.spending import alerts, set_alerts
from loyalty.cli.billing.written import print_standing, show_bill
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, note, print_json
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.money import Money, currency
from loyalty.language.readers.words import decimal_text
from loyalty.use_cases.answers.show_entitlement import show_entitlement
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.billing.list_invoices import list_invoices
from loyalty.use_cases.billing.preview_invoice import preview_invoice
from loyalty.use_cases.subscriptions.list_subscriptions import list_subscriptions
from loyalty.use_cases.subscriptions.show_subscription import show_subscription

PROGRAMME = click.argument("programme")
SUBSCRIPTION = click.argument("subscription_id", metavar="ID", type=options.OwnId())


@click.group()
def subscription() -> None:
    """Start, change, pause, resume, cancel and bill a subscription, and look at it."""


for command in (start, change, pause, resume, cancel, redeem, bill, alerts, set_alerts):
    subscription.add_command(command)


@subscription.command(name="list")
@options.member
@options.database
@options.as_json
def list_all(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """List the subscriptions of a member, oldest first.

    \b
    Example:
      loyalty subscription list mem_01b6esf8g0000
    """
    found = [
        {**each, "member": id_text("mem", each["member"])}
        for each in list_subscriptions(open_database(database), member)
    ]
    if as_json:
        print_json(found)
        return
    for each in found:
        seats = counted(each["seats"], "seat")
        click.echo(f"{each['id']}  {each['plan']}  {each['state']}  {seats}  since {each['started_at']}")
    note(counted(len(found), "subscription"))


@subscription.command()
@PROGRAMME
@SUBSCRIPTION
@options.database
@options.as_json
def show(programme: str, subscription_id: str, database: str | None, *, as_json: bool) -> None:
    """Say how a subscription stands, and list its invoices and credit notes.

    \b
    Example:
      loyalty subscription show corner-coffee desk-7
    """
    services, key = open_database(database), SubscriptionKey(programme, subscription_id)
    stands = dict(show_subscription(services, key))
    stands["member"] = id_text("mem", stands["member"])
    bills = list_invoices(services, key)
    if as_json:
        print_json({"subscription": stands, "invoices": bills})
        return
    print_standing(stands)
    for each in bills:
        due = Money(each["total"]["due"], currency(each["currency"])).decimal_text()
        kind = each["kind"].replace("_", " ")
        click.echo(
            f"{each['number']:>6}  {each['issued_at']}  {kind:<12}{due:>14} {each['currency']}  {each['id']}"
        )


@subscription.command()
@PROGRAMME
@SUBSCRIPTION
@options.database
@options.language
@options.as_json
def preview(
    programme: str, subscription_id: str, database: str | None, language: str, *, as_json: bool
) -> None:
    """Show what the next bill is like so far, as if every period that runs ended now; books nothing.

    \b
    Example:
      loyalty subscription preview corner-coffee desk-7
    """
    document = preview_invoice(open_database(database), SubscriptionKey(programme, subscription_id))
    show_bill(document, language, as_json=as_json)


@subscription.command()
@PROGRAMME
@SUBSCRIPTION
@click.argument("meter")
@options.database
@options.as_json
def left(programme: str, subscription_id: str, meter: str, database: str | None, *, as_json: bool) -> None:
    """Say how much of a meter is left in the running period, and what one unit more would cost.

    \b
    Example:
      loyalty subscription left corner-coffee desk-7 api-calls
    """
    shown = show_entitlement(open_database(database), SubscriptionKey(programme, subscription_id), meter)
    of = shown.of
    told: dict[str, object] = {"used": decimal_text(of.used)}
    if of.allowance is not None and of.left is not None:
        told |= {"allowance": decimal_text(of.allowance.up_to), "left": decimal_text(of.left)}
    if of.free is not None:
        told |= {"free": decimal_text(of.free.of), "free_left": decimal_text(of.free.left)}
    told["next"] = of.beyond
    if of.more is not None:
        told["price"] = decimal_text(of.more.exact / 10**shown.currency.exponent)
        told["adds"] = Money(of.more.due, shown.currency).decimal_text()
    told["currency"] = shown.currency.code
    if as_json:
        print_json(told)
        return
    for name, value in told.items():
        click.echo(f"{name:<12} {value}")
