"""Whose tier will be lost soon: the members whom a programme wants to tell, with what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.kernel.identity import MemberId
from loyalty.use_cases.refusals import MemberMerged, UnknownMember
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_standing import StandingShown, show_standing
from loyalty.use_cases.tier_losses import losses_until

PAGE = 200
FIRST = MemberId(-1)
HELD_BACK = timedelta(days=366)
"""For how long after its end it is looked for whether a given tier waits for its notice."""


@dataclass(frozen=True, slots=True)
class TierEnding:
    """A tier that is lost at ``until`` unless what is missing is reached; one that is held back, later."""

    member: MemberId
    until: datetime
    shown: StandingShown


def list_tiers_ending(services: Services, name: str) -> Iterator[TierEnding]:
    """Give the members who will not keep their tier as things stand, once the time for notice has begun.

    Nothing where the programme has no tiers. Raises UnknownProgramme. The same tier is in
    the list until it is kept or lost, also behind its end while its loss is held back; member and
    end name it.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
    end = losses_until(programme, now)
    if end is None:
        return
    after = FIRST
    while True:
        with services.units.read() as unit:
            ending = [member for member, _ in unit.tiers.ending(name, end, after=after, limit=PAGE)]
            granted = unit.tiers.granted(name, now - HELD_BACK, after=after, limit=PAGE)
        # The first of both lists together are among the first of each.
        found = sorted({*ending, *granted})[:PAGE]
        for member in found:
            try:
                shown = show_standing(services, member)
            except (UnknownMember, MemberMerged):
                continue  # who takes part no longer, or goes on as another, is told nothing
            if shown.lost_at is not None and shown.lost_at <= end and not shown.is_kept:
                yield TierEnding(member, shown.lost_at, shown)
        if len(found) < PAGE:
            return
        after = found[-1]
