"""UTC instants as whole microseconds, the form in which they are stored and hashed."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(instant: datetime) -> int:
    """Give the whole microseconds from 1970-01-01 UTC to ``instant``, exactly."""
    return (instant - _EPOCH) // _MICROSECOND


def instant_at(count: int) -> datetime:
    """Give the UTC instant ``count`` microseconds after 1970-01-01, exactly."""
    return _EPOCH + count * _MICROSECOND
