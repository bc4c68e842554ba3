"""Findings in SARIF 2.1.0, the form in which tools that read code tell what they found (OASIS).

Every constraint that is not decided is a result of the kind ``open``, which has no level; one that may
fail by a waiver is suppressed, with who let it and why.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from loyalty.cli.checking.looking import Looked, Told, Weight
from loyalty.cli.checking.places import end_of, line_of

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "loyaltyFinding/v1"
"""A result keeps its fingerprint when lines above it come and go."""


def as_sarif(looked: Looked) -> dict[str, Any]:
    """Give the document: one run, with a rule for each code and constraint that is told of."""
    told = tuple(looked.told())
    rules = {each.code: each for each in told}
    places = {code: place for place, code in enumerate(rules)}
    driver = {
        "name": "loyalty check",
        "version": version("loyalty-engine"),
        "rules": [_rule(each) for each in rules.values()],
    }
    results = [
        {
            "ruleId": each.code,
            "ruleIndex": places[each.code],
            **_result(looked, each),
            "partialFingerprints": mark,
        }
        for each, mark in zip(told, _fingerprints(told), strict=True)
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(told: Told) -> dict[str, Any]:
    return {
        "id": told.code,
        "shortDescription": {"text": told.title},
        "fullDescription": {"text": told.note},
        "help": {"text": f"{told.note}\nloyalty check --explain {told.code}"},
        "helpUri": f"urn:loyalty-engine:check:{told.code}",
    }


def _result(looked: Looked, told: Told) -> dict[str, Any]:
    open_, waived = told.weight is Weight.UNDECIDED, told.weight is Weight.WAIVED
    result: dict[str, Any] = {
        "kind": "open" if open_ else "fail",
        "level": "none" if open_ else "note" if waived else str(told.weight),
        "message": {"text": told.said},
        "locations": [{"physicalLocation": _location(looked, told)}],
    }
    if waived:
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": told.help}]
    return result


def _location(looked: Looked, told: Told) -> dict[str, Any]:
    span = told.span
    line = line_of(looked.texts.get(span.file, ""), span)
    path = Path(looked.path(span))
    return {
        "artifactLocation": {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endColumn": end_of(line, span.column, span.file),
        },
    }


def _fingerprints(told: tuple[Told, ...]) -> Iterator[dict[str, str]]:
    seen: Counter[tuple[str, str, str]] = Counter()
    for each in told:
        what = (each.code, each.span.file, each.message)
        seen[what] += 1
        words = "\n".join((*what, str(seen[what])))
        yield {FINGERPRINT: hashlib.sha256(words.encode()).hexdigest()}
