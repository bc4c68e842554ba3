"""``/livez`` and ``/readyz``, for whoever starts, stops and balances processes; open to all."""

from collections.abc import Callable

from flask import Flask, Response, json

from api.auth import open_to_all
from api.refusals import NotReady
from loyalty.bootstrap import Health

JSON = "application/json"
Readiness = Callable[[], Health]


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
