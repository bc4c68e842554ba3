"""What somebody was told is kept as it was told, whatever a later engine would make of it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from api.schemas.quotes import priced
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.decision.telling.views import View, seen
from loyalty.kernel.identity import MemberId
from loyalty.seals.canonical import whole_bytes
from loyalty.sumcheck import check
from loyalty.unit_of_work import Units
from loyalty.use_cases import documents
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.hold_points import HoldPoints, hold_points
from loyalty.use_cases.once import Once
from loyalty.use_cases.points.show_points_change import show_points_change
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import record_order
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_explanation import show_explanation
from loyalty.use_cases.show_order import show_order
from loyalty.use_cases.show_quote import show_quote
from loyalty.wording.page import as_page
from loyalty.wording.telling.sheet import explanation_sheet
from loyalty.wording.text import as_text
from tests.steps.drivers import StandingClock
from tests.steps.reading import coffee
from tests.unit.use_cases.versions import NOW, order


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give services with the coffee programme."""
    with closing(Units(open_engine(sqlite_database))) as units:
        services = Services(units, StandingClock(NOW), SystemEntropy(), b"s")
        adopt_programme(services, coffee())
        yield services


def _later_engine(*_: object) -> Mapping[str, Any]:
    """Give what an engine of later would make of anything."""
    return {"made": "later"}


def test_what_was_told_is_never_made_again(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later engine gives the quote, the receipt and their explanation as they were told."""
    quoted = quote_basket(services, QuoteBasket("corner-coffee", order("o-1").basket))
    sold = record_order(services, order("o-1"))
    told = sold.document()
    monkeypatch.setattr(documents, "explain", _later_engine)

    assert quoted.document == show_quote(services, quoted.quote.quote_id).document
    assert quoted.document == show_explanation(services, quoted.quote.explanation_id).document
    assert told == record_order(services, order("o-1")).document()
    assert told == show_order(services, sold.order.key).recorded.document()


def test_what_an_answer_is_made_of_stays_as_it_was_told(services: Services) -> None:
    """The answer of a quote and of a receipt changes nothing of the document that is kept and sealed."""
    quoted = quote_basket(services, QuoteBasket("corner-coffee", order("o-1").basket))
    sold = record_order(services, order("o-1"))
    for found in (quoted, sold):
        assert found.recipe.told is not None
        document = found.recipe.to_look_at()
        assert priced(document, None)["explanation"] == document["id"]
        assert whole_bytes(document) == found.recipe.told.content
        assert found.recipe.document() == json.loads(found.recipe.told.content)


def test_of_a_history_nobody_was_told_anything(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """A replayed sale keeps what its document is made of, and none is kept."""
    sold = record_order(replace(services, tells=False), order("o-1"))
    with services.units.read() as unit:
        row = unit.explanations.get(sold.order.explanation_id)
    assert row is not None
    assert row.document is None
    monkeypatch.setattr(documents, "explain", _later_engine)

    assert {"made": "later"}.items() <= show_explanation(services, row.explanation_id).document.items()


def test_every_change_of_points_is_explained(services: Services) -> None:
    """Each entry of a book has a document that adds up, is the same again, and names nobody else."""
    giver, receiver = (
        MemberId(enrol_member(services, EnrolMember("corner-coffee"), Once("t", name, "")).data["member"])
        for name in ("a", "b")
    )
    record_order(services, replace(order("o-1"), member=giver))
    services.clock.at = NOW + timedelta(days=20)  # type: ignore[attr-defined]  # the clock of these tests
    hold_points(services, HoldPoints(giver, 5, 300, "t"), Once("t", "h", ""))
    with services.units.read() as unit:
        entries = unit.ledger.entries(giver, "points", limit=9)
    assert {"earn", "vest", "hold"} == {entry.kind.value for entry in entries}
    for entry in entries:
        document = show_points_change(services, giver, entry.seq)

        assert [] == check(document)
        assert document == show_points_change(services, giver, entry.seq)
        assert str(giver) not in str(document)
        assert {"moves", "lots", "entry"}.isdisjoint(seen(document, View.BUYER))
        for view in View:
            assert as_text(document, "en", view=view)
            assert "积分变动" in as_page(document, "zh-CN", view=view)
            assert "available" in explanation_sheet(document, "en", view=view)
    with pytest.raises(UnknownExplanation):
        show_points_change(services, receiver, 1)
    held = show_points_change(services, giver, entries[0].seq)
    held["change"]["held"] += 1
    assert ["`change.held` says 6, but works out to 5."] == check(held)
