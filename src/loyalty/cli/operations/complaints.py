"""What the doctor makes of what was seen: what is wrong, how bad that is, and what to do. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from loyalty.adoption.plan import AuditRecord
from loyalty.adoption.review import review_until
from loyalty.bootstrap import CLOCK_APART_MAX, JOBS_LATE
from loyalty.cli.operations.delivering import answer_of
from loyalty.cli.output import counted
from loyalty.database.operating.vitals import Looked, Vitals
from loyalty.jobs.job import Backlog
from loyalty.language.findings import Finding
from loyalty.use_cases.jobs.show_overdue import Overdue
from loyalty.webhooks.delivery import Unsent
from loyalty.webhooks.endpoint import Why

FREE_BYTES_MIN = 1024**3
FULL_BYTES = 1024**2
"""With less than that a disk takes no transaction any more, nor what SQLite needs beside its file to read."""
WORKER_SILENT = timedelta(hours=26)
"""Some jobs fall due every day, so a worker that runs tries one at least that often."""
OUTBOX_STUCK = timedelta(hours=1)
OTHERS = 0o077
"""The rights of a file that are not its owner's."""
OLDEST_POSTGRESQL = 14
NAMED = 3
"""Of what is overdue so many are named."""


class Weight(StrEnum):
    """How bad something is: it stops the service or loses what was booked; it will; it is fine."""

    WRONG = "wrong"
    SOON = "soon"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What was looked at, how bad it is, what is so, and what to do; nothing to do where it is fine."""

    about: str
    weight: Weight
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class SecretFile:
    """A file that holds a secret, as it was found: its rights, None where it is not there."""

    about: str
    path: str
    mode: int | None
    sound: bool = True
    readable: bool = True


@dataclass(frozen=True, slots=True)
class DatabaseFile:
    """What this account may do with a database that is a file, and its folder, and what others may."""

    path: str
    readable: bool
    writable: bool
    folder_writable: bool
    mode: int


def of_missing(path: str, address: str, left: str | None, *, folder: bool) -> Complaint:
    """Say that there is no database where its file should be, and what is ``left`` of one beside it."""
    if folder:
        return Complaint("database", Weight.WRONG, f"{path} is a folder", "name a file in it")
    if left is not None:
        said = f"there is no file {path}, and {left} is left of it"
        remedy = f"bring it back; `loyalty db upgrade --db {address}` makes an empty one"
        return Complaint("database", Weight.WRONG, said, remedy)
    remedy = f"`loyalty db upgrade --db {address}` makes one"
    return Complaint("database", Weight.WRONG, f"there is no file {path}", remedy)


def of_file(file: DatabaseFile) -> Iterator[Complaint]:
    """Say whether this account may use the file of a database, and whether others may."""
    if not file.readable:
        said, remedy = (
            f"this account may not read {file.path}",
            f"let the account own it, then chmod 600 {file.path}",
        )
        yield Complaint("database file", Weight.WRONG, said, remedy)
    elif not (file.writable and file.folder_writable):
        place = file.path if not file.writable else f"the folder of {file.path}"
        remedy = "let the account own both; a log of what is written stands beside the file"
        yield Complaint("database file", Weight.WRONG, f"this account may not write to {place}", remedy)
    elif file.mode & OTHERS:
        said = f"{file.path} is open to others ({file.mode:o})"
        yield Complaint("database file", Weight.SOON, said, f"chmod 600 {file.path}")
    else:
        yield Complaint("database file", Weight.FINE, f"{file.path} can be written, by its owner alone")


def of_erasures(path: str, *, writable: bool) -> Complaint:
    """Say whether whoever is erased can be put on the list of them, without which nobody is."""
    if writable:
        return Complaint("erasures", Weight.FINE, f"the list {path} can be written")
    remedy = "let this account own the file and its folder, or mend LOYALTY_ERASURES_FILE"
    return Complaint("erasures", Weight.WRONG, f"this account may not write to the list {path}", remedy)


def of_demonstration(clock_ahead: int, *, loopback: bool) -> Iterator[Complaint]:
    """Name settings that are for demonstrations and development only."""
    if clock_ahead:
        said, remedy = f"the clock is moved by {clock_ahead} seconds", "leave LOYALTY_CLOCK_AHEAD out"
        yield Complaint("clock ahead", Weight.SOON, said, f"{remedy}: it is for demonstrations only")
    if loopback:
        remedy = "leave LOYALTY_WEBHOOKS_LOOPBACK out: it is for development only"
        yield Complaint("loopback", Weight.SOON, "endpoints of webhooks may be on this machine", remedy)


def of_replica(behind: int | None) -> Complaint:
    """Say whether a replica can be read, and by how many seconds it is behind; None where nobody knows."""
    if behind is None:
        remedy = "see whether it runs and follows; meanwhile the database itself answers for it"
        return Complaint("replica", Weight.SOON, "it cannot be reached, or receives nothing", remedy)
    return Complaint("replica", Weight.FINE, f"{behind} seconds behind")


def of_database(
    looked: Looked | None, now: datetime, *, file: bool = False, full: bool = False
) -> Iterator[Complaint]:
    """Say how the database is: reached, at the right step, with the right clock and settings.

    One in a file whose disk is ``full`` may not be opened for that alone.
    """
    if looked is None and file and full:
        said, remedy = "its file cannot be opened, and its disk is full", "make room, then ask again"
        yield Complaint("database", Weight.WRONG, said, remedy)
        return
    if looked is None and file:
        said = "its file cannot be read as a database"
        remedy = "`loyalty db status` says why; bring back the last backup by `loyalty db restore`"
        yield Complaint("database", Weight.WRONG, said, remedy)
        return
    if looked is None:
        yield Complaint(
            "database",
            Weight.WRONG,
            "it cannot be reached, or this account may not read its tables",
            "start it, mend LOYALTY_DATABASE, or let the account own the tables: `loyalty db status` "
            "says what it answers",
        )
        return
    at, needed = looked.schema.at, looked.schema.needed
    if looked.schema.current:
        yield Complaint("tables", Weight.FINE, f"at {at}, as this release needs")
    elif looked.schema.serves:
        yield Complaint("tables", Weight.FINE, f"at {at}, of a newer release, beside which this one serves")
    else:
        remedy = "run `loyalty db upgrade`; where the database belongs to another program, name the right one"
        yield Complaint("tables", Weight.WRONG, f"at {at or 'nothing'}, this release needs {needed}", remedy)
    clock = looked.vitals.clock
    if clock is not None:
        apart = abs(clock - now)
        seconds = apart // timedelta(seconds=1)
        if apart > CLOCK_APART_MAX:
            remedy = (
                "let NTP set both clocks; servers with different clocks promise and lapse at different times"
            )
            yield Complaint("clock", Weight.WRONG, f"{seconds} seconds from the database's", remedy)
        else:
            yield Complaint("clock", Weight.FINE, f"{seconds} seconds from the database's")
    if looked.vitals.closed:
        said = f"this account may not write to {counted(looked.vitals.closed, 'table')}"
        remedy = "let it own the tables, or grant it what their owner may; till then what writes is refused"
        yield Complaint("account", Weight.WRONG, said, remedy)
    yield from _of_settings(looked.vitals)


def _of_settings(vitals: Vitals) -> Iterator[Complaint]:
    wanted = _WANTED_SQLITE if vitals.kind == "sqlite" else _WANTED_POSTGRESQL
    for name, good, weight, remedy in wanted:
        found = vitals.settings[name]
        if found in good:
            yield Complaint(name, Weight.FINE, found)
        else:
            yield Complaint(name, weight, f"`{found}`, not {' or '.join(good)}", remedy)
    if vitals.connections is not None:
        most = int(vitals.settings["max_connections"])
        said = f"{vitals.connections} of {most} connections are open"
        if vitals.connections * 5 >= most * 4:
            remedy = "lower LOYALTY_POOL_SIZE, serve with fewer workers, or raise max_connections"
            yield Complaint("connections", Weight.SOON, said, remedy)
        else:
            yield Complaint("connections", Weight.FINE, said)
        version = vitals.settings["server_version"]
        if int(version.partition(".")[0]) < OLDEST_POSTGRESQL:
            yield Complaint("version", Weight.WRONG, version, f"move to {OLDEST_POSTGRESQL} or newer")


_LOSES = "a power cut loses what was acknowledged"
_WANTED_SQLITE = (
    ("journal_mode", ("wal",), Weight.SOON, "the disk refuses write-ahead; use a local file system"),
    ("synchronous", ("2",), Weight.WRONG, f"{_LOSES}; another program changed how the file is opened"),
)
_WANTED_POSTGRESQL = (
    ("fsync", ("on",), Weight.WRONG, f"{_LOSES} and may ruin the database; set fsync = on"),
    ("full_page_writes", ("on",), Weight.WRONG, "a power cut may ruin pages; set full_page_writes = on"),
    (
        "synchronous_commit",
        ("on", "remote_apply", "remote_write", "local"),
        Weight.WRONG,
        f"{_LOSES}; set synchronous_commit = on",
    ),
    (
        "default_transaction_read_only",
        ("off",),
        Weight.WRONG,
        "this is a replica or set to read only; name the primary in LOYALTY_DATABASE",
    ),
)


def of_disk(path: str, free: int, whole: int) -> Complaint:
    """Say whether a disk has room: a gibibyte, and a twentieth of it."""
    said = f"{free // 1024**2:,} MiB of {whole // 1024**2:,} MiB are free where {path} is"
    if free < FULL_BYTES:
        remedy = "make room: till then what writes is refused; nothing that was acknowledged is lost"
        return Complaint("disk", Weight.WRONG, said, remedy)
    if free < FREE_BYTES_MIN or free * 20 < whole:
        return Complaint("disk", Weight.SOON, said, "make room, or move the database to a larger disk")
    return Complaint("disk", Weight.FINE, said)


def of_secrets(files: Sequence[SecretFile]) -> Iterator[Complaint]:
    """Say of each file with a secret whether it is there, its owner's alone, and what it should be."""
    for file in files:
        if file.mode is None:
            remedy = "it is made on first use; on a database in use, bring it back from where you keep it"
            yield Complaint(file.about, Weight.SOON, f"{file.path} is not there", remedy)
        elif not file.readable:
            remedy = f"let the account own it, then chmod 600 {file.path}"
            yield Complaint(file.about, Weight.WRONG, f"this account may not read {file.path}", remedy)
        elif not file.sound:
            remedy = "bring it back from where you keep it; do not make another one"
            yield Complaint(file.about, Weight.WRONG, f"{file.path} is no such key", remedy)
        elif file.mode & OTHERS:
            said = f"{file.path} is open to others ({file.mode:o})"
            yield Complaint(file.about, Weight.WRONG, said, f"chmod 600 {file.path}")
        else:
            yield Complaint(file.about, Weight.FINE, f"{file.path} is there, its owner's alone")


