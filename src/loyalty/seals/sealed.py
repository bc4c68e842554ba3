"""A sealed document as a file: the document with its seal, and what is needed to check it.

A file is either a document alone, or the whole: ``document``, the seal ``previous`` in its
member's chain, where it is in the tree of its programme (``inclusion``), the public ``keys``, the
``snapshot`` of what was known when it was decided, and the ``rules`` that decided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

from loyalty.seals.canonical import Misshapen, NotCanonical, canonical, parsed
from loyalty.seals.day import DayRoot, NotADay
from loyalty.seals.keys import DIGEST, NotAKeyList, SealKey, read_instant, read_keys
from loyalty.seals.seal import INTEGRITY, NotASeal, Seal

FORM = "loyalty-sealed-1"
PARTS = {"form", "document", "previous", "inclusion", "keys", "snapshot", "rules"}
LEFT = {"id", "programme"}
"""What a file still says of a document that was erased, besides its seal."""
COURSE = "course"
"""How a document stands now, as it is told beside one that stands alone; no part of what its seal is of."""
KEPT, ERASED, NONE = "kept", "erased", "none"
SNAPSHOTS = {KEPT: {"state", "chance", "recipe"}, ERASED: {"state", "erased_at"}, NONE: {"state"}}


class NotSealed(Misshapen):
    """A text is no sealed document; ``where`` points at what is wrong, and ``code`` says what."""

    def __init__(self, where: str, code: str, **facts: object) -> None:
        super().__init__(code, **facts)
        self.where = where


@dataclass(frozen=True, slots=True)
class Inclusion:
    """The place of a leaf, counted from 0, in the tree of a day, and the hashes from it to the root."""

    index: int
    path: tuple[bytes, ...]
    day: DayRoot

    def to_json(self) -> dict[str, Any]:
        """Give it as it stands in a file."""
        return {"index": self.index, "path": [each.hex() for each in self.path], "day": self.day.to_json()}


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a file holds; ``seal`` is None in a document that was never sealed."""

    document: Mapping[str, Any]
    seal: Seal | None = None
    integrity: Mapping[str, Any] | None = None
    previous: Seal | None = None
    inclusion: Inclusion | None = None
    keys: Mapping[str, SealKey] | None = None
    snapshot: Mapping[str, Any] | None = None
    rules: Mapping[str, str] | None = None

    @classmethod
    def read(cls, text: str) -> Self:
        """Give what the text of a file says. Raises NotSealed."""
        try:
            data = parsed(text)
            canonical(data)
        except NotCanonical as fault:
            raise NotSealed("", fault.code, **fault.facts) from fault
        if not isinstance(data, dict):
            raise NotSealed("", "object")
        if "form" not in data:
            return cls(*_document("", {name: value for name, value in data.items() if name != COURSE}))
        if data["form"] != FORM or data.keys() != PARTS:
            raise NotSealed("", "members", members=", ".join(sorted(PARTS)))
        return cls(
            *_document("/document", data["document"]),
            _previous(data["previous"]),
            _inclusion(data["inclusion"]),
            _keys(data["keys"]),
            _snapshot(data["snapshot"]),
            _rules(data["rules"]),
        )

    @property
    def erased_at(self) -> str | None:
        """Since when the document itself is gone and only its seal is there; None where it is here."""
        if self.snapshot is None or self.snapshot["state"] != ERASED or self.seal is None:
            return None
        return str(self.snapshot["erased_at"]) if self.document.keys() == LEFT else None

    def canonical(self) -> bytes:
        """Give the bytes of which the seal holds the digest."""
        return canonical(self.document)

    def digest(self) -> str:
        """Give the digest of those bytes, as 64 hexadecimal digits."""
        return sha256(self.canonical()).hexdigest()


