"""Verifying a bundle from its bytes alone: what holds, what fails and in which file.

Nothing is trusted but the keys that whoever verifies brings along; without them those in the bundle
are taken, and the answer says so. Every file is checked, so that all that is wrong is told at once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from loyalty.desk.bundle import (
    COMPARISONS,
    DOCUMENTS,
    KEYS,
    MANIFEST,
    RULES,
    SIGN_OFFS,
    Manifest,
    NotABundle,
    packed,
    unpacked,
)
from loyalty.desk.sign_off import NotASignOff, SignOff, follows
from loyalty.kernel.digest import digest_of
from loyalty.seals.canonical import NotCanonical, canonical, parsed
from loyalty.seals.keys import NotAKeyList, SealKey, read_keys
from loyalty.seals.verification import State, Verdict, Verified

Rules = Mapping[str, str]
VerifyFile = Callable[[str, Mapping[str, SealKey], Rules | None], Verified]
"""Verifies the text of a sealed document, by keys and by the rule files of the version it names."""
Compare = Callable[[Rules, Rules], Mapping[str, Any] | None]
"""Compares two versions anew; None where the files are no programme."""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What checking a file of a bundle came to; ``code`` says why, ``facts`` with what.

    ``document`` is what verifying it came to, where it is a document.
    """

    file: str
    state: State
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    document: Verified | None = None


@dataclass(frozen=True, slots=True)
class BundleVerified:
    """What every file came to, and all together."""

    verdict: Verdict
    checks: tuple[FileCheck, ...]


@dataclass(frozen=True, slots=True)
class Checker:
    """How documents are verified and versions compared, and the keys that are trusted, if any."""

    verify: VerifyFile
    compare: Compare
    keys: Mapping[str, SealKey] | None = None


def check_bundle(content: bytes, checker: Checker) -> BundleVerified:
    """Give what verifying a bundle came to; whatever is wrong with it is in the answer."""
    try:
        files = unpacked(content)
        manifest = Manifest.read(files.get(MANIFEST, b""))
    except NotABundle as fault:
        return _together([FileCheck(fault.where or "/", State.FAILS, fault.code)])
    inside = {name: text for name, text in files.items() if name != MANIFEST}
    checks = [*_listed(manifest, inside), _whole(content, manifest, inside)]
    bundle = _Bundle(manifest, inside, checker)
    return _together([*checks, *bundle.checks()])


def _together(checks: list[FileCheck]) -> BundleVerified:
    states = {check.state for check in checks}
    undecided = State.UNKNOWN in states
    verdict = Verdict.UNDECIDED if undecided else Verdict.VALID
    return BundleVerified(Verdict.INVALID if State.FAILS in states else verdict, tuple(checks))


