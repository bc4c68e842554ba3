"""What another version would have made of kept decisions, in plain words."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from loyalty.kernel.money import currency
from loyalty.wording.amounts import money
from loyalty.wording.catalogue import say


def decision_lines(found: Mapping[str, Any], language: str) -> Iterator[str]:
    """Give what the versions differ in, line by line; the sums first, then each receipt that changes."""
    counts = {name: str(found[name]) for name in ("decided", "changed", "dearer", "cheaper")}
    yield say("decisions.summary", language, **counts)
    if found["changed"]:
        yield say("decisions.sums", language, **_both(found, found["currency"], language))
    if found["assumed"]:
        yield say("decisions.assumed", language, facts=", ".join(found["assumed"]))
    if found["more"]:
        yield say("decisions.more", language)
    for each in found["receipts"]:
        said = _both(each, found["currency"], language)
        yield say("decisions.receipt", language, explanation=each["explanation"], **said)
    for each in found["undecided"]:
        yield say("decisions.undecided", language, explanation=each["explanation"], code=each["code"])


def _both(told: Mapping[str, Any], code: str, language: str) -> dict[str, str]:
    due, points, exponent = told["due"], told["points"], currency(code).exponent
    return {
        "due_old": money(Fraction(due["old"]), code, exponent, language),
        "due_new": money(Fraction(due["new"]), code, exponent, language),
        "points_old": str(points["old"]),
        "points_new": str(points["new"]),
    }
