"""What recipients are still to be told: that something they got was erased, corrected, or taken back."""

from collections.abc import Sequence
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.handovers.handover import RecipientNotice
from loyalty.use_cases.services import Services

PAGE = 200


def list_recipient_notices(
    services: Services, programme: str, after: int = 0, limit: int = PAGE
) -> Sequence[dict[str, Any]]:
    """Give up to ``limit`` notices that wait, as `notice_data`, oldest first, from after one on."""
    with services.units.read() as unit:
        return [notice_data(each) for each in unit.handovers.waiting(programme, after, limit)]


def notice_data(each: RecipientNotice) -> dict[str, Any]:
    """Give a notice as plain data; the hand-over is named by the id that the recipient knows."""
    return {
        "notice": each.notice_id,
        "recipient": each.recipient,
        "hand_over": each.handover_id,
        "kind": str(each.kind),
        "made_at": instant_text(each.made_at),
        "told_at": None if each.told_at is None else instant_text(each.told_at),
        "told_by": each.told_by,
    }
