"""``loyalty serve``: the API under gunicorn, in worker processes of many threads each."""

import gc
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Final

import click
from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.surroundings.settings import CLOCK_AHEAD, DATABASE, FILE, Settings
from loyalty.bootstrap import prepare, settings_from
from loyalty.cli.connection import open_held, refuse_moved, refuse_unerased
from loyalty.cli.demonstration import demo, story
from loyalty.cli.options import database as database_option
from loyalty.cli.output import note

# Named, not imported: the web application stands above the command line.
APPLICATION: Final = "api.app:application"
SERVER_LINES: Final = "api.operating.server_lines.LinesOfServer"
WORKER: Final = "api.operating.stopping.Worker"
COUNTS: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The folder in which the worker processes of one server count together; a name of Prometheus' library."""
STOP_SECONDS: Final = 20
GARBAGE_AFTER: Final = 50_000
"""After how many new objects that stay a worker looks for cycles; few answers in a row make that many."""
TURN_MS: Final = 1
"""After how many milliseconds a thread lets another go on, so that what is short need not wait long."""
LINES: Final = {"limit_request_line": 4_094, "limit_request_field_size": 8_190, "limit_request_fields": 100}
"""How many bytes the line of a request and a header may have, and how many headers a request."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn on one address, its settings given here and nowhere else."""

    def __init__(self, address: str, settings: Settings) -> None:
        """Serve at ``address``, a host and a port.

        The code is loaded here, before there are workers, so that it is loaded once and its memory is
        shared. Nothing is opened yet: no connection and no thread outlives a fork.
        """
        self.address, self.settings = address, settings
        self._make: Callable[[], object] = import_app(APPLICATION)
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn its settings; each worker opens the database for itself."""
        settings: dict[str, Any] = {
            "bind": self.address,
            "worker_class": WORKER,
            "sendfile": False,  # the worker sends what a client takes, and a file goes the same way
            "workers": self.settings.workers,
            "threads": self.settings.threads,
            "graceful_timeout": STOP_SECONDS,
            **LINES,
            "proc_name": "loyalty",
            "loglevel": "warning",
            "logger_class": SERVER_LINES,
            "when_ready": self._tell_where,
            "pre_fork": _share_what_is_here,
            "on_exit": _forget_counts,
            "worker_exit": _look_for_cycles_again,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def _tell_where(self, _server: object) -> None:
        """Say the address once it is listened on, so that whoever waits for this line is answered."""
        click.echo(f"serving http://{self.address}, documentation http://{self.address}/docs")
        note("Ctrl-C stops it.")

    def load(self) -> object:
        """Give the application; called in each worker."""
        application = self._make()
        _keep_out_of_garbage()
        gc.set_threshold(GARBAGE_AFTER)
        sys.setswitchinterval(TURN_MS / 1_000)
        return application


@click.command()
@database_option
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, help="The port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--demo", "as_demo", is_flag=True, help="Serve the demonstration database, with its own clock.")
def serve(database: str | None, port: int, host: str, *, as_demo: bool) -> None:
    """Serve the API and its documentation until it is told to stop.

    The database is brought up to date first; one that was restored is not served before who was erased
    is erased again, and in the place of one that was moved away no empty one is made. A stop (Ctrl-C or
    SIGTERM) lets running requests end.

    \b
    Example:
      loyalty serve --db sqlite:///var/loyalty.db --port 8000
    """
    if as_demo and database is not None:
        raise click.UsageError("--demo serves the demonstration database; leave --db out.")
    settings = settings_from(demo.DATABASE if as_demo else database)
    serve_at(settings, host, port, as_demo=as_demo)


def serve_at(settings: Settings, host: str, port: int, *, as_demo: bool) -> None:
    """Bring a database up to date and serve it; with the demonstration's content and clock if asked."""
    if not as_demo:
        refuse_moved(settings)
    prepare(settings)
    refuse_unerased(settings)
    open_held(settings).units.close()
    if as_demo:
        _tell_demo(settings, f"http://{host}:{port}")
    os.environ[DATABASE] = settings.database  # for the processes that answer
    os.environ.pop(f"{DATABASE}{FILE}", None)
    os.environ[COUNTS] = mkdtemp(prefix="loyalty-counts-")
    Server(f"{host}:{port}", settings).run()


def _look_for_cycles_again(_server: object, _worker: object) -> None:
    """Let a worker that ends take apart what it kept, else libraries complain of what was left."""
    gc.unfreeze()


def _share_what_is_here(_server: object, _worker: object) -> None:
    """Leave the memory of what is loaded untouched in a worker, so that it stays that of all."""
    _keep_out_of_garbage()


def _keep_out_of_garbage() -> None:
    """Let what is here now, and stays as long as the process does, not be looked through again."""
    gc.collect()
    gc.freeze()


def _forget_counts(server: object) -> None:
    """Remove what the workers of this server counted, when all of them have ended, and end as they did."""
    _look_for_cycles_again(server, None)
    rmtree(os.environ[COUNTS], ignore_errors=True)


def _tell_demo(settings: Settings, address: str) -> None:
    """Make the demonstration's members and orders where they are missing, and say how to ask."""
    told = demo.begin(settings)
    booked = list(story.place_orders(told))
    ahead = (story.SERVED_FROM - SystemClock().now()) // timedelta(seconds=1)
    os.environ[CLOCK_AHEAD] = str(ahead)
    told.clock.move_to(story.SERVED_FROM)
    click.echo(f"demonstration of {told.programme.name}: {len(booked)} orders, clock at {story.SERVED_FROM}")
    click.echo(demo.try_next(told, story.new_key(told.services), address))
