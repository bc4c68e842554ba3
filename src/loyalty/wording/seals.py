"""What verifying a sealed document came to, in plain words."""

from collections.abc import Iterator

from loyalty.seals.difference import ABSENT, Difference
from loyalty.seals.growth import Grown, Growth
from loyalty.seals.verification import Check, Verdict, Verified
from loyalty.sumcheck.sentences import Sentence
from loyalty.wording.catalogue import say

NO_FACTS = "-"
MISSHAPEN = "misshapen"
"""The code of a check whose fact ``why`` is the code of a sentence."""


def verdict_said(verdict: Verdict, language: str) -> str:
    """Give what the checks come to. Raises UnknownLanguageError."""
    return say(f"seal.verdict.{verdict}", language)


def digest_said(digest: str, language: str) -> str:
    """Give the digest of what was sealed, named."""
    return say("seal.digest", language, digest=digest)


def growth_said(growth: Growth, outcome: Grown, language: str) -> str:
    """Give what checking that a tree only grew came to."""
    days = {"earlier": growth.earlier.day.isoformat(), "later": growth.later.day.isoformat()}
    return say(f"seal.growth.{outcome}", language, **days)


def check_lines(check: Check, language: str) -> Iterator[str]:
    """Give a line that says what a check came to and why, and one for each detail."""
    name, state = say(f"seal.name.{check.name}", language), say(f"seal.state.{check.state}", language)
    yield say("seal.line", language, name=name, state=state, why=why_said(check, language))
    for detail in check.details:
        yield f"  {detail_said(detail, language)}"


def why_said(check: Check, language: str) -> str:
    """Give why a check came to what it did."""
    key = "seal.not-sealed" if check.code == "not-sealed" else f"seal.{check.name}.{check.code}"
    facts = {name: value or NO_FACTS for name, value in check.facts.items()}
    if check.code == MISSHAPEN:
        facts["why"] = say(f"seal.why.{facts['why']}", language, **facts)
    return say(key, language, **facts)


def detail_said(detail: Sentence | Difference, language: str) -> str:
    """Give one problem, or one place with what was expected and found there."""
    if isinstance(detail, Sentence):
        return detail.told(language)
    where = detail.where or "/"
    expected, found = (
        say("seal.absent", language) if value == ABSENT else value
        for value in (detail.expected, detail.found)
    )
    return say("seal.expected", language, where=where, expected=expected, found=found)


def verified_data(verified: Verified, language: str) -> dict[str, object]:
    """Give what verifying came to as plain data, with its sentences."""
    return {
        "verdict": str(verified.verdict),
        "sha256": verified.digest,
        "checks": [_check(each, language) for each in verified.checks],
    }


def _check(check: Check, language: str) -> dict[str, object]:
    return {
        "name": str(check.name),
        "state": str(check.state),
        "code": check.code,
        "facts": dict(check.facts),
        "why": why_said(check, language),
        "details": [_detail(each, language) for each in check.details],
    }


def _detail(detail: Sentence | Difference, language: str) -> dict[str, str]:
    said = {"says": detail_said(detail, language)}
    if isinstance(detail, Sentence):
        return said
    return said | {"where": detail.where, "expected": detail.expected, "found": detail.found}
