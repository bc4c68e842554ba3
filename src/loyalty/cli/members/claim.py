"""``loyalty claim``: a sale of nobody is given to the member who shows its receipt."""

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_json
from loyalty.kernel.identity import MemberId, id_text
from loyalty.use_cases.claims.claim_receipt import claim_receipt


@click.command()
@options.member
@click.argument("code", metavar="CODE")
@options.database
@options.as_json
def claim(member: MemberId, code: str, database: str | None, *, as_json: bool) -> None:
    """Give the sale whose receipt has CODE to a member, once; it earns by the rules of the sale.

    \b
    Example:
      loyalty claim mem_01b6esf8g0000 R-2026-4711
    """
    claimed = claim_receipt(open_database(database), member, code)
    order = claimed.order
    if as_json:
        told = {"member": id_text("mem", member), "order": order.key.order_id, "points": order.points_earned}
        print_json(told)
    else:
        click.echo(
            f"Order {order.key.order_id} of {order.occurred_at:%Y-%m-%d} earned {order.points_earned} points."
        )
