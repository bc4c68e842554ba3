"""What other systems of the shop are told of members."""

from loyalty.privacy.purpose import Kept, Recipient
from loyalty.privacy.register import Entry

OF_WEBHOOKS: tuple[Entry, ...] = (
    Entry(
        table="webhook_attempt",
        says={"en": "each attempt at telling, and what was answered", "zh-CN": "每次告知的尝试及其应答"},
        columns=("member_id", "seq", "endpoint_id", "tried_at", "status", "fault", "milliseconds"),
        kept=Kept.BRIEFLY,
        dated="tried_at",
        recipients=(Recipient.SHOP,),
    ),
    Entry(
        table="webhook_delivery",
        says={
            "en": "which of the shop's systems is told, and how far that is",
            "zh-CN": "告知哪个系统及其进度",
        },
        columns=(
            *("member_id", "seq", "endpoint_id", "event_id", "programme", "state", "attempts"),
            *("next_at", "made_at"),
        ),
        kept=Kept.BRIEFLY,
        dated="made_at",
        recipients=(Recipient.SHOP,),
    ),
    Entry(
        table="outbox",
        says={
            "en": "what the shop's own systems are told happened: kinds, numbers of points, ids",
            "zh-CN": "告知商家自有系统的事项：类型、积分数和编号",
        },
        columns=(
            *("member_id", "seq", "event_id", "programme", "type", "recorded_at", "content", "spread"),
            "traceparent",
        ),
        kept=Kept.BRIEFLY,
        dated="recorded_at",
        recipients=(Recipient.SHOP,),
    ),
)
