"""Enrol a member: a new pseudonymous id, the caller's reference kept only as a keyed hash."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from loyalty.decision.programme import Programme
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.kernel.identity import MemberId
from loyalty.language.facts import FactError, number_of
from loyalty.language.findings import did_you_mean
from loyalty.language.texts.countries import COUNTRIES, country_hint
from loyalty.members.member import Member
from loyalty.privacy.free_text import fact_risk_of
from loyalty.privacy.refusals import NfiMissing
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.participants import reached_of
from loyalty.use_cases.privacy.show_notice_at_collection import notice_cited
from loyalty.use_cases.refusals import UndeclaredFact
from loyalty.use_cases.services import Services, retrying

_NOT_KEPT = frozenset({"member.tier", "member.enrolled"})
_FORBIDDEN = frozenset({"protected", "proxy"})


@dataclass(frozen=True, slots=True)
class EnrolMember:
    """``reference`` is the caller's own number of the member; ``facts`` by full name.

    ``notice`` is the fingerprint of the notice that was shown before, None where none was cited.
    """

    programme: str
    reference: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    notice: str | None = None


def enrol_member(services: Services, command: EnrolMember, once: Once) -> Told:
    """Give the new member: ``member`` (id), ``programme``, ``enrolled_at``, ``tier``.

    Raises UnknownProgramme, NoticeStale where the notice is not that of the rules in force, NfiMissing where
    none was shown and something is given for members' data, UndeclaredFact or
    RequestMisfit with every fact that does not fit, MemberExists, IdempotencyConflict.
    """
    return retrying(services, lambda: _enrol(services, command, once))


def reference_hash(services: Services, programme: str, reference: str) -> str:
    """Give the keyed hash under which a caller's reference is kept."""
    return hmac.new(services.secret, f"{programme}\0{reference}".encode(), "sha256").hexdigest()


def _enrol(services: Services, command: EnrolMember, once: Once) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        told = told_before(unit, once, now)
        if told is not None:
            return told
        programme = services.programmes.in_force(unit, command.programme, now)
        check_notice(programme, command.notice)
        check_facts(programme, command.facts)
        member_id = MemberId(services.entropy.new_id(now))
        reference = command.reference
        hashed = reference_hash(services, programme.name, reference) if reference is not None else None
        unit.members.add(Member(member_id, programme.name, now, reference_hash=hashed))
        unit.members.set_facts(member_id, dict(command.facts), now)
        tier = first_standing(unit, programme, member_id, now)
        data = {
            "member": member_id,
            "programme": programme.name,
            "enrolled_at": now.isoformat(),
            "tier": tier,
        }
        answer = tell(unit, once, now, data)
        unit.commit()
    return answer


def check_notice(programme: Programme, notice: str | None) -> None:
    """Refuse a notice that is not that of the rules, and none where something is given for members' data."""
    if notice is not None:
        notice_cited(programme, notice)
    elif programme.shape.incentive is not None:
        raise NfiMissing(pointer="/notice")


def first_standing(unit: UnitOfWork, programme: Programme, member_id: MemberId, now: datetime) -> str | None:
    """Keep the standing that a member begins with; give its tier, None without a ladder."""
    moved = reached_of(unit, programme, member_id, now)
    if moved is None:
        return None
    unit.tiers.keep(member_id, programme.name, moved.standing, moved.movements, at=now)
    return moved.standing.tier


def by_consent(programme: Programme, names: Iterable[str]) -> frozenset[str]:
    """Give those of the facts that are kept only while the member agrees to what they are for."""
    declared = programme.shape.facts
    return frozenset(each for each in names if each in declared and declared[each].consent is not None)


def check_facts(programme: Programme, facts: Mapping[str, str | None]) -> None:
    """Refuse facts that are not declared about members, those no rule may ever read, and unfit values.

    None withdraws a fact, which is refused only for one that is not declared.
    """
    declared = {
        name: fact
        for name, fact in programme.shape.facts.items()
        if name.startswith("member.") and name not in _NOT_KEPT
    }
    kept = {name: fact for name, fact in declared.items() if fact.label not in _FORBIDDEN}
    misfits, undeclared = [], False
    for name, text in facts.items():
        known = declared if text is None else kept
        pointer, fact = f"/facts/{name}", known.get(name)
        if fact is None:
            undeclared = True
            hint = did_you_mean(name, known)
            misfits.append(Misfit(pointer, "undeclared-fact", "the programme keeps no such fact", hint))
        elif text is not None:
            try:
                number_of(text, fact, programme.shape, programme.currency)
                if fact.is_ == "day_month":
                    _refuse_no_day(text)
                if fact.is_ == "country":
                    _refuse_no_country(text)
            except FactError as error:
                misfits.append(Misfit(pointer, "fact-invalid", error.message, error.hint))
            else:
                risk = fact_risk_of(text) if fact.is_ == "text" else None
                if risk is not None:
                    misfits.append(Misfit(pointer, "free-text-risk", risk, "leave that out"))
    if undeclared:
        raise UndeclaredFact(tuple(misfits))
    if misfits:
        raise RequestMisfit(tuple(misfits))


def _refuse_no_day(text: str) -> None:
    """Raise FactError for a day that no year has, such as ``02-31``, well spelt as it is."""
    try:
        date.fromisoformat(f"2000-{text}")  # a year with a 29 February
    except ValueError:
        raise FactError("no year has this day", "write a day of the calendar, such as `02-28`") from None


def _refuse_no_country(text: str) -> None:
    """Raise FactError for a code that no country has, such as ``XX``, well spelt as it is."""
    if text not in COUNTRIES:
        raise FactError("no country has this code", country_hint(text))
