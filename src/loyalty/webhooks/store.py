"""Rows of announcements, endpoints and deliveries."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from loyalty.database.failures import broken_key
from loyalty.database.webhooks import statements as sql
from loyalty.database.webhooks.tables import (
    outbox,
    webhook_attempt,
    webhook_delivery,
    webhook_endpoint,
    webhook_secret,
)
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.webhooks.announcement import Announced, AnnouncedAsked, Announcement
from loyalty.webhooks.delivery import (
    HELD_FOR,
    Attempt,
    Claimed,
    Delivery,
    DeliveryState,
    Outcome,
    Shown,
    Unsent,
)
from loyalty.webhooks.endpoint import Endpoint
from loyalty.webhooks.rows import (
    announced_from,
    delivery_from,
    delivery_row,
    endpoint_from,
    endpoint_row,
)
from loyalty.webhooks.signing import KeptSecret


@contextmanager
def announced_once() -> Iterator[None]:
    """Raise `DecideAgain` where another unit announced something of a member at the same time."""
    try:
        yield
    except IntegrityError as fault:
        if "outbox_pkey" in broken_key(fault):
            raise DecideAgain from fault
        raise


class OutboxStore:
    """Announcements of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Iterable[Announcement], traceparent: str | None = None) -> None:
        """Write announcements, each once for ever, in the order of each member, with what caused them.

        Nobody waits for it: where another unit announced something of a member at the same time, that is
        known when the unit is made lasting, inside `announced_once`.
        """
        rows = [
            {
                "of_member": each.member_id,
                "event_id": each.event_id,
                "programme": each.programme,
                "type": str(each.type),
                "recorded_at": microseconds(each.at),
                "content": json.dumps(each.data, ensure_ascii=False, separators=(",", ":")),
                "traceparent": traceparent,
            }
            for each in sorted(new, key=lambda each: each.member_id)  # so that two units never wait in a ring
        ]
        if rows:
            self._connection.execute(sql.ANNOUNCE, rows)

    def unspread(self, limit: int) -> list[Announced]:
        """Give up to ``limit`` announcements that nobody handed on, and hold them to the end of the unit."""
        asked = sql.UNSPREAD.limit(limit).with_for_update(skip_locked=True)
        return [announced_from(row) for row in self._connection.execute(asked)]

    def unsent(self) -> Unsent:
        """Give what nobody handed on yet, and what waits to reach an endpoint.

        What no endpoint is to be told, as there is none or somebody disabled it, waits for nobody.
        """
        count, of = func.count(), webhook_delivery
        announced = select(count, func.min(outbox.c.recorded_at)).where(~outbox.c.spread, sql.SOMEBODY)
        unspread, oldest = self._connection.execute(announced).one()
        waiting = of.c.state == str(DeliveryState.WAITING)
        made_at = func.min(of.c.made_at)
        waits, made = self._connection.execute(select(count, made_at).where(waiting, sql.WANTED)).one()
        since = min((each for each in (oldest, made) if each is not None), default=None)
        return Unsent(unspread, waits, None if since is None else instant_at(since))

    def spread(self, of: Sequence[Announced]) -> None:
        """Keep that exactly these were handed on."""
        self._connection.execute(
            sql.SPREAD, [{"of_member": each.member_id, "of_seq": each.seq} for each in of]
        )

    def list(self, asked: AnnouncedAsked, limit: int) -> list[Announced]:
        """Give up to ``limit`` announcements, the newest first."""
        query = select(outbox).where(outbox.c.programme == asked.programme)
        if asked.type is not None:
            query = query.where(outbox.c.type == str(asked.type))
        if asked.member is not None:
            query = query.where(outbox.c.member_id == asked.member)
        if asked.since is not None:
            query = query.where(outbox.c.recorded_at >= microseconds(asked.since))
        if asked.until is not None:
            query = query.where(outbox.c.recorded_at < microseconds(asked.until))
        if asked.before is not None:
            query = query.where(outbox.c.event_id < asked.before)
        found = self._connection.execute(query.order_by(outbox.c.event_id.desc()).limit(limit))
        return [announced_from(row) for row in found]

    def get(self, programme: str, event_id: str) -> Announced | None:
        """Give the announcement of this id, None where the programme has none."""
        asked = select(outbox).where(outbox.c.programme == programme, outbox.c.event_id == event_id)
        row = self._connection.execute(asked).one_or_none()
        return None if row is None else announced_from(row)


