"""Code keeps a size that one reader can hold, and money never meets a binary fraction."""

import ast
from collections import Counter
from pathlib import Path
from statistics import quantiles

import pytest

from tests.architecture.sources import (
    ENGINE,
    TESTS,
    WEB,
    Function,
    functions,
    length,
    name_of,
    parsed,
    place,
    python_files,
)

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 50
FUNCTION_LINES_P90_MAX = 30  # a ratchet: it may only go down
ROOM_FILES_MAX = 14

# Folders that may hold more, each with its reason.
LARGER_ROOMS = {
    "src/loyalty/constraints": "one file per constraint",
    "src/loyalty/database/migrations/versions": "one file per step of the schema, which is never changed",
    "src/loyalty/language/checks": "one file per part of a programme that is checked",
    "src/loyalty/language/shapes": "one file per part of a programme",
    "src/loyalty/use_cases": "one file per verb of the product; grouped by room when they are forty",
}

# Calls that give a binary fraction although no `float` stands there.
FLOAT_CALLS = {"timestamp", "total_seconds"}


def test_files_are_short() -> None:
    """No Python file has more than 400 lines."""
    lines = {name_of(path): len(path.read_text().splitlines()) for path in python_files(ENGINE, WEB, TESTS)}

    assert {} == {name: count for name, count in lines.items() if count > FILE_LINES_MAX}


def test_functions_are_short() -> None:
    """No function has more than 50 lines."""
    long = [
        place(path, function)
        for path in python_files(ENGINE, WEB, TESTS)
        for function in functions(path)
        if length(function) > FUNCTION_LINES_MAX
    ]

    assert [] == long


def test_most_functions_are_shorter() -> None:
    """Nine functions in ten have at most 30 lines; the bound may only go down."""
    lengths = [length(function) for path in python_files(ENGINE, WEB) for function in functions(path)]

    assert quantiles(lengths, n=10)[-1] <= FUNCTION_LINES_P90_MAX


def test_rooms_are_small() -> None:
    """No folder holds more than 14 modules; a room that needs more has parts, and parts have names."""
    modules = Counter(
        name_of(path.parent) for path in python_files(ENGINE, WEB) if path.name != "__init__.py"
    )

    assert {} == {
        room: count for room, count in modules.items() if count > ROOM_FILES_MAX and room not in LARGER_ROOMS
    }


def test_no_binary_fractions() -> None:
    """Under src/loyalty stand no float literal, no use of `float`, and no call that gives one."""
    found = [
        place(path, node)
        for path in python_files(ENGINE)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.expr) and _is_float(node)
    ]

    assert [] == found


def _is_float(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=float() | complex()) | ast.Name(id="float" | "complex"):
            return True
        case ast.Call(func=ast.Attribute(attr=attribute), args=[], keywords=[]):
            return attribute in FLOAT_CALLS
    return False


def test_only_use_cases_commit() -> None:
    """A transaction ends in one place: a use case commits at most once, and nothing else does."""
    commits = Counter(
        path
        for path in python_files(ENGINE, WEB)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    )
    del commits[ENGINE / "unit_of_work.py"]  # it is the transaction that use cases commit
    del commits[ENGINE / "database" / "speaking" / "connection.py"]  # and what that stands on

    assert [] == [name_of(path) for path in commits if not path.is_relative_to(ENGINE / "use_cases")]
    assert [] == [name_of(path) for path, count in commits.items() if count > 1]


@pytest.mark.parametrize(
    "path", [path for path in python_files(TESTS) if path.name.startswith("test_")], ids=name_of
)
def test_tests_say_what_they_hold(path: Path) -> None:
    """Every test has a docstring that says in a sentence what it holds."""
    silent = [
        place(path, function)
        for function in functions(path)
        if _is_test(function) and not _sentence(function)
    ]

    assert [] == silent


def _is_test(function: Function) -> bool:
    return function.name.startswith("test_")


def _sentence(function: Function) -> bool:
    return (ast.get_docstring(function) or "").rstrip().endswith((".", "!", "?"))
