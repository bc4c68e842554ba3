"""What recipients of a member's data are told: erased, corrected, or to be used no more."""

from collections.abc import Callable, Collection

from loyalty.handovers.handover import HandOver, RecipientNotice, Told
from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services


def tell_recipients(
    services: Services,
    unit: UnitOfWork,
    ids: Collection[MemberId],
    kind: Told,
    wanted: Callable[[HandOver], bool],
) -> int:
    """Keep within a unit that the recipients of hand-overs are to be told; give how many notices are new.

    A hand-over of which the same still waits to be told is not told twice, and of one whose recipient was
    told that the member was erased there is nothing more to tell.
    """
    handed = [each for each in unit.handovers.of_members(ids) if wanted(each)]
    if not handed:
        return 0
    there = unit.handovers.notices_of(ids)
    done = {each.handover_id for each in there if each.kind is Told.ERASED}
    done |= {each.handover_id for each in there if each.kind is kind and each.told_at is None}
    recording = services.recording()
    new = [
        RecipientNotice(
            recording.ids(),
            each.programme,
            each.recipient,
            each.handover_id,
            each.member_id,
            kind,
            recording.now,
        )
        for each in handed
        if each.handover_id not in done
    ]
    unit.handovers.tell(new)
    return len(new)
