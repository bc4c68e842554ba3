"""Verifying a sealed document, check by check: what holds, what fails and where, what cannot be said.

Nothing is trusted but the keys and the root that whoever verifies brings along; without them the
keys in the file itself are taken, and the answer says so.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from loyalty import sumcheck
from loyalty.kernel.digest import digest_of
from loyalty.seals.canonical import canonical
from loyalty.seals.difference import Difference, differences
from loyalty.seals.erasures import ErasedList
from loyalty.seals.keys import SealKey, instant_text
from loyalty.seals.seal import FIRST, Seal, follows, snapshot_commitment
from loyalty.seals.sealed import ERASED, KEPT, Sealed
from loyalty.seals.tree import root_by_inclusion
from loyalty.sumcheck.sentences import Sentence

WRONG = {"other-rules", "other-snapshot", "not-decided"}
GONE = "document-erased"
PERSONAL = {"membership", "personal"}


class State(StrEnum):
    """What a check came to."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "cannot-be-checked"


class Name(StrEnum):
    """The checks, in the order in which they are told."""

    SHAPE = "shape"
    DIGEST = "digest"
    SIGNATURE = "signature"
    SUMS = "sums"
    CHAIN = "chain"
    INCLUSION = "inclusion"
    RECOMPUTATION = "recomputation"
    ERASURE = "erasure"
    RECORD = "record"


class Verdict(StrEnum):
    """What the checks come to together: valid where all that makes it so holds and nothing fails.

    Of a document that was erased the file has the seal alone: that holds, and what it is of is gone.
    """

    VALID = "valid"
    SEAL_ONLY = "seal-only"
    INVALID = "invalid"
    UNDECIDED = "undecided"
    NOT_SEALED = "not-sealed"


