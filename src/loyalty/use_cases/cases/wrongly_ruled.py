"""The versions in which a rule is wrong: that of the case, and every other in which it says the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from loyalty.cases.case import CaseKey, Step
from loyalty.cases.refusals import CaseStepEarly
from loyalty.cases.remedy import Remedy
from loyalty.comparison.content import content
from loyalty.decision.programme import Programme
from loyalty.language.findings import not_known
from loyalty.language.shapes.fields import Shape
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services


def wrong_versions(
    services: Services, unit: UnitOfWork, wrong: Programme, rule: str, repaired: str
) -> Sequence[Programme]:
    """Give every adopted version in which the rule says what it says in ``wrong``, which comes first.

    Where the repaired one says the same of the rule, what was wrong stands elsewhere, and ``wrong``
    is the only one.
    """
    said = _said(wrong, rule)
    adopted = {digest for _, digest in unit.adoption.starts(wrong.name)} - {wrong.digest, repaired}
    if not said or said == _said(services.programmes.by_digest(unit, repaired), rule):
        return (wrong,)
    others = (services.programmes.by_digest(unit, digest) for digest in sorted(adopted))
    return (wrong, *(other for other in others if _said(other, rule) == said))


def already_found(unit: UnitOfWork, key: CaseKey, rule: str) -> Mapping[tuple[str, str], Sequence[Remedy]]:
    """Give what other cases of the rule found already, by source and order: nobody is repaid twice."""
    others = (
        case.key
        for case in unit.cases.repairing(key.programme)
        if case.key != key and any(each.said.rule == rule for each in case.every(Step.SCOPED))
    )
    found: dict[tuple[str, str], list[Remedy]] = {}
    for each in (remedy for other in others for remedy in unit.cases.remedies(other)):
        found.setdefault((each.source, each.order_id), []).append(each)
    return found


def refuse_unknown_rule(wrong: Programme, rule: str) -> None:
    """Give nothing where the version has a rule of this id. Raises CaseStepEarly with what may be meant."""
    parts = (wrong.basket, *wrong.plans.values())
    told = {formula.rule.id for part in parts for formula in part.compiled.sheet.formulas}
    known = told | {shape_id for shape_id, _ in _named(wrong.shape)}
    if rule not in known:
        raise CaseStepEarly(not_known("the version has no such rule", rule, known), step="scoped")


def _said(programme: Programme, rule: str) -> frozenset[object]:
    return frozenset(content(shape) for shape_id, shape in _named(programme.shape) if shape_id == rule)


def _named(value: object) -> Iterator[tuple[str, Shape]]:
    """Give every part of a programme's rules that has an id, with it."""
    if isinstance(value, tuple):
        for each in value:
            yield from _named(each)
    elif isinstance(value, dict):
        yield from _named(tuple(value.values()))
    elif isinstance(value, Shape):
        own = getattr(value, "id", None)
        if isinstance(own, str):
            yield own, value
        for each in fields(value):
            yield from _named(getattr(value, each.name))
