"""Three views of one explanation, for a customer, an agent and an auditor: they hide, and change nothing.

A view is a pure function of the document. What is left in one is left, with the same value, in
every wider one. A document that was told by an earlier release is viewed like any other.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from enum import IntEnum
from functools import partial
from typing import Any

from loyalty.decision.telling import Document
from loyalty.decision.telling.left import KIND as LEFT
from loyalty.language.occasions.belonging import RFM, SEGMENT, SIZE

_SETTLED = ("points.rounded", "points.earned", "points.cap.")
"""Steps that are told to everybody, by name: how points were rounded and capped."""
_TOLD = ("period.", "stretch.", "coupon.", "member.enrolled")
"""Facts whose values are told to everybody: how much of a period there is, and what holds in it."""
_OF_LINES = frozenset({"rule", "reads", "personal_reads", "step", "sign"})
_OF_AWARDS = frozenset({"rule", "step"})
_OF_SLICES = frozenset({"step"})
_OF_BILLS = frozenset({"key"})
_OF_STEPS = frozenset({"rule", "formula"})
_FORMULA = frozenset({"formula"})
_RULE = frozenset({"rule"})
_FACT = frozenset({"fact"})
_CHECKS = frozenset({"profiles"})
"""What an auditor alone is told of: which profiles bound it, and which checks ran."""
NOT_READ = "not_read"
"""The member of a promise with the facts that it was made with, and that were not read again."""
_PLAIN = ("line.", "order.", "event.", "usage.", "period.", "stretch.", "total.", "points.", "together")
"""What a customer may be told of a rule that did not apply: the purchase, never the name of a step."""
POINTS_CHANGE = "points_change"
BILLS = ("invoice", "credit_note")
"""Kinds of documents that hold sums alone: a customer sees all of one but the keys of its lines."""
_FINER = ("line.", "usage.", "cell.", "event.", "order.")


class View(IntEnum):
    """Who reads: each sees what those before it see, and more."""

    BUYER = 1
    AGENT = 2
    AUDITOR = 3


_OF_CHANGES = {
    View.BUYER: frozenset({"moves", "lots", "entry"}) | _CHECKS,
    View.AGENT: frozenset({"entry"}) | _CHECKS,
}
VIEWS: Mapping[str, View] = {"customer": View.BUYER, "agent": View.AGENT, "auditor": View.AUDITOR}
"""The views by the words that they are asked for with."""


def seen(document: Mapping[str, Any], view: View) -> Document:
    """Give what a view leaves of an explanation; of an auditor's, everything."""
    if view is View.AUDITOR or document["kind"] == LEFT:
        return dict(document)
    if document["kind"] in BILLS:
        return _bill(document) if view is View.BUYER else dict(document)
    if document["kind"] == POINTS_CHANGE:
        change = _without(document, _OF_CHANGES[view])
        return _worth(change) if view is View.BUYER else change
    buyer = view is View.BUYER
    rules = [_rule(rule, buyer=buyer) for rule in document["not_applied"]]
    told = {name for rule in rules for name in rule.get("was", ())}
    hidden: dict[str, Callable[[Any], object]] = {
        "steps": lambda steps: _steps(steps, told if buyer else None),
        "facts": lambda facts: _facts(facts, buyer=buyer),
        "not_applied": lambda _: rules,
    }
    if buyer:
        hidden |= {
            "lines": partial(_each, keys=_OF_LINES),
            "slices": partial(_each, keys=_OF_SLICES),
            "points": _points,
            "inputs": _inputs,
            "promise": _promise,
            "baseline": _baseline,
        }
    shown = _without(document, _CHECKS)
    return {name: hidden[name](part) if name in hidden else part for name, part in shown.items()}


def is_internal(fact: str) -> bool:
    """Give whether the name of a fact says in which group somebody was put."""
    return fact.startswith((SEGMENT, SIZE, RFM))


def _without(part: Mapping[str, Any], keys: frozenset[str]) -> Document:
    return {name: value for name, value in part.items() if name not in keys}


def _each(parts: Iterable[Mapping[str, Any]], keys: frozenset[str]) -> list[Document]:
    return [_without(part, keys) for part in parts]


def _bill(document: Mapping[str, Any]) -> Document:
    return {**document, "lines": _each(document["lines"], _OF_BILLS)}


def _steps(steps: Iterable[Mapping[str, Any]], told: Collection[str] | None) -> list[Document]:
    """Give what steps came to without how; to a customer those that are ``told`` of, and of points."""
    return [
        _without(step, _OF_STEPS)
        for step in steps
        if told is None or step["id"] in told or step["id"].startswith(_SETTLED)
    ]


def _facts(facts: Mapping[str, str], *, buyer: bool) -> dict[str, str]:
    """Give the facts of the transaction; to a customer only those that sentences are made of."""
    told = _TOLD if buyer else (*_TOLD, *_FINER)
    return {name: value for name, value in facts.items() if name.startswith(told)}


def _rule(rule: Mapping[str, Any], *, buyer: bool) -> Document:
    """Give a rule that did not apply without how that was worked out; to a customer without ids of rules."""
    told = _without(rule, _OF_AWARDS | _FORMULA if buyer else _FORMULA)
    told["missing"] = _each(rule.get("missing", ()), _FORMULA)
    if buyer:
        was = rule.get("was", {})
        told["was"] = {name: value for name, value in was.items() if name.startswith(_PLAIN)}
        if "beaten_by" in rule:
            told["beaten_by"] = _without(rule["beaten_by"], _OF_AWARDS)
    return told


def _points(points: Mapping[str, Any]) -> Document:
    told = _worth({**points, "awards": _each(points["awards"], _OF_AWARDS)})
    if "wallets" in points:
        told["wallets"] = [
            {**each, "awards": _each(each["awards"], _OF_AWARDS)} for each in points["wallets"]
        ]
    return told


def _worth(part: Document) -> Document:
    """Give what points are worth without the id of the rule that says so."""
    return {**part, "worth": _without(part["worth"], _RULE)} if part.get("worth") else part


def _promise(promise: Mapping[str, Any]) -> Document:
    """Give what was promised and charged; of what was not read again, no group that members are put in."""
    left = [fact for fact in promise.get(NOT_READ, ()) if not is_internal(fact)]
    return {**_without(promise, frozenset({NOT_READ})), **({NOT_READ: left} if left else {})}


def _inputs(inputs: Mapping[str, Any]) -> Document:
    """Give the facts that were looked at; of groups that members are put in, only what members read."""
    told = dict(inputs)
    for key in ("used", "not_used"):
        told[key] = [_without(item, _FACT) if is_internal(item["fact"]) else item for item in inputs[key]]
    return told


def _baseline(baseline: Mapping[str, Any] | None) -> Document | None:
    return None if baseline is None else _without(baseline, frozenset({"same_conditions"}))
