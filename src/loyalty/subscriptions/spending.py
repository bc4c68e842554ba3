"""Alerts about what a subscription's running period has come to so far: amounts, or shares of a budget."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from loyalty.subscriptions.refusals import AlertsUnclear


@dataclass(frozen=True, slots=True)
class Threshold:
    """An amount in minor units, or so many percent of the budget; one of the two. ``id`` names it."""

    id: str
    amount: int | None = None
    percent: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Alerts:
    """What somebody wants to be told of. Raises AlertsUnclear where a threshold is none, or no one's."""

    budget: int | None
    thresholds: tuple[Threshold, ...]

    def __post_init__(self) -> None:
        """Refuse to exist with a threshold of which nobody could say when it is reached."""
        if len({one.id for one in self.thresholds}) < len(self.thresholds):
            raise AlertsUnclear("An id stands twice.")
        for one in self.thresholds:
            if (one.amount is None) is (one.percent is None):
                raise AlertsUnclear(f"`{one.id}` is to have an amount or a percentage.", alert=one.id)
            if one.percent is not None and self.budget is None:
                raise AlertsUnclear(f"`{one.id}` is a share of a budget, and there is none.", alert=one.id)

    def limit(self, one: Threshold) -> Fraction:
        """Give from what on a threshold is reached, in exact minor units."""
        if one.percent is not None:
            return Fraction(self.budget or 0) * one.percent / 100
        return Fraction(one.amount or 0)

    def reached(self, spent: int) -> Iterator[Threshold]:
        """Give the thresholds that are reached, in their order."""
        return (one for one in self.thresholds if spent >= self.limit(one))

    def to_json(self) -> dict[str, Any]:
        """Give it as plain data."""
        rows = [
            {"id": one.id, "amount": one.amount, "percent": None if one.percent is None else str(one.percent)}
            for one in self.thresholds
        ]
        return {"budget": self.budget, "thresholds": rows}


def alerts_from_json(data: Mapping[str, Any]) -> Alerts:
    """Give back what `Alerts.to_json` gave."""
    rows = data["thresholds"]
    return Alerts(
        data["budget"],
        tuple(
            Threshold(row["id"], row["amount"], None if row["percent"] is None else Fraction(row["percent"]))
            for row in rows
        ),
    )


@dataclass(frozen=True, slots=True)
class AlertTold:
    """A threshold that was reached in the period that began at ``start``, told once, at ``told_at``."""

    start: datetime
    alert: str
    limit: str
    spent: int
    told_at: datetime
