"""Every number of a change of points leads to the rule lines whose terms it is of, and to its cause."""

from typing import Any

import pytest

from loyalty.decision.programme import Programme, compile_programme
from loyalty.desk.refusals import UnknownNumber
from loyalty.desk.tracing_changes import numbers_of_change, traced_change
from loyalty.ledger.entry import Kind
from tests.steps.reading import coffee

MORE = """
wallets:
  - {id: points, name: {en: Points, zh-CN: 积分}, transfer: {per_month: 500}}
  - id: miles
    name: {en: Miles, zh-CN: 里程}
    earn: {points: 1, for_each: 1.00, of: line.amount}
    expire: {after: 12 months, by: each_lot}
rewards:
  - {id: mug, name: {en: A mug, zh-CN: 杯子}, kind: good, cost: 300}
"""
LINES = {
    ("lapse", "points", None): "  expire: {after: 24 months, by: each_lot}",
    ("lapse", "miles", None): "    expire: {after: 12 months, by: each_lot}",
    ("extend", "points", None): "  expire: {after: 24 months, by: each_lot}",
    (
        "transfer",
        "points",
        None,
    ): "  - {id: points, name: {en: Points, zh-CN: 积分}, transfer: {per_month: 500}}",
    (
        "receive",
        "points",
        None,
    ): "  - {id: points, name: {en: Points, zh-CN: 积分}, transfer: {per_month: 500}}",
    ("burn", "points", "mug"): "  - {id: mug, name: {en: A mug, zh-CN: 杯子}, kind: good, cost: 300}",
    ("hold", "points", None): "  worth: {points: 100, money: 1.00}",
    ("clawback", "points", "error"): "  worth: {points: 100, money: 1.00}",
    ("vest", "points", None): "  base: {points: 1, for_each: 1.00, of: line.amount}",
    ("earn", "points", "own-brand-weeks"): "    - id: own-brand-weeks",
    ("merge", "points", "merged"): None,
}
"""By kind, wallet and reason of an entry the first line of the rule behind it; None: no rule file says so."""


@pytest.fixture(scope="module")
def programme() -> Programme:
    """Give the shipped programme with two wallets and a reward."""
    found = compile_programme({**coffee(), "more.yaml": MORE}).programme
    assert found is not None
    return found


def change(what: str, wallet: str, reason: str | None) -> dict[str, Any]:
    """Give the document of an entry."""
    return {
        "kind": "points_change",
        "what": what,
        "wallet": wallet,
        "reason": reason,
        "at": "2026-11-22T09:00:00Z",
        "change": {"available": -30, "pending": 0, "held": 30, "owed": 0},
        "moves": [{"from": "M.available", "to": "M.held", "points": 30}],
        "lots": [{"lot": "ent_1", "points": -30, "ends": None, "opened": False}],
        "entry": {"seq": 7, "source": "till", "hash": "0", "prev_hash": "0"},
    }


def test_every_number_leads_to_rule_lines_and_cause(programme: Programme) -> None:
    """By its kind or by what its reason names; the cause is told, and every kind of entry has a way."""
    for (what, wallet, reason), line in LINES.items():
        document = change(what, wallet, reason)
        pointers = [number.pointer for number in numbers_of_change(document, programme)]
        assert ["/change/available", "/change/held", "/moves/0/points", "/lots/0/points"] == pointers
        for pointer in pointers:
            walk = traced_change(document, programme, pointer)
            own = [each.text for place in walk.places for each in place.lines if each.own]
            assert line == (own[0] if own else None), (what, wallet, reason)
            assert {"entry.number": f"{wallet}:7", "entry.source": "till"}.items() <= walk.facts.items()
            assert reason == walk.facts.get("entry.reason")
    for kind in Kind:
        assert numbers_of_change(change(str(kind), "points", None), programme)
    with pytest.raises(UnknownNumber):
        traced_change(change("lapse", "points", None), programme, "/total/due")
