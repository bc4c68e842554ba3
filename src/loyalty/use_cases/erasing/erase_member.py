"""The third step: what is personal is removed, keys are destroyed; a tombstone says what stays and why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from loyalty.erasure.erasure import Erasure, Kept, LegalHold, Step
from loyalty.erasure.fates import FATES, OF_ANOTHER, STAYS_AS, Fate
from loyalty.erasure.names import WORDS, content_names, content_without, says_who
from loyalty.erasure.refusals import ErasureIncomplete, ErasureWaits, UnknownErasure
from loyalty.handovers.handover import Told as RecipientTold
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.instant import instant_at, microseconds
from loyalty.privacy.fields.every import OF_NO_MEMBER
from loyalty.privacy.purpose import Kept as KeptAs
from loyalty.privacy.register import Entry
from loyalty.privacy.retention import RETENTION
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import one_person
from loyalty.use_cases.documents import kept_left
from loyalty.use_cases.erasing.apply_retention import classes_in
from loyalty.use_cases.erasing.replay_list import replay_line
from loyalty.use_cases.erasing.telling import erasure_data, there
from loyalty.use_cases.once import Told
from loyalty.use_cases.privacy.export_member import BY_NAME
from loyalty.use_cases.recipients_told import tell_recipients
from loyalty.use_cases.seals.sealing import keep_row
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.vault_keys import key_of, name_of
from loyalty.vault.contact import NAME
from loyalty.vault.key import unseal

OF_NOBODY = {"idempotency": ("scope", "key", "response"), "job": ("item", "result")}
"""Tables whose rows are of no member, and may name one in these columns."""
_AGE = "member_age"
TELLING = 12
"""From how many characters on a fact says so much that it is searched everywhere."""


def erase_member(services: Services, member: MemberId) -> Told:
    """Give the erasure as `erasure_data`; done again it changes nothing.

    Everything happens in one transaction, or nothing: after it no former value is found in any text of
    the database. Raises UnknownMember, UnknownErasure, ErasureWaits before the account was closed, and
    ErasureIncomplete.
    """
    told = retrying(services, lambda: _erase(services, member))
    with services.units.read() as unit:
        _, *also = one_person(unit, member)
    services.erasures.add(replay_line(told.data, also))
    return told


def _erase(services: Services, member_id: MemberId) -> Told:
    now = services.clock.now()
    with services.units.write() as unit:
        there(unit, member_id)
        erasure = unit.erasures.of_member(member_id)
        if erasure is None:
            raise UnknownErasure
        if erasure.step is Step.ERASED:
            return Told(erasure_data(unit, erasure), replayed=True)
        if erasure.step is Step.ASKED:
            raise ErasureWaits("the account is still open; close it first", what="account")
        done = erase(services, unit, erasure, now)
        told = Told(erasure_data(unit, done))
        unit.commit()
    return told


def erase(services: Services, unit: UnitOfWork, erasure: Erasure, now: datetime) -> Erasure:
    """Remove what is personal within a unit, and give the erasure as it is then. Raises ErasureIncomplete."""
    ids = one_person(unit, erasure.member_id)
    holds = [each for each in unit.erasures.holds(ids) if each.holds(now)]
    held = {each for hold in holds for each in hold.classes}
    former, telling = _former(services, unit, ids)
    names = _names(services, unit, ids)
    removed: dict[str, int] = {}
    if str(BY_NAME["explanation"].kept) not in held:
        _keep_amounts(services, unit, ids, now)
    for name, fate in FATES.items():
        entry = BY_NAME[name]
        if str(entry.kept) in held and fate in {Fate.REMOVED, Fate.THINNED}:
            continue
        gone = _end(unit, entry, fate, ids, now)
        if gone:
            removed[name] = gone
    words = [word for each in ids for word in (id_text("mem", each), str(each))]
    for name, columns in OF_NOBODY.items():
        removed |= {name: gone} if (gone := unit.person.remove_naming(name, columns, words)) else {}
    if str(KeptAs.SECURITY) not in held:
        removed |= _without_names(unit, names)
    if not held:
        left = unit.person.where_found(former) + unit.person.where_found(telling, passed_over=OF_NO_MEMBER)
        left += _still_named(unit, names)
        if left:
            raise ErasureIncomplete(
                f"a former value stands in {', '.join(left)}", where=", ".join(left)[:200]
            )
    if str(BY_NAME[_AGE].kept) not in held and (left_alone := unit.consents.end_guardian(ids)):
        removed[_AGE] = removed.get(_AGE, 0) + left_alone
    tell_recipients(services, unit, ids, RecipientTold.ERASED, lambda _: True)
    done = erasure.done(now, removed, _kept(unit, ids, holds, now))
    unit.erasures.go_on(done)
    return done


def _former(services: Services, unit: UnitOfWork, ids: tuple[MemberId, ...]) -> tuple[set[str], set[str]]:
    """Give what may stand nowhere afterwards: what says who somebody is, and facts nobody else told."""
    found: set[str] = set()
    facts: set[str] = set()
    for each in ids:
        member, key = unit.members.get(each), key_of(services, unit, each)
        if member is not None and member.reference_hash is not None:
            found.add(member.reference_hash)
        found |= {
            known.blind_index for known in unit.members.identities(each) if known.blind_index is not None
        }
        if key is not None:
            sealed = unit.vault.sealed(each).items()
            found |= {unseal(key, field, text) for field, text in sealed if field != NAME}
        wrapped = unit.vault.key(each)
        if wrapped is not None and wrapped.wrapped is not None:
            found.add(wrapped.wrapped)
    for row in unit.person.rows(BY_NAME["member_fact"], BY_NAME, ids):
        facts |= {row["value"]} if len(row["value"]) >= TELLING else set()
    return found, facts - unit.person.facts_of_others(facts, ids)


def _names(services: Services, unit: UnitOfWork, ids: tuple[MemberId, ...]) -> set[str]:
    """Give the names by which it is said who somebody is."""
    found = (name_of(services, unit, each) for each in ids)
    return {name for name in found if name is not None and says_who(name)}


def _without_names(unit: UnitOfWork, names: set[str]) -> dict[str, int]:
    """Take the names out of words that are kept for ever; give how many rows lost one, by table."""
    gone: dict[str, int] = {}
    for table, column in WORDS.items() if names else ():
        rows = [row for row in unit.person.whole(table) if row[column] is not None]
        left = [(row, content_without(table, row[column], names)) for row in rows]
        changed = unit.person.change(
            table, ((row, {column: text}) for row, text in left if text != row[column])
        )
        gone |= {table: changed} if changed else {}
    return gone


def _still_named(unit: UnitOfWork, names: set[str]) -> list[str]:
    """Give every ``table.column`` of words in which a name stands after they were taken out."""
    return [
        f"{table}.{column}"
        for table, column in (WORDS.items() if names else ())
        if any(content_names(table, row[column], names) for row in unit.person.whole(table) if row[column])
    ]


def _keep_amounts(services: Services, unit: UnitOfWork, ids: tuple[MemberId, ...], now: datetime) -> None:
    """Keep of each document the amounts without the person, sealed, so that its sums are still added up."""
    for row in unit.person.rows(BY_NAME["explanation"], BY_NAME, ids):
        told = unit.explanations.get(row["explanation_id"])
        left = None if told is None else kept_left(told, now)
        if left is not None:
            keep_row(services, unit, left, now)


def _end(unit: UnitOfWork, entry: Entry, fate: Fate, ids: tuple[MemberId, ...], now: datetime) -> int:
    """Let a table's rows have their fate; give how many rows were removed or lost something."""
    if fate is Fate.REMOVED:
        if entry.table == "explanation":
            _thin_lines(unit, ids)
        return unit.person.remove(entry, BY_NAME, ids)
    if fate is Fate.BLANKED:
        return _blank(unit, entry, ids, now)
    if fate is Fate.THINNED:
        return unit.person.change(entry.table, _thinned(entry, unit.person.rows(entry, BY_NAME, ids)))
    return 0


