"""``loyalty referral``: members who bring others."""

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json
from loyalty.earning.referral import Referral
from loyalty.kernel.identity import MemberId, id_text
from loyalty.use_cases.referrals.list_referrals import list_referrals
from loyalty.use_cases.referrals.record_referral import record_referral
from loyalty.use_cases.referrals.share_code import share_code


@click.group()
def referral() -> None:
    """Give members codes to share, and say who came by them."""


@referral.command()
@options.member
@options.database
@options.as_json
def code(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """Give a member's code to share.

    \b
    Example:
      loyalty referral code mem_01b6esf8g0000
    """
    shared = share_code(open_database(database), member)
    if as_json:
        print_json({"member": id_text("mem", member), "code": shared})
    else:
        click.echo(shared)


@referral.command()
@options.member
@click.argument("shared", metavar="CODE")
@options.database
@options.as_json
def record(member: MemberId, shared: str, database: str | None, *, as_json: bool) -> None:
    """Keep that a member came by somebody's CODE, before they buy.

    \b
    Example:
      loyalty referral record mem_01b6esf8g0000 K7QW2M5A
    """
    made = _outside(record_referral(open_database(database), member, shared))
    if as_json:
        print_json(made)
    else:
        click.echo(f"{made['member']} was brought by {made['referrer']}.")


@referral.command(name="list")
@options.member
@options.database
@options.as_json
def listed(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """List whom a member brought, and for whom they were given points.

    \b
    Example:
      loyalty referral list mem_01b6esf8g0000
    """
    found = [_outside(each) for each in list_referrals(open_database(database), member)]
    if as_json:
        print_json(found)
        return
    for each in found:
        click.echo(
            f"{each['member']}  {each['at']}  {'paid ' + each['paid_at'] if each['paid_at'] else 'open'}"
        )
    click.echo(counted(len(found), "referral", "referrals"))


def _outside(found: Referral) -> dict[str, str]:
    return {
        "member": id_text("mem", found.member),
        "referrer": id_text("mem", found.referrer),
        "at": found.referred_at.isoformat(),
        "paid_at": found.order.at.isoformat() if found.order is not None else "",
    }
