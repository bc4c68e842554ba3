"""``loyalty balances``, ``redeem``, ``give`` and ``hold``: what a member has, and what becomes of it."""

from datetime import datetime
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.billing import asking
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_facts, print_json
from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import HoldId, MemberId, id_text, parse_id
from loyalty.language.shapes.wallets import POINTS
from loyalty.use_cases.end_hold import EndHold, end_hold
from loyalty.use_cases.hold_points import HoldPoints, hold_points
from loyalty.use_cases.once import Told
from loyalty.use_cases.points.convert_points import ConvertPoints, convert_points
from loyalty.use_cases.points.take_back_points import TakeBackPoints, take_back_points
from loyalty.use_cases.points.transfer_points import TransferPoints, transfer_points
from loyalty.use_cases.redeem_points import RedeemPoints, redeem_points
from loyalty.use_cases.roll_back_redemption import RollBackRedemption, roll_back_redemption
from loyalty.use_cases.show_balances import show_balances

SOURCE = "command line"
MINUTES_MAX = 7 * 24 * 60
wallet = click.option("--wallet", default=POINTS, show_default=True, help="The wallet.")
_count = click.IntRange(1, options.POINTS_MAX)


@click.command()
@options.member
@wallet
@click.option("--as-of", "as_of", type=options.Instant(), help="The instant; without it, now.")
@options.database
@options.as_json
def balances(
    member: MemberId, wallet: str, as_of: datetime | None, database: str | None, *, as_json: bool
) -> None:
    """Say what a member has in a wallet, which points end when, and how much is in every wallet.

    \b
    Example:
      loyalty balances mem_01b6esf8g0000
    """
    shown = show_balances(open_database(database), member, wallet=wallet, as_of=as_of)
    has = shown.holdings
    told: dict[str, object] = {
        "member": id_text("mem", shown.member.member_id),
        "wallet": shown.wallet,
        "as_of": instant_text(shown.at),
        "available": has.available,
        "pending": has.pending,
        "held": has.held,
        "owed": has.owed,
    }
    lots = [
        {
            "points": lot.remaining,
            "ends": instant_text(lot.expires_at) if lot.expires_at is not None else None,
        }
        for lot in has.lots
    ]
    wallets = {each.wallet: each.available for each in shown.wallets}
    if as_json:
        print_json({**told, "lots": lots, "wallets": wallets})
        return
    print_facts(told, as_json=False)
    for lot in lots:
        click.echo(f"{lot['points']:>12} until {lot['ends'] or 'ever'}")
    for name, much in wallets.items():
        click.echo(f"{much:>12} in {name}")


