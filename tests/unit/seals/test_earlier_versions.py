"""What was sealed by an earlier release is still valid, and is made again as it was told then."""

import json
from pathlib import Path

import pytest

from loyalty.seals.verification import Name, State, Verdict
from loyalty.use_cases.seals.verify_document import VerifyDocument, verify_document


def kept(kind: str, version: int = 2) -> str:
    """Give a document of a version as its release sealed it, with the rule files that decided it."""
    return Path(__file__).with_name(f"{kind}_of_version_{version}.json").read_text(encoding="utf-8")


SEALED = kept("usage")
"""An estimate of use, sealed when meters were called by their ids."""


def recomputed(sealed: str) -> tuple[Verdict, State, str]:
    """Give what verifying a file comes to, and what its recomputation does and why."""
    found = verify_document(VerifyDocument(sealed))
    (check,) = [check for check in found.checks if check.name is Name.RECOMPUTATION]
    return found.verdict, check.state, check.code


def as_version(version: int, **changed: str) -> str:
    """Give the file with another version, and what else was ``changed``, in its document."""
    file = json.loads(SEALED)
    file["document"] |= {"version": version, **changed}
    return json.dumps(file)


def test_a_document_of_version_2_is_valid_and_made_again_to_the_byte() -> None:
    """What was sealed before parts had names in it has none when it is made again."""
    assert (Verdict.VALID, State.HOLDS, "same-bytes") == recomputed(SEALED)


@pytest.mark.parametrize("kind", ["quote", "receipt", "refund", "points_change"])
def test_what_was_told_of_an_order_in_version_2_is_made_again_to_the_byte(kind: str) -> None:
    """A promise, a sale, a return and points that begin are as they were told, word for word."""
    assert 2 == json.loads(kept(kind))["document"]["version"]
    assert (Verdict.VALID, State.HOLDS, "same-bytes") == recomputed(kept(kind))


@pytest.mark.parametrize("kind", ["quote", "receipt"])
def test_what_was_told_in_version_3_is_made_again_to_the_byte(kind: str) -> None:
    """A promise and a sale that do not say which checks ran are as they were told."""
    assert 3 == json.loads(kept(kind, 3))["document"]["version"]
    assert (Verdict.VALID, State.HOLDS, "same-bytes") == recomputed(kept(kind, 3))


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        (1, (State.UNKNOWN, "other-version")),
        (3, (State.FAILS, "differs")),
        (4, (State.FAILS, "differs")),
        (5, (State.UNKNOWN, "other-version")),
    ],
)
def test_a_version_that_was_changed_is_not_valid(version: int, expected: tuple[State, str]) -> None:
    """Another version is another document: the digest fails, and what is made again is of that version."""
    assert (Verdict.INVALID, *expected) == recomputed(as_version(version))


@pytest.mark.parametrize("version", [3, 4])
def test_a_version_of_a_change_of_points_that_was_changed_is_not_valid(version: int) -> None:
    """A change of points of version 2 is none of 4, which says which checks ran; 3 there is none of."""
    file = json.loads(kept("points_change"))
    file["document"]["version"] = version
    expected = (State.FAILS, "differs") if version == 4 else (State.UNKNOWN, "other-version")
    assert (Verdict.INVALID, *expected) == recomputed(json.dumps(file))


def test_a_receipt_of_version_3_is_none_of_the_version_that_says_which_checks_ran() -> None:
    """A later version without what it says of checks is not made again from an earlier recipe."""
    file = json.loads(kept("receipt", 3))
    file["document"]["version"] = 4
    assert (Verdict.INVALID, State.FAILS, "differs") == recomputed(json.dumps(file))


def test_another_number_in_a_document_of_version_2_differs() -> None:
    """A document of an earlier version is held to its recipe as closely as one of now."""
    assert (Verdict.INVALID, State.FAILS, "differs") == recomputed(as_version(2, day="2026-11-25"))
