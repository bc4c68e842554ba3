"""Reads that may be stale go to a replica, where there is one and the caller lets them.

``Cache-Control: max-stale`` (RFC 9111, 5.2.1.2) lets them: with a number, only while the replica is
not further behind. The answer says by ``Age`` how many seconds it may be behind, and that it is from a
replica. A replica that is out of reach, or further behind, is passed over; nobody is told less than asked.
"""

import re
from collections.abc import Callable

from flask import Flask, g, request

from api.current import answer_by
from loyalty.bootstrap import Replica

FROM = "Loyalty-Read"
REPLICA = "replica"
_MAX_STALE = re.compile(r"(?:^|,)\s*max-stale(?:=([0-9]{1,9}))?\s*(?:,|$)", re.ASCII | re.IGNORECASE)


def read_from(app: Flask, replica: Replica) -> None:
    """Answer what may be stale from ``replica``."""
    app.before_request(_choosing(replica))


def _choosing(replica: Replica) -> Callable[[], None]:
    def choose() -> None:
        wanted = _MAX_STALE.search(request.environ.get("HTTP_CACHE_CONTROL", ""))
        if wanted is None or request.method != "GET" or not request.path.startswith("/v1/"):
            return
        behind = replica.behind()
        if behind is not None and (wanted[1] is None or behind <= int(wanted[1])):
            g.seconds_behind = behind
            answer_by(replica.services)

    return choose


def age_of(seconds_behind: int) -> list[tuple[str, str]]:
    """Give the headers by which an answer says that it is from a replica, and how old it may be."""
    return [("Age", str(seconds_behind)), (FROM, REPLICA)]
