"""The place in a household of a member who is merged: it goes on as the survivor's, or is given up."""

from dataclasses import replace

from loyalty.ledger.desk import Recording
from loyalty.ledger.refusals import MergeStands
from loyalty.members.household import Household, Place
from loyalty.members.member import Merge, PlaceGone
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.members.leave_household import leave
from loyalty.use_cases.services import Services


def give_place(services: Services, unit: UnitOfWork, merge: Merge, recording: Recording) -> PlaceGone | None:
    """Write what becomes of the place of the member who is merged, and give it; None without one.

    The survivor's own place stays. Without one the survivor has the other's, as long as that one
    had it. What was drawn and is unspent goes home before.
    """
    theirs, own = unit.households.place(merge.loser), unit.households.place(merge.survivor)
    if theirs is None or theirs.left_at is not None:
        return None
    if own is not None and own.left_at is None:
        leave(services, unit, theirs, merge.merged_by, recording)
        return PlaceGone.LEFT
    _hand_on(services, unit, theirs, replace(theirs, member_id=merge.survivor), merge.merged_by, recording)
    return PlaceGone.MOVED


def give_back_place(  # noqa: PLR0913 - of which merge, on whose word, when, and how much room there is
    services: Services, unit: UnitOfWork, merge: Merge, by: str, recording: Recording, *, at_most: int
) -> None:
    """Write that a member whose merge is undone has their place again.

    ``at_most`` is how many one household may have. Raises MergeStands where the survivor left
    the place since, or the household has nobody or no room left.
    """
    theirs, own = unit.households.place(merge.loser), unit.households.place(merge.survivor)
    if merge.place is None or theirs is None:
        return
    again = replace(theirs, left_at=None)
    if merge.place is PlaceGone.MOVED:
        if own is None or own.left_at is not None or own.household_id != theirs.household_id:
            raise MergeStands("The surviving member left the household since.", what="household")
        _hand_on(services, unit, own, again, by, recording)
        return
    there = len(_household(unit, theirs).places)
    if not 0 < there < at_most:
        raise MergeStands("The household of the merged member has no room since.", what="household")
    unit.households.join(again, at_most)


def _hand_on(  # noqa: PLR0913, PLR0917 - whose place, whose it is then, on whose word, and when
    services: Services, unit: UnitOfWork, place: Place, to: Place, by: str, recording: Recording
) -> None:
    """Write that a place is another member's, who is also the head where the first was."""
    most = len(_household(unit, place).places) + 1
    unit.households.join(to, most)
    leave(services, unit, place, by, recording, heir=to.member_id)


def _household(unit: UnitOfWork, place: Place) -> Household:
    found = unit.households.get(place.household_id)
    assert found is not None  # noqa: S101 - a place is in a household
    return found
