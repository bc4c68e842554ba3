"""What the service counts, as Prometheus reads it: answers, refusals, points that moved, jobs that wait.

A label is one of a closed list: a route as it is declared, a code, a word of the ledger. None is ever
what somebody sent. Where ``PROMETHEUS_MULTIPROC_DIR`` names a folder, the processes of one server
count together.

What waits is asked of the database, what people are late with once a minute. Where it cannot be asked, the
rest is told without.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, Response
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from api.auth import Right, of_the_house, with_right
from api.current import services
from api.operating.health import Readiness, SeenFor
from loyalty.access.scopes import Scope
from loyalty.bootstrap import database_is_out
from loyalty.jobs.job import Backlog
from loyalty.ledger.entry import Account, Moved
from loyalty.use_cases.jobs.show_backlog import show_backlog
from loyalty.use_cases.jobs.show_overdue import Overdue, show_overdue
from loyalty.use_cases.webhooks.show_unsent import show_unsent
from loyalty.webhooks.delivery import Unsent

LOOKED_AT = timedelta(minutes=1)
"""For how long it counts what people are late with: to know it, the cases that are open longest are read."""
TOGETHER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
# What a movement between the member and the programme is called; points that change place within a
# member's book, or between members, are none.
WENT = {Account.ISSUED: "taken_back", Account.REDEEMED: "spent", Account.LAPSED: "lapsed"}
CAME = {Account.ISSUED: "issued", Account.REDEEMED: "given_back", Account.LAPSED: "given_back"}


class Counters:
    """The counters of one process."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._registry = CollectorRegistry()
        self._answers = Counter(
            "loyalty_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "loyalty_request_seconds",
            "How long answers took.",
            ("method", "route"),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._kinds: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._refused = Counter(
            "loyalty_refused",
            "Requests that were refused, by the code told.",
            ("code",),
            registry=self._registry,
        )
        self._points = Counter(
            "loyalty_points",
            "Points that moved between members and programmes, by what became of them.",
            ("movement",),
            registry=self._registry,
        )

    def count_points(self, moved: Moved) -> None:
        """Count what a transaction moved, once it is lasting."""
        for (source, destination), points in moved.items():
            movement = CAME.get(source) or WENT.get(destination)
            if movement is not None:
                self._points.labels(movement).inc(points)

    def text(self, more: Collector) -> bytes:
        """Give everything counted by this process, or by all of the server, and what ``more`` gives."""
        together = os.environ.get(TOGETHER)
        shown = CollectorRegistry()
        if together:
            MultiProcessCollector(shown, together)  # type: ignore[no-untyped-call]  # it has no types
        else:
            shown.register(_Counted(self._registry))
        shown.register(more)
        return bytes(generate_latest(shown))

    def count(self, kind: tuple[str, str, int], seconds: float, refused: str | None) -> None:
        """Count an answer by method, route and status, and the code that it was refused with, if any."""
        counting = self._kinds.get(kind)
        if counting is None:
            counting = self._answers.labels(*kind), self._seconds.labels(*kind[:2])
            self._kinds[kind] = counting
        answers, took = counting
        answers.inc()
        took.observe(seconds)
        if refused is not None:
            self._refused.labels(refused).inc()


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a worker, to be sent, or for a person whose time is over, at an instant."""

    backlog: Backlog
    unsent: Unsent
    overdue: Overdue
    now: datetime

    def gauges(self) -> Iterator[Metric]:
        """Give them as Prometheus reads them."""
        found, now = self.backlog, self.now
        late = sum(map(len, self.overdue.cases.values()))
        worked = (now - found.worked_at).total_seconds() if found.worked_at is not None else None
        for name, said, value in (
            ("loyalty_jobs_waiting", "Jobs that may be tried now.", found.waiting),
            ("loyalty_jobs_failed", "Of these, jobs that failed before.", found.failed),
            (
                "loyalty_jobs_lag_seconds",
                "How long the job waits that waits longest.",
                found.lag(now).total_seconds(),
            ),
            ("loyalty_outbox_announcements", "Announcements nobody handed on.", self.unsent.announcements),
            ("loyalty_outbox_deliveries", "Deliveries that wait to be sent.", self.unsent.deliveries),
            (
                "loyalty_outbox_lag_seconds",
                "How long the oldest of both has waited.",
                self.unsent.lag(now).total_seconds(),
            ),
            ("loyalty_jobs_worked_seconds", "How long ago any job was tried last.", worked),
            ("loyalty_cases_late", "Cases of which a clock ran out, of those open longest.", late),
            (
                "loyalty_breaches_late",
                "Breaches of which an authority is to be told by now.",
                len(self.overdue.breaches),
            ),
            (
                "loyalty_drills_overdue",
                "Texts of a crisis, each in a language, that were not tried for half a year.",
                len(self.overdue.drills),
            ),
            (
                "loyalty_refunds_late",
                "Plans that were undone, of which nobody says that the money is back by now.",
                sum(map(len, self.overdue.refunds.values())),
            ),
        ):
            if value is not None:
                yield GaugeMetricFamily(name, said, value)


class Seen(Collector):
    """What must be there to serve, and what waits, where that is known."""

    def __init__(self, found: Mapping[str, bool], waiting: Waiting | None) -> None:
        """Tell of what was found."""
        self._found, self._waiting = found, waiting

    def collect(self) -> Iterator[Metric]:
        """Give the gauges."""
        if self._waiting is not None:
            yield from self._waiting.gauges()
        ready = GaugeMetricFamily("loyalty_ready", "1 of what must be there to serve and is.", labels=("of",))
        for name, there in self._found.items():
            ready.add_metric((name,), int(there))
        yield ready


def serve_counters(app: Flask, counters: Counters, readiness: Readiness) -> None:
    """Serve ``/metrics`` to keys with the scope that reach every programme, as the counters are of all."""
    overdue = SeenFor(LOOKED_AT, lambda: show_overdue(services()), _now)

    @app.get("/metrics")
    @with_right(Right(Scope.COUNTERS_READ))
    def counted() -> Response:
        of_the_house()
        found, waiting = readiness().found, None
        if all(found.get(of, True) for of in ("database", "schema")):
            try:
                waiting = _waiting(overdue)
            except Exception as fault:
                if not database_is_out(fault):
                    raise
                found = {**found, "database": False}
        return Response(counters.text(Seen(found, waiting)), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _now() -> datetime:
    return services().clock.now()


def _waiting(overdue: SeenFor[Overdue]) -> Waiting:
    of = services()
    return Waiting(show_backlog(of), show_unsent(of), overdue(), _now())


class _Counted(Collector):
    """The counters of a registry, for another one."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def collect(self) -> Iterator[Metric]:
        """Give what was counted."""
        yield from self._registry.collect()
