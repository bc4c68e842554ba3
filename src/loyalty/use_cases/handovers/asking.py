"""What the law of a programme's markets asks before data are handed over or marketing is sent."""

from datetime import datetime
from typing import Final

from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.profiles.markets import law_on

SEPARATE: Final = "data.separate_consent"
WITHOUT: Final = "marketing.without_consent"
BUYER: Final = "existing_buyer"


def separate_consents(programme: Programme, at: datetime) -> bool:
    """Give whether a market asks for a consent of its own for each handing over."""
    law = law_on(local_day(programme, at), programme.shape.jurisdictions)
    return law.asking(SEPARATE) is not None


def buyers_may_be_written_to(programme: Programme, at: datetime) -> bool:
    """Give whether every market that speaks of it lets buyers be sent e-mail until they say no."""
    found = law_on(local_day(programme, at), programme.shape.jurisdictions).strictest(WITHOUT)
    return isinstance(found, frozenset) and BUYER in found
