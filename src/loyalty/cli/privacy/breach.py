"""``loyalty breach``: the register of breaches, its clocks, and the texts."""

from datetime import datetime

import click

from loyalty.breaches.breach import HOURS, LATE, BreachStep
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_json, stop
from loyalty.use_cases.breaches.show_breach import breach_data, list_breaches, show_breach
from loyalty.use_cases.breaches.take_step import TakeStep, take_step
from loyalty.wording.privacy.breach import authority_text, people_text

TEXT_MAX = 500
identity = click.argument("breach_id", metavar="BREACH", type=options.OwnId())


@click.group()
def breach() -> None:
    """Keep the register of breaches: what was done when, which clock runs, and what to write to whom."""


@breach.command()
@identity
@click.argument("step_taken", metavar="STEP", type=click.Choice([str(each) for each in BreachStep]))
@click.option("--by", type=options.OwnId(), required=True, help="Who says so, as a role or a label.")
@options.at
@click.option("--reason", default="", help="Why something is not needed, or comes late.")
@click.option(
    "--market",
    "markets",
    multiple=True,
    type=click.Choice(sorted(HOURS)),
    help="A market it touches; of an authority's step, whose authority it was.",
)
@click.option("--table", "tables", multiple=True, help="A table of the register that was touched.")
@click.option("--nature", help="What happened.")
@click.option("--consequences", help="What may come of it.")
@click.option("--measures", help="What was done and will be.")
@click.option("--contact", help="Whom to ask.")
@options.database
@options.as_json
def step(
    breach_id: str,
    step_taken: str,
    by: str,
    at: datetime | None,
    reason: str,
    markets: tuple[str, ...],
    tables: tuple[str, ...],
    database: str | None,
    *,
    as_json: bool,
    **content: str | None,
) -> None:
    """Take a step of a breach; the first, suspected or aware, opens it. Steps are kept for ever.

    Being aware starts the clock of each market. Say nothing of a person here: tables and counts do.

    \b
    Example:
      loyalty breach step lost-laptop aware --by dpo --market EU --table sealed_field
    """
    said = {name: text[:TEXT_MAX] for name, text in content.items() if text}
    command = TakeStep(breach_id, BreachStep(step_taken), by, at, reason[:TEXT_MAX], markets, tables, said)
    told, _ = take_step(open_database(database), command)
    _print(breach_data(told), as_json=as_json)


@breach.command()
@identity
@options.database
@options.as_json
def show(breach_id: str, database: str | None, *, as_json: bool) -> None:
    """Show a breach: its steps, its clocks, what it touched, and whose keys were there.

    \b
    Example:
      loyalty breach show lost-laptop
    """
    _print(breach_data(show_breach(open_database(database), breach_id)), as_json=as_json)


@breach.command("list")
@options.database
@options.as_json
def list_(database: str | None, *, as_json: bool) -> None:
    """List every breach with its clocks. Ends with 1 where an authority was told late, or is to be by now.

    \b
    Example:
      loyalty breach list
    """
    found = [breach_data(each) for each in list_breaches(open_database(database))]
    if as_json:
        print_json(found)
    else:
        for each in found:
            _print(each, as_json=False)
    late = [each["breach"] for each in found if any(clock["late"] for clock in each["clocks"])]
    if late:
        stop(f"{LATE}: {', '.join(late)}.")


@breach.command()
@identity
@click.option("--for", "reader", type=click.Choice(["authority", "people"]), required=True, help="For whom.")
@options.language
@options.database
def text(breach_id: str, reader: str, language: str, database: str | None) -> None:
    """Write the text for the authority or for the people, with what is known by now.

    \b
    Example:
      loyalty breach text lost-laptop --for authority --lang zh-CN
    """
    told = breach_data(show_breach(open_database(database), breach_id))
    write = authority_text if reader == "authority" else people_text
    click.echo(write(told, language), nl=False)


def _print(told: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        print_json(told)
        return
    click.echo(f"{told['breach']}: {told['step']}")
    for each in told["steps"]:  # type: ignore[attr-defined]  # plain data
        why = f": {each['reason']}" if each["reason"] else ""
        click.echo(f"  {each['at']}  {each['step']}  by {each['by']}{why}")
    for clock in told["clocks"]:  # type: ignore[attr-defined]  # plain data
        ended = f"told {clock['told_at']}" if clock["told_at"] else "not told yet"
        click.echo(f"  {clock['market']}: until {clock['until']}, {ended}{', LATE' if clock['late'] else ''}")
    for touched in told["touched"]:  # type: ignore[attr-defined]  # plain data
        click.echo(f"  {touched['table']}: {touched['members']} members")
