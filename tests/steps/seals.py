"""Sentences about sealed documents."""

import json
from typing import Any

from pytest_bdd import parsers, then

from loyalty.use_cases.seals.show_sealed import show_sealed
from loyalty.use_cases.seals.verify_document import VerifyDocument, verify_document
from loyalty.wording.languages import EN, ZH
from loyalty.wording.seals import verified_data
from tests.steps.drivers import World
from tests.steps.reading import Table, rows
from tests.steps.web import key_of

VERDICTS = {
    "有效": "valid",
    "无效": "invalid",
    "未加封": "not-sealed",
    "not valid": "invalid",
    "not sealed": "not-sealed",
}
WORDS = {"检查": "check", "结果": "outcome", "原因": "why"}


@then(
    parsers.re(
        r"the document(?: with (?P<where>\S+) changed)? verifies as (?P<verdict>valid|not valid|not sealed):"
    )
)
@then(parsers.re(r"该文件(?:改动(?P<where>\S+)后)?核验为(?P<verdict>有效|无效|未加封)："))
def verifies(world: World, where: str | None, verdict: str, datatable: Table) -> None:
    """Write the last document as a file, change what is named in it, hold some checks to a table."""
    file = _file(world)
    if where is not None:
        _change(file, where.split("/"))
    asked = rows([[WORDS.get(cell, cell) for cell in datatable[0]], *datatable[1:]])
    language = ZH if "检查" in datatable[0] else EN

    found = verify_document(VerifyDocument(json.dumps(file)))

    assert VERDICTS.get(verdict, verdict) == found.verdict
    checks: list[dict[str, Any]] = verified_data(found, language)["checks"]  # type: ignore[assignment]  # rows
    told = {
        each["name"]: {"check": each["name"], "outcome": each["state"], "why": each["why"]} for each in checks
    }
    assert asked == [{head: told[row["check"]][head] for head in row} for row in asked]


def _file(world: World) -> dict[str, Any]:
    document_id = world.document["id"]
    if world.way_in == "use cases":
        found: dict[str, Any] = json.loads(json.dumps(show_sealed(world.services, document_id).file))
        return found
    headers = {"Authorization": f"Bearer {key_of(world.services)}"}
    answer = world.client.get(f"/v1/explanations/{document_id}/sealed", headers=headers)
    assert 200 == answer.status_code, answer.text
    over_the_web: dict[str, Any] = answer.get_json()
    return over_the_web


def _change(file: dict[str, Any], path: list[str]) -> None:
    """Put another value in a place: a number one higher, a list the other way round, another text."""
    inner: Any = file["document"]
    for part in path[:-1]:
        inner = inner[int(part) if isinstance(inner, list) else part]
    last: Any = int(path[-1]) if isinstance(inner, list) else path[-1]
    value = inner[last]
    inner[last] = value + 1 if isinstance(value, int) else value[::-1]
