"""Keep what a member answered when asked for one purpose: by which text, how, and until when."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.handovers.handover import HandOver
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.language.findings import did_you_mean
from loyalty.language.texts.jurisdictions import help_for, is_place
from loyalty.members.member import Member
from loyalty.privacy.choice import AgeBand
from loyalty.privacy.consent import Consent, NoticeShown, Way, Withdrawal
from loyalty.privacy.purpose import HANDING_OVER, NOT_FOR_CHILDREN, Purpose
from loyalty.privacy.refusals import ConsentDiffers, MinorNotAllowed, PurposeMismatch, UnknownRecipient
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, refuse_erasing, together
from loyalty.use_cases.once import Told
from loyalty.use_cases.privacy.list_consents import consent_data
from loyalty.use_cases.privacy.reading import band_of
from loyalty.use_cases.privacy.show_notice_at_collection import notice_cited
from loyalty.use_cases.privacy.withdraw_consent import end_consents, tell_withdrawn
from loyalty.use_cases.refusals import UndeclaredFact, UnknownMember
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordConsent:
    """``record_id`` is the caller's own; ``notice`` the fingerprint of the text that was shown.

    ``recipient`` is whom data may be handed over to, by the id the programme declares.
    """

    member: MemberId
    record_id: str
    purpose: Purpose
    given: bool
    notice: str
    way: Way
    jurisdiction: str
    source: str
    facts: tuple[str, ...] = ()
    proof: str | None = None
    until: datetime | None = None
    guardian: MemberId | None = None
    receipt: str | None = None
    recipient: str | None = None


def record_consent(services: Services, command: RecordConsent) -> Told:
    """Give the record as `consent_data`; the same again is the same. A no ends the yes before it.

    Raises UnknownMember, NoticeStale where the text is not that of the rules in force, UndeclaredFact,
    PurposeMismatch where a field is kept for another purpose, UnknownRecipient, MinorNotAllowed,
    ErasureAsked at a yes, RequestMisfit, ConsentDiffers where the id was used for another record.
    """
    return retrying(services, lambda: _record(services, command))


def _record(services: Services, command: RecordConsent) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        member = member_of(unit, command.member)
        programme = services.programmes.in_force(unit, member.programme, now)
        there = {each.record_id: each for each in unit.consents.of_member(command.member)}
        before = there.get(command.record_id)
        if before is not None and before.notice.sha256 == command.notice:
            made = _made(command, before.notice, programme.name, now)
            if before.asks_the_same(made):
                return Told(consent_data(before, now), replayed=True)
        if before is not None:
            raise ConsentDiffers
        _fit(unit, programme, command, now)
        made = _made(command, notice_cited(programme, command.notice), programme.name, now)
        if not unit.consents.add(made):
            raise DecideAgain
        if not command.given:
            _end(services, unit, member, made)
        unit.commit()
    return Told(consent_data(made, now))


def _end(services: Services, unit: UnitOfWork, member: Member, refused: Consent) -> None:
    """Let a no end the yes before it as withdrawing does; one for a recipient ends what was given for it."""
    if refused.recipient is None:
        withdrawal = Withdrawal(refused.decided_at, refused.way, refused.recorded_by)
        end_consents(services, unit, member, refused.purpose, withdrawal)
        return

    def rests(each: HandOver) -> bool:
        return each.recipient == refused.recipient and str(refused.purpose) in each.consents

    tell_withdrawn(services, unit, together(unit, member.member_id), rests)


def _made(command: RecordConsent, notice: NoticeShown, programme: str, now: datetime) -> Consent:
    return Consent(
        member_id=command.member,
        record_id=command.record_id,
        programme=programme,
        purpose=command.purpose,
        facts=command.facts,
        notice=notice,
        given=command.given,
        decided_at=now,
        way=command.way,
        proof=command.proof,
        until=command.until,
        jurisdiction=command.jurisdiction,
        guardian=command.guardian,
        receipt_id=command.receipt,
        recipient=command.recipient,
        recorded_by=command.source,
    )


def _fit(unit: UnitOfWork, programme: Programme, command: RecordConsent, now: datetime) -> None:
    """Refuse what cannot be agreed to: fields of another purpose, no law, an end that is over, a minor's."""
    _recipient_fits(programme, command)
    _fields_fit(programme, command)
    if not is_place(command.jurisdiction):
        said = "no country and no market has this code"
        hint = help_for(command.jurisdiction)
        raise RequestMisfit((Misfit("/jurisdiction", "unknown-jurisdiction", said, hint),))
    if command.until is not None and command.until <= now:
        raise RequestMisfit((Misfit("/until", "out-of-range", "the consent would have ended already"),))
    if command.guardian is not None:
        guardian = member_of(unit, command.guardian)
        grown = band_of(unit, guardian.member_id) is AgeBand.ADULT
        if guardian.programme != programme.name or command.guardian == command.member or not grown:
            raise UnknownMember
    if command.given:
        refuse_erasing(unit, command.member)
        check_age(band_of(unit, command.member), command.purpose, command.guardian)


def check_age(band: AgeBand, purpose: Purpose, guardian: MemberId | None) -> None:
    """Refuse what a member of an age cannot agree to. Raises MinorNotAllowed."""
    if band is AgeBand.ADULT:
        return
    if purpose in NOT_FOR_CHILDREN:
        raise MinorNotAllowed("No personal offers, marketing or sharing for members who are not grown up.")
    if band is AgeBand.CHILD and guardian is None:
        raise MinorNotAllowed("A guardian answers for a child; name one.")


def _recipient_fits(programme: Programme, command: RecordConsent) -> None:
    """Refuse a recipient nobody declared, one for a purpose that has none, and a yes to hand over to nobody.

    A yes that names none covers the facts that are kept by it; without such facts it would cover nothing.
    Raises UnknownRecipient.
    """
    if command.recipient is None:
        covered = any(fact.consent == command.purpose for fact in programme.shape.facts.values())
        if command.given and command.purpose in HANDING_OVER and not covered:
            raise UnknownRecipient("Name the recipient who gets the data.", pointer="/recipient")
        return
    known = {each.id for each in programme.shape.recipients}
    if command.purpose not in HANDING_OVER or command.recipient not in known:
        raise UnknownRecipient(pointer="/recipient")


def _fields_fit(programme: Programme, command: RecordConsent) -> None:
    facts = programme.shape.facts
    for place, name in enumerate(command.facts):
        pointer = f"/facts/{place}"
        fact = facts.get(name)
        if fact is None or not name.startswith("member."):
            hint = did_you_mean(name, [each for each in facts if each.startswith("member.")])
            raise UndeclaredFact(
                (Misfit(pointer, "undeclared-fact", "the programme keeps no such fact", hint),)
            )
        if command.recipient is None and fact.consent != command.purpose:
            kept = fact.consent or "nothing that is asked for"
            detail = f"`{name}` is kept for {kept}, not for {command.purpose}."
            raise PurposeMismatch(detail, pointer=pointer)