def sealed_file(  # noqa: PLR0913 - the members of the file
    document: Mapping[str, Any],
    *,
    previous: Seal | None,
    inclusion: Inclusion | None,
    keys: Sequence[SealKey],
    snapshot: Mapping[str, Any],
    rules: Mapping[str, str] | None,
) -> dict[str, Any]:
    """Give a file of everything; ``document`` has its seal in it."""
    return {
        "form": FORM,
        "document": dict(document),
        "previous": None if previous is None else previous.to_json(),
        "inclusion": None if inclusion is None else inclusion.to_json(),
        "keys": [key.to_json() for key in keys],
        "snapshot": dict(snapshot),
        "rules": None if rules is None else dict(rules),
    }


def _document(where: str, data: object) -> tuple[Mapping[str, Any], Seal | None, Mapping[str, Any] | None]:
    if not isinstance(data, dict):
        raise NotSealed(where, "object")
    document = {name: value for name, value in data.items() if name != INTEGRITY}
    _told(where, document, sealed=INTEGRITY in data)
    if INTEGRITY not in data:
        return document, None, None
    integrity = data[INTEGRITY]
    seal = _seal(f"{where}/{INTEGRITY}", integrity)
    index, root = integrity["log_index"], integrity["merkle_root"]
    if (index is None) != (root is None):
        raise NotSealed(f"{where}/{INTEGRITY}", "seal")
    if index is not None and not (type(index) is int and isinstance(root, str) and DIGEST.fullmatch(root)):
        raise NotSealed(f"{where}/{INTEGRITY}", "seal")
    return document, seal, integrity


def _told(where: str, document: Mapping[str, Any], *, sealed: bool) -> None:
    """Refuse an object that is none of the documents that are told. Raises NotSealed."""
    programme = document.get("programme")
    if not isinstance(programme, dict) or not isinstance(programme.get("name"), str):
        raise NotSealed(f"{where}/programme", "no-programme")
    if sealed and document.keys() == LEFT:
        return
    for name, kind in (("version", int), ("kind", str)):
        if type(document.get(name)) is not kind:
            raise NotSealed(f"{where}/{name}", f"no-{name}")


def _seal(where: str, data: object) -> Seal:
    try:
        return Seal.from_json(data)
    except NotASeal:
        raise NotSealed(where, "seal") from None


def _previous(data: object) -> Seal | None:
    if data is None:
        return None
    seal = _seal("/previous", data)
    if seal.to_json() != data:
        raise NotSealed("/previous", "seal")
    return seal


def _inclusion(data: object) -> Inclusion | None:
    if data is None:
        return None
    if (
        not isinstance(data, dict)
        or data.keys() != {"index", "path", "day"}
        or type(data["index"]) is not int
    ):
        raise NotSealed("/inclusion", "place")
    path = data["path"]
    if not isinstance(path, list) or not all(
        isinstance(each, str) and DIGEST.fullmatch(each) for each in path
    ):
        raise NotSealed("/inclusion", "place")
    try:
        day = DayRoot.from_json(data["day"])
    except NotADay:
        raise NotSealed("/inclusion", "place") from None
    return Inclusion(data["index"], tuple(map(bytes.fromhex, path)), day)


def _keys(data: object) -> Mapping[str, SealKey]:
    try:
        return read_keys(data)
    except NotAKeyList as fault:
        raise NotSealed("/keys", fault.code, **fault.facts) from None


def _snapshot(data: object) -> Mapping[str, Any]:
    if not isinstance(data, dict) or data.keys() != SNAPSHOTS.get(str(data.get("state"))):
        raise NotSealed("/snapshot", "snapshot")
    if data["state"] == ERASED:
        try:
            read_instant(data["erased_at"])
        except ValueError:
            raise NotSealed("/snapshot/erased_at", "instant") from None
    if data["state"] == KEPT and not (isinstance(data["chance"], str) and DIGEST.fullmatch(data["chance"])):
        raise NotSealed("/snapshot/chance", "digest")
    return data


def _rules(data: object) -> Mapping[str, str] | None:
    if data is None:
        return None
    if not isinstance(data, dict) or not all(isinstance(text, str) for text in data.values()):
        raise NotSealed("/rules", "rules")
    return data