def of_outbox(unsent: Unsent, now: datetime) -> Complaint:
    """Say whether what happens reaches the systems that are told."""
    waiting = unsent.announcements + unsent.deliveries
    lag = unsent.lag(now)
    if lag > OUTBOX_STUCK:
        said = f"{waiting} wait to be told, the oldest for {lag // timedelta(minutes=1)} minutes"
        remedy = "start `loyalty webhooks deliver`; `loyalty webhooks list` says which endpoints fail"
        return Complaint("outbox", Weight.SOON, said, remedy)
    return Complaint("outbox", Weight.FINE, f"{waiting} wait to be told")


def of_endpoints(endpoints: Sequence[Mapping[str, Any]]) -> Iterator[Complaint]:
    """Say of each endpoint that is not told, though nobody asked for that, what to do; as they are shown."""
    for each in endpoints:
        why, place = each["why"], f"{each['programme']} {each['endpoint']}"
        if why == Why.SECRET:
            remedy = f"bring back the master key, or `loyalty webhooks rotate {place}`"
            yield Complaint("endpoint", Weight.SOON, f"the secret of {place} does not open", remedy)
        elif why not in {None, Why.ASKED}:
            said = f"{place} is disabled: it answered that it is gone, or failed for three days"
            remedy = f"mend it, then `loyalty webhooks enable {place}`; or `loyalty webhooks remove {place}`"
            yield Complaint("endpoint", Weight.SOON, said, remedy)
        elif why is None and each["failing"] is not None:
            tried = each["failing"]
            said = f"{place} did not take what waits: {answer_of(tried.outcome)} at {_minute(tried.tried_at)}"
            remedy = "mend it: it is tried again by itself, and disabled after three days of failing"
            yield Complaint("endpoint", Weight.SOON, said, remedy)


