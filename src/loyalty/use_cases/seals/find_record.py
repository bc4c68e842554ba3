"""Hold a sealed document to the books that it came from."""

import json
from collections.abc import Mapping
from typing import Any

from loyalty.decision.telling.left import left_id
from loyalty.idempotency.fingerprint import canonical_json
from loyalty.seals.keys import SealKey, instant_text
from loyalty.seals.sealed import NotSealed, Sealed
from loyalty.seals.verification import Check, Name, State, Trusted, Verdict
from loyalty.use_cases.seals.placing import integrity_of
from loyalty.use_cases.seals.verify_document import VerifyDocument, verify_document
from loyalty.use_cases.services import Services


def find_record(services: Services, text: str) -> Check | None:
    """Give whether the books hold this seal, and since when the member's inputs are erased there.

    None where the text is no sealed document: that is told by its shape.
    """
    try:
        sealed = Sealed.read(text)
    except NotSealed:
        return None
    if sealed.seal is None:
        return None
    document_id = str(sealed.document.get("id"))
    with services.units.read() as unit:
        kept = unit.seals.get(document_id)
        whose = None if kept is None else kept.member_id
        key = None if whose is None else unit.vault.key(whose)
        left = unit.explanations.get(left_id(document_id))
        seal = {} if left is None else integrity_of(unit, left)
        published = unit.seals.keys()
    if kept is None:
        return Check(Name.RECORD, State.FAILS, "missing", {"id": document_id[:64]})
    if kept.seal != sealed.seal:
        facts = {"expected": kept.seal.leaf.hex(), "found": sealed.seal.leaf.hex()}
        return Check(Name.RECORD, State.FAILS, "other", facts)
    if key is not None and key.destroyed_at is not None:
        at = {"at": instant_text(key.destroyed_at)}
        if left is None or left.document is None:
            return Check(Name.RECORD, State.HOLDS, "erased", at)
        return _added_up(
            json.loads(left.document.content) | seal, {each.key_id: each for each in published}, at
        )
    return Check(Name.RECORD, State.HOLDS, "recorded")


def _added_up(left: Mapping[str, Any], keys: Mapping[str, SealKey], at: Mapping[str, str]) -> Check:
    """Give whether the amounts that are left of an erased document are sealed and add up."""
    found = verify_document(VerifyDocument(canonical_json(left), Trusted(keys)))
    facts = {**at, "id": str(left["id"]), "due": str(left["total"]["due"]), "currency": str(left["currency"])}
    if found.verdict in {Verdict.VALID, Verdict.NOT_SEALED}:
        return Check(Name.RECORD, State.HOLDS, "erased-sums", facts)
    wrong = tuple(each for check in found.checks if check.state is State.FAILS for each in check.details)
    return Check(Name.RECORD, State.FAILS, "sums-changed", facts, wrong)