class EndpointStore:
    """Endpoints and their secrets, of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Endpoint) -> None:
        """Keep an endpoint. Raises `DecideAgain` where another writer took its id at the same time."""
        if self._connection.execute(sql.ADD_ENDPOINT, endpoint_row(new)).rowcount != 1:
            raise DecideAgain

    def change(self, changed: Endpoint) -> None:
        """Keep an endpoint over what it was."""
        row = endpoint_row(changed)
        asked = {"of_programme": changed.programme, "of_id": changed.endpoint_id}
        self._connection.execute(sql.CHANGE_ENDPOINT, asked | {name: row[name] for name in sql.CHANGES})

    def get(self, programme: str, endpoint_id: str) -> Endpoint | None:
        """Give a programme's endpoint, None where there is none."""
        asked = {"of_programme": programme, "of_id": endpoint_id}
        row = self._connection.execute(select(webhook_endpoint).where(*sql.OF_ENDPOINT), asked).one_or_none()
        return None if row is None else endpoint_from(row)

    def of_programmes(self, programmes: Collection[str]) -> list[Endpoint]:
        """Give every endpoint of these programmes, by id."""
        asked = (
            select(webhook_endpoint)
            .where(webhook_endpoint.c.programme.in_(sorted(programmes)))
            .order_by(webhook_endpoint.c.programme, webhook_endpoint.c.endpoint_id)
        )
        return [endpoint_from(row) for row in self._connection.execute(asked)]

    def remove(self, programme: str, endpoint_id: str) -> None:
        """Remove an endpoint and its secrets."""
        for of in (webhook_secret, webhook_endpoint):
            mine = (of.c.programme == programme, of.c.endpoint_id == endpoint_id)
            self._connection.execute(delete(of).where(*mine))

    def add_secret(self, new: KeptSecret, end: datetime) -> None:
        """Keep a secret; the one that was in use signs until ``end``.

        Raises `DecideAgain` where one was made at the same instant.
        """
        asked = {"of_programme": new.programme, "of_id": new.endpoint_id, "end": microseconds(end)}
        self._connection.execute(sql.END_SECRETS, asked)
        row = {
            "programme": new.programme,
            "endpoint_id": new.endpoint_id,
            "made_at": microseconds(new.made_at),
            "sealed": new.sealed,
            "master": new.master,
            "ends_at": None,
        }
        if self._connection.execute(sql.ADD_SECRET, row).rowcount != 1:
            raise DecideAgain

    def secrets(self, programme: str, endpoint_id: str, at: datetime) -> list[KeptSecret]:
        """Give the secrets that sign at an instant, the newest first."""
        of = webhook_secret
        asked = (
            select(of)
            .where(of.c.programme == programme, of.c.endpoint_id == endpoint_id)
            .where(of.c.ends_at.is_(None) | (of.c.ends_at > microseconds(at)))
            .order_by(of.c.made_at.desc())
        )
        return [
            KeptSecret(
                row.programme,
                row.endpoint_id,
                instant_at(row.made_at),
                row.sealed,
                row.master,
                None if row.ends_at is None else instant_at(row.ends_at),
            )
            for row in self._connection.execute(asked)
        ]

    def forget_secrets(self, programme: str, endpoint_id: str) -> None:
        """Remove the secrets that were replaced before, also one that still signs."""
        of = webhook_secret
        mine = (of.c.programme == programme, of.c.endpoint_id == endpoint_id)
        self._connection.execute(delete(of).where(*mine, of.c.ends_at.is_not(None)))


