"""``loyalty doctor``: look at everything a service stands on, say what is wrong and what to do."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.seal_keys import NotASealKey, PrivateKey
from loyalty.adapters.surroundings.settings import DATABASE, DEFAULT_DATABASE, Settings, read_settings
from loyalty.bootstrap import (
    SECRET_BYTES,
    database_file,
    database_trouble,
    erasures_file,
    left_beside,
    listed_erasures,
    open_for_looking,
    open_watch,
    replica_behind,
    secret_files,
    wrong_secret,
)
from loyalty.cli import options
from loyalty.cli.connection import bring_back, unerased_words, unlisted_remedy, unlisted_words
from loyalty.cli.operations.complaints import (
    Complaint,
    DatabaseFile,
    SecretFile,
    Weight,
    of_database,
    of_demonstration,
    of_disk,
    of_emergencies,
    of_endpoints,
    of_erasures,
    of_file,
    of_jobs,
    of_law,
    of_missing,
    of_outbox,
    of_overdue,
    of_replica,
    of_secrets,
)
from loyalty.cli.output import counted, print_json
from loyalty.use_cases.erasing.replay_erasures import count_unlisted
from loyalty.use_cases.erasing.show_unerased import show_unerased
from loyalty.use_cases.held_secret import secret_in_use
from loyalty.use_cases.jobs.show_backlog import show_backlog
from loyalty.use_cases.jobs.show_overdue import show_overdue
from loyalty.use_cases.lifecycle.show_audit import show_unreviewed
from loyalty.use_cases.list_programmes import list_programmes
from loyalty.use_cases.reports.show_unlawful import show_unlawful
from loyalty.use_cases.seals.list_seal_keys import list_seal_keys
from loyalty.use_cases.services import Services
from loyalty.use_cases.vault_keys import masters_in_use
from loyalty.use_cases.webhooks.list_endpoints import list_endpoints
from loyalty.use_cases.webhooks.show_unsent import show_unsent
from loyalty.vault.key import MasterKey

SEAL = "seal key"
MASTER = "master key"


@click.command()
@options.database
@options.as_json
def doctor(database: str | None, *, as_json: bool) -> None:
    """Say what is wrong with an installation, how bad that is, and what to do. Changes and makes nothing.

    Looks at settings, database, tables, clocks, durability, room on the disk, keys, programme, jobs, what
    people are late with, and whether what binds keeps the law as it stands by now.
    The code is 1 where something is wrong; what will be wrong soon is named and leaves it 0.

    \b
    Example:
      loyalty doctor --db sqlite:///var/loyalty.db
    """
    found = list(_looked_over(database))
    wrong, soon = (sum(each.weight is weight for each in found) for weight in (Weight.WRONG, Weight.SOON))
    if as_json:
        keys = ("about", "weight", "message", "remedy")
        print_json([{key: str(getattr(each, key)) for key in keys} for each in found])
    else:
        for each in found:
            click.echo(f"{each.weight:<6} {each.about}: {each.message}")
            if each.remedy:
                click.echo(f"       → {each.remedy}")
        click.echo(f"{counted(len(found), 'look')}, {wrong} wrong, {soon} soon")
    if wrong:
        raise click.exceptions.Exit(1)


def _looked_over(database: str | None) -> Iterator[Complaint]:
    settings, troubles = read_settings(os.environ, database)
    for each in troubles:
        yield Complaint(each.setting, Weight.WRONG, each.message, each.remedy)
    if settings.database == DEFAULT_DATABASE and any(each.setting == DATABASE for each in troubles):
        return  # of another database than the one that was meant nothing is told
    file = database_file(settings)
    if file is not None and not file.is_file():
        yield of_missing(str(file), settings.database, left_beside(settings), folder=file.is_dir())
        return
    files = [_secret_file(about, path) for about, path in secret_files(settings).items()]
    yield from of_demonstration(settings.clock_ahead, loopback=settings.webhooks_loopback)
    yield _of_erasures(erasures_file(settings))
    if file is not None:
        yield from of_file(_database_file(file))
        if not os.access(file, os.R_OK):
            yield from of_secrets(files)
            return
    services = open_for_looking(settings)
    with closing(open_watch(settings)) as watch, closing(services.units):
        looked = watch.look()
        disks = list(_of_disks(settings))
        full = any(each.weight is Weight.WRONG for each in disks)
        yield from of_database(looked, SystemClock().now(), file=file is not None, full=full)
        yield from of_secrets(files)
        yield from disks
        if looked is not None and looked.schema.serves:
            yield from _or_trouble(_of_content(settings, services))
    if settings.replica is not None:
        yield of_replica(replica_behind(settings))


def _or_trouble(looks: Iterator[Complaint]) -> Iterator[Complaint]:
    """Give looks until one meets a database that is not as it should be, and say that in its place."""
    try:
        yield from looks
    except Exception as fault:
        if (said := database_trouble(fault)) is None:
            raise
        remedy = "somebody changed it past the program: look into the last sound backup, and restore it"
        yield Complaint("database", Weight.WRONG, f"it stands at the right step and fails: {said}", remedy)


def _of_content(settings: Settings, services: Services) -> Iterator[Complaint]:
    """Look at what the database holds: programmes, keys, jobs."""
    yield from _of_restore(settings, services)
    if list_programmes(services):
        yield Complaint("programme", Weight.FINE, "one is adopted")
    else:
        yield Complaint("programme", Weight.WRONG, "none is adopted", "`loyalty adopt FOLDER` makes one bind")
    yield from _of_keys(settings, services)
    opening = replace(services, master=_master(settings))
    for programme in sorted({version.programme for version in list_programmes(services)}):
        yield from of_endpoints(list_endpoints(opening, programme))
        yield from of_emergencies(show_unreviewed(services, programme), services.clock.now())
    for programme, broken in show_unlawful(services).items():
        yield of_law(programme, broken)
    yield of_outbox(show_unsent(services), services.clock.now())
    yield from of_jobs(show_backlog(services), services.clock.now())
    yield from of_overdue(show_overdue(services))


def _of_restore(settings: Settings, services: Services) -> Iterator[Complaint]:
    """Say whether the list of who was erased and who is erased here differ, where it can be read."""
    try:
        lines = listed_erasures(settings)
    except OSError:
        found, unlisted = show_unerased(services), 0
    else:
        found, unlisted = show_unerased(services, lines), count_unlisted(services, lines)
    if (said := unerased_words(found)) is not None:
        remedy = f"`loyalty member replay-erasures {erasures_file(settings)}`; till then nothing is served"
        yield Complaint("restore", Weight.WRONG, said, remedy)
    if unlisted:
        remedy = f"{unlisted_remedy(erasures_file(settings))}: an older backup would bring them back"
        yield Complaint("erasures", Weight.WRONG, unlisted_words(unlisted), remedy)


def _of_keys(settings: Settings, services: Services) -> Iterator[Complaint]:
    """Hold secret and keys here to those the database was used with."""
    if not secret_in_use(services).allows(_content(settings.secret_file) or None):
        yield Complaint("secret", Weight.WRONG, wrong_secret(settings), f"nothing is served. {bring_back()}")
    used, master = masters_in_use(services), _master(settings)
    if used and (master is None or master.fingerprint not in used):
        remedy = "bring back the one the database was used with; without it nothing personal can be read"
        other = "it is not the one that wraps the members' keys"
        gone = "it is missing or cut short, and the members' keys are wrapped by it"
        yield Complaint(MASTER, Weight.WRONG, gone if master is None else other, remedy)
    public = _public(settings)
    ended = {key.public for key in list_seal_keys(services) if key.valid_until is not None}
    if public in ended:
        remedy = "bring back the last one, or `loyalty seal rotate`; till then nothing is booked"
        yield Complaint(SEAL, Weight.WRONG, "it has ended: another one came after it", remedy)


def _of_disks(settings: Settings) -> Iterator[Complaint]:
    file = database_file(settings)
    places = {"the database": file} if file is not None else {"the secret": settings.secret_file}
    if file is None or erasures_file(settings).parent != file.parent:
        places["the list of erasures"] = erasures_file(settings)
    for said, path in places.items():
        folder = next(each for each in path.absolute().parents if each.is_dir())
        usage = shutil.disk_usage(folder)
        yield of_disk(said, usage.free, usage.total)


def _database_file(path: Path) -> DatabaseFile:
    readable, writable = os.access(path, os.R_OK), os.access(path, os.W_OK)
    folder = os.access(path.absolute().parent, os.W_OK | os.X_OK)
    return DatabaseFile(str(path), readable, writable, folder, stat.S_IMODE(path.stat().st_mode))


def _of_erasures(path: Path) -> Complaint:
    there = next((each for each in (path, *path.absolute().parents) if _is_there(each)), Path("/"))
    fitting = there.is_dir() is (there != path)  # a list is a file, and it stands in a folder
    return of_erasures(str(path), writable=fitting and os.access(there, os.W_OK))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except PermissionError:
        return False


def _secret_file(about: str, path: Path) -> SecretFile:
    if not path.exists():
        return SecretFile(about, str(path), None)
    mode = stat.S_IMODE(path.stat().st_mode)
    if not os.access(path, os.R_OK):
        return SecretFile(about, str(path), mode, readable=False)
    content = _content(path)
    sound = _seals(content) is not None if about == SEAL else len(content) == SECRET_BYTES
    return SecretFile(about, str(path), mode, sound)


def _content(path: Path) -> bytes:
    """Give what a file holds that can be read, nothing of a folder or another thing in its place."""
    return path.read_bytes() if path.is_file() and os.access(path, os.R_OK) else b""


def _master(settings: Settings) -> MasterKey | None:
    if settings.master_key is not None:
        return MasterKey(settings.master_key)
    content = _content(secret_files(settings)[MASTER])
    return MasterKey(content) if len(content) == SECRET_BYTES else None


def _public(settings: Settings) -> bytes | None:
    if settings.seal_key is not None:
        return _seals(settings.seal_key.encode())
    return _seals(_content(secret_files(settings)[SEAL]))


def _seals(pem: bytes) -> bytes | None:
    """Give the public half of a key, None where it is none."""
    try:
        return PrivateKey.read(pem).public
    except NotASealKey:
        return None
