"""``loyalty programme``: which versions were adopted, their files, plans for others, the way back."""

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.adopting import print_adopted
from loyalty.cli.lifecycle.naming import REASON, by, no_programme, person, programme_named
from loyalty.cli.lifecycle.planning import print_plan
from loyalty.cli.output import counted, print_json
from loyalty.use_cases.lifecycle.list_adoption_plans import list_adoption_plans, show_adoption_plan
from loyalty.use_cases.lifecycle.plans import plan_data
from loyalty.use_cases.lifecycle.roll_back_programme import RollBackProgramme, roll_back_programme
from loyalty.use_cases.list_programmes import list_programmes, show_source, show_state


@click.group()
def programme() -> None:
    """List the adopted versions of programmes, their files and plans; roll back in an emergency."""


@programme.command(name="list")
@click.argument("name", metavar="[PROGRAMME]", required=False)
@options.database
@options.as_json
def listed(name: str | None, database: str | None, *, as_json: bool) -> None:
    """List every adopted version by name and first day, of one programme or of all.

    \b
    Example:
      loyalty programme list corner-coffee
    """
    services = open_database(database)
    found = [v for v in list_programmes(services) if name in {None, v.programme}]
    if name is not None and not found:
        no_programme(services, name)
    if as_json:
        rows = [
            {"programme": v.programme, "digest": v.digest, "binds_from": v.binds_from.isoformat()}
            for v in found
        ]
        print_json(rows)
        return
    for version in found:
        click.echo(f"{version.programme}  {version.digest}  binds from {version.binds_from.isoformat()}")
    for each in sorted({version.programme for version in found}):
        frozen = show_state(services, each).frozen
        if frozen is not None:
            click.echo(
                f"{each} is frozen since {frozen.since.isoformat()} by {frozen.by.name}: {frozen.reason}"
            )
    click.echo(counted(len(found), "version"))


@programme.command()
@click.argument("name", metavar="PROGRAMME")
@click.option("--digest", help="Which version; without it, the one that binds now.")
@options.database
@options.as_json
def source(name: str, digest: str | None, database: str | None, *, as_json: bool) -> None:
    """Print the rule files of a version, whole.

    \b
    Example:
      loyalty programme source corner-coffee
    """
    services = open_database(database)
    with programme_named(services, name):
        version, files = show_source(services, name, digest)
    if as_json:
        print_json({"programme": version.programme, "digest": version.digest, "files": dict(files)})
        return
    for path, text in files.items():
        click.echo(f"# {path}\n{text}")


@programme.command()
@click.argument("name", metavar="PROGRAMME")
@click.option("--plan", "plan_id", metavar="PLAN", help="Only this one, with all that is reviewed.")
@options.database
@options.language
@options.as_json
def plans(name: str, plan_id: str | None, database: str | None, language: str, *, as_json: bool) -> None:
    """List the plans to adopt a version of a programme, or show one.

    \b
    Example:
      loyalty programme plans corner-coffee --plan corner-coffee-2
    """
    services = open_database(database)
    if plan_id is not None:
        told = dict(plan_data(show_adoption_plan(services, name, plan_id)))
        if as_json:
            print_json(told)
        else:
            print_plan(told, language)
        return
    with programme_named(services, name):
        found = list_adoption_plans(services, name)
    if as_json:
        print_json([dict(plan_data(plan)) for plan in found])
        return
    for plan in found:
        click.echo(f"{plan.plan_id}  {plan.state:<8}  {plan.digest[:12]} from {plan.day}, {plan.author.name}")
    click.echo(counted(len(found), "plan"))


@programme.command(name="roll-back")
@click.argument("name", metavar="PROGRAMME")
@click.argument("digest", metavar="DIGEST")
@by
@click.option(
    "--emergency", type=REASON, required=True, metavar="REASON", help="What it is; the audit keeps it."
)
@options.database
@options.as_json
def roll_back(
    name: str, digest: str, by: str, emergency: str, database: str | None, *, as_json: bool
) -> None:
    """Let a version that was adopted before bind again from now on, without a second person.

    Where there is time, `loyalty plan PROGRAMME --earlier DIGEST` does the same by two people.

    \b
    Example:
      loyalty programme roll-back corner-coffee DIGEST --by Ada --emergency "gold is paid twice"
    """
    command = RollBackProgramme(name, digest, person(by), emergency)
    services = open_database(database)
    with programme_named(services, name):
        adopted = roll_back_programme(services, command)
    print_adopted(adopted, as_json=as_json)
