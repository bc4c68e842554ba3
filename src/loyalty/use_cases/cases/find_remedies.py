"""Whom a wrong rule hit: all that the wrong versions sold decided again by the one that is right.

That is every order, and every period of a subscription that was billed.

Whoever paid too much or earned too little is owed the difference; who was better off keeps it.
What was changed after the sale, still runs, or cannot be worked out again, is left to a person, and
so is whoever earned too little in another wallet, or whose points paid for less than they should.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from typing import Any

from loyalty.adoption.version import Person
from loyalty.cases.case import CaseKey, Said, Step, Taken
from loyalty.cases.refusals import CaseStepEarly
from loyalty.cases.remedy import Remedy, RemedyState, SoldUnder
from loyalty.decision.baseline import held_to_public
from loyalty.decision.decide import Decision, decide
from loyalty.decision.programme import Programme
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.refusal import Refusal
from loyalty.language.shapes.programme import EffectiveShape
from loyalty.language.shapes.wallets import POINTS
from loyalty.orders.quote import Explanation
from loyalty.pricing.rows import CLOSED
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.cases.show_case import case_of
from loyalty.use_cases.cases.show_remedies import remedy_data
from loyalty.use_cases.cases.sold import sold_under
from loyalty.use_cases.cases.wrongly_ruled import already_found, refuse_unknown_rule, wrong_versions
from loyalty.use_cases.documents import is_personal, opened, part_named, situation_in
from loyalty.use_cases.lifecycle.known import whole_digest
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.wallets import wallets_of


@dataclass(frozen=True, slots=True)
class FindRemedies:
    """The case, the rule that was wrong, and the digest (or its first digits) in which it is right."""

    key: CaseKey
    rule: str
    repaired: str
    by: Person


@dataclass(frozen=True, slots=True)
class _Looking:
    """For which case orders are decided again by which version; ``found_before`` are of other cases."""

    key: CaseKey
    wrong: Programme
    right: Programme
    found_before: Mapping[tuple[str, str], Sequence[Remedy]]
    now: datetime


@dataclass(frozen=True, slots=True)
class _Scope:
    looked_at: int
    found: tuple[Remedy, ...]


def find_remedies(services: Services, command: FindRemedies) -> dict[str, Any]:
    """Keep everybody whom a wrong rule hit, as `remedy_data`; done again it adds who came since.

    Raises UnknownCase, UnknownDigest, CaseStepEarly.
    """
    return retrying(services, lambda: _find(services, command))


def _find(services: Services, command: FindRemedies) -> dict[str, Any]:
    now = services.clock.now()
    with services.units.read() as unit:
        case = case_of(unit, command.key)
        digest = whole_digest(unit, command.repaired, command.key.programme)
        if digest == case.digest:
            raise CaseStepEarly("that is the version in which the rule is wrong", step=str(Step.SCOPED))
        wrong = services.programmes.by_digest(unit, case.digest)
        refuse_unknown_rule(wrong, command.rule)
        versions = wrong_versions(services, unit, wrong, command.rule, digest)
        right = services.programmes.by_digest(unit, digest)
        looking = _Looking(case.key, wrong, right, already_found(unit, case.key, command.rule), now)
        scopes = [_scope(unit, looking, version) for version in versions]
        scope = _Scope(sum(each.looked_at for each in scopes), tuple(chain(*(each.found for each in scopes))))
    unclear = sum(each.state is RemedyState.UNCLEAR for each in scope.found)
    said = Said(
        rule=command.rule,
        repaired=digest,
        looked_at=scope.looked_at,
        hit=len(scope.found) - unclear,
        unclear=unclear,
    )
    with services.units.write() as unit:
        after = case.after(Taken(Step.SCOPED, now, command.by, said=said))
        unit.cases.add_remedies(scope.found)
        if not unit.cases.go_on(after):
            raise DecideAgain
        told = remedy_data(after, unit.cases.remedies(case.key), wrong)
        unit.commit()
    return told


def _scope(unit: UnitOfWork, looking: _Looking, sold_by: Programme) -> _Scope:
    looked_at, found = 0, list[Remedy]()
    for order in sold_under(unit, looking.key.programme, sold_by.digest):
        looked_at += order.documents
        earlier = looking.found_before.get((order.source, order.order_id), ())
        if order.over or not all(each.money or each.points for each in earlier):
            continue  # what was unclear is left to the other case
        state, money, points = _owed(unit, order, sold_by, looking)
        money = max(0, money - sum(each.money for each in earlier))
        points = max(0, points - sum(each.points for each in earlier))
        if state is RemedyState.UNCLEAR or money or points:
            found.append(
                Remedy(
                    looking.key,
                    order.source,
                    order.order_id,
                    order.member_id,
                    order.explanation_id,
                    money,
                    points,
                    state,
                    looking.now,
                )
            )
    return _Scope(looked_at, tuple(found))


def _owed(
    unit: UnitOfWork, order: SoldUnder, sold_by: Programme, looking: _Looking
) -> tuple[RemedyState, int, int]:
    """Give what the rule took; unclear where the case's version would have told the order otherwise."""
    row = unit.explanations.get(order.explanation_id)
    if row is None or order.returns:
        return RemedyState.UNCLEAR, 0, 0
    before = opened(sold_by, row)
    if order.billed is not None and not _is_billed_whole(before.decision, order.billed):
        return RemedyState.UNCLEAR, 0, 0
    try:
        after = _decided(looking.right, row)
        if sold_by is not looking.wrong:
            same = _decided(looking.wrong, row)
            if _told(same, sold_by) != _told(before.decision, sold_by):
                return RemedyState.UNCLEAR, 0, 0
    except (Refusal, KeyError):  # a fact that the other version does not know as this one did
        return RemedyState.UNCLEAR, 0, 0
    money, points = before.decision.due - after.due, after.points_earned - before.decision.points_earned
    earns = order.member_id is not None and order.billed is None
    if earns and (_earned_less(before.decision, after) or _paid_for_less(before.decision, after)):
        return RemedyState.UNCLEAR, 0, 0
    return RemedyState.OWED, max(0, money), max(0, points) if earns else 0


