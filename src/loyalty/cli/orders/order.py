"""``loyalty order``: book an order, show it, and what is done to it after the sale."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import IO, Any, TypeVar

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import minor_text, note, print_document, print_document_json, print_json
from loyalty.decision.explain import Document, instant_text
from loyalty.decision.request import read_json, read_order
from loyalty.kernel.money import UnknownCurrency, currency
from loyalty.orders.order import OrderKey, Return
from loyalty.use_cases.given_codes import with_codes
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.returns.adjust_order import AdjustOrder, adjust_order
from loyalty.use_cases.returns.cancel_order import CancelOrder, cancel_order
from loyalty.use_cases.returns.changing import Returned
from loyalty.use_cases.returns.exchange_order import ExchangeOrder, exchange_order
from loyalty.use_cases.show_order import show_order

BEFORE = "This was booked before; nothing has been booked now."
Command = TypeVar("Command", bound=Callable[..., None])


def _of_order(command: Command) -> Command:
    """Add what names an order."""
    sold = click.option("--source", required=True, help="The label of the key, or the system, that sold it.")
    named = click.argument("order_id", metavar="ORDER", type=options.OwnId())
    return click.argument("programme")(named(sold(options.database(options.as_json(command)))))


def _change(command: Command) -> Command:
    """Add what names a change of an order, and where and when it happened."""
    channel = click.option(
        "--channel", default="", help="Where it happened; it need not be where it was bought."
    )
    named = click.argument("change_id", metavar="ID", type=options.OwnId())
    return _of_order(named(channel(options.at(command))))


lines = click.option(
    "--line",
    "lines",
    type=options.Used(),
    multiple=True,
    required=True,
    metavar="LINE=QUANTITY",
    help="How much of which line comes back; once per line.",
)
reason = partial(click.option, "--reason", type=options.OwnCode(), help="Why, as a code of your own.")
FILE = click.File(encoding="utf-8-sig")


@click.group()
def order() -> None:
    """Book an order, take lines back, cancel it, exchange lines, lower prices after the sale."""


@order.command()
@click.argument("order_id", metavar="ORDER", type=options.OwnId())
@click.argument("basket", metavar="ORDER.json", type=FILE)
@click.option("--source", required=True, help="The system that sells; ids of orders are unique in it.")
@click.option("--receipt", metavar="CODE", help="By which somebody may claim an order of nobody later.")
@options.database
@options.language
@options.as_json
def record(
    order_id: str,
    basket: IO[str],
    source: str,
    receipt: str | None,
    database: str | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Book an order, once: points spent and earned, the standing moved, the receipt frozen.

    ORDER.json has the shape of PUT /v1/orders/{order_id}; - reads it from stdin.

    \b
    Example:
      loyalty order record order-1001 order.json --source till
    """
    asked = read_order(read_json(basket.read()))
    command = RecordOrder(
        asked.programme, source, order_id, asked.basket, asked.member, asked.at, receipt=receipt
    )
    services = open_database(database)
    booked = record_order(services, command)
    if booked.replayed:
        note(BEFORE)
    document = with_codes(services, booked.order, booked.recipe.decision, booked.document())
    if as_json:
        print_document_json(document)
    else:
        print_document(document, language)


@order.command()
@_of_order
def show(programme: str, order_id: str, source: str, database: str | None, *, as_json: bool) -> None:
    """Show an order and all that was done to it since.

    \b
    Example:
      loyalty order show corner-coffee order-1001 --source till
    """
    shown = show_order(open_database(database), OrderKey(programme, source, order_id))
    document = shown.recorded.document()
    told = {
        "order": order_id,
        "state": str(shown.order.state),
        "at": instant_text(shown.order.occurred_at),
        "paid": _money(document, shown.order.paid),
        "points_earned": shown.order.points_earned,
        "points_used": shown.order.points_used,
        "explanation": shown.order.explanation_id,
    }
    since = [_told(each, document) for each in shown.returns]
    if as_json:
        print_json(told | {"returns": since})
        return
    for name, value in told.items():
        click.echo(f"{name:<14} {value}")
    for each in since:
        click.echo(_sentence(each))


@order.command(name="return")
@_change
@lines
def take_back(**said: Any) -> None:  # noqa: ANN401  as Click hands them over
    """Take lines of an order back, by the rules of the sale.

    \b
    Example:
      loyalty order return corner-coffee order-1001 ret-1 --source till --line 1=1
    """
    command = RecordReturn(_key(said), said["change_id"], _once(said["lines"]), said["at"], said["channel"])
    _print(record_return(open_database(said["database"]), command), as_json=said["as_json"])


@order.command()
@_change
@reason()
def cancel(**said: Any) -> None:  # noqa: ANN401  as Click hands them over
    """Cancel an order: all that is left of it goes back, its fees included.

    \b
    Example:
      loyalty order cancel corner-coffee order-1001 can-1 --source till --reason out-of-stock
    """
    command = CancelOrder(_key(said), said["change_id"], said["at"], said["channel"], said["reason"] or "")
    _print(cancel_order(open_database(said["database"]), command), as_json=said["as_json"])


