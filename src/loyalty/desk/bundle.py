"""A bundle of documents: one file with all that deciding whether they are right needs, and its manifest.

It is a ZIP archive of texts, none compressed, in the order of their names behind the manifest, with
one time for all: the same content is the same bytes. The manifest names every file with its SHA-256
and is signed with the key that seals. A bundle is read without unpacking anything to a disk.
"""

import io
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Self

from loyalty.seals.canonical import NotCanonical, canonical, parsed
from loyalty.seals.keys import SealKey, Signer, instant_text, is_signed, key_id_of, read_instant

FORM = "loyalty-bundle-1"
MANIFEST, KEYS, SIGN_OFFS = "manifest.json", "keys.json", "sign-offs.json"
DOCUMENTS, RULES, COMPARISONS = "documents/", "rules/", "comparisons/"
BYTES_MAX = 200_000_000
FILES_MAX = 20_000
_HEADER_BYTES, _NAMES_AT = 30, 26
"""How long the head of a file in an archive is, and where the lengths of its name and extra are."""
_TIME = (1980, 1, 1, 0, 0, 0)
_MEMBERS = {"form", "programme", "made_at", "files", "key_id", "signature"}


class NotABundle(ValueError):
    """Bytes are no bundle as it is written; the message says what is wrong, ``where`` in which file."""

    def __init__(self, code: str, where: str = MANIFEST) -> None:
        super().__init__(code)
        self.code, self.where = code, where


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says is in it: ``files`` are digests by name."""

    programme: str
    made_at: datetime
    files: Mapping[str, str]
    key_id: str = ""
    signature: bytes = b""

    def signed_by(self, signer: Signer) -> Self:
        """Give it signed."""
        named = replace(self, key_id=key_id_of(signer.public))
        return replace(named, signature=signer.sign(named.said()))

    def is_signed(self, key: SealKey) -> bool:
        """Give whether it was signed with this key, in the time of the key."""
        return key.signs_at(self.made_at) and is_signed(key.public, self.said(), self.signature)

    def said(self) -> bytes:
        """Give the bytes that the signature is of."""
        return canonical({name: value for name, value in self.to_json().items() if name != "signature"})

    def to_json(self) -> dict[str, Any]:
        """Give it as it stands in the bundle."""
        return {
            "form": FORM,
            "programme": self.programme,
            "made_at": instant_text(self.made_at),
            "files": [{"name": name, "sha256": digest} for name, digest in self.files.items()],
            "key_id": self.key_id,
            "signature": self.signature.hex(),
        }

    @classmethod
    def read(cls, content: bytes) -> Self:
        """Give the manifest that bytes write. Raises NotABundle."""
        try:
            data = parsed(content.decode())
            assert isinstance(data, dict)  # noqa: S101 - whatever is wrong is one answer
            assert data.keys() == _MEMBERS  # noqa: S101 - as above
            files = {each["name"]: each["sha256"] for each in data["files"]}
            signature = bytes.fromhex(data["signature"])
            made = read_instant(data["made_at"])
            found = cls(data["programme"], made, files, data["key_id"], signature)
            same = canonical(found.to_json()) == content
        except (AssertionError, KeyError, TypeError, ValueError, NotCanonical) as fault:
            raise NotABundle("no-manifest") from fault
        if not same or type(found.key_id) is not str:
            raise NotABundle("no-manifest")
        return found


def manifest_of(programme: str, made_at: datetime, files: Mapping[str, bytes]) -> Manifest:
    """Give the manifest of files by name, not signed yet."""
    digests = {name: sha256(files[name]).hexdigest() for name in sorted(files)}
    return Manifest(programme, made_at, digests)


def packed(manifest: Manifest, files: Mapping[str, bytes]) -> bytes:
    """Give the bytes of a bundle."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in ((MANIFEST, canonical(manifest.to_json())), *sorted(files.items())):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def unpacked(content: bytes) -> Mapping[str, bytes]:
    """Give every file of an archive by name, in its order, the manifest among them.

    Raises NotABundle where it is no such archive, or one of more than 200 MB or 20,000 files.
    """
    if len(content) > BYTES_MAX:
        raise NotABundle("too-large", "")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _files(content, archive)
    except NotABundle:
        raise
    except Exception as fault:  # a stranger's archive may be broken in any way
        raise NotABundle("no-archive", "") from fault


def _files(content: bytes, archive: zipfile.ZipFile) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    entries = archive.infolist()
    if len(entries) > FILES_MAX or sum(entry.file_size for entry in entries) > BYTES_MAX:
        raise NotABundle("too-large", "")
    for entry in entries:
        if entry.compress_type != zipfile.ZIP_STORED or entry.filename in found:
            raise NotABundle("not-as-written", entry.filename)
        found[entry.filename] = _content(content, archive, entry)
    return found


def _content(content: bytes, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Give what a file holds, also where it is not what it was written as: its digest will say so."""
    try:
        return archive.read(entry)
    except zipfile.BadZipFile:
        names = struct.unpack_from("<HH", content, entry.header_offset + _NAMES_AT)
        start = entry.header_offset + _HEADER_BYTES + sum(names)
        return content[start : start + entry.file_size]
