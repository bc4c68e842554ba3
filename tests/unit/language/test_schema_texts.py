"""What an editor shows and offers: every key and every word says what it means, and examples are right."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from jsonschema import Draft7Validator

from loyalty.language.shapes.constraint_words import CONSTRAINT_WORDS, PARAMETER_WORDS
from loyalty.language.shapes.constraints import PARAMETERS
from loyalty.language.shapes.schema import programme_schema
from loyalty.language.shapes.snippets import SNIPPETS
from loyalty.language.texts.choices import meanings_of

SCHEMA = programme_schema()
TOLD = ("title", "description", "markdownDescription", "examples")


def _schemas(node: object, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give every schema within a schema with its path; what is no schema is passed by."""
    if isinstance(node, list):
        for n, item in enumerate(node):
            yield from _schemas(item, f"{path}/{n}")
    if not isinstance(node, dict):
        return
    yield path, node
    for word, inner in node.items():
        if word in {"properties", "definitions", "patternProperties"}:
            for name, one in inner.items():
                yield from _schemas(one, f"{path}/{word}/{name}")
        elif word in {"items", "additionalProperties", "anyOf", "oneOf", "allOf"}:
            yield from _schemas(inner, f"{path}/{word}")


def _keys() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path, schema in _schemas(SCHEMA):
        for name, key in schema.get("properties", {}).items():
            yield f"{path}/{name}", key


def test_every_key_says_what_it_means() -> None:
    """Title, description and an example stand at every key; the keys of a dated value need no title."""
    dated = {"value", "source", "because"}
    bare = [
        f"{path}: {word}"
        for path, key in _keys()
        for word in (("description",) if path.rpartition("/")[2] in dated else TOLD)
        if not key.get(word)
    ]

    assert [] == bare


def test_every_word_says_what_it_means() -> None:
    """A word of every closed list but the list of currencies has a description."""
    silent = [
        path
        for path, schema in _schemas(SCHEMA)
        if "enum" in schema and "EUR" not in schema["enum"]
        if len(schema["enum"]) != len([text for text in schema.get("enumDescriptions", ()) if text])
    ]

    assert [] == silent


def test_examples_and_defaults_are_of_their_type() -> None:
    """What an editor offers for a key is a value the key takes."""
    wrong = [
        f"{path}: {example!r}"
        for path, key in _keys()
        for example in (*key.get("examples", ()), *([key["default"]] if "default" in key else ()))
        if not _within(key).is_valid(example)
    ]

    assert [] == wrong


@pytest.mark.parametrize("shape", sorted(SNIPPETS))
def test_pieces_are_of_their_type(shape: str) -> None:
    """Every piece an editor offers satisfies the schema of the place it is offered at."""
    for snippet in SNIPPETS[shape]:
        errors = _within({"$ref": f"#/definitions/{shape}"}).iter_errors(_filled_in(snippet["body"]))
        assert [] == [f"{snippet['label']}: {error.message}" for error in errors]


def test_every_constraint_has_its_words() -> None:
    """Every constraint and every parameter says what it means, and nothing else does."""
    parameters = {f"{name}.{key}" for name, known in PARAMETERS.items() for key in known}

    assert set(PARAMETERS) == set(CONSTRAINT_WORDS)
    assert parameters == set(PARAMETER_WORDS)


def test_lists_without_meanings_are_told() -> None:
    """A closed list that nobody has given meanings cannot be declared."""
    with pytest.raises(KeyError):
        meanings_of(("some", "thing"))


def _within(schema: Mapping[str, Any]) -> Draft7Validator:
    return Draft7Validator({**schema, "definitions": SCHEMA["definitions"]})


def _filled_in(body: object) -> object:
    """Give the piece as a writer has it who takes every word that is proposed."""
    match body:
        case dict():
            return {key: _filled_in(value) for key, value in body.items()}
        case list():
            return [_filled_in(value) for value in body]
        case str() if body.startswith("${"):
            return body.partition(":")[2].removesuffix("}")
    return body
