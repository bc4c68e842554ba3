"""The JSON Schema that editors read: it is up to date, and takes every rule file we ship.

An editor reads YAML 1.2's core types, so these tests do: plain digits are numbers, `true`
is a truth value, dates and everything in quotation marks are texts. The texts come from
our own reader; only this conversion is the test's.
"""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from loyalty.language.findings import Finding
from loyalty.language.shapes.schema import programme_schema, schema_text
from loyalty.language.texts.documents import Entries, Items, Node, Scalar, read_document

ROOT = Path(__file__).parents[3]
RULE_FILES = sorted((ROOT / "rules").rglob("*.yaml"))
VALIDATOR = Draft7Validator(programme_schema())


def _as_an_editor(node: Node) -> object:
    if isinstance(node, Entries):
        return {key.text: _as_an_editor(value) for key, value in node.pairs}
    if isinstance(node, Items):
        return [_as_an_editor(item) for item in node.nodes]
    return _core_type(node)


def _core_type(scalar: Scalar) -> object:
    text = scalar.text
    if scalar.quoted:
        return text
    if text in {"true", "false"}:
        return text == "true"
    if text in {"", "~", "null"}:
        return None
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return float(text)
    return text


def _read(text: str) -> object:
    findings: list[Finding] = []
    node = read_document("a.yaml", text, findings)
    assert [] == findings
    assert node is not None
    return _as_an_editor(node)


def test_the_stored_schema_is_up_to_date() -> None:
    """schemas/programme-1.json is exactly what `schema_text` gives."""
    assert schema_text() == (ROOT / "schemas" / "programme-1.json").read_text(encoding="utf-8")


def test_it_is_a_schema() -> None:
    """The schema is a valid draft-07 schema and every reference in it has a target."""
    schema = json.loads(schema_text())
    references = set(re.findall(r"#/definitions/(\w+)", schema_text()))

    Draft7Validator.check_schema(schema)
    assert references <= set(schema["definitions"])


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.name)
def test_shipped_rule_files_satisfy_it(path: Path) -> None:
    """An editor marks nothing in a rule file we ship."""
    errors = VALIDATOR.iter_errors(_read(path.read_text(encoding="utf-8")))

    assert [] == [f"{error.json_path}: {error.message}" for error in errors]


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.name)
def test_shipped_rule_files_name_it(path: Path) -> None:
    """The first line of a rule file tells the editor which schema it has."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    schema = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)

    assert schema is not None
    assert (path.parent / schema[1]).resolve() == ROOT / "schemas" / "programme-1.json"


@pytest.mark.parametrize(
    "text",
    [
        "erne: {}",
        "schema: 2",
        "currency: EURO",
        "effective: {until: 2027-01-31}",
        "redeem: {worth: {points: 100, money: 1.00, pence: 5}}",
        "tiers: {ladder: []}",
        "constraints: [{no_point_pumps: {}}]",
        "constraints: [{no_point_pump: {}}]",
        "plans: [{id: a, name: {en: A}, usage: [{meter: m, model: flat}]}]",
        "plans: [{id: a, name: {en: A}, usage: [{meter: m, model: volume, bands: [{above: 0, unit: 1}]}]}]",
        "plans: [{id: a, name: {en: A}, usage: [{meter: m, model: per_unit, unit: 1, bands: []}]}]",
        "earn: {base: {points: 1, for_each: 1, of: x}, rules: [{id: a, name: {en: A}, add: 1}]}",
        "earn: {base: {points: 1, for_each: 1, of: x}, except_when: {every: []}}",
        "numbers: {money: {step: -1, round: half_up}}",
        "facts: {order.total: {is: cash}}",
    ],
)
def test_it_refuses_what_the_reader_refuses(text: str) -> None:
    """Unknown and missing keys, wrong words and clashing keys are marked in the editor already."""
    assert not VALIDATOR.is_valid(_read(text))