@order.command()
@_change
@reason(required=True)
@click.option("--currency", "code", required=True, help="The currency of the prices.")
@click.option(
    "--price",
    "prices",
    type=options.Used(),
    multiple=True,
    required=True,
    metavar="LINE=PRICE",
    help="What one of a line costs now; once per line.",
)
def adjust(**said: Any) -> None:  # noqa: ANN401  as Click hands them over
    """Lower prices of an order after the sale: money, points and thresholds follow.

    \b
    Example:
      loyalty order adjust corner-coffee order-1001 adj-1 --source till --price 1=24.00 --currency EUR \\
        --reason price-promise
    """
    try:
        of = currency(said["code"])
    except UnknownCurrency:
        message = f"`{said['code']}` is no currency of ISO 4217."
        raise click.BadParameter(message, param_hint="--currency") from None
    prices = {line: price * 10**of.exponent for line, price in _once(said["prices"]).items()}
    command = AdjustOrder(
        _key(said), said["change_id"], prices, said["reason"], of.code, said["at"], said["channel"]
    )
    _print(adjust_order(open_database(said["database"]), command), as_json=said["as_json"])


@order.command()
@_change
@lines
@click.option("--new-order", required=True, type=options.OwnId(), help="Your own id of the new order.")
@click.option("--instead", required=True, type=FILE, help="What is bought instead, as JSON.")
def exchange(**said: Any) -> None:  # noqa: ANN401  as Click hands them over
    """Exchange lines of an order for others, both halves or neither.

    \b
    Example:
      loyalty order exchange corner-coffee order-1001 exc-1 --source till --line 1=1 \\
        --new-order order-1002 --instead basket.json
    """
    basket = read_order(read_json(said["instead"].read()), instead=True).basket
    command = ExchangeOrder(
        _key(said),
        said["change_id"],
        _once(said["lines"]),
        said["new_order"],
        basket,
        said["at"],
        said["channel"],
    )
    services = open_database(said["database"])
    both = exchange_order(services, command)
    recorded = both.recorded
    document = with_codes(services, recorded.order, recorded.recipe.decision, recorded.document())
    codes = [(given["voucher"], given["code"]) for given in document.get("vouchers_given", ())]
    bought = {
        "order": said["new_order"],
        "paid": _money(document, recorded.order.paid),
        "points_earned": recorded.order.points_earned,
        "points_used": recorded.order.points_used,
        "to_pay": _money(document, both.to_pay),
        **({"vouchers_given": [{"voucher": name, "code": code} for name, code in codes]} if codes else {}),
    }
    if said["as_json"]:
        print_json({"returned": _told(both.returned.returned, document), "bought": bought})
        return
    _print(both.returned, as_json=False)
    click.echo(f"{bought['order']}: {bought['paid']} paid, {bought['points_earned']} points earned")
    for voucher, code in codes:
        click.echo(f"voucher {voucher}: {code}")
    click.echo(f"left to pay: {bought['to_pay']}")


def _key(said: Mapping[str, Any]) -> OrderKey:
    return OrderKey(said["programme"], said["source"], said["order_id"])


def _once(said: Sequence[tuple[str, Fraction]]) -> dict[str, Fraction]:
    """Give what is said of each line, or end with wrong use where one stands twice."""
    if len(dict(said)) < len(said):
        raise click.UsageError("A line stands twice.")
    return dict(said)


def _print(booked: Returned, *, as_json: bool) -> None:
    if booked.replayed:
        note(BEFORE)
    told = _told(booked.returned, booked.document())
    if as_json:
        print_json(told)
    else:
        click.echo(_sentence(told))


def _told(done: Return, document: Document) -> dict[str, object]:
    told = {
        "id": done.return_id,
        "kind": str(done.kind),
        "at": instant_text(done.occurred_at),
        "refund": _money(document, done.money),
        "points_taken_back": done.points_back,
        "points_given_back": done.points_restored,
        "wallets": {
            each["wallet"]: each["points_back"] for each in document.get("refund", {}).get("wallets", ())
        },
        "channel": done.channel,
        "reason": done.reason,
        "next_order": done.next_order,
        "explanation": done.explanation_id,
    }
    return {name: value for name, value in told.items() if value not in ("", {})}


def _sentence(told: Mapping[str, Any]) -> str:
    points = f"{told['points_taken_back']} points taken back, {told['points_given_back']} given back"
    points += "".join(
        f", {count} of {wallet} taken back" for wallet, count in told.get("wallets", {}).items()
    )
    return f"{told['kind']} {told['id']}: {told['refund']} to give back, {points} ({told['explanation']})"


def _money(document: Document, minor: int) -> str:
    return minor_text(minor, document["currency"])
