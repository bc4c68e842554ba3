"""A record of what a member agreed to or refused, for one purpose, and how that was asked.

The sections are those of ISO/IEC TS 27560: who, for what, by which text, when, by which way, in
which state. A record is never changed but by being withdrawn; the latest of a purpose counts.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.identity import MemberId
from loyalty.privacy.purpose import Purpose


class ConsentState(StrEnum):
    """How a consent stands."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Way(StrEnum):
    """How somebody was asked, or said that they withdraw."""

    FORM = "form"
    AGENT = "agent"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """The text that was shown: which one, its version and fingerprint, and in which language."""

    notice: str
    version: str
    sha256: str
    language: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When a consent was withdrawn, by which way, and who says so.

    ``way`` is None where nobody withdrew it: its time was over, and all that rested on it has ended.
    """

    at: datetime
    way: Way | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What was asked and answered; ``record_id`` is the caller's own.

    ``facts`` are those it covers, empty: all that need this purpose. ``until`` is its end,
    None: without one. ``receipt_id`` is the document the member was given of it. ``recipient`` is whom
    data may be handed over to, None where the consent is about no one in particular.
    """

    member_id: MemberId
    record_id: str
    programme: str
    purpose: Purpose
    facts: tuple[str, ...] = ()
    notice: NoticeShown
    given: bool
    decided_at: datetime
    way: Way
    proof: str | None = None
    until: datetime | None = None
    jurisdiction: str
    guardian: MemberId | None = None
    receipt_id: str | None = None
    recipient: str | None = None
    recorded_by: str
    withdrawal: Withdrawal | None = None

    def state(self, at: datetime) -> ConsentState:
        """Give how it stands at an instant."""
        if not self.given:
            return ConsentState.REFUSED
        if self._taken_back is not None:
            return ConsentState.WITHDRAWN
        if self.until is not None and self.until <= at:
            return ConsentState.EXPIRED
        return ConsentState.GIVEN

    @property
    def is_no(self) -> bool:
        """Whether the member said no: when asked, or by taking a yes back."""
        return not self.given or self._taken_back is not None

    @property
    def said_at(self) -> datetime:
        """When the member spoke last of it: on being asked, or on taking a yes back."""
        return self.decided_at if self._taken_back is None else self._taken_back.at

    def is_about(self, recipient: str | None) -> bool:
        """Give whether it says something of a recipient; a no to nobody in particular is one to everybody."""
        to_all = self._taken_back is not None or (not self.given and self.recipient is None)
        return to_all or self.recipient == recipient

    @property
    def _taken_back(self) -> Withdrawal | None:
        return self.withdrawal if self.withdrawal is not None and self.withdrawal.way is not None else None

    def asks_the_same(self, other: "Consent") -> bool:
        """Give whether the other record says the same, whenever it was told and whether it was withdrawn."""
        return _asked(self) == _asked(other)


def said_by_person(member_id: MemberId, consents: Iterable[Consent]) -> list[Consent]:
    """Give what counts for somebody who has several ids: what they said under this one, and every no.

    A yes is of the id it was given under; a no under any of them ends it, as far as it was said later.
    """
    return [each for each in consents if each.member_id == member_id or each.is_no]


def latest(consents: Iterable[Consent]) -> Mapping[Purpose, Consent]:
    """Give the record that counts for each purpose: what was said last, to no recipient in particular."""
    return {each.purpose: each for each in _in_order(consents) if each.is_about(None)}


def covers(consents: Iterable[Consent], purpose: Purpose, name: str, at: datetime) -> bool:
    """Give whether what counts for a purpose stands at an instant and covers a fact."""
    found = latest(consents).get(purpose)
    if found is None or found.state(at) is not ConsentState.GIVEN:
        return False
    return not found.facts or name in found.facts


def given_for(
    consents: Iterable[Consent], purpose: Purpose, recipient: str, facts: Collection[str], at: datetime
) -> Consent | None:
    """Give the consent that stands at an instant for a recipient and covers the facts, None without one.

    What was said last of that purpose and recipient counts.
    """
    about = [each for each in _in_order(consents) if each.purpose == purpose and each.is_about(recipient)]
    if not about or about[-1].state(at) is not ConsentState.GIVEN:
        return None
    covered = about[-1].facts
    return about[-1] if not covered or set(facts) <= set(covered) else None


def _in_order(consents: Iterable[Consent]) -> list[Consent]:
    return sorted(consents, key=lambda one: (one.said_at, one.decided_at, one.record_id))


def _asked(consent: Consent) -> tuple[object, ...]:
    return (
        consent.purpose,
        consent.facts,
        consent.notice,
        consent.given,
        consent.way,
        consent.proof,
        consent.until,
        consent.jurisdiction,
        consent.guardian,
        consent.receipt_id,
        consent.recipient,
    )
