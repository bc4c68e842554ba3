"""``loyalty subscription``: how one stands, what was billed of it, and what its next bill is like so far."""

import click

from loyalty.cli import options
from loyalty.cli.billing.written import print_bill
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_document_json, print_json
from loyalty.kernel.identity import id_text
from loyalty.kernel.money import Money, currency
from loyalty.language.readers.words import decimal_text
from loyalty.use_cases.answers.show_entitlement import show_entitlement
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.billing.list_invoices import list_invoices
from loyalty.use_cases.billing.preview_invoice import preview_invoice
from loyalty.use_cases.subscriptions.show_subscription import show_subscription

PROGRAMME = click.argument("programme")
SUBSCRIPTION = click.argument("subscription_id", metavar="ID")


@click.group()
def subscription() -> None:
    """Look at a subscription."""


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
    for name, value in stands.items():
        if value not in (None, {}, []):
            click.echo(f"{name:<12} {_plain(value)}")
    for bill in bills:
        due = Money(bill["total"]["due"], currency(bill["currency"])).decimal_text()
        kind = bill["kind"].replace("_", " ")
        click.echo(
            f"{bill['number']:>6}  {bill['issued_at']}  {kind:<12}{due:>14} {bill['currency']}  {bill['id']}"
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
    if document is None:
        click.echo("null" if as_json else "Nothing is due.")
    elif as_json:
        print_document_json(document)
    else:
        print_bill(document, language)


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


def _plain(value: object) -> str:
    match value:
        case dict():
            return ", ".join(f"{name} {part}" for name, part in value.items())
        case list():
            return ", ".join(str(part) for part in value)
        case _:
            return str(value)
