"""``loyalty drill``: the texts of a crisis, and that they were tried."""

from datetime import datetime

import click

from loyalty.breaches.drill import FOUND_MAX
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.naming import Words, by
from loyalty.cli.output import print_facts, print_json, stop
from loyalty.use_cases.breaches.list_drills import drill_data, list_drills, written_crisis
from loyalty.use_cases.breaches.record_drill import RecordDrill, record_drill
from loyalty.wording.privacy.crisis import CRISES

OVERDUE = "DRILL_OVERDUE"
kind = click.argument("text", metavar="TEXT", type=click.Choice(CRISES))


@click.group()
def drill() -> None:
    """Write the texts of a crisis, and keep that they were tried twice a year."""


@drill.command()
@click.argument("programme", metavar="PROGRAMME")
@kind
@click.option("--what", type=Words(FOUND_MAX), help="What happened.")
@options.language
@options.database
def text(programme: str, text: str, what: str | None, language: str, database: str | None) -> None:
    """Write what members read first when something is wrong.

    \b
    Example:
      loyalty drill text corner-coffee wrong-price --lang zh-CN
    """
    click.echo(written_crisis(open_database(database), programme, text, language, what), nl=False)


@drill.command()
@click.argument("drill_id", metavar="DRILL", type=options.OwnId())
@kind
@options.kept_language
@click.option("--minutes", type=click.IntRange(0, 10_000), required=True, help="How long it took.")
@click.option("--found", type=Words(FOUND_MAX), required=True, help="What was learnt; nothing of a person.")
@by
@options.at
@options.database
@options.as_json
def record(
    drill_id: str,
    text: str,
    language: str,
    minutes: int,
    found: str,
    by: str,
    at: datetime | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Keep that a text was tried in a language; DRILL is your own id.

    \b
    Example:
      loyalty drill record d-1 breach --lang en --minutes 25 --found 'the contact was old' --by dpo
    """
    command = RecordDrill(drill_id, text, language, by, minutes, found, at)
    kept, _ = record_drill(open_database(database), command)
    print_facts(drill_data(kept), as_json=as_json)


@drill.command("list")
@options.database
@options.as_json
def list_(database: str | None, *, as_json: bool) -> None:
    """List when each text was tried last. Ends with 1 where one was not tried for half a year.

    \b
    Example:
      loyalty drill list
    """
    told = list_drills(open_database(database))
    if as_json:
        print_json(told)
    else:
        for each in told["texts"]:
            late = ", OVERDUE" if each["overdue"] else ""
            click.echo(f"  {each['text']:<14}{each['language']:<8}{each['last'] or 'never'}{late}")
    late_of = [f"{each['text']} {each['language']}" for each in told["texts"] if each["overdue"]]
    if late_of:
        stop(f"{OVERDUE}: {', '.join(late_of)}.")