def _listed(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[FileCheck]:
    """Give each file that is not as the manifest says; nothing where all are."""
    for name, digest in manifest.files.items():
        if name not in files:
            yield FileCheck(name, State.FAILS, "missing")
        elif sha256(files[name]).hexdigest() != digest:
            facts = {"expected": digest, "found": sha256(files[name]).hexdigest()}
            yield FileCheck(name, State.FAILS, "changed", facts)
    for name in files.keys() - manifest.files.keys():
        yield FileCheck(name, State.FAILS, "not-listed")


def _whole(content: bytes, manifest: Manifest, files: Mapping[str, bytes]) -> FileCheck:
    """Give whether the archive is, to the byte and in its order, what its content is written as."""
    same = list(files) == sorted(files) and packed(manifest, files) == content
    state = State.HOLDS if same else State.FAILS
    return FileCheck(MANIFEST, state, "as-written" if same else "not-as-written", {"files": str(len(files))})


class _Bundle:
    """A bundle that could be read, with what of it several checks look at."""

    def __init__(self, manifest: Manifest, files: Mapping[str, bytes], checker: Checker) -> None:
        self._manifest, self._files, self._checker = manifest, files, checker
        self._rules = _rules_in(files)
        self._known: dict[str, str] = {}
        """The digests of what was looked at, by what sign-offs call it."""

    def checks(self) -> Iterator[FileCheck]:
        try:
            own = read_keys(_json(self._files.get(KEYS, b"")))
        except (NotAKeyList, NotCanonical, UnicodeDecodeError):
            own = {}
            yield FileCheck(KEYS, State.FAILS, "no-keys")
        keys = own if self._checker.keys is None else self._checker.keys
        yield self._signature(keys)
        for digest, files in self._rules.items():
            same = digest_of(files) == digest
            state, code = (State.HOLDS, "rules") if same else (State.FAILS, "other-rules")
            yield FileCheck(f"{RULES}{digest}/", state, code, {"found": digest_of(files)})
        for name in self._files:
            if name.startswith(DOCUMENTS):
                yield self._document(name, keys)
            elif name.startswith(COMPARISONS):
                yield self._comparison(name)
        yield from self._sign_offs(keys)

    def _signature(self, keys: Mapping[str, SealKey]) -> FileCheck:
        manifest = self._manifest
        facts = {"key_id": manifest.key_id, "at": manifest.made_at.isoformat()}
        key = keys.get(manifest.key_id)
        if key is None or not manifest.is_signed(key):
            return FileCheck(MANIFEST, State.FAILS, "unsigned", facts)
        code = "signed-by-own-keys" if self._checker.keys is None else "signed"
        return FileCheck(MANIFEST, State.HOLDS, code, facts)

    def _document(self, name: str, keys: Mapping[str, SealKey]) -> FileCheck:
        text = self._files[name].decode(errors="surrogateescape")
        data = _table(self._files[name])
        document = data.get("document")
        head = document if isinstance(document, dict) else {}
        version = head.get("programme")
        digest = str(version.get("digest")) if isinstance(version, dict) else ""
        found = self._checker.verify(text, keys, self._rules.get(digest))
        if name != f"{DOCUMENTS}{head.get('id')}.json":
            return FileCheck(name, State.FAILS, "document-of-other", document=found)
        # What was never sealed was looked at as it is.
        self._known[str(head.get("id"))] = found.digest or sha256(_canonical(head)).hexdigest()
        states = {
            Verdict.VALID: State.HOLDS,
            Verdict.INVALID: State.FAILS,
            Verdict.UNDECIDED: State.UNKNOWN,
            Verdict.SEAL_ONLY: State.HOLDS,
            Verdict.NOT_SEALED: State.UNKNOWN,
        }
        return FileCheck(name, states[found.verdict], f"document-{found.verdict}", document=found)

    def _comparison(self, name: str) -> FileCheck:
        told = _table(self._files[name])
        old, _, new = name.removeprefix(COMPARISONS).removesuffix(".json").partition("..")
        self._known[f"{old}..{new}"] = sha256(self._files[name]).hexdigest()
        if old not in self._rules or new not in self._rules:
            return FileCheck(name, State.UNKNOWN, "no-rules")
        made = self._checker.compare(self._rules[old], self._rules[new])
        same = made is not None and canonical(made) == _canonical(told)
        return FileCheck(
            name, State.HOLDS if same else State.FAILS, "compared" if same else "other-comparison"
        )

    def _sign_offs(self, keys: Mapping[str, SealKey]) -> Iterator[FileCheck]:
        try:
            listed = _json(self._files.get(SIGN_OFFS, b""))
            found = [SignOff.from_json(each) for each in listed] if isinstance(listed, list) else None
        except (NotASignOff, NotCanonical, UnicodeDecodeError):
            found = None
        if found is None:
            yield FileCheck(SIGN_OFFS, State.FAILS, "no-sign-offs")
            return
        before: SignOff | None = None
        for each in found:
            yield self._sign_off(each, before, keys)
            before = each

    def _sign_off(self, each: SignOff, before: SignOff | None, keys: Mapping[str, SealKey]) -> FileCheck:
        facts = {"number": str(each.number), "by": each.by.name, "judgement": str(each.judgement)}
        key = keys.get(each.key_id)
        code = "signed-off"
        if key is None or not each.is_signed(key):
            code = "sign-off-unsigned"
        elif self._known.get(each.of.name) != each.of.sha256:
            code = "sign-off-of-other"
        elif before is not None and not _in_order(before, each):
            code = "sign-offs-broken"
        state = State.HOLDS if code == "signed-off" else State.FAILS
        return FileCheck(SIGN_OFFS, state, code, facts)


def _in_order(before: SignOff, each: SignOff) -> bool:
    """Give whether one comes after the other, and names it where it comes next."""
    return before.number < each.number and (each.number != before.number + 1 or follows(before, each))


def _rules_in(files: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, content in files.items():
        if name.startswith(RULES):
            digest, _, inner = name.removeprefix(RULES).partition("/")
            found.setdefault(digest, {})[inner] = content.decode(errors="replace")
    return found


def _json(content: bytes) -> Any:  # noqa: ANN401  JSON
    return parsed(content.decode())


def _canonical(data: Mapping[str, Any]) -> bytes:
    """Give the canonical form of what a stranger wrote, nothing where it has none."""
    try:
        return canonical(dict(data))
    except NotCanonical:
        return b""


def _table(content: bytes) -> Mapping[str, Any]:
    try:
        data = _json(content)
    except (NotCanonical, UnicodeDecodeError):
        return {}
    return data if isinstance(data, dict) else {}
