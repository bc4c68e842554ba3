"""The rules that did not apply: what each needs, what is there, how far that is, what it would give."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from loyalty.decision.decide import Decision
from loyalty.decision.trace import Trace
from loyalty.decision.why.days import is_of_days, next_day
from loyalty.decision.why.rows import is_of_table, nearest_row
from loyalty.decision.why.supposing import Place, Supposition, UnknownPriceError, supposing
from loyalty.language import tree as t
from loyalty.language.lowering import Condition, Contestant, Taking
from loyalty.language.no_value import NoValue
from loyalty.language.readers.missing import TAKES_NOTHING, Exact, Missing, lacking, missing
from loyalty.language.readers.python import Value
from loyalty.language.sheet import Rule, Scope, names_read, names_summed
from loyalty.language.tree import Node
from loyalty.pricing.discount_kinds.offer import FULL

FACTOR = "factor"
"""The kind of a number by which points are multiplied."""
Entry = dict[str, Any]
"""Plain JSON data."""
_BEFORE = {"en": "it counts in the place of {rule}", "zh-CN": "取代“{rule}”生效"}


def not_applied(decision: Decision, trace: Trace) -> Iterator[Entry]:
    """Give the rules that did not apply, were beaten, or took nothing where nothing was left to take."""
    yield from _not_applied(decision, trace)
    beaten = list(_beaten(decision, trace))
    yield from beaten
    told = {(item["rule"], item["line"]) for item in beaten}
    for found in _took_nothing(decision, trace):
        if (found["rule"], found["line"]) not in told and (found["rule"], None) not in told:
            yield found


def _took_nothing(decision: Decision, trace: Trace) -> Iterator[Entry]:
    for taking in decision.part.takings:
        of_order = trace.formulas[taking.applies].scope is Scope.ORDER
        for index in (None,) if of_order else range(len(decision.situation.lines)):
            rows = range(len(decision.situation.lines)) if index is None else (index,)
            if trace.is_zero(taking.applies, index) or not all(trace.is_zero(taking.taken, n) for n in rows):
                continue
            yield {
                "rule": taking.rule.id,
                "label": dict(taking.rule.label),
                "line": _line(trace, index),
                **trace.failed(taking.some, index, (Missing(TAKES_NOTHING, taking.some),)),
                "gives": _takes(trace, taking, index),
            }


def _takes(trace: Trace, taking: Taking, index: int | None) -> Entry | None:
    """Give what a rule would take off where nothing else had taken anything, and no floor held it.

    A rate where it takes one; None where it would take nothing either.
    """
    condition = _condition(trace, taking.rule)
    full: dict[Place, Value] = {
        (name, row): trace.known(FULL, row) for name in taking.left for row in range(len(trace.lines))
    }
    then = Supposition(trace, {place: value for place, value in full.items() if place[0] != FULL})
    try:
        if condition is not None and condition.gives is not None:
            return _told(condition.gives.kind.value, then.value(condition.gives, index))
        taken = then.whole(taking.taken) if index is None else then.number(taking.taken, index)
        return _told(trace.formulas[taking.taken].tree.kind.value, taken)
    except NoValue:
        return None


def _condition(trace: Trace, rule: Rule) -> Condition | None:
    conditions = trace.decision.part.conditions
    return next((each for each in conditions if each.rule.id == rule.id), None)


def _not_applied(decision: Decision, trace: Trace) -> Iterator[Entry]:
    for condition in decision.part.conditions:
        rows = range(len(decision.situation.lines)) if condition.scope is Scope.LINE else (None,)
        for index in rows:
            wanted = condition.asked_by is None or trace.fact(condition.asked_by, None)
            if not wanted or not trace.is_zero(condition.formula, index):
                continue
            yield _entry(trace, condition, index)


def _entry(trace: Trace, condition: Condition, index: int | None) -> Entry:
    """Give what is told of a condition, once for each values of the facts that it all depends on."""
    facts = trace.index.once("alone", condition.formula, lambda: _reads_alone(trace, condition))
    key = condition.formula, _line(trace, index)
    return _recalled(trace, facts, key, index, lambda: _found(trace, condition, index))


def _recalled(
    trace: Trace,
    facts: Sequence[str] | None,
    key: tuple[object, ...],
    index: int | None,
    find: Callable[[], Entry],
) -> Entry:
    """Give what is found once for each values of the facts beside the key; each time without facts."""
    if facts is None:
        return find()
    return trace.index.recalled((*key, tuple(trace.known(name, index or 0) for name in facts)), find)


def _line(trace: Trace, index: int | None) -> str | None:
    return None if index is None else trace.lines[index].id


def _reads_alone(trace: Trace, condition: Condition) -> tuple[str, ...] | None:
    """Give the names of which alone depends what is told of a condition; None where it is more than names.

    It is more too where what a rule gives has to be worked out.
    """
    given = condition.gives is not None and not names_read(condition.gives)
    return _names_alone(trace, trace.formulas[condition.formula].tree) if given else None


def _names_alone(trace: Trace, *nodes: Node) -> tuple[str, ...] | None:
    """Give the names that alone decide what is told of nodes, None where it is more than names.

    It is more where the calendar, the rows of a table or another line are looked at.
    """
    names = sorted({name for node in nodes for name in names_read(node)})
    if any(map(names_summed, nodes)) or any(map(is_of_days, names)) or any(map(is_of_table, names)):
        return None
    sums = (isinstance(trace.index.nodes[name], t.SumLines) for name in names)
    return None if any(sums) else tuple(names)


def _found(trace: Trace, condition: Condition, index: int | None) -> Entry:
    test = trace.formulas[condition.formula].tree
    found = lacking(trace.index.asked(test), trace.reading(index))
    parts = [next_day(trace, nearest_row(trace, part, index)) for part in found]
    return {
        "rule": condition.rule.id,
        "label": dict(condition.rule.label),
        "line": _line(trace, index),
        **trace.failed(test, index, parts),
        **_given_or_charged(condition, _gives(trace, condition, index, parts)),
    }


def _given_or_charged(condition: Condition, number: Entry | None) -> Entry:
    """Give a number as what a rule would give, or as what it would cost."""
    return {"gives": None, "costs": number} if condition.is_cost else {"gives": number}


def _gives(trace: Trace, condition: Condition, index: int | None, parts: Sequence[Missing]) -> Entry | None:
    """Give what a rule would give, as a kind and a number in the unit of that kind; None where nobody knows.

    It is what the rule comes to where it has just what it is missing, and all else is as it was.
    """
    try:
        then = supposing(trace, condition.formula, index, parts)
        kind, value = _given(trace, then, condition, index)
    except (NoValue, UnknownPriceError):
        return None
    return _told(kind, value)


def _told(kind: str, value: Exact) -> Entry | None:
    """Give a number with its kind, None where it changes nothing: 0, or a factor of 1."""
    return {"kind": kind, "value": str(value)} if value != (kind == FACTOR) else None


def _given(trace: Trace, then: Supposition, condition: Condition, index: int | None) -> tuple[str, Exact]:
    if condition.gives is not None:
        kind = FACTOR if condition.is_factor else condition.gives.kind.value
        return kind, then.value(condition.gives, index)
    if condition.result is None:
        return "", Fraction(0)
    formula = trace.formulas[condition.result]
    if condition.is_factor:
        return FACTOR, then.number(formula.name, index)
    now = Supposition(trace, {}).whole(formula.name)
    return formula.tree.kind.value, then.whole(formula.name) - now


def _beaten(decision: Decision, trace: Trace) -> Iterator[Entry]:
    """Give the rules that applied, but of which only the best of a line or order counts, and another was."""
    for contest in decision.part.contests:
        of_order = trace.formulas[contest[-1].step].scope is Scope.ORDER
        for index in (None,) if of_order else range(len(decision.situation.lines)):
            running = [c for c in contest if c.applies is None or not trace.is_zero(c.applies, index)]
            winner = _leader(trace, contest, running, index)
            for loser in running:
                if winner is not None and loser is not winner and loser.applies is not None:
                    yield _loss(decision, trace, loser, winner, index)


def _loss(
    decision: Decision, trace: Trace, loser: Contestant, winner: Contestant, index: int | None
) -> Entry:
    """Give what is told of a rule that was beaten, once for each values of the facts it depends on."""
    key = "beaten", loser.step, loser.rule.id, winner.rule.id, _line(trace, index)
    facts = trace.index.once(
        "beaten", f"{loser.step} {loser.rule.id}", lambda: _names_alone(trace, loser.better, loser.offers)
    )
    return _recalled(trace, facts, key, index, lambda: _beaten_by(decision, trace, loser, winner, index))


def _beaten_by(
    decision: Decision, trace: Trace, loser: Contestant, winner: Contestant, index: int | None
) -> Entry:
    better = missing(trace.index.asked(loser.better), trace.reading(index))
    return {
        "rule": loser.rule.id,
        "label": dict(loser.rule.label),
        "line": _line(trace, index),
        "beaten_by": {"rule": winner.rule.id, "label": dict(winner.rule.label)},
        **trace.failed(loser.better, index, better),
        "needed": _before(decision, winner),
        "gives": _offered(trace, loser, index),
    }


def _before(decision: Decision, winner: Contestant) -> Entry:
    """Give in words, by language, what a rule that was beaten would need: nobody reads its formula."""
    label = winner.rule.label
    called = {
        language: label.get(language) or next(iter(label.values()))
        for language in decision.programme.shape.languages
    }
    return {
        language: _BEFORE.get(language, _BEFORE["en"]).format(rule=rule) for language, rule in called.items()
    }


def _offered(trace: Trace, loser: Contestant, index: int | None) -> Entry | None:
    """Give what a rule would have given had it counted."""
    kind = FACTOR if loser.is_factor else loser.offers.kind.value
    return _told(kind, trace.reading(index)(loser.offers))


def _leader(
    trace: Trace, contest: Sequence[Contestant], running: Sequence[Contestant], index: int | None
) -> Contestant | None:
    """Give the contestant that counts: the one whose ``won`` says so, else who last raised the best."""
    best = trace.exact(contest[-1].step, index)
    for contestant in running:
        if contestant.won is not None and not trace.is_zero(contestant.won, index):
            return contestant
        if contestant.won is None and trace.exact(contestant.step, index) == best:
            return contestant
    return None
