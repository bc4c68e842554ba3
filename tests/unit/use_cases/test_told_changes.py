"""A change of points is told once: its document is kept and sealed with the booking of the entry."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from loyalty.database.engine import open_engine
from loyalty.decision.telling import points_change
from loyalty.ledger.entry import Entry
from loyalty.unit_of_work import Units
from loyalty.use_cases.hold_points import HoldPoints, hold_points
from loyalty.use_cases.once import Once
from loyalty.use_cases.points.show_points_change import show_points_change
from loyalty.use_cases.seals.find_record import find_record
from loyalty.use_cases.services import POINTS
from loyalty.use_cases.show_explanation import show_explanation
from loyalty.wording.text import as_text
from tests.unit.use_cases.sealing import Change, Shop, changed, check_of, opened_shop, text_of, verified


@pytest.fixture
def shop(database_url: str) -> Iterator[Shop]:
    """Give a shop that seals, on each kind of database."""
    with closing(Units(open_engine(database_url))) as units:
        yield opened_shop(units)


def _entries(shop: Shop) -> list[Entry]:
    with shop.services.units.read() as unit:
        return sorted(unit.ledger.entries(shop.member, POINTS, limit=50), key=lambda entry: entry.seq)


def test_each_change_that_no_order_explains_is_sealed(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """What begins by itself and what is set aside have documents that verify; what an order earns has its."""
    shop.own("1")
    shop.clock.at += timedelta(days=60)
    hold_points(shop.services, HoldPoints(shop.member, 10, 3600, "till"), Once("till", "hold-1", "x"))
    entries = _entries(shop)

    assert ["earn", "vest", "hold"] == [entry.kind.value for entry in entries]
    told = [show_points_change(shop.services, shop.member, entry.seq) for entry in entries]
    assert [False, True, True] == ["integrity" in document for document in told]
    files = [shop.file(document["id"]) for document in told[1:]]
    for file in files:
        found = verified(file)
        assert "valid" == found.verdict
        assert "same-bytes" == check_of(found, "recomputation").code
        assert find_record(shop.services, text_of(file)) is not None
    assert [2, 3] == [file["document"]["integrity"]["chain_number"] for file in files]

    # A later engine tells new changes otherwise, and these as they were told.
    monkeypatch.setattr(points_change, "VERSION", 5)
    assert told == [
        show_points_change(shop.services, shop.member, entry.seq) | ({} if entry.seq > 1 else {"version": 4})
        for entry in entries
    ]
    assert told[2] == show_explanation(shop.services, told[2]["id"]).now
    for language, words in (("en", "given: proven fraud;"), ("zh-CN", "原因：已查实的欺诈，")):
        assert words in as_text({**told[2], "reason": "proven-fraud"}, language)
    for part in ("change", "moves", "lots", "entry", "at", "reason", "rights"):
        other = verified(changed(files[1], _put(part)))
        assert ("invalid", "fails") == (other.verdict, check_of(other, "digest").state)


def _put(part: str) -> Change:
    return lambda file: file["document"].__setitem__(part, "other")
