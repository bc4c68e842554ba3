"""``loyalty programme``: which versions were adopted, and their files."""

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json, stop
from loyalty.use_cases.list_programmes import list_programmes, show_source


@click.group()
def programme() -> None:
    """List the adopted versions of programmes, print their files."""


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
    found = [v for v in list_programmes(open_database(database)) if name in {None, v.programme}]
    if name is not None and not found:
        stop(f"There is no programme `{name}`.")
    if as_json:
        rows = [
            {"programme": v.programme, "digest": v.digest, "binds_from": v.binds_from.isoformat()}
            for v in found
        ]
        print_json(rows)
        return
    for version in found:
        click.echo(f"{version.programme}  {version.digest}  binds from {version.binds_from.isoformat()}")
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
    version, files = show_source(open_database(database), name, digest)
    if as_json:
        print_json({"programme": version.programme, "digest": version.digest, "files": dict(files)})
        return
    for path, text in files.items():
        click.echo(f"# {path}\n{text}")
