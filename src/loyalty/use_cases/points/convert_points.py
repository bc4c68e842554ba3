"""Turn points of one wallet into points of another, here or in another programme, by a rate of the day."""

from dataclasses import dataclass, replace

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.language.shapes.wallets import ConversionShape
from loyalty.ledger.account import Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.moving.conversion import Rate, plan_conversion, reason_of
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.points.allowance import left_of
from loyalty.use_cases.refusals import ConversionLimit, NotConvertible, UnknownMember
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.wallets import end_of, purse_of, spendable, tier_of, under


@dataclass(frozen=True, slots=True)
class ConvertPoints:
    """``conversion`` is one of the programme's, ``conversion_id`` the caller's own, once per member.

    ``to`` is who gets the points where the conversion is into another programme, whose member
    the same person is.
    """

    member: MemberId
    conversion_id: str
    conversion: str
    points: int
    source: str
    to: MemberId | None = None


def convert_points(services: Services, command: ConvertPoints, once: Once) -> Told:
    """Give the conversion: ``conversion``, ``member``, ``to``, ``points``, ``got``, ``wallet``.

    Raises UnknownMember, UnknownProgramme, NotConvertible, ConversionLimit, UnknownWallet,
    NotSpendable, InsufficientPoints, AlreadyBooked, IdempotencyConflict.
    """
    return retrying(services, lambda: _convert(services, command, once), command.member)


def _convert(services: Services, command: ConvertPoints, once: Once) -> Told:
    recording = services.recording()
    receiver = command.to if command.to is not None else command.member
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        giver = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, giver.programme, recording.now)
        refuse_frozen(unit, giver.programme)
        shape = _shape(programme, command)
        rate = _rate(programme, shape, recording)
        got = _got(shape, rate, command.points)
        _within(unit, programme, shape, command, recording)
        target = _target(services, unit, shape, programme, receiver, recording)
        planned = _planned(services, unit, command, (shape, rate), target, recording)
    data = {
        "conversion": command.conversion_id,
        "member": command.member,
        "to": receiver,
        "points": command.points,
        "got": got,
        "wallet": shape.to,
    }
    with services.units.write() as unit:
        # By member, so that two conversions between the same two never wait for one another.
        for booked in sorted(planned, key=lambda each: (each.state.member_id, each.state.unit)):
            book_told(services, unit, booked)
        answer = tell(unit, once, recording.now, data)
        unit.commit()
    return answer


def _shape(programme: Programme, command: ConvertPoints) -> ConversionShape:
    found = next((each for each in programme.shape.conversions if each.id == command.conversion), None)
    elsewhere = found is not None and found.programme not in {None, programme.name}
    if found is None or elsewhere != (command.to is not None):
        raise NotConvertible
    return found


def _rate(programme: Programme, shape: ConversionShape, recording: Recording) -> Rate:
    day = local_day(programme, recording.now)
    if not shape.get.exists(day):
        raise NotConvertible(f"There is no rate before {shape.get.first_day}.")
    return Rate(int(shape.give), int(shape.get.at(day)), shape.round)


def _got(shape: ConversionShape, rate: Rate, points: int) -> int:
    """Give what points become. Raises ConversionLimit, also where they would become nothing."""
    got = rate.of(points)
    if shape.at_most is not None and points > shape.at_most:
        most = int(shape.at_most)
        raise ConversionLimit(f"At most {most} at once.", needed=points, available=most)
    least = int(shape.at_least) if shape.at_least is not None else 1
    if points < least or not got:
        fewest = max(least, -(-rate.give // rate.get))
        raise ConversionLimit(f"At least {fewest} at once.", needed=fewest, available=points)
    return got


def _within(
    unit: UnitOfWork,
    programme: Programme,
    shape: ConversionShape,
    command: ConvertPoints,
    recording: Recording,
) -> None:
    """Hold a conversion to what is left of it in the day and in the month. Raises ConversionLimit."""
    whose = one_person(unit, command.member)

    def given(period: Period) -> int:
        return sum(unit.ledger.converted_between(who, shape.from_, shape.id, period) for who in whose)

    left = min(left_of(programme, shape, recording.now, given), default=command.points)
    if command.points > left:
        message = f"Today {left} more may be converted."
        raise ConversionLimit(message, needed=command.points, available=left)


@dataclass(frozen=True, slots=True)
class _Target:
    """Whose account gets the points, and by which programme's terms."""

    member: MemberId
    programme: Programme
    tier: str


def _target(  # noqa: PLR0913, PLR0917 - what is looked up and where
    services: Services,
    unit: UnitOfWork,
    shape: ConversionShape,
    programme: Programme,
    receiver: MemberId,
    recording: Recording,
) -> _Target:
    if shape.programme not in {None, programme.name}:
        if member_of(unit, receiver).programme != shape.programme:
            raise UnknownMember
        programme = services.programmes.in_force(unit, str(shape.programme), recording.now)
    spendable(programme, shape.to)
    return _Target(receiver, programme, tier_of(unit, programme, receiver, recording.now))


def _planned(  # noqa: PLR0913, PLR0917 - both sides
    services: Services,
    unit: UnitOfWork,
    command: ConvertPoints,
    by: tuple[ConversionShape, Rate],
    target: _Target,
    recording: Recording,
) -> tuple[Booked, Booked]:
    shape, rate = by
    purse = purse_of(services, unit, command.member, recording, shape.from_)
    other = unit.ledger.account(target.member, shape.to, target.programme.name)
    terms = under(recording, target.programme, shape.to, target.tier)
    ends = end_of(target.programme, shape.to, recording.now, target.tier)
    # Turning points into others is no activity that would let the rest live longer.
    recordings = _idle(purse.recording), _idle(terms)
    reference = f"conversion:{command.member}:{command.conversion_id}"
    cause = Cause(command.source, reference, recording.now, reason=reason_of(shape.id, rate))
    return plan_conversion(
        (purse.state, other), cause, command.points, LotTerms(rate.of(command.points), None, ends), recordings
    )


def _idle(recording: Recording) -> Recording:
    return replace(recording, terms=replace(recording.terms, extend_to=None))