class DeliveryStore:
    """Deliveries and attempts of one connection; adds and gets, never commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Sequence[Delivery]) -> None:
        """Keep deliveries; one that is there stays as it is."""
        if new:
            self._connection.execute(sql.ADD_DELIVERY, [delivery_row(each) for each in new])

    def replay(self, again: Sequence[Delivery]) -> int:
        """Let deliveries wait again, those that never were too; give how many wait by that."""
        return sum(self._connection.execute(sql.REPLAY, delivery_row(each)).rowcount for each in again)

    def revive(self, of: Endpoint, now: datetime, *, since: datetime | None, until: datetime | None) -> int:
        """Let what was given up wait again, of announcements made in a time; give how many."""
        asked = update(webhook_delivery).where(
            webhook_delivery.c.programme == of.programme,
            webhook_delivery.c.endpoint_id == of.endpoint_id,
            webhook_delivery.c.state == str(DeliveryState.FAILED),
        )
        if since is not None:
            asked = asked.where(webhook_delivery.c.made_at >= microseconds(since))
        if until is not None:
            asked = asked.where(webhook_delivery.c.made_at < microseconds(until))
        at = microseconds(now)
        again = {"state": str(DeliveryState.WAITING), "attempts": 0, "next_at": at, "made_at": at}
        return self._connection.execute(asked.values(again)).rowcount

    def try_now(self, of: Endpoint, now: datetime) -> None:
        """Let everything that waits for an endpoint be tried now, but for what somebody may be sending."""
        mine = (
            webhook_delivery.c.programme == of.programme,
            webhook_delivery.c.endpoint_id == of.endpoint_id,
        )
        late = webhook_delivery.c.next_at > microseconds(now + HELD_FOR)
        waiting = webhook_delivery.c.state == str(DeliveryState.WAITING)
        self._connection.execute(
            update(webhook_delivery).where(*mine, waiting, late).values(next_at=microseconds(now))
        )

    def give_up(self, programme: str, endpoint_id: str) -> int:
        """Remove what waits for an endpoint, and give how many that was."""
        of = webhook_delivery
        mine = (of.c.programme == programme, of.c.endpoint_id == endpoint_id)
        waiting = of.c.state == str(DeliveryState.WAITING)
        return self._connection.execute(delete(of).where(*mine, waiting)).rowcount

    def claim(
        self,
        now: datetime,
        held: timedelta,
        limit: int,
        *,
        share: int,
        besides: Collection[tuple[str, str]] = (),
    ) -> list[Claimed]:
        """Take up to ``limit`` deliveries that may be tried, each the first of its member at its endpoint.

        Of one endpoint they are ``share`` at most, and none is of the endpoints ``besides``. Nobody else is
        given them for as long as they are ``held``.
        """
        found: list[Row[Any]] = []
        counts: Counter[tuple[str, str]] = Counter()
        full, more = set(besides), True
        while more and len(found) < limit:
            rows = self._first(now, limit - len(found), full)
            taken = []
            for row in rows:
                place = row.programme, row.endpoint_id
                counts[place] += 1
                if counts[place] <= share:
                    taken.append(row)
                else:
                    full.add(place)
            self._begin(taken, now + held)
            found += taken
            more = len(taken) < len(rows)
        told = EndpointStore(self._connection).of_programmes({row.programme for row in found})
        endpoints = {each.place: each for each in told}
        return [
            Claimed(
                delivery_from(row, row.attempts + 1),
                announced_from(row),
                endpoints[row.programme, row.endpoint_id],
            )
            for row in found
        ]

    def _first(self, now: datetime, limit: int, besides: Collection[tuple[str, str]]) -> Sequence[Row[Any]]:
        asked, of = sql.CLAIM.limit(limit), webhook_delivery.c
        for programme, endpoint_id in sorted(besides):
            asked = asked.where(~((of.programme == programme) & (of.endpoint_id == endpoint_id)))
        return self._connection.execute(asked, {"now": microseconds(now)}).all()

    def _begin(self, rows: Sequence[Row[Any]], then: datetime) -> None:
        begun = [
            {
                "of_member": row.member_id,
                "of_seq": row.seq,
                "of_id": row.endpoint_id,
                "tries": row.attempts + 1,
                "then": microseconds(then),
            }
            for row in rows
        ]
        if begun:
            self._connection.execute(sql.BEGIN, begun)

    def finish(self, ended: Delivery, tried: Attempt) -> bool:
        """Keep an attempt and what became of the delivery; give whether nobody took it since."""
        key = {"member_id": ended.member_id, "seq": ended.seq, "endpoint_id": ended.endpoint_id}
        row = {
            "tried_at": microseconds(tried.tried_at),
            "status": tried.outcome.status,
            "fault": tried.outcome.fault,
            "milliseconds": tried.outcome.milliseconds,
        }
        self._connection.execute(sql.ADD_ATTEMPT, key | row)
        asked = {"of_member": ended.member_id, "of_seq": ended.seq, "of_id": ended.endpoint_id}
        becomes = {"becomes": str(ended.state), "then": microseconds(ended.next_at), "tries": ended.attempts}
        return self._connection.execute(sql.END, asked | becomes).rowcount == 1

    def last_fault(self, of: Endpoint) -> Attempt | None:
        """Give the last attempt at what an endpoint has not taken and is still to be sent, if any."""
        row = self._connection.execute(
            sql.LAST_FAULT, {"of_programme": of.programme, "of_id": of.endpoint_id}
        ).one_or_none()
        return None if row is None else _attempt_from(row)

    def shown(
        self,
        programme: str,
        endpoint_id: str,
        state: DeliveryState | None,
        *,
        before: str | None,
        limit: int,
    ) -> list[Shown]:
        """Give up to ``limit`` deliveries of an endpoint with their attempts, the newest first."""
        of = webhook_delivery
        asked = select(
            of, outbox.c.type, outbox.c.recorded_at, outbox.c.content, outbox.c.traceparent
        ).select_from(
            of.outerjoin(outbox, (outbox.c.member_id == of.c.member_id) & (outbox.c.seq == of.c.seq))
        )
        asked = asked.where(of.c.programme == programme, of.c.endpoint_id == endpoint_id)
        if state is not None:
            asked = asked.where(of.c.state == str(state))
        if before is not None:
            asked = asked.where(of.c.event_id < before)
        rows = self._connection.execute(asked.order_by(of.c.event_id.desc()).limit(limit)).all()
        tries = self._attempts(endpoint_id, {row.member_id for row in rows})
        return [
            Shown(
                delivery_from(row, row.attempts),
                None if row.type is None else announced_from(row),
                tuple(tries.get((row.member_id, row.seq), ())),
            )
            for row in rows
        ]

    def _attempts(self, endpoint_id: str, members: Collection[int]) -> dict[tuple[int, int], list[Attempt]]:
        of = webhook_attempt
        asked = (
            select(of)
            .where(of.c.member_id.in_(sorted(members)), of.c.endpoint_id == endpoint_id)
            .order_by(of.c.member_id, of.c.seq, of.c.tried_at)
        )
        found = self._connection.execute(asked).all()
        return {
            key: [_attempt_from(row) for row in rows]
            for key, rows in groupby(found, key=lambda row: (row.member_id, row.seq))
        }


def _attempt_from(row: Row[Any]) -> Attempt:
    return Attempt(instant_at(row.tried_at), Outcome(row.status, row.fault, row.milliseconds))
