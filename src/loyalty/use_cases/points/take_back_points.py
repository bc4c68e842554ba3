"""Take back points that were awarded by error, or by fraud that was proven; what comes back is a return's.

What was found is a case of the member about that award, so the member is heard and can contest it.
"""

from dataclasses import dataclass
from enum import StrEnum

from loyalty.cases.case import CaseKey, Outcome, Step
from loyalty.decision.telling.points_change import change_id
from loyalty.kernel.identity import MemberId
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.causes import TAKE_BACK
from loyalty.ledger.entry import Cause, Entry, Kind
from loyalty.ledger.plans import plan_clawback
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.refusals import ClawbackReason, UnknownExplanation
from loyalty.use_cases.seals.following import document_of
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.wallets import purse_of


class TakenBackFor(StrEnum):
    """Why points may be taken back without anything coming back."""

    ERROR = "error"
    PROVEN_FRAUD = "proven-fraud"


@dataclass(frozen=True, slots=True)
class TakeBackPoints:
    """``seq`` is the number of the award in its wallet; ``case`` says what was found, once per source."""

    member: MemberId
    seq: int
    case: str
    points: int
    reason: str
    source: str
    wallet: str = POINTS


def take_back_points(services: Services, command: TakeBackPoints, once: Once) -> Told:
    """Give what was taken back, with the document that says why and where to turn.

    Raises ClawbackReason for any other reason and where no case of the member carries it, UnknownMember,
    UnknownWallet, UnknownExplanation where the entry is no award, AlreadyReversed, DeficitForbidden,
    AlreadyBooked, IdempotencyConflict.
    """
    return retrying(services, lambda: _take_back(services, command, once), command.member)


def _take_back(services: Services, command: TakeBackPoints, once: Once) -> Told:
    recording = services.recording()
    if command.reason not in tuple(TakenBackFor):
        raise ClawbackReason("Points are taken back for an error or for proven fraud.")
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, recording.now)
        purse = purse_of(services, unit, command.member, recording, command.wallet)
        award = _award(unit, command)
        _refuse_uncarried(unit, member.programme, command, award)
        found = unit.ledger.order_account(
            command.member,
            command.wallet,
            member.programme,
            source=award.cause.source,
            external_ref=award.cause.external_ref,
        )
    assert found.earning is not None  # noqa: S101 - it is the award that was found
    reference = f"{TAKE_BACK}{command.case}"
    cause = Cause(command.source, reference, recording.now, programme.digest, command.reason)
    booked = plan_clawback(found.state, cause, found.earning, command.points, purse.recording)
    taken = next(entry for entry in booked.entries if entry.kind is Kind.CLAWBACK)
    data = {
        "member": command.member,
        "case": command.case,
        "wallet": command.wallet,
        "points": command.points,
        "reason": command.reason,
        "seq": taken.seq,
        "explanation": change_id(taken),
    }
    with services.units.write() as unit:
        book_told(services, unit, booked)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer


def _award(unit: UnitOfWork, command: TakeBackPoints) -> Entry:
    """Give the award of a number. Raises UnknownExplanation where there is none."""
    found = unit.ledger.entries(command.member, command.wallet, limit=1, before_seq=command.seq + 1)
    if not found or found[0].seq != command.seq or found[0].kind is not Kind.EARN:
        raise UnknownExplanation("There is no such award.")
    return found[0]


def _refuse_uncarried(unit: UnitOfWork, programme: str, command: TakeBackPoints, award: Entry) -> None:
    """Give nothing where the case is one about the award, and what was found in it does not speak against.

    That fraud is proven says a person's answer. Raises ClawbackReason.
    """
    case = unit.cases.get(CaseKey(programme, command.case))
    if case is None or case.member_id not in one_person(unit, command.member):
        raise ClawbackReason("The member has no case of this id.")
    told = document_of(unit, programme, award)
    if case.about not in {f"{command.wallet}:{command.seq}", change_id(award), told}:
        raise ClawbackReason("The case is not about this award.")
    answers = case.every(Step.ANSWERED)
    if answers and answers[-1].said.outcome is Outcome.STANDS:
        raise ClawbackReason("A person answered in the case that the award stands.")
    if command.reason == TakenBackFor.PROVEN_FRAUD and not answers:
        raise ClawbackReason("Nobody has answered the case yet, so no fraud is proven.")