@click.command()
@options.member
@click.argument("redemption_id", metavar="ID", type=options.OwnId())
@click.argument("reward")
@click.option("--points", type=_count, help="What it costs, which is checked; needed without a catalogue.")
@click.option("--wallet", help="Where they are taken from, if not the reward's own.")
@options.database
@options.as_json
def redeem(
    member: MemberId,
    redemption_id: str,
    reward: str,
    points: int | None,
    wallet: str | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Spend a member's points on REWARD, once per ID.

    \b
    Example:
      loyalty redeem mem_01b6esf8g0000 voucher-77 mug --points 500
    """
    services = open_database(database)
    command = RedeemPoints(member, redemption_id, points, reward, SOURCE, wallet)
    once = asking.once_of(services, "redeem", f"{member}:{redemption_id}", [reward, points, wallet])
    _print(redeem_points(services, command, once), as_json=as_json)


@click.command(name="roll-back")
@options.member
@click.argument("redemption_id", metavar="ID", type=options.OwnId())
@asking.key
@options.database
@options.as_json
def roll_back(
    member: MemberId, redemption_id: str, key: str | None, database: str | None, *, as_json: bool
) -> None:
    """Undo a redemption of the command line, once; the points go back to where they came from.

    \b
    Example:
      loyalty roll-back mem_01b6esf8g0000 voucher-77
    """
    services = open_database(database)
    once = asking.once_of(services, "roll-back", key, [member, redemption_id])
    command = RollBackRedemption(member, redemption_id, SOURCE)
    _print(roll_back_redemption(services, command, once), as_json=as_json)


@click.command()
@options.member
@click.argument("transfer_id", metavar="ID", type=options.OwnId())
@click.argument("to", metavar="TO", type=options.Member())
@click.argument("points", type=_count)
@wallet
@options.database
@options.as_json
def give(
    member: MemberId,
    transfer_id: str,
    to: MemberId,
    points: int,
    wallet: str,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Give a member's points to another member, once per ID; they keep their end.

    \b
    Example:
      loyalty give mem_01b6esf8g0000 gift-12 mem_01b6esf8g0001 100
    """
    services = open_database(database)
    command = TransferPoints(member, to, transfer_id, points, SOURCE, wallet)
    once = asking.once_of(services, "give", f"{member}:{transfer_id}", [to, points, wallet])
    _print(transfer_points(services, command, once), as_json=as_json)


@click.command()
@options.member
@click.argument("conversion_id", metavar="ID", type=options.OwnId())
@click.argument("conversion")
@click.argument("points", type=_count)
@click.option("--to", type=options.Member(), help="Who gets them, where it is into another programme.")
@options.database
@options.as_json
def convert(
    member: MemberId,
    conversion_id: str,
    conversion: str,
    points: int,
    to: MemberId | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Turn points into others by a conversion of the programme, once per ID.

    \b
    Example:
      loyalty convert mem_01b6esf8g0000 trip-1 points-to-miles 300
    """
    services = open_database(database)
    command = ConvertPoints(member, conversion_id, conversion, points, SOURCE, to)
    once = asking.once_of(services, "convert", f"{member}:{conversion_id}", [conversion, points, to])
    _print(convert_points(services, command, once), as_json=as_json)


@click.command(name="take-back")
@options.member
@click.argument("case", type=options.OwnId())
@click.argument("award", type=_count)
@click.argument("points", type=_count)
@click.option("--reason", required=True, help="`error` or `proven-fraud`.")
@wallet
@options.database
@options.as_json
def take_back(
    member: MemberId,
    case: str,
    award: int,
    points: int,
    reason: str,
    wallet: str,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Take back POINTS of the award with the number AWARD, once per CASE; the member reads why.

    \b
    Example:
      loyalty take-back mem_01b6esf8g0000 case-4 7 100 --reason error
    """
    services = open_database(database)
    command = TakeBackPoints(member, award, case, points, reason, SOURCE, wallet)
    once = asking.once_of(services, "take-back", f"{member}:{case}", [award, points, reason, wallet])
    _print(take_back_points(services, command, once), as_json=as_json)


@click.group()
def hold() -> None:
    """Set points aside, take them, give them back."""


@hold.command()
@options.member
@click.argument("points", type=_count)
@click.option("--minutes", type=click.IntRange(1, MINUTES_MAX), default=15, show_default=True)
@wallet
@asking.key
@options.database
@options.as_json
def place(
    member: MemberId,
    points: int,
    minutes: int,
    wallet: str,
    key: str | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Set points aside for some minutes; nobody spends them meanwhile.

    \b
    Example:
      loyalty hold place mem_01b6esf8g0000 500 --minutes 30
    """
    services = open_database(database)
    once = asking.once_of(services, "hold", key, [member, points, minutes, wallet])
    _print(
        hold_points(services, HoldPoints(member, points, 60 * minutes, SOURCE, wallet), once), as_json=as_json
    )


@hold.command()
@options.member
@click.argument("hold_id", metavar="HOLD")
@click.option("--points", type=_count, help="How many; without it, all. The rest is free again.")
@asking.key
@options.database
@options.as_json
def capture(
    member: MemberId,
    hold_id: str,
    points: int | None,
    key: str | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Take the points that a hold sets aside, or a part of them.

    \b
    Example:
      loyalty hold capture mem_01b6esf8g0000 hld_01b6esf8g0000
    """
    _end(member, hold_id, points, key, database, as_json=as_json)


@hold.command()
@options.member
@click.argument("hold_id", metavar="HOLD")
@asking.key
@options.database
@options.as_json
def void(member: MemberId, hold_id: str, key: str | None, database: str | None, *, as_json: bool) -> None:
    """Give back all that a hold sets aside.

    \b
    Example:
      loyalty hold void mem_01b6esf8g0000 hld_01b6esf8g0000
    """
    _end(member, hold_id, 0, key, database, as_json=as_json)


def _end(
    member: MemberId,
    hold_id: str,
    points: int | None,
    key: str | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    number = parse_id("hld", hold_id)
    if number is None:
        raise click.BadParameter(f"`{hold_id}` is no hold's id.", param_hint="HOLD")
    services = open_database(database)
    once = asking.once_of(services, "end hold", key, [member, hold_id, points])
    _print(end_hold(services, EndHold(member, HoldId(number), points, SOURCE), once), as_json=as_json)


def _print(told: Told, *, as_json: bool) -> None:
    asking.note_replayed(told)
    data: dict[str, Any] = dict(told.data)
    for name, prefix in (("member", "mem"), ("to", "mem"), ("hold", "hld")):
        if name in data:
            data[name] = id_text(prefix, data[name])
    print_facts(data, as_json=as_json)
