"""What commands that price plans of a folder have in common: the programme, when, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from loyalty.cli.rules import moment, participant, programme_in
from loyalty.decision.programme import Programme
from loyalty.decision.situate import Participant, local_day


@dataclass(frozen=True, slots=True)
class Setting:
    """A programme, the instant a price is asked for with its day there, for whom, and facts by full name."""

    programme: Programme
    at: datetime
    day: date
    who: Participant
    facts: Mapping[str, str]


def setting_of(folder: Path, tier: str | None, country: str | None, at: datetime | None) -> Setting:
    """Give the setting; ends with code 1 and the findings of the folder, or with wrong use for a tier."""
    programme = programme_in(folder)
    on = moment(programme, at)
    facts = {} if country is None else {"member.country": country}
    return Setting(programme, on, local_day(programme, on), participant(programme, tier), facts)