@dataclass(frozen=True, slots=True)
class Check:
    """A check and what it came to.

    ``code`` says why, with ``facts``; ``details`` are the problems of sums, or differences.
    """

    name: Name
    state: State
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    details: tuple[Sentence | Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """Every check in order, what they come to, and the digest of what was sealed, None without one."""

    verdict: Verdict
    checks: tuple[Check, ...]
    digest: str | None = None

    def also(self, check: Check) -> "Verified":
        """Give it with one check more."""
        checks = (*self.checks, check)
        return Verified(verdict_of(list(checks)), checks, self.digest)


@dataclass(frozen=True, slots=True)
class Trusted:
    """What whoever verifies brings along: published keys, the root of a day, the list of what was erased.

    None without.
    """

    keys: Mapping[str, SealKey] | None = None
    root: str | None = None
    erased: ErasedList | None = None


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The document made again, or as ``code`` why it could not be."""

    document: Mapping[str, Any] | None
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


Recompute = Callable[[Sealed], Recomputed]


def checked(sealed: Sealed, trusted: Trusted, recompute: Recompute) -> list[Check]:
    """Give every check of a sealed document, in the order of `Name`."""
    made = _made(sealed, recompute)
    return [
        Check(Name.SHAPE, State.HOLDS, "read"),
        _digest(sealed, made),
        _signature(sealed, trusted),
        _sums(sealed),
        _chain(sealed, trusted),
        _inclusion(sealed, trusted),
        _recomputation(sealed, made),
        *([] if trusted.erased is None else [_erasure(sealed, trusted, trusted.erased)]),
    ]


def verdict_of(checks: list[Check]) -> Verdict:
    """Give what the checks come to."""
    states = {check.name: check.state for check in checks}
    if State.FAILS in states.values():
        return Verdict.INVALID
    if any(check.code == "not-sealed" for check in checks):
        return Verdict.NOT_SEALED
    gone = {check.name for check in checks if check.code == GONE}
    needed = {Name.SHAPE, Name.DIGEST, Name.SIGNATURE, Name.SUMS} - gone
    if not all(states.get(name) is State.HOLDS for name in needed):
        return Verdict.UNDECIDED
    # Only the books know that a seal whose document is gone is that of the number beside it.
    return Verdict.SEAL_ONLY if gone and Name.RECORD not in states else Verdict.VALID


def _made(sealed: Sealed, recompute: Recompute) -> Recomputed:
    snapshot = sealed.snapshot
    other = _other_rules(sealed)
    if other is not None:
        return Recomputed(None, "other-rules", other)
    if sealed.erased_at is not None:
        return Recomputed(None, GONE, {"at": sealed.erased_at})
    if snapshot is not None and snapshot["state"] == ERASED:
        return Recomputed(
            None, "erased", {"at": str(snapshot["erased_at"]), "facts": _stored(sealed.document)}
        )
    if snapshot is None or snapshot["state"] != KEPT:
        return Recomputed(None, "no-snapshot")
    if sealed.seal is not None:
        found = snapshot_commitment(bytes.fromhex(snapshot["chance"]), canonical(snapshot["recipe"]))
        if found != sealed.seal.snapshot:
            return Recomputed(None, "other-snapshot", {"expected": sealed.seal.snapshot, "found": found})
    return recompute(sealed)


def _other_rules(sealed: Sealed) -> dict[str, str] | None:
    """Give both digests where the rule files of the file are not those that the document names."""
    if sealed.rules is None:
        return None
    stated, found = str(sealed.document["programme"].get("digest")), digest_of(sealed.rules)
    return None if stated == found else {"expected": stated, "found": found}


def _stored(document: Mapping[str, Any]) -> str:
    """Give what of a member still stands in the document, ``member.tier = gold``."""
    inputs, facts = document.get("inputs"), document.get("facts")
    used = inputs.get("used") if isinstance(inputs, dict) else None
    if not isinstance(used, list) or not isinstance(facts, dict):
        return ""
    names = (each["fact"] for each in used if isinstance(each, dict) and each.get("label") in PERSONAL)
    return ", ".join(f"{name} = {facts[name]}" for name in names if name in facts)


def _digest(sealed: Sealed, made: Recomputed) -> Check:
    if sealed.seal is None:
        return _not_sealed(Name.DIGEST)
    if sealed.erased_at is not None:
        facts = {"at": sealed.erased_at, "expected": sealed.seal.sha256}
        return Check(Name.DIGEST, State.UNKNOWN, GONE, facts)
    found = sealed.digest()
    facts = {"expected": sealed.seal.sha256, "found": found}
    if found == sealed.seal.sha256:
        return Check(Name.DIGEST, State.HOLDS, "same", facts)
    # What was sealed is known where the document can be made again: then the change has a place.
    if made.document is not None and sealed.seal.is_of(canonical(made.document)):
        where = tuple(differences(made.document, sealed.document))
        return Check(Name.DIGEST, State.FAILS, "changed-at", facts, where)
    return Check(Name.DIGEST, State.FAILS, "changed", facts)


def _signature(sealed: Sealed, trusted: Trusted) -> Check:
    if sealed.seal is None:
        return _not_sealed(Name.SIGNATURE)
    keys = trusted.keys if trusted.keys is not None else sealed.keys
    if keys is None:
        return Check(Name.SIGNATURE, State.UNKNOWN, "no-keys")
    wrong = _wrong_key(sealed.seal, keys)
    facts = {"key_id": sealed.seal.key_id, "at": instant_text(sealed.seal.sealed_at)}
    if wrong is not None:
        return Check(Name.SIGNATURE, State.FAILS, wrong[0], facts | wrong[1])
    code = "signed" if trusted.keys is not None else "signed-by-own-keys"
    return Check(Name.SIGNATURE, State.HOLDS, code, facts)


def _wrong_key(seal: Seal, keys: Mapping[str, SealKey]) -> tuple[str, dict[str, str]] | None:
    """Give why no known key signed a seal in its time, None where one did."""
    key = keys.get(seal.key_id)
    if key is None:
        return "unknown-key", {"known": ", ".join(sorted(keys)) or "-"}
    if not seal.is_signed(key):
        return "wrong-signature", {}
    if not key.signs_at(seal.sealed_at):
        until = "-" if key.valid_until is None else instant_text(key.valid_until)
        return "key-not-valid", {"from": instant_text(key.valid_from), "until": until}
    return None


def _sums(sealed: Sealed) -> Check:
    if sealed.erased_at is not None:
        return Check(Name.SUMS, State.UNKNOWN, GONE, {"at": sealed.erased_at})
    problems = sumcheck.check(dict(sealed.document))
    if problems:
        return Check(Name.SUMS, State.FAILS, "wrong-sums", details=tuple(problems))
    return Check(Name.SUMS, State.HOLDS, "sums")


def _chain(sealed: Sealed, trusted: Trusted) -> Check:
    seal, before = sealed.seal, sealed.previous
    if seal is None:
        return _not_sealed(Name.CHAIN)
    if seal.number is None or seal.before is None:
        return Check(Name.CHAIN, State.UNKNOWN, "of-nobody")
    facts = {"number": str(seal.number)}
    if seal.before == FIRST:
        if before is not None:
            return Check(Name.CHAIN, State.FAILS, "first-follows", facts)
        return Check(Name.CHAIN, State.HOLDS, "first", facts)
    if before is None:
        return Check(Name.CHAIN, State.UNKNOWN, "no-previous", facts)
    if not follows(before, seal):
        return Check(
            Name.CHAIN,
            State.FAILS,
            "broken",
            facts | {"expected": seal.before.hex(), "found": before.leaf.hex()},
        )
    wrong = _wrong_key(before, (trusted.keys if trusted.keys is not None else sealed.keys) or {})
    if wrong is not None:
        return Check(Name.CHAIN, State.FAILS, "previous-unsigned", facts)
    return Check(Name.CHAIN, State.HOLDS, "follows", facts)


def _inclusion(sealed: Sealed, trusted: Trusted) -> Check:
    seal, proof, integrity = sealed.seal, sealed.inclusion, sealed.integrity
    if seal is None or integrity is None:
        return _not_sealed(Name.INCLUSION)
    if proof is None:
        code = "day-open" if integrity["log_index"] is None else "no-proof"
        return Check(Name.INCLUSION, State.UNKNOWN, code)
    day = proof.day
    facts = {
        "day": day.day.isoformat(),
        "index": str(proof.index),
        "size": str(day.size),
        "root": day.root.hex(),
    }
    programme = sealed.document.get("programme")
    if not isinstance(programme, dict) or programme.get("name") != day.programme:
        return Check(Name.INCLUSION, State.FAILS, "other-programme", facts)
    if integrity["log_index"] != proof.index or integrity["merkle_root"] != day.root.hex():
        stated = {"expected": f"{proof.index}, {day.root.hex()}"}
        return Check(
            Name.INCLUSION,
            State.FAILS,
            "other-place",
            facts | stated | {"found": f"{integrity['log_index']}, {integrity['merkle_root']}"},
        )
    led = root_by_inclusion(seal.leaf, proof.index, day.size, proof.path)
    if led != day.root:
        return Check(
            Name.INCLUSION,
            State.FAILS,
            "outside",
            facts | {"expected": day.root.hex(), "found": "-" if led is None else led.hex()},
        )
    if trusted.root is not None and trusted.root != day.root.hex():
        return Check(
            Name.INCLUSION,
            State.FAILS,
            "other-root",
            facts | {"expected": trusted.root, "found": day.root.hex()},
        )
    return _day_signed(sealed, trusted, facts)


def _day_signed(sealed: Sealed, trusted: Trusted, facts: dict[str, str]) -> Check:
    assert sealed.inclusion is not None  # noqa: S101 - asked before
    day = sealed.inclusion.day
    key = ((trusted.keys if trusted.keys is not None else sealed.keys) or {}).get(day.key_id)
    if key is None or not key.signs_at(day.closed_at) or not day.is_signed(key):
        return Check(Name.INCLUSION, State.FAILS, "root-unsigned", facts | {"key_id": day.key_id})
    return Check(Name.INCLUSION, State.HOLDS, "inside", facts)


def _recomputation(sealed: Sealed, made: Recomputed) -> Check:
    if made.document is None:
        state = State.FAILS if made.code in WRONG else State.UNKNOWN
        return Check(Name.RECOMPUTATION, state, made.code, made.facts)
    found = tuple(_told_apart(made.document, sealed.document))
    if not found:
        return Check(Name.RECOMPUTATION, State.HOLDS, "same-bytes")
    versions = {"expected": str(made.document.get("version")), "found": str(sealed.document.get("version"))}
    if versions["expected"] != versions["found"]:
        return Check(Name.RECOMPUTATION, State.UNKNOWN, "other-version", versions)
    return Check(Name.RECOMPUTATION, State.FAILS, "differs", details=found)


def _erasure(sealed: Sealed, trusted: Trusted, listed: ErasedList) -> Check:
    """Give whether the published list says that the inputs of a document were erased."""
    if sealed.seal is None:
        return _not_sealed(Name.ERASURE)
    facts = {"as_of": instant_text(listed.as_of)}
    if not listed.is_signed((trusted.keys if trusted.keys is not None else sealed.keys) or {}):
        return Check(Name.ERASURE, State.FAILS, "unsigned", facts | {"key_id": listed.key_id})
    programme = sealed.document.get("programme")
    if not isinstance(programme, dict) or programme.get("name") != listed.programme:
        return Check(Name.ERASURE, State.UNKNOWN, "other-programme", facts)
    day = listed.erased.get(sealed.seal.leaf.hex())
    if day is None:
        return Check(Name.ERASURE, State.HOLDS, "not-listed", facts)
    return Check(Name.ERASURE, State.HOLDS, "erased", facts | {"on": day.isoformat()})


def _told_apart(made: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[Difference]:
    if canonical(made) != canonical(told):
        yield from differences(made, told)


def _not_sealed(name: Name) -> Check:
    return Check(name, State.UNKNOWN, "not-sealed")
