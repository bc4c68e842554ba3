"""What signing off documents and comparisons share: four eyes, the chain, the signature."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from loyalty.adoption.version import Person
from loyalty.desk.refusals import AuthorSignsOff
from loyalty.desk.sign_off import FIRST, Judgement, SignOff, Subject
from loyalty.privacy.free_text import refuse_note
from loyalty.seals.canonical import canonical
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.lifecycle.known import every_step
from loyalty.use_cases.seals.signing import published, signer_of
from loyalty.use_cases.services import Services

OF_OTHERS = frozenset({"approved", "rejected", "adopted", "signed-off"})
"""Steps in the life of a version that its author does not take."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a reviewer holds, and why."""

    judgement: Judgement
    by: Person
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SignedOff:
    """The sign-off as it is kept, and whether it was there before."""

    sign_off: SignOff
    replayed: bool


def signed_off(
    services: Services, unit: UnitOfWork, programme: str, subject: Subject, judged: Judged
) -> SignedOff:
    """Keep a sign-off in a unit that the caller commits.

    What a person said last, said again, changes nothing. Raises FreeTextRisk, NoSealKey, SealKeyEnded, and
    DecideAgain where another came at the same time.
    """
    refuse_note("/note", judged.note)
    now = services.clock.now()
    last = unit.desk.last_sign_off(programme)
    signer = signer_of(services)
    key = published(unit, signer, now)
    made = SignOff(
        programme=programme,
        number=1 if last is None else last.number + 1,
        of=subject,
        judgement=judged.judgement,
        note=judged.note,
        by=judged.by,
        at=max(now, key.valid_from),
        before=FIRST if last is None else last.hash,
    )
    own = [each for each in unit.desk.sign_offs(programme, subject.name) if each.by == judged.by]
    if own and own[-1].same_as(made):
        return SignedOff(own[-1], replayed=True)
    signed = made.signed_by(signer)
    unit.desk.sign(signed)
    return SignedOff(signed, replayed=False)


def other_than_author(unit: UnitOfWork, programme: str, digest: str, by: Person) -> None:
    """Give nothing where ``by`` neither planned the version nor adopted it alone. Raises AuthorSignsOff."""
    own = [step for step in every_step(unit, programme) if step.step not in OF_OTHERS]
    authors = [step.by for step in own if step.of.get("digest") == digest]
    if not all(by.is_other_than(author) for author in authors):
        raise AuthorSignsOff


def digest_of(data: Mapping[str, Any]) -> str:
    """Give the SHA-256 of the canonical form of what was looked at."""
    return sha256(canonical(data)).hexdigest()