def of_emergencies(unreviewed: Sequence[AuditRecord], now: datetime) -> Iterator[Complaint]:
    """Say of each emergency that nobody else has looked at until when, or since when, that is to be done."""
    for each in unreviewed:
        until = review_until(each)
        late = "overdue since" if until < now else "due by"
        said = f"{each.programme}: what {each.by.name} adopted alone waits for another person, {late} "
        old, new = each.of["against"][:12], each.of["digest"][:12]
        remedy = (
            f"another person: `loyalty desk sign-off-comparison {each.programme} {old} {new} right|wrong`"
        )
        yield Complaint("emergency", Weight.SOON, f"{said}{until:%Y-%m-%d %H:%M}", remedy)


def of_jobs(backlog: Backlog, now: datetime) -> Iterator[Complaint]:
    """Say whether a worker runs, keeps up, and fails."""
    lag = backlog.lag(now)
    if lag > JOBS_LATE:
        said = f"{backlog.waiting} wait, the longest for {lag // timedelta(minutes=1)} minutes"
        yield Complaint("jobs", Weight.SOON, said, "start `loyalty jobs work`, or another one beside it")
    else:
        yield Complaint("jobs", Weight.FINE, f"{backlog.waiting} wait")
    if backlog.failed:
        said = f"{backlog.failed} failed and wait to be tried again"
        yield Complaint("failed jobs", Weight.SOON, said, "`loyalty jobs list --state failed` says why")
    if backlog.worked_at is None or now - backlog.worked_at > WORKER_SILENT:
        since = "ever" if backlog.worked_at is None else f"since {_minute(backlog.worked_at)}"
        yield Complaint("worker", Weight.SOON, f"no job was tried {since}", "start `loyalty jobs work`")
    elif backlog.worked_at - now > CLOCK_APART_MAX:
        said = f"it shows {_minute(now)}, and a job was tried at {_minute(backlog.worked_at)}"
        remedy = (
            "it was set back, or the worker's is ahead: let NTP set every clock; till the later time what "
            "is booked stands before what was. A demonstration is ahead by itself"
        )
        yield Complaint("clock", Weight.SOON, said, remedy)


