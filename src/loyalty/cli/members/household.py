"""``loyalty household``: begun, joined, left, shown."""

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_facts, print_json
from loyalty.kernel.identity import MemberId, id_text
from loyalty.use_cases.members.join_household import JoinHousehold, join_household
from loyalty.use_cases.members.leave_household import LeaveHousehold, leave_household
from loyalty.use_cases.members.show_household import show_household
from loyalty.use_cases.services import Services

SOURCE = "command line"
HOUSEHOLD = click.argument("household_id", metavar="HOUSEHOLD")


@click.group()
def household() -> None:
    """Begin a household, let members in and out, and see what is in its pool."""


@household.command()
@options.member
@options.database
@options.as_json
def begin(member: MemberId, database: str | None, *, as_json: bool) -> None:
    """Begin a household with one member.

    \b
    Example:
      loyalty household begin mem_01b6esf8g0000
    """
    services = open_database(database)
    told = join_household(services, JoinHousehold(member))
    _print(services, str(told.data["household"]), as_json=as_json)


@household.command()
@HOUSEHOLD
@options.member
@options.database
@options.as_json
def join(household_id: str, member: MemberId, database: str | None, *, as_json: bool) -> None:
    """Let a member in; the shared wallets can be spent by each, as the programme says.

    \b
    Example:
      loyalty household join hou_01b6esf8g0000 mem_01b6esf8g0001
    """
    services = open_database(database)
    join_household(services, JoinHousehold(member, household_id))
    _print(services, household_id, as_json=as_json)


@household.command()
@HOUSEHOLD
@options.member
@options.database
@options.as_json
def leave(household_id: str, member: MemberId, database: str | None, *, as_json: bool) -> None:
    """Let a member out; everybody keeps the points they earned.

    \b
    Example:
      loyalty household leave hou_01b6esf8g0000 mem_01b6esf8g0001
    """
    services = open_database(database)
    leave_household(services, LeaveHousehold(member, household_id, SOURCE))
    _print(services, household_id, as_json=as_json)


@household.command()
@HOUSEHOLD
@options.database
@options.as_json
def show(household_id: str, database: str | None, *, as_json: bool) -> None:
    """Say who is in a household, and what they can spend together.

    \b
    Example:
      loyalty household show hou_01b6esf8g0000
    """
    _print(open_database(database), household_id, as_json=as_json)


def _print(services: Services, household_id: str, *, as_json: bool) -> None:
    data = dict(show_household(services, household_id))
    data["head"] = id_text("mem", data["head"])
    data["members"] = [{**each, "member": id_text("mem", each["member"])} for each in data["members"]]
    if as_json:
        print_json(data)
        return
    print_facts({name: data[name] for name in ("household", "programme", "head")}, as_json=False)
    for each in data["members"]:
        click.echo(f"{each['member']} since {each['joined_at']}")
    for wallet, points in data["pool"].items():
        click.echo(f"{points:>12} in {wallet}")
