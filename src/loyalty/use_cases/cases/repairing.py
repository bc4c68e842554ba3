"""Whether a wrong rule was repaired for everybody it hit, before a case of it ends."""

from itertools import chain

from loyalty.cases.case import Cause, ServiceCase, Step
from loyalty.cases.refusals import RemedyScopeMissing
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.cases.wrongly_ruled import already_found, wrong_versions
from loyalty.use_cases.services import Services


def refuse_unrepaired(services: Services, unit: UnitOfWork, closed: ServiceCase) -> None:
    """Give nothing where a case ends whose cause is no rule, or one that was repaired for everybody.

    Everybody is: every order and bill of each version in which the rule says the same was looked at,
    none of these binds now or later, and each that was hit is settled. Raises RemedyScopeMissing.
    """
    said = closed.taken[-1].said
    if said.cause is not Cause.RULE_WRONG:
        return
    scopes = [
        each
        for each in closed.every(Step.SCOPED)
        if each.said.rule == said.rule and (each.said.repaired or "").startswith(said.repaired or "-")
    ]
    if not scopes:
        raise RemedyScopeMissing("draw up first whom the rule hit")
    now, name, repaired = services.clock.now(), closed.key.programme, scopes[-1].said.repaired or ""
    wrong = services.programmes.by_digest(unit, closed.digest)
    digests = {each.digest for each in wrong_versions(services, unit, wrong, said.rule or "", repaired)}
    coming = {digest for begin, digest in unit.adoption.starts(name) if begin > now}
    if services.programmes.in_force(unit, name, now).digest in digests:
        raise RemedyScopeMissing("a version in which the rule is wrong still binds")
    if coming & digests:
        raise RemedyScopeMissing("a version in which the rule is wrong is to bind later")
    if sum(unit.cases.count_sold_under(name, digest) for digest in digests) != scopes[-1].said.looked_at:
        raise RemedyScopeMissing("there are orders or bills that nobody looked at; draw it up again")
    elsewhere = chain(*already_found(unit, closed.key, said.rule or "").values())
    left = sum(each.is_open for each in (*unit.cases.remedies(closed.key), *elsewhere))
    if left:
        raise RemedyScopeMissing("not everybody it hit was made good", open=left)