def _is_billed_whole(decision: Decision, billed: int) -> bool:
    """Whether a period is over, and what was billed of it is what it comes to."""
    known = decision.situation.order_facts(decision.part.compiled)
    return bool(known.get(CLOSED, 1)) and billed == decision.due


def _decided(by: Programme, row: Explanation) -> Decision:
    """Decide a sale by a version, also for days on which it did not bind.

    Raises KeyError where it has no such plan or fact.
    """
    always = replace(by, shape=replace(by.shape, effective=EffectiveShape(from_=date.min)))
    part = part_named(always, json.loads(row.recipe)["part"])
    decided = decide(always, situation_in(always, part, row), part)
    return held_to_public(decided, personal=is_personal(row)).decision


def _told(decision: Decision, sold_by: Programme) -> tuple[int, ...]:
    """Give what a sale came to: money, points that paid, and what was earned in each wallet."""
    earned = (decision.earned_in(wallet) for wallet in wallets_of(sold_by))
    return decision.due, decision.payable, decision.points_used, *earned


def _earned_less(before: Decision, after: Decision) -> bool:
    """Whether a sale should have earned more in another wallet than that of `POINTS`."""
    wallets = (wallet for wallet in wallets_of(after.programme) if wallet != POINTS)
    return any(before.earned_in(wallet) < after.earned_in(wallet) for wallet in wallets)


def _paid_for_less(before: Decision, after: Decision) -> bool:
    """Whether points should have paid for more than they did, by more than what is rounded away."""
    paid, should = before.due - before.payable, after.due - after.payable
    return should * before.points_used > (paid + 1) * after.points_used > 0
