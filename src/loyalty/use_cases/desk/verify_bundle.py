"""Verify a bundle from its bytes alone: no database is opened and no clock is read."""

import json
from collections.abc import Mapping
from typing import Any

from loyalty.comparison.versions import compare_versions
from loyalty.decision.programme import compile_programme
from loyalty.desk.checking import BundleVerified, Checker, Rules, check_bundle
from loyalty.seals.keys import SealKey
from loyalty.seals.verification import Trusted, Verified
from loyalty.use_cases.seals.verify_document import VerifyDocument, verify_document
from loyalty.wording.versions.page import versions_data


def verify_bundle(content: bytes, keys: Mapping[str, SealKey] | None = None) -> BundleVerified:
    """Give what each file of a bundle comes to; ``keys`` are those that are trusted, else its own."""
    return check_bundle(content, Checker(_verified, _compared, keys))


def _verified(text: str, keys: Mapping[str, SealKey], rules: Rules | None) -> Verified:
    return verify_document(VerifyDocument(text, Trusted(keys), rules))


def _compared(old: Rules, new: Rules) -> Mapping[str, Any] | None:
    """Give what changes between two versions, as this release tells it."""
    one, other = compile_programme(old).programme, compile_programme(new).programme
    if one is None or other is None:
        return None
    told: Mapping[str, Any] = json.loads(json.dumps(versions_data(compare_versions(one, other))))
    return told
