"""``loyalty rewards``: what a member may have for points."""

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.points.list_rewards import list_rewards


@click.command()
@options.member
@options.database
@options.as_json
def rewards(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """List what a member may have for points now.

    \b
    Example:
      loyalty rewards mem_01b6esf8g0000
    """
    found = list_rewards(open_database(database), member)
    if as_json:
        rows = [
            {"reward": r.reward, "kind": r.kind, "wallet": r.wallet, "points": r.points, "left": r.left}
            for r in found
        ]
        print_json(rows)
        return
    for each in found:
        left = "" if each.left is None else f"  {each.left} left"
        click.echo(f"{each.reward}  {each.points} {each.wallet}{left}")
    click.echo(counted(len(found), "reward"))
