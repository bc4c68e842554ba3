"""Verify a sealed document from its file alone: no database is opened and no clock is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import Any

from loyalty.decision.programme import compile_programme
from loyalty.decision.telling.views import BILLS
from loyalty.idempotency.fingerprint import canonical_json
from loyalty.orders.quote import Explanation
from loyalty.seals.sealed import NotSealed, Sealed
from loyalty.seals.verification import (
    Check,
    Name,
    Recomputed,
    State,
    Trusted,
    Verdict,
    Verified,
    checked,
    verdict_of,
)
from loyalty.use_cases.documents import made_again

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a document was kept that is read from a file; nothing depends on it."""


@dataclass(frozen=True, slots=True)
class VerifyDocument:
    """The text of a file, and what whoever verifies brings along; ``rules`` are texts by file name."""

    text: str
    trusted: Trusted = field(default_factory=Trusted)
    rules: Mapping[str, str] | None = None


def verify_document(command: VerifyDocument) -> Verified:
    """Give what each check of a document comes to; whatever is wrong with the file is in the answer."""
    try:
        sealed = Sealed.read(command.text)
    except NotSealed as fault:
        facts = {"where": fault.where or "/", "why": fault.code, **fault.facts}
        return Verified(Verdict.INVALID, (Check(Name.SHAPE, State.FAILS, "misshapen", facts),))
    checks = checked(sealed, command.trusted, partial(_made_again, command.rules))
    return Verified(verdict_of(checks), tuple(checks), None if sealed.seal is None else sealed.seal.sha256)


def _made_again(brought: Mapping[str, str] | None, sealed: Sealed) -> Recomputed:
    """Give the document made from rule files and snapshot by this release."""
    if sealed.document.get("kind") in BILLS:
        return Recomputed(None, "of-explanations")
    rules = brought if brought is not None else sealed.rules
    if rules is None:
        return Recomputed(None, "no-rules")
    programme = compile_programme(rules).programme
    stated = _stated(sealed.document)
    if programme is None or programme.digest != stated:
        found = "-" if programme is None else programme.digest
        return Recomputed(None, "other-rules", {"expected": str(stated), "found": found})
    assert sealed.snapshot is not None  # noqa: S101 - nobody asks without one
    try:
        recipe = canonical_json(sealed.snapshot["recipe"])
        row = Explanation(
            explanation_id=str(sealed.document["id"]),
            kind=str(sealed.document["kind"]),
            member_id=None,
            programme=programme.name,
            digest=programme.digest,
            recipe=recipe,
            sha256=sha256(recipe.encode()).hexdigest(),
            created_at=NEVER,
        )
        return Recomputed(made_again(programme, row, sealed.document))
    except Exception as fault:  # noqa: BLE001 - a stranger's snapshot may hold anything, and is not decided then
        return Recomputed(None, "not-decided", {"why": type(fault).__name__})


def _stated(document: Mapping[str, Any]) -> object:
    programme = document.get("programme")
    return programme.get("digest") if isinstance(programme, dict) else None
