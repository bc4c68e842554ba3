"""``loyalty gift-card``: stored value that belongs to whoever shows the code."""

import click

from loyalty.cli import options
from loyalty.cli.billing.asking import key, note_replayed, once_of
from loyalty.cli.connection import open_database
from loyalty.cli.output import money_text, note, print_facts
from loyalty.kernel.money import Money, currency
from loyalty.use_cases.gift_cards.issue_gift_card import IssueGiftCard, issue_gift_card
from loyalty.use_cases.gift_cards.load_gift_card import LoadGiftCard, load_gift_card
from loyalty.use_cases.gift_cards.refund_gift_card import RefundGiftCard, refund_gift_card
from loyalty.use_cases.gift_cards.show_gift_card import show_gift_card
from loyalty.use_cases.once import Told
from loyalty.vouchers.gift_card import GiftCardKey

SOURCE = "command line"
CODE = click.argument("code", metavar="CODE")


@click.group()
def gift_card() -> None:
    """Issue, show, load and refund gift cards: whoever shows the code pays with it."""


@gift_card.command()
@click.argument("programme")
@click.argument("card_id", metavar="ID", type=options.OwnId())
@click.argument("amount", type=options.Amount())
@click.option("--source", default=SOURCE, show_default=True, help="Who issues it, or sold the order.")
@click.option("--order", default="", help="The order by which it was sold; with --line.")
@click.option("--line", default="", help="The line of that order.")
@options.database
@options.as_json
def issue(
    programme: str,
    card_id: str,
    amount: Money,
    source: str,
    order: str,
    line: str,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Issue a card and print its code. ID is your own: the same again gives the same code.

    \b
    Example:
      loyalty gift-card issue corner-coffee card-1001 '25.00 EUR' --source till --order order-7 --line 2
    """
    if bool(order) != bool(line):
        raise click.UsageError("--order and --line go together.")
    command = IssueGiftCard(GiftCardKey(programme, source, card_id), amount, order, line)
    issued = issue_gift_card(open_database(database), command)
    if issued.replayed:
        note("This card was issued before; nothing has been booked now.")
    told = {"card": issued.card.text_id, "code": issued.code, "amount": money_text(amount)}
    print_facts(told, as_json=as_json)


@gift_card.command()
@click.argument("programme")
@CODE
@options.database
@options.as_json
def show(programme: str, code: str, database: str | None, *, as_json: bool) -> None:
    """Say what is on a card.

    \b
    Example:
      loyalty gift-card show corner-coffee 7K2M-9QXA-4TWD
    """
    found = show_gift_card(open_database(database), programme, code)
    told = {"card": found.card.text_id, "available": money_text(found.available)}
    print_facts(told, as_json=as_json)


@gift_card.command()
@click.argument("programme")
@CODE
@click.argument("amount", type=options.Amount())
@key
@options.database
@options.as_json
def load(
    programme: str, code: str, amount: Money, key: str | None, database: str | None, *, as_json: bool
) -> None:
    """Add value that was paid for to a card.

    \b
    Example:
      loyalty gift-card load corner-coffee 7K2M-9QXA-4TWD '10.00 EUR' --key load-7
    """
    services = open_database(database)
    asked = [programme, code, amount.minor, amount.currency.code]
    once = once_of(services, "gift-card load", key, asked)
    told = load_gift_card(services, LoadGiftCard(programme, code, amount, SOURCE), once)
    _print(told, "loaded", as_json=as_json)


@gift_card.command()
@click.argument("programme")
@CODE
@click.option("--load", default="", help="The key under which it was loaded; else what it was sold with.")
@key
@options.database
@options.as_json
def refund(
    programme: str, code: str, load: str, key: str | None, database: str | None, *, as_json: bool
) -> None:
    """Give back what is left of what was paid for a card, while the law lets it be had back.

    \b
    Example:
      loyalty gift-card refund corner-coffee 7K2M-9QXA-4TWD --load load-7
    """
    services = open_database(database)
    once = once_of(services, "gift-card refund", key, [programme, code, load])
    told = refund_gift_card(services, RefundGiftCard(programme, code, SOURCE, load), once)
    _print(told, "refunded", as_json=as_json)


def _print(told: Told, done: str, *, as_json: bool) -> None:
    note_replayed(told)
    of = currency(told.data["currency"])
    amounts = {name: money_text(Money(told.data[name], of)) for name in (done, "available")}
    print_facts({"card": told.data["card"], **amounts}, as_json=as_json)
