"""Whose tier will be lost soon: the members whom a programme wants to tell, with what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import day_start
from loyalty.use_cases.refusals import MemberMerged, UnknownMember
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_standing import StandingShown, show_standing

PAGE = 200
FIRST = MemberId(-1)


@dataclass(frozen=True, slots=True)
class TierEnding:
    """A tier that is lost at ``until`` unless what is missing is reached."""

    member: MemberId
    until: datetime
    shown: StandingShown


def list_tiers_ending(services: Services, name: str) -> Iterator[TierEnding]:
    """Give the members within the ladder's ``notice`` who will not keep their tier as things stand.

    Nothing where the programme gives no notice. Raises UnknownProgramme. The same tier is in
    the list until it is kept or lost; member and end name it.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
    tiers = programme.shape.tiers
    if tiers is None or tiers.notice is None:
        return
    last = tiers.notice.after(local_day(programme, now))
    end = day_start(last + timedelta(days=1), programme.zone)
    after = FIRST
    while True:
        with services.units.read() as unit:
            ending = [member for member, _ in unit.tiers.ending(name, end, after=after, limit=PAGE)]
            granted = unit.tiers.granted(name, now, after=after, limit=PAGE)
        # The first of both lists together are among the first of each.
        found = sorted({*ending, *granted})[:PAGE]
        for member in found:
            try:
                shown = show_standing(services, member)
            except (UnknownMember, MemberMerged):
                continue  # who takes part no longer, or goes on as another, is told nothing
            until, keeping = shown.standing.until, shown.keeping
            if until is not None and until <= end and keeping and any(d.missing for d in keeping.distances):
                yield TierEnding(member, until, shown)
        if len(found) < PAGE:
            return
        after = found[-1]