def _blank(unit: UnitOfWork, entry: Entry, ids: tuple[MemberId, ...], now: datetime) -> int:
    if entry.table == "member_key":
        return sum(unit.vault.destroy_key(each, now) for each in ids)
    values = {"reference_hash": None} if entry.table == "member" else {"code": ""}
    return unit.person.blank(entry, ids, values)


def _thinned(
    entry: Entry, rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Mapping[str, Any], dict[str, Any]]]:
    """Give orders and returns with the month in the place of the minute, and without what was in them."""
    for row in rows:
        values: dict[str, Any] = {name: _month(row[name]) for name in ("occurred_at", "recorded_at")}
        values["fingerprint"] = ""
        if entry.table == "return_record":
            values |= {"lines": "[]", "reason": ""}
        yield row, values


def _month(count: int) -> int:
    at = instant_at(count)
    return microseconds(at.replace(day=1, hour=0, minute=0, second=0, microsecond=0))


def _thin_lines(unit: UnitOfWork, ids: tuple[MemberId, ...]) -> None:
    """Keep of each order how many lines of each class it had, before its explanation is removed."""
    orders = {row["explanation_id"]: row for row in unit.person.rows(BY_NAME["order_record"], BY_NAME, ids)}
    for row in unit.person.rows(BY_NAME["explanation"], BY_NAME, ids):
        order = orders.get(row["explanation_id"])
        if order is None:
            continue
        counts = classes_in(row["recipe"])
        key = {name: order[name] for name in ("programme", "source", "order_id")}
        unit.person.keep_thinned({**key, "kind": kind, "lines": lines} for kind, lines in counts.items())


def _kept(
    unit: UnitOfWork, ids: tuple[MemberId, ...], holds: Sequence[LegalHold], now: datetime
) -> list[Kept]:
    """Give what stays, by class: which tables, why, and until when."""
    by_class: dict[str, list[str]] = {}
    held = {each for hold in holds for each in hold.classes}
    for name in FATES:
        entry = BY_NAME[name]
        if unit.person.count(entry, BY_NAME, ids):
            stays_as = entry.kept if str(entry.kept) in held else STAYS_AS.get(name, entry.kept)
            by_class.setdefault(str(stays_as), []).append(name)
    found = []
    for kept, tables in by_class.items():
        case = next((hold for hold in holds if kept in hold.classes), None)
        if case is not None:
            found.append(Kept(tuple(tables), kept, case.case, case.until))
        else:
            until = None if kept == OF_ANOTHER else now + timedelta(days=RETENTION[KeptAs(kept)].days)
            found.append(Kept(tuple(tables), kept, None, until))
    return found
