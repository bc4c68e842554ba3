"""``loyalty db copy``, ``backup`` and ``restore``: one way to bring every row into an empty database."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from loyalty.adapters.erasure_list import FileErasureList
from loyalty.adapters.surroundings.settings import Settings
from loyalty.adoption.version import Person
from loyalty.bootstrap import (
    database_file,
    erasures_file,
    file_address,
    open_for_looking,
    open_services,
    prepare,
    restore_rows,
    schema_of,
    settings_from,
)
from loyalty.cli import options
from loyalty.cli.books.ledger import progress
from loyalty.cli.connection import refuse_other_secret, refuse_unerased, settings_for
from loyalty.cli.lifecycle.naming import done_by, person
from loyalty.cli.output import counted, note, print_json, stop
from loyalty.database.operating.copying import (
    CopiedTable,
    CopyDiffersError,
    SourceChangedError,
    TargetNotEmptyError,
    copy_database,
    count_rows,
)
from loyalty.ledger.verify import TAMPERED
from loyalty.use_cases.erasing.replay_erasures import NOT_DONE, replay_erasures
from loyalty.use_cases.verify_ledger import count_accounts, verify_ledger

Copying = Callable[[Callable[[int], None]], list[CopiedTable]]
"""Copies what it was made for, and tells of rows as they are written."""
DIGITS = 16
"""How many digits of a digest are printed; ``--json`` has all of them."""


@click.command()
@click.option(
    "--from", "source", required=True, metavar="URL", callback=options.address, help="The database to copy."
)
@click.option(
    "--to",
    "target",
    required=True,
    metavar="URL",
    callback=options.address,
    help="An empty one; its tables are made.",
)
@options.as_json
def copy(source: str, target: str, *, as_json: bool) -> None:
    """Copy a whole database into an empty one, of either kind, and hold the copy to it.

    All rows are written in one transaction: where anything differs in count or digest, or the command is
    stopped, nothing is kept and it may be run again. Then the ledger of both is verified. Stop what
    writes to the source first: where it is written to meanwhile, nothing is kept either. Keys stay in
    their files.

    \b
    Example:
      loyalty db copy --from sqlite:///var/loyalty.db --to postgresql+psycopg://shop@db/loyalty
    """
    old, new = settings_for(source), settings_from(target)
    told = _copied(old, new, partial(copy_database, old.database, new.database, at_rest=True))
    _tell_copy(told, [_verified(old), _verified(new)], as_json=as_json)


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@options.database
@options.as_json
def backup(path: Path, database: str | None, *, as_json: bool) -> None:
    """Write all of a database, of either kind, to a new file, while it is used; then verify the file.

    The file is a database (SQLite) that only its owner may read. Keep the secret, the master key and the
    list of erasures apart from it.

    \b
    Example:
      loyalty db backup backups/2026-11-22.db
    """
    if path.exists():
        stop(f"There is a file {path} already; a backup is a new one.")
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    path.absolute().parent.mkdir(parents=True, exist_ok=True)
    source, target = settings_for(database), settings_from(file_address(part))
    try:
        told = _copied(source, target, partial(copy_database, source.database, target.database))
        faults = _verified(target)
        part.rename(path)
    finally:  # where it is refused or fails, nothing is left of it
        for ending in ("", "-journal", "-shm", "-wal"):
            part.with_name(f"{part.name}{ending}").unlink(missing_ok=True)
    _tell_copy(told, [faults], as_json=as_json)


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--erasures",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The list of who was erased; without it that of LOYALTY_ERASURES_FILE, else the one beside.",
)
@click.option("--nobody-erased", is_flag=True, help="Nobody was erased since the backup; there is no list.")
@click.option(
    "--accept-secret",
    "accepted",
    is_flag=True,
    help="Go on with the secret that is here, where that of the backup is lost for good.",
)
@done_by
@options.database
@options.as_json
def restore(
    path: Path,
    erasures: Path | None,
    by: str | None,
    database: str | None,
    *,
    nobody_erased: bool,
    accepted: bool,
    as_json: bool,
) -> None:
    """Bring a backup back into an empty database of either kind, and erase again who was erased since.

    A backup of an older release is brought up to date first, in a copy of its own. Where it ends before
    everybody is erased again, the database is not served until `loyalty member replay-erasures` was run.

    \b
    Example:
      loyalty db restore backups/2026-11-22.db --db postgresql+psycopg://shop@db/loyalty
    """
    settings = settings_from(database)
    who = person(by)
    listed = None if nobody_erased else erasures or erasures_file(settings)
    if nobody_erased and erasures is not None:
        raise click.UsageError("Say --erasures or --nobody-erased, not both.")
    if listed is not None and not listed.is_file():
        stop(
            f"There is no list of erasures at {listed}; nothing was changed. Name it by --erasures, "
            "or say --nobody-erased where nobody was erased since the backup."
        )
    with _current(path) as source:
        if not accepted:
            refuse_other_secret(source, "loyalty db restore --accept-secret")
        copied = partial(restore_rows, source, settings, by=who, accept=accepted)
        told = _copied(source, settings, copied)
    _erase_again(settings, listed, who)
    _tell_copy(told, [_verified(settings)], as_json=as_json)


def _copied(source: Settings, target: Settings, copied: Copying) -> list[CopiedTable]:
    """Copy between two databases, with a bar; ends with code 1 where that is refused."""
    _refuse_newer(source)
    if not schema_of(source).current:
        stop(f"{_name(source)} has not the tables of this release; run `loyalty db upgrade` on it first.")
    prepare(target)
    _refuse_newer(target)
    with progress() as shown:
        task = shown.add_task("copying", total=count_rows(source.database))
        try:
            return copied(lambda rows: shown.advance(task, rows))
        except TargetNotEmptyError as fault:
            refuse_unerased(target)
            stop(f"{_name(target)} is not empty: it has rows in `{fault.table}`; nothing was changed.")
        except SourceChangedError:
            stop(
                f"{_name(source)} was written to meanwhile; nothing was kept. Stop the servers and workers "
                "that use it, then copy again."
            )
        except CopyDiffersError as fault:
            stop(f"The copy is not what was read ({fault}); nothing of it was kept.")


def _refuse_newer(settings: Settings) -> None:
    """End with code 1 where a database has tables of a newer release, of which this one copies only some."""
    found = schema_of(settings)
    if found.serves and not found.current:
        stop(
            f"{_name(settings)} stands at {found.at}, of a newer release, and this one knows {found.needed}; "
            "nothing was changed. Let the newer release do it."
        )


def _verified(settings: Settings) -> int:
    """Give how many laws of the ledger are broken in a database."""
    services = open_for_looking(settings)
    with closing(services.units), progress() as shown:
        task = shown.add_task("verifying", total=count_accounts(services))
        faults = 0
        for each in verify_ledger(services):
            faults += len(each.faults)
            shown.advance(task, 0 if each.again else 1)
        return faults


def _tell_copy(told: Sequence[CopiedTable], faults: Sequence[int], *, as_json: bool) -> None:
    rows = sum(each.rows for each in told)
    if as_json:
        tables = [{"table": each.name, "rows": each.rows, "digest": each.digest} for each in told]
        print_json({"tables": tables, "rows": rows, "ledger_faults": list(faults)})
    else:
        for each in told:
            if each.rows:
                click.echo(f"{each.name:<28}{each.rows:>12,}  {each.digest[:DIGITS]}")
        sound = ", ".join(counted(each, "fault") for each in faults)
        click.echo(f"{counted(rows, 'row')}, the same on both sides; ledger verified: {sound}")
    if any(faults):
        note(f"{TAMPERED}: `loyalty ledger verify` says what differs.")
        raise click.exceptions.Exit(1)


@contextmanager
def _current(path: Path) -> Iterator[Settings]:
    """Give a backup as a database of this release: itself, or a copy that was brought up to date."""
    here = settings_from(file_address(path))
    found = schema_of(here)
    if found.at is None:
        stop(f"{path} is no backup: it has none of the tables of this program; nothing was changed.")
    _refuse_newer(here)
    if found.current:
        yield here
        return
    with TemporaryDirectory() as folder:
        copy_of = Path(folder) / "backup.db"
        shutil.copyfile(path, copy_of)
        newer = settings_from(file_address(copy_of))
        prepare(newer)
        yield newer


def _erase_again(settings: Settings, listed: Path | None, by: Person) -> None:
    """Erase again, in a database that was restored, who is on the list; ends with 1 where one cannot be."""
    services = open_services(settings)
    with closing(services.units):
        lines = [] if listed is None else FileErasureList(listed).lines()
        ended = {each.ended for each in replay_erasures(services, lines, by)}
    note(f"{counted(len(lines), 'erasure')} looked at again")
    if ended & NOT_DONE:
        stop(
            "Not all could be done, and nothing is served before: "
            f"`loyalty member replay-erasures {listed}` says which."
        )


def _name(settings: Settings) -> str:
    """Give what a database is called in a sentence, without the password of its address."""
    file = database_file(settings)
    return str(file) if file is not None else "The database"
