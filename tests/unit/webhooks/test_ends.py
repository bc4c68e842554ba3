"""What is announced of points whose end is moved."""

from dataclasses import replace

from loyalty.webhooks.announcement import AnnouncementType
from loyalty.webhooks.announcing import announcements_of
from tests.unit.ledger.making import Book, day


def test_points_that_end_later_are_counted_where_they_are_announced() -> None:
    """Of 10 points 4 are set aside; 6 more are earned, and with that all 16 end later."""
    book = Book()
    book.earn("first", 10, 0, ends=100)
    book.hold("h", 1, 4, 1, ends=9)
    book.terms = replace(book.terms, extend_to=day(202))

    told = {each.type: each.data for each in announcements_of(book.earn("second", 6, 2, ends=201))}

    data = told[AnnouncementType.POINTS_EXTENDED]
    assert (16, "2026-07-22T00:00:00Z") == (data["points"], data["expires_at"])
