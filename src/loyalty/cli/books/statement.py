"""``loyalty statement``, ``forecast`` and ``expiring``: what became of points, and what becomes of them."""

from datetime import date

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json
from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import MemberId, id_text
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.reading.reference import said_reference
from loyalty.ledger.reading.statement import Balance
from loyalty.use_cases.points.list_expiring import list_expiring
from loyalty.use_cases.points.show_forecast import show_forecast
from loyalty.use_cases.points.show_statement import Stated, show_statement
from loyalty.wording.statement import forecast_text, statement_text

_DAY = options.Day()
wallet = click.option("--wallet", default=POINTS, show_default=True, help="Which of the programme's wallets.")


@click.command()
@options.member
@click.option("--from", "first", type=_DAY, required=True, help="The first day.")
@click.option("--to", "last", type=_DAY, required=True, help="The last day, inside.")
@wallet
@options.database
@options.language
@options.as_json
def statement(
    member: MemberId,
    first: date,
    last: date,
    wallet: str,
    database: str | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Print what a member had, every entry, and what the member has then, lot by lot.

    Of a member who was merged it is the old book, to the merge, with the id to go on with.

    \b
    Example:
      loyalty statement mem_01b6esf8g0000 --from 2026-01-01 --to 2026-12-31
    """
    if last < first:
        raise click.UsageError("--to is not before --from.")
    services = open_database(database)
    found = show_statement(services, member, first, last, wallet, merged_too=True)
    data = _data(found)
    if as_json:
        print_json(data)
    else:
        click.echo(statement_text(data, found.zone, language), nl=False)


@click.command()
@options.member
@click.option("--on", type=_DAY, required=True, help="The day at whose end it is looked at.")
@wallet
@options.database
@options.language
@options.as_json
def forecast(
    member: MemberId, on: date, wallet: str, database: str | None, language: str, *, as_json: bool
) -> None:
    """Say what becomes of a member's points by a day when nothing else happens.

    Of a member who was merged it is what becomes of the points of the one they go on as.

    \b
    Example:
      loyalty forecast mem_01b6esf8g0000 --on 2026-12-31
    """
    found = show_forecast(open_database(database), member, on, wallet, merged_too=True)
    told, has = found.forecast, found.forecast.holdings
    steps = [
        {"at": instant_text(each.at), "kind": str(each.kind), "points": each.points} for each in told.steps
    ]
    data = {"at": instant_text(found.at), "active": has.available, "lapsing": told.lapsing, "steps": steps}
    if as_json:
        print_json(data)
    else:
        click.echo(forecast_text(data, _text(found.on), found.zone, language), nl=False)


@click.command()
@click.option("--programme", required=True, help="The programme.")
@options.database
@options.as_json
def expiring(programme: str, database: str | None, *, as_json: bool) -> None:
    """List whose points end within the notice that the programme gives.

    \b
    Example:
      loyalty expiring --programme corner-coffee
    """
    rows = [
        {
            "member": id_text("mem", each.member),
            "wallet": each.wallet,
            "points": each.points,
            "expires_at": instant_text(each.expires_at),
        }
        for each in list_expiring(open_database(database), programme)
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['member']}  {row['wallet']}  {row['points']:>10}  {row['expires_at']}")
    click.echo(f"{counted(len(rows), 'notice')} due")


def _data(found: Stated) -> dict[str, object]:
    told = found.statement
    return {
        "member": id_text("mem", found.member),
        "onward": id_text("mem", found.onward) if found.onward is not None else None,
        "wallet": found.wallet,
        "from": _text(found.first),
        "to": _text(found.last),
        "opening": _balance(told.opening),
        "lines": [
            {
                "entry": id_text("ent", line.entry.entry_id),
                "at": instant_text(line.entry.cause.occurred_at),
                "kind": str(line.entry.kind),
                "reference": said_reference(line.entry.cause),
                "reason": line.entry.cause.reason or None,
                "change": line.change,
                "lots": {id_text("ent", lot): points for lot, points in line.lots.items()},
                "total": line.total,
            }
            for line in told.lines
        ],
        "lots": [
            {
                "lot": id_text("ent", lot.lot_id),
                "expires_at": instant_text(lot.expires_at) if lot.expires_at else None,
                "opening": lot.opening,
                "change": lot.change,
                "closing": lot.closing,
            }
            for lot in told.lots
        ],
        "closing": _balance(told.closing),
    }


def _balance(has: Balance) -> dict[str, int]:
    parts = {"active": has.available, "pending": has.pending, "held": has.held, "owed": has.owed}
    return {**parts, "total": has.total}


def _text(day: date) -> str:
    return day.isoformat()
