"""A bundle: a programme's files for tills without the network, with an end and a signature.

The signature is Ed25519 (RFC 8032) over the canonical JSON of everything else. A bundle is one
text and no other: whatever differs by a byte from what its content is written as is refused.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from loyalty.decision.programme import Programme, compile_programme

FORM = "loyalty-till-bundle-1"
MEMBERS = {"form", "programme", "digest", "files", "valid_until", "signature"}


@dataclass(frozen=True, slots=True)
class Bundle:
    """The programme of a bundle that was checked; to be used until ``valid_until``, that moment outside."""

    programme: Programme
    valid_until: datetime


class Spoilt(StrEnum):
    """Why a bundle is not to be used."""

    UNREADABLE = "The file is not a bundle as it was written: a byte was changed, or it is something else."
    WRONG_SIGNATURE = "The bundle is not signed with the key that belongs to this public key."
    OUTDATED = "The bundle is no longer valid; fetch a newer one."
    OTHER_RULES = "The files in the bundle are not those of its digest, or this release reads them otherwise."


def write_bundle(programme: Programme, valid_until: datetime, key: Ed25519PrivateKey) -> str:
    """Give the text of a bundle, signed, with a newline at its end."""
    signed = {
        "form": FORM,
        "programme": programme.name,
        "digest": programme.digest,
        "files": dict(programme.source),
        "valid_until": valid_until.astimezone(UTC).isoformat(),
    }
    return _text(signed | {"signature": key.sign(_text(signed).encode()).hex()})


def read_bundle(text: str, key: Ed25519PublicKey, now: datetime) -> Bundle | Spoilt:
    """Give the bundle that a text writes, or why it is not to be used at ``now``."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return Spoilt.UNREADABLE
    if not _formed(data) or _text(data) != text:
        return Spoilt.UNREADABLE
    signed = {name: value for name, value in data.items() if name != "signature"}
    try:
        key.verify(bytes.fromhex(data["signature"]), _text(signed).encode())
    except (InvalidSignature, ValueError):
        return Spoilt.WRONG_SIGNATURE
    valid_until = datetime.fromisoformat(data["valid_until"])
    if now >= valid_until:
        return Spoilt.OUTDATED
    programme = compile_programme(data["files"]).programme
    if programme is None or programme.digest != data["digest"]:
        return Spoilt.OTHER_RULES
    return Bundle(programme, valid_until)


def _formed(data: object) -> bool:
    """Give whether data has the members of a bundle; what they say is trusted once the signature is."""
    if not isinstance(data, dict) or data.keys() != MEMBERS or data["form"] != FORM:
        return False
    return isinstance(data["files"], dict) and isinstance(data["signature"], str)


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
