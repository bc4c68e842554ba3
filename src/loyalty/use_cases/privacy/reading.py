"""What may be read of a member now, by what they agreed to and chose under every id they have."""

from collections.abc import Collection
from datetime import datetime

from loyalty.decision.programme import Part, Programme
from loyalty.decision.trace import label_of
from loyalty.kernel.identity import MemberId
from loyalty.language.occasions.belonging import RFM, SIZE, of_purchases
from loyalty.language.occasions.moments import HISTORY
from loyalty.pricing.stages import DUE
from loyalty.privacy.allowed import Allowed, allowed_by
from loyalty.privacy.choice import Age, AgeBand, Choice, chosen_by_person
from loyalty.privacy.consent import Consent, latest, said_by_person
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import one_person, together


def allowed_of(unit: UnitOfWork, member_id: MemberId, at: datetime) -> Allowed:
    """Give what a member allows at an instant; a no under any of their ids holds for all."""
    consents = latest(consents_of(unit, member_id))
    return allowed_by(choices_of(unit, member_id), consents, band_of(unit, member_id), at)


def choices_of(unit: UnitOfWork, member_id: MemberId) -> dict[Choice, bool]:
    """Give how a member's choices stand, by what was chosen under every id they have."""
    since: dict[MemberId, datetime] = {}
    for merge in unit.members.merges_into(member_id):
        since[merge.loser] = max(merge.merged_at, since.get(merge.survivor, merge.merged_at))
    others = [(unit.consents.chosen(each), at) for each, at in since.items()]
    return chosen_by_person(unit.consents.chosen(member_id), others)


def consents_of(unit: UnitOfWork, member_id: MemberId) -> list[Consent]:
    """Give the records that count for a member: a yes under this id, a no under any they have."""
    said = [each for own in one_person(unit, member_id) for each in unit.consents.of_member(own)]
    return said_by_person(member_id, said)


def age_of(unit: UnitOfWork, member_id: MemberId) -> Age | None:
    """Give how old a member is, as it was said last under any of their ids; None where nobody said."""
    said = [age for own in one_person(unit, member_id) if (age := unit.consents.age(own)) is not None]
    return max(said, key=lambda age: age.at, default=None)


def band_of(unit: UnitOfWork, member_id: MemberId) -> AgeBand:
    """Give how old a member is; who never said is taken for grown up."""
    age = age_of(unit, member_id)
    return age.band if age is not None else AgeBand.ADULT


def readable(programme: Programme, allowed: Allowed, names: Collection[str]) -> list[str]:
    """Give those of the facts that may be read of the member."""
    facts = programme.shape.facts
    return [
        name
        for name in names
        if allowed.may_read(
            name, label_of(name, programme.shape), facts[name].consent if name in facts else None
        )
    ]


def unread_of(part: Part, allowed: Allowed) -> frozenset[str]:
    """Give what of a member's past a part may not read: the groups of who is put in none."""
    if allowed.profiled:
        return frozenset()
    return frozenset(name for name in part.compiled.sheet.reads if is_profile(name))


def apart_of(part: Part, allowed: Allowed) -> frozenset[str]:
    """Give what a member bought of which no price of a part may make use.

    A price that hangs on it is an individual one: who objects to profiles, wants the use of their
    data restricted or is not grown up gets none.
    """
    if allowed.spared:
        priced = part.compiled.sheet.behind.get(DUE, frozenset())
        return frozenset(name for name in priced if name.startswith(HISTORY) and of_purchases(name))
    return frozenset()


def unprofiled(unit: UnitOfWork, at: datetime) -> set[MemberId]:
    """Give who is put in no segment and in no group: by a choice, or not grown up."""
    people = {other for each in unit.consents.said_of_profiles() for other in together(unit, each)}
    return {each for each in people if not allowed_of(unit, each, at).profiled}


def is_profile(name: str) -> bool:
    """Give whether a fact of what a member did puts them in a group: a segment, or one by frequency."""
    return name == RFM or name.startswith(SIZE)
