"""``/livez`` and ``/readyz``, for whoever starts, stops and balances processes; open to all.

As strangers may ask, a process looks once a second, however many ask.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

from flask import Flask, Response, json

from api.auth import open_to_all
from api.refusals import NotReady
from loyalty.bootstrap import Health

JSON = "application/json"
Readiness = Callable[[], Health]
SEEN_FOR = timedelta(seconds=1)
Found = TypeVar("Found")


class SeenFor(Generic[Found]):
    """What ``look`` found not longer ago than ``time`` by ``now``; who asks while it looks waits for it."""

    def __init__(self, time: timedelta, look: Callable[[], Found], now: Callable[[], datetime]) -> None:
        """Begin with nothing seen."""
        self._time, self._look, self._now = time, look, now
        self._seen: tuple[datetime, Found] | None = None
        self._looking = Lock()

    def __call__(self) -> Found:
        """Give what is there. Raises what ``look`` raises, and looks again then."""
        with self._looking:
            # A clock that was set back lets nothing count for longer.
            if self._seen is not None and timedelta(0) <= self._now() - self._seen[0] < self._time:
                return self._seen[1]
            found = self._look()
            self._seen = self._now(), found
            return found


def serve_health(app: Flask, readiness: Readiness) -> None:
    """Serve both. ``readiness`` says of each thing that must be there whether it is, and what is late."""

    @app.get("/livez")
    @open_to_all
    def alive() -> Response:
        return Response(json.dumps({"alive": True}), content_type=JSON)

    @app.get("/readyz")
    @open_to_all
    def ready() -> Response:
        found = readiness()
        missing = sorted(name for name, is_there in found.found.items() if not is_there)
        if missing:
            raise NotReady(f"not there yet: {', '.join(missing)}")
        told = {"ready": True, "found": sorted(found.found), "late": dict(found.late)}
        return Response(json.dumps(told), content_type=JSON)
