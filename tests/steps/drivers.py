"""The scenario's world: a database of its own, a clock that stands, and a way in, once each."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.seal_keys import GivenKey, PrivateKey
from loyalty.database.engine import open_engine
from loyalty.kernel.digest import digest_of
from loyalty.language.findings import Finding
from loyalty.ledger.verify import Fault
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.services import Programmes, Services
from loyalty.use_cases.verify_ledger import verify_ledger
from loyalty.vault.key import KEY_BYTES, MasterKey
from tests.steps.billing_ways import Billing, DirectBilling, WebBilling
from tests.steps.direct import DirectDriver
from tests.steps.driving import COFFEE, Document, Driver, Outcome, Priced, RefusedError, Sale
from tests.steps.reading import Source, coffee, instant, years_around
from tests.steps.web import WebApp, WebDriver, key_of

MORNING = "2026-11-22 10:00"
SECRET = b"a secret of tests"


class StandingClock:
    """A clock that shows what it is told to; waiting costs nothing."""

    def __init__(self, at: datetime) -> None:
        """Begin at an instant."""
        self.at = at

    def now(self) -> datetime:
        """Give the instant it was last told."""
        return self.at

    def pause(self, milliseconds: int) -> None:
        """Wait for no time at all."""


class Shelf:
    """Databases with programmes adopted, each made once per run; programmes are compiled once."""

    def __init__(self, template: Path, folder: Path) -> None:
        """Copy from a migrated database; keep what is made under ``folder``."""
        self._template, self._folder = template, folder
        self._made: dict[str, Path] = {}
        self.web = WebApp()
        self._programmes = Programmes()
        self._seal_keys = GivenKey(PrivateKey.fresh().pem())

    def services(self, path: Path, clock: StandingClock) -> Services:
        """Give services on the database at ``path``."""
        return Services(
            Units(open_engine(f"sqlite:///{path}")),
            clock,
            SystemEntropy(),
            SECRET,
            self._programmes,
            master=MasterKey(b"m" * KEY_BYTES),
            seal_keys=self._seal_keys,
        )

    def database(self, sources: Sequence[Source]) -> Path:
        """Give a database in which ``sources`` are adopted; it is to be copied, not used."""
        name = digest_of({str(n): digest_of(source) for n, source in enumerate(sources)})
        if name not in self._made:
            path = self._folder / f"{name}.db"
            shutil.copyfile(self._template, path)
            clock = StandingClock(instant("2023-12-31 12:00"))
            engine = open_engine(f"sqlite:///{path}")
            services = Services(Units(engine), clock, SystemEntropy(), SECRET, self._programmes)
            for source in sources:
                adopt_programme(services, source)
            engine.dispose()
            self._made[name] = path
        return self._made[name]


@dataclass
class World:
    """What a scenario has said so far, and what came of it."""

    shelf: Shelf
    folder: Path
    way_in: str
    clock: StandingClock = field(default_factory=lambda: StandingClock(instant(MORNING)))
    programme: str = COFFEE
    sources: Sequence[Source] = field(default_factory=lambda: years_around(coffee()))
    members: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    sales: dict[str, Sale] = field(default_factory=dict)
    last_sale: Sale | None = None
    priced: Priced | None = None
    hold: tuple[str, str] | None = None
    redemption: tuple[str, str] | None = None
    outcomes: Sequence[Outcome] = ()
    told: Document = field(default_factory=dict)
    refused: RefusedError | None = None
    again: Callable[[], None] | None = None
    numbers: int = 0
    subscriptions: dict[str, str] = field(default_factory=dict)
    grants: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    billed: Document | None = None
    key: str | None = None
    planned: Source | None = None
    answer: TestResponse | None = None
    before: Mapping[str, int] = field(default_factory=dict)
    _services: Services | None = None
    _driver: Driver | None = None
    _billing: Billing | None = None

    @property
    def services(self) -> Services:
        """The services on the scenario's own database, opened when first asked for."""
        if self._services is None:
            path = self.folder / "scenario.db"
            shutil.copyfile(self.shelf.database(self.sources), path)
            self._services = self.shelf.services(path, self.clock)
        return self._services

    @property
    def driver(self) -> Driver:
        """The way in."""
        if self._driver is None:
            self._driver = self._direct() if self.way_in == "use cases" else self._web()
        return self._driver

    @property
    def billing(self) -> Billing:
        """The way to subscriptions and bills."""
        if self._billing is None:
            if self.way_in == "use cases":
                self._billing = DirectBilling(self.services, self.programme)
            else:
                self._billing = WebBilling(self.client, key_of(self.services), self.programme)
        return self._billing

    def _direct(self) -> Driver:
        return DirectDriver(self.services, self.programme)

    def _web(self) -> Driver:
        return WebDriver(self.client, key_of(self.services), self.programme)

    @property
    def client(self) -> FlaskClient:
        """A client of the application on the scenario's database."""
        return self.shelf.web.client(self.services)

    @property
    def document(self) -> Document:
        """The last explanation; a refusal nobody expected is shown."""
        if self.priced is None:
            raise self.refused or AssertionError("nothing has been priced")
        return self.priced.document

    def member(self, name: str) -> str | None:
        """Give the id of a member by the name the scenario gave; somebody is none."""
        return None if name in NOBODY else self.members[name]

    def new_name(self, stem: str) -> str:
        """Give an id that no other order or return of the scenario has."""
        self.numbers += 1
        return f"{stem}-{self.numbers}"

    def attempt(self, action: Callable[[], None]) -> None:
        """Do it, and keep the refusal if there is one; it may be done again."""
        self.expect_no_refusal()
        self.priced, self.again = None, action
        try:
            action()
        except RefusedError as no:
            self.refused = no

    def expect_no_refusal(self) -> None:
        """Show a refusal that no sentence has asked about."""
        if self.refused is not None:
            raise self.refused

    def faults(self) -> list[Fault]:
        """Give every law the books break."""
        return [fault for account in verify_ledger(self.services) for fault in account.faults]

    def close(self) -> None:
        """Hold the scenario to its end: no refusal passed over, and books that add up."""
        self.expect_no_refusal()
        if self._services is not None:
            assert [] == self.faults()


NOBODY = {"somebody", "somebody else", "顾客"}


@pytest.fixture(scope="session")
def shelf(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Give the run's adopted databases and compiled programmes."""
    return Shelf(sqlite_template, tmp_path_factory.mktemp("shelf"))


@pytest.fixture(params=["use cases", "API"])
def way_in(request: pytest.FixtureRequest) -> str:
    """Name the way in; every scenario is told once each."""
    return str(request.param)


@pytest.fixture
def world(shelf: Shelf, tmp_path: Path, way_in: str) -> Iterator[World]:
    """Give the scenario's world."""
    there = World(shelf, tmp_path, way_in)
    yield there
    there.close()
