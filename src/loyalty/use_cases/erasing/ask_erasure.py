"""The first step: somebody's identity was checked, marketing stops, and they are offered what they have."""

from dataclasses import dataclass

from loyalty.erasure.erasure import Erasure, Ground
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.ledger.due import holdings
from loyalty.privacy.choice import Choice, Chosen, standing
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.erasing.telling import erasure_data, there
from loyalty.use_cases.once import Told
from loyalty.use_cases.services import Services, retrying

STOPPED = (Choice.DIRECT_MARKETING, Choice.PROFILING, Choice.PERSONALISE, Choice.SHARING)
"""What stops at once when somebody asks to be erased."""


@dataclass(frozen=True, slots=True)
class AskErasure:
    """``checked`` says how the identity was checked, in a word of the house such as ``code-by-email``."""

    member: MemberId
    ground: Ground
    checked: str
    source: str


def ask_erasure(services: Services, command: AskErasure) -> Told:
    """Give the erasure as `erasure_data`, with the points on offer: to use, give away, or lose.

    From now on nobody tells the member of anything, and nothing personal makes a price. Asked
    again it is the same erasure. Raises UnknownMember, MemberMerged.
    """
    return retrying(services, lambda: _ask(services, command))


def _ask(services: Services, command: AskErasure) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        unit.members.hold(command.member)
        there(unit, command.member)
        asked = unit.erasures.of_member(command.member)
        if asked is not None:
            return Told(erasure_data(unit, asked), replayed=True)
        member = member_of(unit, command.member)
        new = Erasure(
            new_text_id(services, "ers", now),
            member.member_id,
            member.programme,
            command.ground,
            command.checked,
            now,
            command.source,
            _offer(services, unit, member.member_id, member.programme),
        )
        if not unit.erasures.ask(new):
            raise DecideAgain
        for each in one_person(unit, member.member_id):
            _stop(unit, each, new)
        told = Told(erasure_data(unit, new))
        unit.commit()
    return told


def _offer(services: Services, unit: UnitOfWork, member: MemberId, programme: str) -> dict[str, int]:
    """Give what can be spent, and what is still pending, in each wallet."""
    now = services.clock.now()
    found = {}
    for wallet in unit.ledger.units(member):
        has = holdings(unit.ledger.account(member, wallet, programme), now)
        found[wallet] = has.available + has.pending + has.held
    return found


def _stop(unit: UnitOfWork, member: MemberId, asked: Erasure) -> None:
    """Object for the member to marketing, profiling and personal prices, and remove what waits to be told."""
    made = unit.consents.chosen(member)
    stands = standing(made)
    for number, choice in enumerate((each for each in STOPPED if stands[each]), start=len(made) + 1):
        chosen = Chosen(member, number, choice, holds=False, at=asked.asked_at, by=asked.asked_by)
        if not unit.consents.choose(chosen):
            raise DecideAgain
    unit.notices.forget(member)
