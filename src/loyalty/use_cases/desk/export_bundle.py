"""Take along what deciding needs: documents, seals, keys, rule files, comparisons, sign-offs, in one file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loyalty.desk.bundle import (
    COMPARISONS,
    DOCUMENTS,
    KEYS,
    RULES,
    SIGN_OFFS,
    Manifest,
    manifest_of,
    packed,
)
from loyalty.desk.refusals import TooMuchForABundle
from loyalty.desk.sign_off import SignOff
from loyalty.kernel.identity import MemberId
from loyalty.seals.canonical import canonical
from loyalty.seals.keys import key_list
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.compare_programmes import compare_programmes
from loyalty.use_cases.lifecycle.known import known_programme
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.seals.rotate_seal_key import publish_seal_key
from loyalty.use_cases.seals.show_sealed import show_sealed
from loyalty.use_cases.seals.signing import signer_of
from loyalty.use_cases.services import Services
from loyalty.wording.versions.page import versions_data

DOCUMENTS_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class ExportBundle:
    """What is taken along: documents by id, and what changes between two versions, if any.

    Versions are named by their digests, or by the first digits of them.
    """

    programme: str
    explanations: tuple[str, ...] = ()
    versions: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of a bundle, its manifest, and of which members a document is in it."""

    content: bytes
    manifest: Manifest
    members: frozenset[MemberId]


def export_bundle(services: Services, command: ExportBundle) -> Exported:
    """Give a bundle that `verify_bundle` verifies without a server.

    Raises UnknownProgramme, UnknownExplanation, UnknownDigest, TooMuchForABundle, NoSealKey,
    VaultLocked.
    """
    asked = tuple(dict.fromkeys(command.explanations))
    if len(asked) > DOCUMENTS_MAX:
        raise TooMuchForABundle(most=DOCUMENTS_MAX)
    key = publish_seal_key(services)
    with services.units.read() as unit:
        known_programme(unit, command.programme)
        members = frozenset(_members(unit, command.programme, asked))
        published = unit.seals.keys()
    files = {KEYS: canonical(key_list(published))}
    for explanation_id in asked:
        files |= _document(services, explanation_id)
    subjects = list(asked)
    if command.versions is not None:
        compared, subject = _comparison(services, command.programme, command.versions)
        files |= compared
        subjects.append(subject)
    with services.units.read() as unit:
        signed = [each for name in subjects for each in unit.desk.sign_offs(command.programme, name)]
    files[SIGN_OFFS] = canonical([each.to_json() for each in sorted(signed, key=_number)])
    made_at = max(services.clock.now(), key.valid_from)
    manifest = manifest_of(command.programme, made_at, files).signed_by(signer_of(services))
    return Exported(packed(manifest, files), manifest, members)


def _members(unit: UnitOfWork, programme: str, asked: tuple[str, ...]) -> Iterator[MemberId]:
    for explanation_id in asked:
        row = unit.explanations.get(explanation_id)
        sealed = unit.seals.get(explanation_id) if row is None else None
        known = row or sealed
        if known is None or known.programme != programme:
            raise UnknownExplanation
        if known.member_id is not None:
            yield known.member_id


def _document(services: Services, explanation_id: str) -> dict[str, bytes]:
    """Give a sealed document, and beside it the rule files that decided."""
    file = show_sealed(services, explanation_id).file
    rules, version = file["rules"], file["document"]["programme"]
    found = {f"{DOCUMENTS}{explanation_id}.json": canonical({**file, "rules": None})}
    return found | (_rules(version["digest"], rules) if rules is not None else {})


def _comparison(
    services: Services, programme: str, versions: tuple[str, str]
) -> tuple[dict[str, bytes], str]:
    compared = compare_programmes(services, *versions, programme)
    old, new = compared.old, compared.new
    subject = f"{old.digest}..{new.digest}"
    told = {f"{COMPARISONS}{subject}.json": canonical(json.loads(json.dumps(versions_data(compared))))}
    return told | _rules(old.digest, dict(old.source)) | _rules(new.digest, dict(new.source)), subject


def _rules(digest: str, rules: dict[str, str]) -> dict[str, bytes]:
    return {f"{RULES}{digest}/{name}": text.encode() for name, text in rules.items()}


def _number(signed: SignOff) -> int:
    return signed.number
