"""Lines of a history are read once for each content, and as a whole basket reads them."""

import pickle
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.refusals import RequestMisfit
from loyalty.decision.situate import situate, situate_lines
from loyalty.decision.situation import Situation
from loyalty.history.bill import Bill, bills
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.backtests import lines as lines_of_backtests
from loyalty.use_cases.backtests.lines import LinesRead
from loyalty.use_cases.baskets_of_bills import BillBaskets
from tests.unit.replay.making import row

AT = datetime(2011, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def shop() -> Programme:
    """Give the programme of the shop."""
    programme = compile_programme(read_rule_folder(Path("rules/online-retail")).source).programme
    assert programme is not None
    return programme


def _bill() -> Bill:
    (bill,) = bills([row(), row(article="POST", price="40.000"), row(quantity="7")])
    return bill


def test_lines_that_are_written_alike_have_one_content() -> None:
    """On whatever bill and in whatever place: what was worked out of it is found again by it."""
    (one,), (_, two) = (bill.lines for bill in bills([row(), row(bill="9", quantity="1"), row(bill="9")]))

    assert one.content is two.content
    assert ("1", "2") == (one.id, two.id)


def test_they_are_what_the_basket_has(shop: Programme) -> None:
    """Read for the first time and again, the lines are those of the situation of the whole basket."""
    baskets = BillBaskets(shop)
    read = LinesRead(shop, baskets)
    whole = situate(shop, baskets.basket(_bill()), AT)

    assert whole.lines == read.of(_bill(), AT) == read.of(_bill(), AT)


def test_what_was_read_can_be_forgotten(shop: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    """With more contents than are remembered the lines are read again, and are the same."""
    monkeypatch.setattr(lines_of_backtests, "REMEMBERED", 1)
    read = LinesRead(shop, BillBaskets(shop))
    first = read.of(_bill(), AT)
    (other,) = bills([row(quantity="8"), row(quantity="7")])

    assert first[2].values == read.of(other, AT)[1].values
    assert first == read.of(_bill(), AT)


def test_a_line_beyond_the_limits_is_refused_every_time(shop: Programme) -> None:
    """What a programme refuses is not taken because it was seen before."""
    read = LinesRead(shop, BillBaskets(shop))
    (bill,) = bills([row(quantity="100001")])

    for _ in range(2):
        with pytest.raises(RequestMisfit):
            read.of(bill, AT)


def test_too_many_lines_are_refused_though_each_is_known(shop: Programme) -> None:
    """How many lines an order may have is asked of lines that were read before, too."""
    lines = LinesRead(shop, BillBaskets(shop)).of(_bill(), AT)
    many = tuple(replace(lines[0], id=str(n)) for n in range(1201))

    with pytest.raises(RequestMisfit) as caught:
        situate(shop, Basket((), {"market": "domestic"}), AT, lines=many)

    assert ["line-count"] == [misfit.code for misfit in caught.value.misfits]


def test_articles_that_cost_alike_are_read_once(shop: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two of one price and quantity only the article differs, and a service is another thing."""
    read = LinesRead(shop, BillBaskets(shop))
    asked: list[int] = []

    def situated(programme: Programme, lines: tuple[BasketLine, ...], at: datetime) -> Situation:
        asked.append(len(lines))
        return situate_lines(programme, lines, at)

    monkeypatch.setattr(lines_of_backtests, "situate_lines", situated)
    one, other = bills([row(article="85123A"), row(bill="9", article="22752"), row(bill="9", article="POST")])
    baskets = BillBaskets(shop)

    assert situate(shop, baskets.basket(one), AT).lines == read.of(one, AT)
    assert situate(shop, baskets.basket(other), AT).lines == read.of(other, AT)
    assert asked == [1, 1]


def test_a_programme_goes_to_another_process_as_its_rule_files(shop: Programme) -> None:
    """It is compiled there, and is the same."""
    there = pickle.loads(pickle.dumps(shop))  # noqa: S301 - it was pickled here

    assert shop.digest == there.digest
    assert shop.basket.compiled.sheet == there.basket.compiled.sheet
