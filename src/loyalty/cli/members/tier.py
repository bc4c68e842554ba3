"""``loyalty tier``: tiers that are given to match another programme's, or out of goodwill."""

from datetime import date
from fractions import Fraction
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.tier_grants.end_tier_grant import EndTierGrant, end_tier_grant
from loyalty.use_cases.tier_grants.grant_tier import ChallengeAsked, GrantTier, grant_tier
from loyalty.use_cases.tier_grants.list_tier_grants import list_tier_grants

SOURCE = "command line"
_DAY = options.Day()
GRANT = click.argument("grant_id", metavar="ID", type=options.OwnId())
_reason = click.option("--reason", required=True, help="Why; whoever looks at the standing reads it.")


@click.group()
def tier() -> None:
    """Give a member a tier, list and end what was given."""


@tier.command()
@options.member
@GRANT
@click.argument("name", metavar="TIER")
@click.option("--until", type=_DAY, required=True, help="Its last day.")
@_reason
@click.option(
    "--needs",
    type=options.Used(),
    multiple=True,
    metavar="MEASURE=AMOUNT",
    help="A challenge: what is to be reached from now on, or the tier ends; money in major units.",
)
@click.option("--by", type=_DAY, help="The last day of the challenge.")
@options.database
@options.as_json
def grant(
    member: MemberId,
    grant_id: str,
    name: str,
    until: date,
    reason: str,
    needs: tuple[tuple[str, Fraction], ...],
    by: date | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Give a tier until a day, for a reason. ID is your own, once per member.

    \b
    Example:
      loyalty tier grant mem_01b6esf8g0000 match-7 gold --until 2027-11-30 \\
        --reason "gold elsewhere" --needs spend=500.00 --by 2027-02-28
    """
    if bool(needs) is not (by is not None):
        raise click.UsageError("--needs and --by make a challenge together.")
    challenge = ChallengeAsked(dict(needs), by) if by is not None else None
    command = GrantTier(member, grant_id, name, until, reason, SOURCE, challenge)
    _print(grant_tier(open_database(database), command).data, as_json=as_json)


@tier.command()
@options.member
@options.database
@options.as_json
def grants(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """List every tier that a member was given, ended ones too.

    \b
    Example:
      loyalty tier grants mem_01b6esf8g0000
    """
    found = list_tier_grants(open_database(database), member)
    if as_json:
        print_json(found)
        return
    for each in found:
        _print(each, as_json=False)
    click.echo(counted(len(found), "grant"))


@tier.command()
@options.member
@GRANT
@_reason
@options.database
@options.as_json
def end(member: MemberId, grant_id: str, reason: str, database: str | None, *, as_json: bool) -> None:
    """End a tier that was given, now; what orders reach stays as it is.

    \b
    Example:
      loyalty tier end mem_01b6esf8g0000 match-7 --reason "given by mistake"
    """
    command = EndTierGrant(member, grant_id, reason, SOURCE)
    _print(end_tier_grant(open_database(database), command).data, as_json=as_json)


def _print(data: Any, *, as_json: bool) -> None:  # noqa: ANN401  plain data
    if as_json:
        print_json(data)
        return
    click.echo(f"{data['grant']}: {data['tier']} from {data['given_at']} until {data['until']}")
    click.echo(f"  given by {data['given_by']}: {data['reason']}")
    if data["challenge"] is not None:
        needs = ", ".join(f"{need['measure']} {need['least']}" for need in data["challenge"]["needs"])
        click.echo(f"  asks for {needs} before {data['challenge']['by']}")
    if data["ended_at"] is not None:
        click.echo(f"  ended {data['ended_at']} by {data['ended_by']}: {data['ended_why']}")
