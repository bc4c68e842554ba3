"""A backtest as plain data: whole numbers, exact sums as texts of fractions, no words."""

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from loyalty.backtest.result import Backtest, Group, Loser, Pair
from loyalty.decision.explain import instant_text


def as_data(result: Backtest) -> dict[str, Any]:
    """Give everything that is known, the losers' orders explained; money in minor units.

    A sum that is no whole number of minor units stands as a text, ``1/3``.
    """
    about = result.about
    return {
        "programme": about.programme,
        "old": about.old,
        "new": about.new,
        "until": instant_text(about.until),
        "currency": about.currency,
        "exponent": about.exponent,
        "redeem": about.redeem,
        "point_worth": {"old": _exact(about.worth.old), "new": _exact(about.worth.new)},
        "members": _group(result.members),
        "nobody": {"paid": result.nobody.paid},
        "gains": [
            {"from": _edge(each.above), "below": _edge(each.below), "members": each.members}
            for each in result.stretches
        ],
        "totals": {pair.name: _pair(pair) for pair in result.totals},
        "tiers": [_group(group) for group in result.tiers],
        "rfm": [_group(group) for group in result.rfm],
        "segments": [_group(group) for group in result.segments],
        "moves": [{"old": old, "new": new, "members": members} for old, new, members in result.moves],
        "groups_not_told": dict(result.not_told),
        "points_issued_in": {pair.name: _pair(pair) for pair in result.months},
        "losers": [_loser(loser) for loser in result.losers],
        "rows": [
            {"outcome": outcome, "code": code or None, "old": old, "new": new}
            for outcome, code, old, new in result.left_out
        ],
        "sums": [{**asdict(balance), "holds": balance.holds} for balance in result.balances],
        "adds_up": result.adds_up,
    }


def _exact(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else str(value)


def _edge(value: Fraction | None) -> int | str | None:
    return None if value is None else _exact(value)


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "unit": str(pair.unit),
        "old": _exact(pair.old),
        "new": _exact(pair.new),
        "difference": _exact(pair.difference),
    }


def _group(group: Group) -> dict[str, Any]:
    return {**asdict(group), "name": group.name or None, "gain": _exact(group.gain)}


def _loser(loser: Loser) -> dict[str, Any]:
    return {
        "member": loser.row.who,
        "gain": _exact(loser.gain),
        "old": asdict(loser.row.old),
        "new": asdict(loser.row.new),
        "bill": loser.number or None,
        "explained": {"old": loser.old, "new": loser.new},
    }
