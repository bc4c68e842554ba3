"""A case opened by a member or for one: on a document, a change of points, their data or the service."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from loyalty.adoption.version import Person
from loyalty.cases.case import (
    DECISIONS,
    CaseKey,
    Clock,
    Kind,
    Limit,
    ServiceCase,
    Step,
    Taken,
    Topic,
)
from loyalty.cases.refusals import CaseDiffers, CaseUnfit
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import day_start
from loyalty.language.shapes.wallets import POINTS
from loyalty.profiles.markets import law_on
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.cases.show_case import case_data
from loyalty.use_cases.cases.words import refuse_words
from loyalty.use_cases.once import Told
from loyalty.use_cases.refusals import UnknownExplanation, UnknownMember
from loyalty.use_cases.services import Services, retrying

OF_PROGRAMME = "programme"
"""Who sets a clock that no profile does: `rights.answer_within` of the programme."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """``key`` holds the caller's own id.

    About a price or points it names a document, or an entry of the member by ``wallet`` and ``seq``.
    ``words`` is what the member says, in short.
    """

    key: CaseKey
    kind: Kind
    topic: Topic
    by: Person
    words: str = ""
    member: MemberId | None = None
    explanation: str | None = None
    seq: int | None = None
    wallet: str = POINTS


@dataclass(frozen=True, slots=True)
class _About:
    """What a case is about: its name, whose it is, and the version that decided it."""

    name: str
    member: MemberId | None
    programme: Programme


def open_case(services: Services, command: OpenCase) -> Told:
    """Give the case as `case_data`; asked again it is the same case.

    Raises UnknownProgramme, UnknownMember, MemberMerged, UnknownExplanation, CaseUnfit where it does not
    say what it is about, FreeTextRisk, and CaseDiffers where the id was used for another.
    """
    return retrying(services, lambda: _open(services, command))


def _open(services: Services, command: OpenCase) -> Told:
    now = services.clock.now()
    _refuse_unfit(command)
    with services.units.write() as unit:
        refuse_words(unit, command.words, command.explanation)
        in_force = services.programmes.in_force(unit, command.key.programme, now)
        about = _about(services, unit, command, in_force)
        opened = Taken(
            Step.OPENED, now, command.by, command.words, limits=tuple(limits_on(in_force, now, opening=True))
        )
        new = ServiceCase(
            command.key,
            command.kind,
            command.topic,
            about.member,
            about.name,
            about.programme.digest,
            (opened,),
        )
        if not unit.cases.open(new):
            there = unit.cases.get(command.key)
            if there is None or not _same(there, new):
                raise CaseDiffers
            return Told(case_data(there, now), replayed=True)
        unit.commit()
    return Told(case_data(new, now))


def limits_on(programme: Programme, now: datetime, *, opening: bool) -> Iterator[Limit]:
    """Give the clocks that start now: of acknowledging where it is ``opening``, and of the answer.

    Each market has its own; of the answer also the programme, by the end of the day it names.
    """
    day = local_day(programme, now)
    law = law_on(day, programme.shape.jurisdictions)
    asked = [(Clock.ACKNOWLEDGE, "complaint.acknowledge_days")] if opening else []
    for clock, parameter in (*asked, (Clock.ANSWER, "complaint.answer_days")):
        for value in law.values(parameter):
            if isinstance(value.value, int):
                yield Limit(clock, value.profile, now + timedelta(days=value.value))
    rights = programme.shape.rights
    if rights is not None:
        last: date = rights.answer_within.after(day)
        yield Limit(Clock.ANSWER, OF_PROGRAMME, day_start(last + timedelta(days=1), programme.zone))


def _refuse_unfit(command: OpenCase) -> None:
    named = [command.explanation is not None, command.seq is not None]
    if command.topic in DECISIONS and sum(named) != 1:
        raise CaseUnfit("name the document or the entry it is about", topic=str(command.topic))
    if command.topic not in DECISIONS and any(named):
        raise CaseUnfit("a document is a case of its price or points", topic=str(command.topic))
    if command.topic in {Topic.DATA, Topic.POINTS} and command.explanation is None and command.member is None:
        raise CaseUnfit("name the member", topic=str(command.topic))
    if command.kind is Kind.REVIEW and command.topic is Topic.SERVICE:
        raise CaseUnfit("a review is of a decision or of data", topic=str(command.topic))


def _about(services: Services, unit: UnitOfWork, command: OpenCase, in_force: Programme) -> _About:
    member = None if command.member is None else member_of(unit, command.member)
    if member is not None and member.programme != command.key.programme:
        raise UnknownMember
    ids = () if member is None else one_person(unit, member.member_id)
    if command.explanation is not None:
        row = unit.explanations.get(command.explanation)
        if row is None or row.programme != command.key.programme:
            raise UnknownExplanation
        if member is not None and row.member_id not in ids:
            raise UnknownExplanation
        whose = row.member_id if member is None else member.member_id
        return _About(row.explanation_id, whose, services.programmes.by_digest(unit, row.digest))
    if command.seq is not None and member is not None:
        found = unit.ledger.entries(member.member_id, command.wallet, limit=1, before_seq=command.seq + 1)
        if not found or found[0].seq != command.seq:
            raise UnknownExplanation
        digest = found[0].cause.programme_digest
        programme = services.programmes.by_digest(unit, digest) if digest else in_force
        return _About(f"{command.wallet}:{command.seq}", member.member_id, programme)
    return _About("", None if member is None else member.member_id, in_force)


def _same(there: ServiceCase, asked: ServiceCase) -> bool:
    def said(case: ServiceCase) -> tuple[object, ...]:
        return case.kind, case.topic, case.member_id, case.about, case.taken[0].words

    return said(there) == said(asked)
