"""Whoever asks whether a process is ready costs the database one look a second."""

from datetime import UTC, datetime, timedelta

import pytest

from api.operating.health import SEEN_FOR, SeenFor
from loyalty.bootstrap import Health

AT = datetime(2027, 1, 1, tzinfo=UTC)
JUST = timedelta(microseconds=1)


class Place:
    """A clock that is set by hand, and what is looked at."""

    def __init__(self) -> None:
        """Begin with everything there."""
        self.now, self.looked = AT, 0
        self.found: bool | None = True
        self.seen = SeenFor(SEEN_FOR, self.look, lambda: self.now)

    def look(self) -> Health:
        """Look, as the database is asked."""
        self.looked += 1
        if self.found is None:
            raise ConnectionError
        return Health({"database": self.found})


def test_the_database_is_looked_at_once_a_second() -> None:
    """What was seen counts for less than a second, and not at all where the clock was set back."""
    place = Place()
    place.seen()
    place.found = False
    place.now = AT + SEEN_FOR - JUST
    assert Health({"database": True}) == place.seen()
    assert 1 == place.looked
    for moment in (AT + SEEN_FOR, AT):
        place.now = moment
        assert Health({"database": False}) == place.seen()
    assert 3 == place.looked


def test_a_look_that_fails_is_not_kept() -> None:
    """It fails whoever asked, and the next one looks again."""
    place = Place()
    place.found = None
    for _ in range(2):
        with pytest.raises(ConnectionError):
            place.seen()
    assert 2 == place.looked
