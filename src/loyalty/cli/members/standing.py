"""``loyalty standing`` and ``tiers-ending``: the tier of a day and why, and who will lose one soon."""

from datetime import date

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json
from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import MemberId, id_text
from loyalty.tiers.standing import Held
from loyalty.use_cases.list_tiers_ending import list_tiers_ending
from loyalty.use_cases.show_standing import show_standing, standing_data
from loyalty.wording.members.standing import standing_wording
from loyalty.wording.text import laid_out


@click.command()
@options.member
@click.option("--on", type=options.Day(), help="The day, at its end; without it, now.")
@options.database
@options.language
@options.as_json
def standing(
    member: MemberId, on: date | None, database: str | None, language: str, *, as_json: bool
) -> None:
    """Say which tier a member held on a day, with every decision that led there.

    It is worked out from the history alone. Of a day to come it says what will be when nothing
    else happens.

    \b
    Example:
      loyalty standing mem_01b6esf8g0000 --on 2027-11-23
    """
    shown = show_standing(open_database(database), member, on)
    found = standing_data(shown)
    if as_json:
        print_json(found | {"member": id_text("mem", member)})
    else:
        click.echo(laid_out(standing_wording(found, language), language), nl=False)


@click.command(name="tiers-ending")
@click.option("--programme", required=True, help="The programme whose members are looked at.")
@options.database
@options.as_json
def tiers_ending(programme: str, database: str | None, *, as_json: bool) -> None:
    """List who will lose a tier and is to be told by now, and what is missing.

    \b
    Example:
      loyalty tiers-ending --programme corner-coffee
    """
    rows = [
        {
            "member": id_text("mem", each.member),
            "tier": each.shown.standing.tier,
            "until": instant_text(each.until),
            "held": str(each.shown.standing.held),
            "distances": (standing_data(each.shown)["keeping"] or {"distances": []})["distances"],
        }
        for each in list_tiers_ending(open_database(database), programme)
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        missing = ", ".join(f"{each['missing']} {each['measure']}" for each in row["distances"])
        what = f"{missing} missing" if missing else "the rules no longer have it"
        waits = ", kept on until the member is told" if row["held"] == Held.AWAITS_NOTICE else ""
        click.echo(f"{row['member']} {row['tier']} until {row['until']}: {what}{waits}")
    click.echo(f"{counted(len(rows), 'tier')} ending")
