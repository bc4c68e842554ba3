"""Names in the code are the words of GLOSSARY.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ENGINE, ROOT, WEB, name_of, parsed, python_files, table_rows

# Names that hold a forbidden word and may, each with its reason.
EXCEPTIONS = {
    "_SCHEMES": "the schemes of database addresses, RFC 3986's word",
    "collect": "the method that a collector of prometheus-client has to have",
    "isolation_level": "SQLAlchemy's name for its setting",
}

# Folders whose names are another tool's.
FOREIGN = (ENGINE / "database" / "migrations",)


def _forbidden_words() -> frozenset[str]:
    rows = table_rows((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), "Word")
    return frozenset(word for _, _, words in rows for word in re.findall(r"[a-z]+", words))


FORBIDDEN = _forbidden_words()


def _names(path: Path) -> Iterator[str]:
    """Give the module's own name and every name it defines."""
    yield from path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(parsed(path)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


def _words(name: str) -> Iterator[str]:
    for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name):
        yield word.lower()
        yield word.lower().removesuffix("s")


@pytest.mark.parametrize(
    "path",
    [path for path in python_files(ENGINE, WEB) if not any(path.is_relative_to(f) for f in FOREIGN)],
    ids=name_of,
)
def test_names_are_words_of_the_trade(path: Path) -> None:
    """No name defined in the engine or the web application holds a word the glossary replaces."""
    wrong = {name for name in _names(path) if FORBIDDEN.intersection(_words(name)) and name not in EXCEPTIONS}

    assert set() == wrong


def test_the_glossary_forbids_something() -> None:
    """The page is read as meant: known words are found in its right column, none in both."""
    rows = table_rows((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), "Word")
    wanted = {word.strip() for words, _, _ in rows for word in words.split(",")}

    assert {"customer", "cart", "bucket", "surcharge"} <= FORBIDDEN
    assert set() == wanted & FORBIDDEN


def test_exceptions_are_needed() -> None:
    """An exception is in use, and names a word that is still forbidden."""
    names = {name for path in python_files(ENGINE, WEB) for name in _names(path)}

    assert set() == {name for name in EXCEPTIONS if name not in names}
    assert set() == {name for name in EXCEPTIONS if not FORBIDDEN.intersection(_words(name))}
