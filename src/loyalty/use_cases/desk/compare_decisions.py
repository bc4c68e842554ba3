"""What another version would have made of what was decided: kept decisions made again, nothing booked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from loyalty.decision.baseline import held_to_public
from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Part, Programme
from loyalty.decision.situate import situation_kept
from loyalty.desk.filed import Wanted
from loyalty.kernel.refusal import Refusal
from loyalty.language.sheet import Input
from loyalty.orders.quote import Explanation
from loyalty.use_cases.documents import BASKET, is_personal, opened
from loyalty.use_cases.lifecycle.known import whole_digest
from loyalty.use_cases.services import Services

RECEIPT = "receipt"
MOST: Final = 500
"""The most decisions of one request; a longer history is for `loyalty backtest`."""
OTHER_CURRENCY, OTHER_FACT = "other-currency", "other-fact"


@dataclass(frozen=True, slots=True)
class CompareDecisions:
    """Which versions, by digest or its first digits; receipts told from ``since`` on, before ``until``."""

    programme: str
    old: str
    new: str
    since: datetime | None = None
    until: datetime | None = None
    most: int = MOST


@dataclass(frozen=True, slots=True)
class DecidedTwice:
    """A receipt by both versions: due in minor units, points as whole points.

    ``why_not`` says why the other version decides nothing; then its numbers are those of the first.
    """

    explanation_id: str
    due: int
    due_again: int
    points: int
    points_again: int
    why_not: str | None = None

    @property
    def changed(self) -> bool:
        """Whether the other version gives another total or other points."""
        return (self.due, self.points) != (self.due_again, self.points_again)


@dataclass(frozen=True, slots=True)
class DecisionsCompared:
    """The receipts, those told last first; ``more`` is whether there are others than these.

    ``assumed`` are facts that the other version reads and that were not kept: each was taken to be
    what it is of somebody of whom nothing is known.
    """

    old: str
    new: str
    currency: str
    receipts: tuple[DecidedTwice, ...]
    assumed: tuple[str, ...]
    more: bool


def compare_decisions(services: Services, command: CompareDecisions) -> DecisionsCompared:
    """Give what the newer version would have made of receipts that the older one decided.

    Raises UnknownDigest.
    """
    with services.units.read() as unit:
        digests = [whole_digest(unit, each, command.programme) for each in (command.old, command.new)]
        old, new = (services.programmes.by_digest(unit, digest) for digest in digests)
        wanted = Wanted(
            command.programme,
            kind=RECEIPT,
            digest=old.digest,
            since=command.since,
            until=command.until,
        )
        found = unit.desk.find(wanted, command.most + 1)
        rows = [unit.explanations.get(each.explanation_id) for each in found[: command.most]]
    told = [row for row in rows if row is not None and json.loads(row.recipe)["part"] == BASKET]
    return DecisionsCompared(
        old=old.digest,
        new=new.digest,
        currency=old.currency.code,
        receipts=tuple(_twice(row, old, new) for row in told),
        assumed=_assumed(told, new),
        more=len(found) > command.most,
    )


def compared_data(found: DecisionsCompared) -> dict[str, Any]:
    """Give it as plain data, the receipts that change with what they come to."""
    changed = [each for each in found.receipts if each.changed]
    undecided = [each for each in found.receipts if each.why_not is not None]
    return {
        "old": found.old,
        "new": found.new,
        "currency": found.currency,
        "decided": len(found.receipts) - len(undecided),
        "changed": len(changed),
        "dearer": sum(each.due_again > each.due for each in changed),
        "cheaper": sum(each.due_again < each.due for each in changed),
        "due": {"old": sum(each.due for each in found.receipts), "new": _sum_again(found.receipts)},
        "points": {
            "old": sum(each.points for each in found.receipts),
            "new": sum(each.points_again for each in found.receipts),
        },
        "assumed": list(found.assumed),
        "more": found.more,
        "receipts": [
            {
                "explanation": each.explanation_id,
                "due": {"old": each.due, "new": each.due_again},
                "points": {"old": each.points, "new": each.points_again},
            }
            for each in changed
        ],
        "undecided": [{"explanation": each.explanation_id, "code": each.why_not} for each in undecided],
    }


def _sum_again(receipts: Sequence[DecidedTwice]) -> int:
    return sum(each.due_again for each in receipts)


def _twice(row: Explanation, old: Programme, new: Programme) -> DecidedTwice:
    before = opened(old, row).decision
    try:
        again = _again(row, old, new)
    except Refusal as refused:
        again = refused.code
    if isinstance(again, str):
        return _kept(row, before, before, again)
    return _kept(row, before, again, None)


def _kept(row: Explanation, before: Decision, again: Decision, why_not: str | None) -> DecidedTwice:
    return DecidedTwice(
        row.explanation_id, before.due, again.due, before.points_earned, again.points_earned, why_not
    )


def _again(row: Explanation, old: Programme, new: Programme) -> Decision | str:
    """Give the decision of the newer version on the same facts, or why there is none."""
    if old.currency != new.currency:
        return OTHER_CURRENCY
    before, after = _inputs(old.basket), _inputs(new.basket)
    if any(_kind(before[name]) != _kind(after[name]) for name in before.keys() & after.keys()):
        return OTHER_FACT
    situation = situation_kept(new, new.basket, json.loads(row.recipe)["situation"])
    return held_to_public(decide(new, situation), personal=is_personal(row)).decision


def _assumed(rows: Sequence[Explanation], new: Programme) -> tuple[str, ...]:
    """Give the facts that the newer version reads and no receipt of these kept."""
    missing: set[str] = set()
    for row in rows:
        kept = json.loads(row.recipe)["situation"]
        names = set(kept["order"]) | {name for line in kept["lines"] for name in line["facts"]}
        missing |= _inputs(new.basket).keys() - names
    return tuple(sorted(missing))


def _inputs(part: Part) -> Mapping[str, Input]:
    return {item.name: item for item in part.compiled.sheet.inputs}


def _kind(item: Input) -> tuple[object, ...]:
    """Give what makes the kept number of a fact mean the same."""
    return item.scope, item.node.kind, item.node.den
