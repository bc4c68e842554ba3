"""A document kept and sealed in the transaction that books what it is about."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from loyalty.desk.course import Did, Sequel
from loyalty.desk.filed import filed_change, filed_of
from loyalty.kernel.again import DecideAgain
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import Booked
from loyalty.ledger.entry import Kind
from loyalty.orders.quote import Explanation, FrozenDocument
from loyalty.seals.canonical import again, canonical_of
from loyalty.seals.kept import KeptSeal
from loyalty.seals.keys import instant_text
from loyalty.seals.seal import Place, Seal, Told, snapshot_commitment
from loyalty.seals.sealed import ERASED, KEPT, NONE
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.bound_profiles import profiles_of_change
from loyalty.use_cases.documents import Recipe, kept, kept_change
from loyalty.use_cases.seals.following import follow_entry
from loyalty.use_cases.seals.signing import published, signer_of
from loyalty.use_cases.services import Services
from loyalty.use_cases.vault_keys import key_for, key_of
from loyalty.vault.key import NONCE_BYTES, MemberKey, seal, unseal

CHANCE_BYTES = 32
BY_TIME = frozenset({Kind.VEST, Kind.LAPSE, Kind.HOLD_LAPSE})
"""What nobody asked for: points begin or end, and holds do."""
SNAPSHOT = "snapshot:"
"""What a snapshot is sealed as, before the id of its document."""


def keep_told(  # noqa: PLR0913 - what is told, to whom, when, and what the world calls it
    services: Services,
    unit: UnitOfWork,
    recipe: Recipe,
    member: MemberId | None,
    at: datetime,
    *,
    reference: str = "",
    after: tuple[str, Did] | None = None,
) -> None:
    """Keep a document as it is told and file it, and seal it where there is a key.

    ``reference`` is what the world calls it, such as the order's id; ``after`` the document it follows,
    with what it does to that. Raises DecideAgain where another document of the member was sealed meanwhile.
    """
    row = kept(recipe, member, at)
    if recipe.told is not None:
        unit.desk.file(filed_of(recipe.told.to_look_at(), member, at, reference))
        if after is not None:
            unit.desk.follow(Sequel(row.explanation_id, *after, member, at))
    keep_row(services, unit, row, at)


def book_told(
    services: Services, unit: UnitOfWork, booked: Booked, *, explained: MemberId | None = None
) -> None:
    """Book changes of points, each that no other document explains with its own, kept and sealed.

    What is done to the member ``explained`` stands in the document of the order or event it is done
    for; not so what time alone did before, and what others give. Raises DecideAgain.
    """
    unit.ledger.book(booked)
    if not services.tells:
        return
    name, whose = booked.state.programme, booked.state.member_id
    # A gift card is nobody's: what it pays stands in the documents of the orders it pays for.
    if whose != explained and not unit.members.of_programme(name, (whose,)):
        return
    for entry in booked.entries:
        if entry.member_id == explained and entry.kind not in BY_TIME:
            continue
        digest = entry.cause.programme_digest
        if digest:
            programme = services.programmes.by_digest(unit, digest)
        else:
            programme = services.programmes.in_force(unit, name, entry.recorded_at)
        bound = profiles_of_change(services, programme, entry.recorded_at)
        row = kept_change(programme, entry, bound)
        assert row.document is not None  # noqa: S101 - a change is always told
        unit.desk.file(filed_change(again(row.document.content), entry.member_id, entry.recorded_at))
        follow_entry(unit, name, entry)
        keep_row(services, unit, row, entry.recorded_at)


def keep_row(services: Services, unit: UnitOfWork, row: Explanation, at: datetime) -> None:
    """Keep a document, and seal it where it is told to somebody and there is a key.

    What the row keeps is as `whole_bytes` gives it. Raises DecideAgain.
    """
    member = row.member_id
    unit.explanations.add(row)
    if row.document is None or services.seal_keys is None:
        return
    signer = signer_of(services)
    key = published(unit, signer, at)
    whose = None if member is None else key_for(services, unit, member)
    chance = services.entropy.bits(8 * CHANCE_BYTES)
    recipe = row.recipe.encode()
    told = Told(_digest(row.document), snapshot_commitment(chance, canonical_of(recipe)))
    # A clock that runs behind never signs before the key began.
    made = Seal.made(told, _place(unit, row, whose), max(at, key.valid_from), signer)
    snapshot = _snapshot(services, row.explanation_id, chance + recipe, whose)
    if not unit.seals.add(KeptSeal(row.explanation_id, row.programme, member, made, snapshot=snapshot)):
        raise DecideAgain


def sealing_asked(unit: UnitOfWork, member: MemberId) -> tuple[Callable[[], object], ...]:
    """Give what asks what sealing a member's document needs."""
    return (unit.seals.keys, lambda: unit.vault.key(member), lambda: unit.seals.last_of(member))


def snapshot_of(services: Services, unit: UnitOfWork, sealed: KeptSeal) -> Mapping[str, Any]:
    """Give the snapshot of a sealed document as a file holds it: kept, erased with its day, or none.

    Raises VaultLocked.
    """
    text = sealed.snapshot
    if sealed.member_id is not None:
        wrapped = unit.vault.key(sealed.member_id)
        if wrapped is not None and wrapped.destroyed_at is not None:
            return {"state": ERASED, "erased_at": instant_text(wrapped.destroyed_at)}
        whose = key_of(services, unit, sealed.member_id)
        assert whose is not None  # noqa: S101 - made in the unit that sealed
        text = None if text is None else unseal(whose, f"{SNAPSHOT}{sealed.explanation_id}", text)
    if text is None:
        return {"state": NONE}
    content = zlib.decompress(b64decode(text))
    chance, recipe = content[:CHANCE_BYTES], content[CHANCE_BYTES:]
    return {"state": KEPT, "chance": chance.hex(), "recipe": json.loads(recipe)}


def _digest(document: FrozenDocument) -> str:
    """Give the digest of the canonical form, which most often is what is kept."""
    form = canonical_of(document.content)
    return document.sha256 if form is document.content else sha256(form).hexdigest()


def _place(unit: UnitOfWork, row: Explanation, whose: MemberKey | None) -> Place:
    if whose is None:
        return Place()
    return Place.after(unit.seals.last_of(whose.member_id), whose.commitment(row.explanation_id))


def _snapshot(services: Services, name: str, content: bytes, whose: MemberKey | None) -> str:
    """Give chance and recipe of a document as they are kept: under the member's key, nobody's as they are."""
    text = b64encode(zlib.compress(content)).decode()
    if whose is None:
        return text
    return seal(whose, f"{SNAPSHOT}{name}", text, services.entropy.bits(8 * NONCE_BYTES))
