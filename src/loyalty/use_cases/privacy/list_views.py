"""Who of the staff looked at a member, when, in which role and why; and keeping that somebody did."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from loyalty.kernel.identity import MemberId
from loyalty.privacy.view import VIEWS_MOST, VIEWS_WITHIN, View, ViewsExhausted
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import Services, retrying

PAGE = 200


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks: the role, the label of the key, the route or command, and the reason.

    ``most`` is at how many members the viewer may look within the hour, None: at any number.
    """

    role: str
    viewer: str
    what: str
    reason: str
    most: int | None = VIEWS_MOST


def list_views(
    services: Services, member_id: MemberId, before: int | None = None, limit: int = PAGE
) -> Sequence[View]:
    """Give up to ``limit`` looks at a member under every id, the newest first. Raises UnknownMember."""
    with services.units.read() as unit:
        if unit.members.get(member_id) is None:
            raise UnknownMember
        return unit.views.of_members(one_person(unit, member_id), before, limit)


def keep_views(services: Services, members: Collection[MemberId], looking: Looking) -> None:
    """Keep that somebody looked at members, before they are shown; those who are none are left out.

    Raises ViewsExhausted where the same viewer looked at too many within the hour.
    """
    if members:
        retrying(services, lambda: _keep(services, members, looking))


def _keep(services: Services, members: Collection[MemberId], looking: Looking) -> None:
    recording = services.recording()
    with services.units.write() as unit:
        there = [each for each in sorted(members) if unit.members.get(each) is not None]
        seen = unit.views.seen_by(looking.viewer, recording.now - VIEWS_WITHIN)
        if looking.most is not None and seen + len(there) > looking.most:
            raise ViewsExhausted(most=looking.most)
        unit.views.add(
            View(
                recording.ids(),
                each,
                recording.now,
                looking.role,
                looking.viewer,
                looking.what,
                looking.reason,
            )
            for each in there
        )
        unit.commit()