def of_overdue(overdue: Overdue) -> Iterator[Complaint]:
    """Say what people were to do by a time that is over: cases, breaches, texts of a crisis, refunds."""
    for programme, cases in overdue.cases.items():
        said = f"{programme}: a clock of {_some(cases)} ran out"
        remedy = f"`loyalty case list {programme} --open` says what each waits for"
        yield Complaint("cases", Weight.SOON, said, remedy)
    if overdue.breaches:
        said = f"the authority is to be told by now of {_some(overdue.breaches)}"
        remedy = "`loyalty breach text BREACH --for authority` writes it; then take the step authority-told"
        yield Complaint("breaches", Weight.SOON, said, remedy)
    for programme, refunds in overdue.refunds.items():
        said = f"{programme}: money was to be given back by now: {_some(refunds)}"
        remedy = "`loyalty notices show` says to whom; pay it, then `loyalty notices delivered NOTICE`"
        yield Complaint("refunds", Weight.SOON, said, remedy)
    if overdue.drills:
        said = f"not tried for half a year: {_some([' '.join(each) for each in overdue.drills])}"
        yield Complaint("drills", Weight.SOON, said, "try each, then `loyalty drill record`")


def of_law(programme: str, broken: Sequence[Finding]) -> Complaint:
    """Say what a version that binds breaks of the law as it stands by now, or will on a day to come."""
    first, more = broken[0], len(broken) - 1
    row = "" if first.cited is None else f" ({first.cited.constraint})"
    rest = f", and {more} more" if more else ""
    said = f"{programme}: {first.code}{row} at {first.span}: {first.message}{rest}"
    remedy = f"{first.help}; `loyalty programme source` has its files, `loyalty check` tells all"
    return Complaint("law", Weight.SOON, said, f"{remedy}; then plan the next version")


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _some(names: Sequence[str]) -> str:
    """Give the first names, and how many more there are."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"
