"""How a route says that it will end: ``Deprecation`` (RFC 9745), ``Sunset`` (RFC 8594), what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime

NOTICE_MIN = timedelta(days=180)
"""How long a route is served at least after it was said that it will end."""


@dataclass(frozen=True, slots=True)
class Ending:
    """That a route will end: since which day that is said, on which day it ends, what takes its place.

    ``page`` is an address that says what to do. Days are of UTC. One that ends too soon refuses to exist.
    """

    since: date
    sunset: date
    page: str

    def __post_init__(self) -> None:
        """Refuse an end within less than 180 days."""
        if self.sunset - self.since < NOTICE_MIN:
            message = f"said on {self.since}, a route ends on {self.since + NOTICE_MIN} at the earliest"
            raise ValueError(message)

    def headers(self) -> Mapping[str, str]:
        """Give what every answer of the route carries."""
        since, sunset = (datetime.combine(day, time(), UTC) for day in (self.since, self.sunset))
        return {
            "Deprecation": f"@{int(since.timestamp())}",
            "Sunset": format_datetime(sunset, usegmt=True),
            "Link": f'<{self.page}>; rel="deprecation"; type="text/html"',
        }
