"""``loyalty export``: tables that can be imported again."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click

from loyalty.adapters.table_file import write_table
from loyalty.adoption.version import Person
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.naming import done_by, person
from loyalty.cli.output import counted, print_json
from loyalty.cli.privacy.folders import write_export, write_sealed
from loyalty.deeds.deed import What
from loyalty.kernel.identity import MemberId, id_text
from loyalty.use_cases.deeds.keeping import Done
from loyalty.use_cases.deeds.record_deed import record_deed
from loyalty.use_cases.imports import import_balances as balances_room
from loyalty.use_cases.imports import import_history as history_room
from loyalty.use_cases.imports.export_balances import export_balances
from loyalty.use_cases.imports.export_history import export_history
from loyalty.use_cases.imports.export_members import export_members
from loyalty.use_cases.imports.exporting import Row
from loyalty.use_cases.privacy.export_member import export_member
from loyalty.use_cases.services import Services
from loyalty.vault.sealed_file import FILE_FRESH_BYTES

path = click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, writable=True, path_type=Path))
programme = click.option("--programme", required=True, help="The programme they take part in.")


@dataclass(frozen=True, slots=True)
class Of:
    """Of which programme a table is, and who writes it."""

    programme: str
    by: Person


class OrMember(click.Group):
    """Commands by name; a member's id in the place of a name is all that is kept of that member."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Give the command that is named, that of one member for an id, also for a mistyped one."""
        if args and args[0].startswith("mem_"):
            return super().resolve_command(ctx, ["member", *args])
        return super().resolve_command(ctx, args)


@click.group(cls=OrMember)
def export() -> None:
    """Write members, their balances, or the history of their points as CSV, to be imported again.

    With a member's id: all that is kept of this member, as a folder.

    \b
    Example:
      loyalty export mem_01b6esf8g0000 --to export-of-ada
    """


@export.command()
@options.member
@click.option(
    "--to",
    "path",
    type=click.Path(path_type=Path),
    help="The folder or sealed file, which must not be there yet; without it, one of the member's id.",
)
@click.option("--sealed", is_flag=True, help="One file that a new key opens, which is printed this once.")
@done_by
@options.database
@options.as_json
def member(
    member: MemberId, path: Path | None, by: str | None, database: str | None, *, sealed: bool, as_json: bool
) -> None:
    """Write everything that is kept of one member, with its schema, and a manifest that counts it.

    Nobody else is named in it. `loyalty import member` takes it in elsewhere. Send a sealed file and its
    key to the member by different ways.

    \b
    Example:
      loyalty export member mem_01b6esf8g0000 --to export-of-ada
    """
    path = path or Path(id_text("mem", member) + (".jwe" if sealed else ""))
    services = open_database(database)
    found = export_member(services, member)
    record_deed(services, Done(What.EXPORTED, person(by), "member", found.rules["programme"]))
    key = None
    if sealed:
        key = write_sealed(path, found, services.entropy.bits(8 * FILE_FRESH_BYTES))
    else:
        write_export(path, found)
    rows = {name: said["rows"] for name, said in found.manifest["tables"].items()}
    if as_json:
        print_json({"folder": str(path), "rows": sum(rows.values()), "tables": rows, "key": key})
        return
    for name, count in rows.items():
        if count:
            click.echo(f"  {name:<24}{count:>8,}")
    click.echo(
        f"{path}: {counted(sum(rows.values()), 'row')}, {counted(len(found.explanations), 'explanation')}"
    )
    if key is not None:
        click.echo(f"key: {key}")


@export.command()
@path
@programme
@done_by
@options.database
@options.as_json
def members(path: Path, programme: str, by: str | None, database: str | None, *, as_json: bool) -> None:
    """Write every member who takes part: since when, tier, facts, the keyed hash of the reference.

    \b
    Example:
      loyalty export members members.csv --programme corner-coffee
    """
    _export(export_members, path, (), Of(programme, person(by)), database, as_json=as_json)


@export.command()
@path
@programme
@done_by
@options.database
@options.as_json
def balances(path: Path, programme: str, by: str | None, database: str | None, *, as_json: bool) -> None:
    """Write every lot with points, with its end, pending or not; what is set aside counts in its lot.

    \b
    Example:
      loyalty export balances balances.csv --programme corner-coffee
    """
    _export(
        export_balances, path, balances_room.COLUMNS, Of(programme, person(by)), database, as_json=as_json
    )


@export.command()
@path
@programme
@done_by
@options.database
@options.as_json
def history(path: Path, programme: str, by: str | None, database: str | None, *, as_json: bool) -> None:
    """Write every entry by which points came, went, or were given or taken back.

    \b
    Example:
      loyalty export history history.csv --programme corner-coffee
    """
    _export(export_history, path, history_room.COLUMNS, Of(programme, person(by)), database, as_json=as_json)


def _export(
    rows_of: Callable[[Services, str], Iterator[Row]],
    path: Path,
    needed: Sequence[str],
    of: Of,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    services = open_database(database)
    with closing(services.units):
        rows = rows_of(services, of.programme)
        first = next(rows, None)
        what = rows_of.__name__.removeprefix("export_")
        record_deed(services, Done(What.EXPORTED, of.by, what, of.programme))
        columns = list(first) if first is not None else ["member", *needed]
        count = write_table(path, chain([first] if first is not None else [], rows), columns)
    if as_json:
        print_json({"file": str(path), "rows": count})
    else:
        click.echo(f"{path}: {counted(count, 'row')}")
