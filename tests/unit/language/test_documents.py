"""YAML documents: every scalar is raw text with its place, files of a folder are one document."""

import pytest

from loyalty.language.findings import Finding, Span
from loyalty.language.texts.documents import Entries, Items, Scalar, read_document, read_folder


def _read(text: str) -> Entries:
    findings: list[Finding] = []
    node = read_document("a.yaml", text, findings)
    assert [] == findings
    assert isinstance(node, Entries)
    return node


@pytest.mark.parametrize(
    "text", ["NO", "on", "12:30", "010", "9.90", "1e3", "~", "2026-11-22", "0x1F", "yes"]
)
def test_yaml_chooses_no_types(text: str) -> None:
    """What YAML would take for a truth value, an octal or a time stays the text it is."""
    value = _read(f"key: {text}\n").get("key")

    assert isinstance(value, Scalar)
    assert text == value.text


def test_every_value_knows_its_place() -> None:
    """Lines and columns count from 1, inside flow lists and after wide characters too."""
    document = _read("name: 茶\nwhen: {en: [a, bb]}\n")
    when = document.get("when")
    assert isinstance(when, Entries)
    english = when.get("en")
    assert isinstance(english, Items)

    assert Span("a.yaml", 1, 7) == document.pairs[0][1].span
    assert Span("a.yaml", 2, 16) == english.nodes[1].span
    assert "a.yaml:2:16" == str(english.nodes[1].span)


@pytest.mark.parametrize(("text", "column"), [('"ab"', 7), ("'ab'", 7), ("ab", 6)])
def test_content_begins_inside_quotation_marks(text: str, column: int) -> None:
    """A column inside a quoted text counts from behind the quotation mark."""
    value = _read(f"key: {text}\n").get("key")

    assert isinstance(value, Scalar)
    assert Span("a.yaml", 1, column) == value.content_span


def test_files_of_a_folder_are_one_document() -> None:
    """Top-level keys of all files stand side by side; tables are kept by name; other files are not read."""
    folder = read_folder({"b.yaml": "two: 2\n", "a.yaml": "one: 1\n", "vat.csv": "x", "README.md": "- text"})

    assert ["one", "two"] == [key.text for key, _ in folder.document.pairs]
    assert {"vat.csv": "x"} == folder.tables
    assert () == folder.findings


def test_lists_of_a_sub_folder_are_joined() -> None:
    """Files of a sub-folder make the value of its name: lists one after the other, maps key by key."""
    folder = read_folder(
        {
            "plans/b.yaml": "- {id: b}\n",
            "plans/a.yaml": "- {id: a}\n",
            "earn/base.yaml": "base: {points: 1}\nrules: [x]\n",
            "earn/weeks.yaml": "rules: [y, z]\n",
        }
    )
    plans, earn = folder.document.get("plans"), folder.document.get("earn")
    assert isinstance(plans, Items)
    assert isinstance(earn, Entries)
    rules = earn.get("rules")
    assert isinstance(rules, Items)

    assert () == folder.findings
    assert ["plans/a.yaml", "plans/b.yaml"] == [node.span.file for node in plans.nodes]
    assert ["x", "y", "z"] == [node.text for node in rules.nodes if isinstance(node, Scalar)]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (
            {"earn.yaml": "earn: {}\n", "earn/a.yaml": "rules: []\n"},
            "earn/a.yaml:1:1 `earn` is in two files; first at earn.yaml:1:1",
        ),
        (
            {"earn/a.yaml": "base: {}\n", "earn/b.yaml": "base: {}\n"},
            "earn/b.yaml:1:1 `base` is in two files; first at earn/a.yaml:1:1; only lists are joined",
        ),
        (
            {"earn/a.yaml": "base: {}\n", "earn/b.yaml": "- x\n"},
            "earn/b.yaml:1:1 the files of a sub-folder are all lists or all maps; write all one way",
        ),
        (
            {"earn.yaml": "- x\n"},
            "earn.yaml:1:1 a rule file is a map of keys to values; such as `currency: EUR`",
        ),
    ],
)
def test_a_key_lives_in_one_place(source: dict[str, str], line: str) -> None:
    """A key of two files, and files that do not go together, are found."""
    assert [line] == [str(finding) for finding in read_folder(source).findings]


def test_of_a_key_in_two_files_everything_is_read() -> None:
    """A copy of a file is told key by key; nothing seems missing, nothing twice, whichever is the fuller."""
    full = "earn:\n  base: {points: 1}\n  rules: [{id: a}, {id: b}]\nplans: [{id: x}]\n"
    source = {
        "copy.yaml": "earn: {base: {points: 2}}\nplans: [{id: x, price: 1}, {id: y}]\n",
        "earn.yaml": full,
    }

    folder = read_folder(source)
    earn, plans = folder.document.get("earn"), folder.document.get("plans")

    assert ["E112", "E112"] == [finding.code for finding in folder.findings]
    assert isinstance(earn, Entries)
    assert isinstance(plans, Items)
    assert {"base", "rules"} == {key.text for key, _ in earn.pairs}
    assert ["copy.yaml", "copy.yaml"] == [node.span.file for node in plans.nodes]


@pytest.mark.parametrize("text", ["a: [\x07]", "a: \x00", "[" * 100_000, "a: {b: 'c}", "\ufeffa: 1\n--- b"])
def test_no_text_breaks_the_reader(text: str) -> None:
    """Control characters, absurd nesting and open quotation marks are findings, never a crash."""
    findings: list[Finding] = []

    read_document("a.yaml", text, findings)

    assert findings
