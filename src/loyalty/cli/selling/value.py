"""``loyalty stored-value``: money that a member has paid in beforehand."""

import click

from loyalty.cli import options
from loyalty.cli.billing.asking import key, note_replayed, once_of
from loyalty.cli.connection import open_database
from loyalty.cli.output import money_text, print_facts
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.money import Money, currency
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.refund_value import RefundValue, refund_value
from loyalty.use_cases.show_stored_value import show_stored_value

SOURCE = "command line"


@click.group()
def stored_value() -> None:
    """Load, show and give back what a member has paid in: it pays after points and never ends."""


@stored_value.command()
@options.member
@click.argument("amount", type=options.Amount())
@key
@options.database
@options.as_json
def load(member: MemberId, amount: Money, key: str | None, database: str | None, *, as_json: bool) -> None:
    """Book money that a member has paid in.

    \b
    Example:
      loyalty stored-value load mem_01b6esf8g0000 '50.00 EUR' --key receipt-7
    """
    services = open_database(database)
    once = once_of(services, "stored-value load", key, [member, amount.minor, amount.currency.code])
    told = load_value(services, LoadValue(member, amount, SOURCE), once)
    note_replayed(told)
    of = currency(told.data["currency"])
    amounts = {name: money_text(Money(told.data[name], of)) for name in ("loaded", "available")}
    print_facts({"member": id_text("mem", member), **amounts}, as_json=as_json)


@stored_value.command()
@options.member
@click.argument("load", metavar="LOAD")
@key
@options.database
@options.as_json
def refund(member: MemberId, load: str, key: str | None, database: str | None, *, as_json: bool) -> None:
    """Give back what is left of money that was paid in under the key LOAD, while the law lets it be had back.

    \b
    Example:
      loyalty stored-value refund mem_01b6esf8g0000 receipt-7
    """
    services = open_database(database)
    once = once_of(services, "stored-value refund", key, [member, load])
    told = refund_value(services, RefundValue(member, load, SOURCE), once)
    note_replayed(told)
    of = currency(told.data["currency"])
    amounts = {name: money_text(Money(told.data[name], of)) for name in ("refunded", "available")}
    print_facts({"member": id_text("mem", member), **amounts}, as_json=as_json)


@stored_value.command()
@options.member
@options.database
@options.as_json
def show(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """Say what there is to pay with.

    \b
    Example:
      loyalty stored-value show mem_01b6esf8g0000
    """
    found = show_stored_value(open_database(database), member)
    print_facts({"member": id_text("mem", member), "available": money_text(found)}, as_json=as_json)
