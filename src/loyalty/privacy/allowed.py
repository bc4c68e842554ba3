"""What may be read of a member, from what they agreed to and chose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from loyalty.privacy.choice import WITHOUT_A_WORD, AgeBand, Choice
from loyalty.privacy.consent import Consent, ConsentState
from loyalty.privacy.purpose import MARKETING, NOT_FOR_CHILDREN, Purpose

PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a member allows: ``consents`` by purpose are those that stand, with the facts they cover."""

    choices: Mapping[Choice, bool] = field(default_factory=lambda: dict(WITHOUT_A_WORD))
    consents: Mapping[Purpose, tuple[str, ...]] = field(default_factory=dict)
    band: AgeBand = AgeBand.ADULT

    @property
    def personal(self) -> bool:
        """Whether a price may rest on what is known of the member."""
        return self.choices[Choice.PERSONALISE]

    @property
    def profiled(self) -> bool:
        """Whether the member may be put in segments, and personal facts be read at all."""
        return self.personal and not self.spared

    @property
    def spared(self) -> bool:
        """Whether no use may be made of what the member bought, for anything that is made for them alone."""
        wanted = self.choices[Choice.PROFILING] and not self.choices[Choice.RESTRICTED]
        return not wanted or self.band is not AgeBand.ADULT

    def agrees(self, purpose: Purpose) -> bool:
        """Give whether something may be done for a purpose that needs a consent of its own."""
        if purpose in MARKETING and not self.choices[Choice.DIRECT_MARKETING]:
            return False
        if self.choices[Choice.RESTRICTED] or (
            self.band is not AgeBand.ADULT and purpose in NOT_FOR_CHILDREN
        ):
            return False
        return purpose in self.consents

    def may_read(self, name: str, label: str | None, consent: str | None) -> bool:
        """Give whether a fact of the member may be read, by its label and the consent it needs."""
        if label == PERSONAL and not self.profiled:
            return False
        return consent is None or self.covers(name, Purpose(consent))

    def covers(self, name: str, purpose: Purpose) -> bool:
        """Give whether a consent to the purpose holds, and for this fact."""
        return self.agrees(purpose) and (not self.consents[purpose] or name in self.consents[purpose])


def allowed_by(
    choices: Mapping[Choice, bool], consents: Mapping[Purpose, Consent], band: AgeBand, at: datetime
) -> Allowed:
    """Give what is allowed at an instant; ``consents`` are the latest of each purpose."""
    live = {purpose: each.facts for purpose, each in consents.items() if each.state(at) is ConsentState.GIVEN}
    return Allowed(choices, live, band)
