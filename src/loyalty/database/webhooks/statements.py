"""The statements about announcements, endpoints and deliveries."""

from sqlalchemy import bindparam, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert

from loyalty.database.base import insert_row
from loyalty.database.speaking.prepared import UNREAD
from loyalty.database.webhooks.tables import (
    outbox,
    webhook_attempt,
    webhook_delivery,
    webhook_endpoint,
    webhook_secret,
)

WAITING = "waiting"
GIVEN = ("event_id", "programme", "type", "recorded_at", "content", "traceparent")
# The next place in the member's own order, found in the statement that takes it: whoever takes the
# same one at the same time is turned away by the key, and decides again.
NEXT = select(
    bindparam("of_member", type_=outbox.c.member_id.type),
    func.coalesce(func.max(outbox.c.seq), 0) + 1,
    *(bindparam(name, type_=outbox.c[name].type) for name in GIVEN),
    literal_column("false"),
).where(outbox.c.member_id == bindparam("of_member"))
ANNOUNCE = (
    insert(outbox)
    .from_select(["member_id", "seq", *GIVEN, "spread"], NEXT)
    .on_conflict_do_nothing(index_elements=["member_id", "event_id"])
    .execution_options(**{UNREAD: True})
)
UNSPREAD = select(outbox).where(~outbox.c.spread).order_by(outbox.c.event_id)
SPREAD = (
    update(outbox)
    .where(outbox.c.member_id == bindparam("of_member"), outbox.c.seq == bindparam("of_seq"))
    .values(spread=True)
)
OF_ENDPOINT = (
    webhook_endpoint.c.programme == bindparam("of_programme"),
    webhook_endpoint.c.endpoint_id == bindparam("of_id"),
)
# Endpoints that are to be told: those that nobody disabled by asking.
_TOLD = select(webhook_endpoint.c.endpoint_id).where(webhook_endpoint.c.why != "asked")
SOMEBODY = _TOLD.where(webhook_endpoint.c.programme == outbox.c.programme).exists()
WANTED = _TOLD.where(
    webhook_endpoint.c.programme == webhook_delivery.c.programme,
    webhook_endpoint.c.endpoint_id == webhook_delivery.c.endpoint_id,
).exists()
ADD_ENDPOINT = insert_row(webhook_endpoint).on_conflict_do_nothing()
CHANGES = ("address", "types", "state", "why", "failures", "paused_until", "accepted_at")
CHANGE_ENDPOINT = (
    update(webhook_endpoint).where(*OF_ENDPOINT).values({name: bindparam(name) for name in CHANGES})
)
ADD_SECRET = insert_row(webhook_secret).on_conflict_do_nothing()
END_SECRETS = (
    update(webhook_secret)
    .where(
        webhook_secret.c.programme == bindparam("of_programme"),
        webhook_secret.c.endpoint_id == bindparam("of_id"),
        webhook_secret.c.ends_at.is_(None),
    )
    .values(ends_at=bindparam("end"))
)
KEY = ("member_id", "seq", "endpoint_id")
DELIVER = insert_row(webhook_delivery)
ADD_DELIVERY = DELIVER.on_conflict_do_nothing()
# A replay lets what ended wait again; what waits already stays as it is.
REPLAY = DELIVER.on_conflict_do_update(
    index_elements=list(KEY),
    set_={name: DELIVER.excluded[name] for name in ("state", "attempts", "next_at", "made_at")},
    where=webhook_delivery.c.state != WAITING,
)
OF_DELIVERY = (
    webhook_delivery.c.member_id == bindparam("of_member"),
    webhook_delivery.c.seq == bindparam("of_seq"),
    webhook_delivery.c.endpoint_id == bindparam("of_id"),
)
BEGIN = (
    update(webhook_delivery)
    .where(*OF_DELIVERY)
    .values(attempts=bindparam("tries"), next_at=bindparam("then"))
)
END = (
    update(webhook_delivery)
    .where(*OF_DELIVERY)
    .where(webhook_delivery.c.state == WAITING, webhook_delivery.c.attempts == bindparam("tries"))
    .values(state=bindparam("becomes"), next_at=bindparam("then"))
)
ADD_ATTEMPT = insert_row(webhook_attempt).on_conflict_do_nothing()
# An attempt is written when it ended: one that is just being made does not count yet, nor do those from
# before a replay.
LAST_FAULT = (
    select(webhook_attempt)
    .join(
        webhook_delivery,
        (webhook_delivery.c.member_id == webhook_attempt.c.member_id)
        & (webhook_delivery.c.seq == webhook_attempt.c.seq)
        & (webhook_delivery.c.endpoint_id == webhook_attempt.c.endpoint_id),
    )
    .where(
        webhook_delivery.c.state == WAITING,
        webhook_delivery.c.attempts > 0,
        webhook_attempt.c.tried_at >= webhook_delivery.c.made_at,
        webhook_delivery.c.programme == bindparam("of_programme"),
        webhook_delivery.c.endpoint_id == bindparam("of_id"),
    )
    .order_by(webhook_attempt.c.tried_at.desc())
    .limit(1)
)
_before, _not_spread = webhook_delivery.alias("before"), outbox.alias("not_spread")
# The first of its member that waits at its endpoint, and nothing before it that was not handed on yet.
HEAD = (
    ~select(_before.c.seq)
    .where(
        _before.c.member_id == webhook_delivery.c.member_id,
        _before.c.endpoint_id == webhook_delivery.c.endpoint_id,
        _before.c.seq < webhook_delivery.c.seq,
        _before.c.state == WAITING,
    )
    .exists(),
    ~select(_not_spread.c.seq)
    .where(
        _not_spread.c.member_id == webhook_delivery.c.member_id,
        _not_spread.c.seq < webhook_delivery.c.seq,
        ~_not_spread.c.spread,
    )
    .exists(),
)
CLAIM = (
    select(webhook_delivery, outbox.c.type, outbox.c.recorded_at, outbox.c.content, outbox.c.traceparent)
    .select_from(
        webhook_delivery.join(
            outbox,
            (outbox.c.member_id == webhook_delivery.c.member_id) & (outbox.c.seq == webhook_delivery.c.seq),
        ).join(
            webhook_endpoint,
            (webhook_endpoint.c.programme == webhook_delivery.c.programme)
            & (webhook_endpoint.c.endpoint_id == webhook_delivery.c.endpoint_id),
        )
    )
    .where(
        webhook_delivery.c.state == WAITING,
        webhook_delivery.c.next_at <= bindparam("now"),
        webhook_endpoint.c.state == "enabled",
        webhook_endpoint.c.paused_until <= bindparam("now"),
        *HEAD,
    )
    .order_by(webhook_delivery.c.next_at, webhook_delivery.c.event_id)
    .with_for_update(of=webhook_delivery, skip_locked=True)
)
